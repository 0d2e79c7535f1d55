"""Telling calendars of what a mission no longer has."""

from collections.abc import Iterable

from django.db.models import F

from intercluster_web.missions.models import Delegate, Mission, Step, StruckDate
from intercluster_web.missions.queries.dates import has_days, mission_sequence, mission_uid, step_uid


def strike(step: Step) -> None:
    """A step is removed: cancelled for those who took part, with a higher sequence."""
    named = list(step.who.all())
    _keep(step, step.sequence + 1, everybody=not named).who.add(*named)


def strike_for(step: Step, before: Iterable[Delegate]) -> None:
    """Some who took part no longer do: cancelled for them; and no longer cancelled for those who do again."""
    now = goes(step)
    gone = {one.pk for one in before} - {one.pk for one in now}
    there = StruckDate.objects.filter(uid=step_uid(step)).first()
    if there is None and not gone:
        return
    kept = there or _keep(step, step.sequence, everybody=False)
    kept.sequence, kept.starts, kept.ends = step.sequence, step.starts, step.ends
    kept.save(update_fields=["sequence", "starts", "ends"])
    kept.who.add(*gone)
    kept.who.remove(*now)


def goes(step: Step) -> list[Delegate]:
    """Who takes part in a step: those named, else everybody."""
    return list(step.who.all()) or list(step.mission.delegates.all())


def strike_mission(mission: Mission) -> None:
    """A mission is deleted: its days and its steps are cancelled in the calendars of its organisation."""
    for step in mission.steps.all():
        strike(step)
    strike_days(mission)


def strike_days(mission: Mission) -> None:
    """The days a mission had are not known any more, or it is deleted."""
    if not has_days(mission):
        return
    values = {
        "owner": mission.owner,
        "mission": mission,
        "sequence": mission_sequence(mission) + 1,
        "title": mission.title,
        "first_day": mission.starts,
        "last_day": mission.ends or mission.starts,
        "place": mission.place,
        "time_zone": mission.time_zone,
    }
    StruckDate.objects.update_or_create(uid=mission_uid(mission), defaults=values)


def call_off_without(delegate: Delegate) -> None:
    """Steps for one delegate alone are called off with them: without anybody named they would be everybody's."""
    alone = [step.pk for step in delegate.steps.prefetch_related("who") if len(step.who.all()) == 1]
    Step.objects.filter(pk__in=alone).update(cancelled=True, sequence=F("sequence") + 1)


def _keep(step: Step, sequence: int, *, everybody: bool) -> StruckDate:
    values = {
        "owner": step.mission.owner,
        "mission": step.mission,
        "sequence": sequence,
        "title": step.title,
        "text": step.mission.title,
        "starts": step.starts,
        "ends": step.ends,
        "place": step.place,
        "time_zone": step.mission.time_zone,
        "everybody": everybody,
    }
    return StruckDate.objects.update_or_create(uid=step_uid(step), defaults=values)[0]
