"""The missions of the sources, entered as the history of their clusters. Only what is not there yet is written."""

from django.db import transaction

from intercluster.missions.cases import MissionCase, load_mission_cases
from intercluster_web.accounts.visibility import Visibility
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation, Origin, Programme
from intercluster_web.missions.models import (
    Cost,
    CostShare,
    ExpertGrant,
    ExpertUse,
    Funder,
    Host,
    Mission,
    Precision,
    Rest,
    Result,
)


@transaction.atomic
def enter_missions() -> int:
    """Enter the missions that are not there yet; how many were. One whose clusters the directory lacks waits."""
    known = set(Mission.objects.filter(origin=Origin.BUNDLED).values_list("key", flat=True))
    return sum(_enter(case) for case in load_mission_cases() if case.key not in known)


def _enter(case: MissionCase) -> bool:
    found = {each.key: each for each in Organisation.objects.filter(key__in=(case.owner, case.host))}
    if len(found) < 2:
        return False
    mission = Mission.objects.create(
        owner=found[case.owner],
        visibility=Visibility.PUBLIC,
        title=case.title,
        purpose=f"{case.purpose.fr}\n\n{case.purpose.en}",
        country=case.country,
        place=case.place,
        occasion=case.occasion,
        starts=case.month,
        precision=Precision.MONTH,
        programme=Programme.objects.filter(key=case.programme).first(),
        cooperation=Cooperation.objects.filter(origin=Origin.BUNDLED, key=case.cooperation).first(),
        group_size=case.group_size,
        state=case.state,
        source_url=case.source,
        seen_text=case.seen,
        origin=Origin.BUNDLED,
        key=case.key,
    )
    named = found[case.host]
    host = Host.objects.create(mission=mission, organisation=named, name=named.name, met=case.host_met)
    if case.result:
        Result.objects.create(mission=mission, host=host, title=str(case.result), on=case.result.day)
    _enter_support(mission, case)
    return True


def _enter_support(mission: Mission, case: MissionCase) -> None:
    """The consultant a scheme lent, one grant over all missions of an owner, and the share it paid."""
    if case.expert:
        grant, _new = ExpertGrant.objects.get_or_create(
            owner=mission.owner,
            key=case.programme,
            defaults={
                "name": mission.programme.name if mission.programme else case.programme,
                "programme": mission.programme,
                "task": str(case.expert),
                "starts": case.expert.day,
            },
        )
        ExpertUse.objects.create(mission=mission, grant=grant, what=str(case.expert))
    if case.share:
        funder = Funder.objects.create(mission=mission, name=case.share.funder, programme=mission.programme)
        cost = Cost.objects.create(mission=mission, title=str(case.share.cost), rest=Rest.OPEN)
        CostShare.objects.create(mission=mission, cost=cost, funder=funder, percent=case.share.percent)
