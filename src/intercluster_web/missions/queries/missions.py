"""Reads: missions a person may see, the history of an organisation's missions, its expert days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from intercluster.missions.history import Trip
from intercluster.territory.countries import continent
from intercluster_web.accounts.permissions import kept_for, named_in, organisations_of, visible_to, works_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.missions.models import TOOK_PLACE, Companion, Direction, ExpertGrant, Funder, Host, Mission

CARDS = Mission.objects.select_related("owner", "programme")


def missions(user: Any, q: str = "", state: str = "", direction: str = "", country: str = "") -> "QuerySet[Mission]":
    """Missions a person may see, the latest first, with how many delegates and hosts they have."""
    found = visible_to(user, CARDS.annotate(delegates_n=_count("delegates"), hosts_n=_count("hosts")))
    if q:
        words = Q(title__icontains=q) | Q(place__icontains=q) | Q(occasion__icontains=q) | Q(owner__name__icontains=q)
        found = found.filter(words)
    for name, value in (("state", state), ("direction", direction), ("country", country)):
        if value:
            found = found.filter(**{name: value})
    return found


def _count(relation: str) -> Subquery:
    model: Any = Mission._meta.get_field(relation).related_model
    rows = model.objects.filter(mission=OuterRef("pk")).order_by().values("mission")
    return Subquery(rows.annotate(n=Count("pk")).values("n"))


def countries_in_use(user: Any) -> list[str]:
    found = visible_to(user, Mission.objects.exclude(country=""))
    return sorted(found.order_by().values_list("country", flat=True).distinct())


def cooperation_of(user: Any, mission: Mission) -> Cooperation | None:
    """The cooperation a mission belongs to, for those who take part in it."""
    if mission.cooperation_id is None:
        return None
    return Cooperation.objects.filter(named_in(user), pk=mission.cooperation_id).first()


def cooperations_to_choose(user: Any) -> "QuerySet[Cooperation]":
    return Cooperation.objects.filter(named_in(user)).order_by("title")


def works_there(user: Any, cooperation: Cooperation) -> bool:
    return works_in(user, cooperation) is not None


def organisations_with_missions(user: Any) -> list[Organisation]:
    """Whose missions abroad a person may see."""
    owners = visible_to(user, _took_place()).order_by().values("owner")
    return list(Organisation.objects.filter(pk__in=owners).order_by("name"))


def trips(user: Any, owner: Organisation) -> list[tuple[Trip, Mission]]:
    """Missions abroad of an organisation that took place, as far as a person may see them."""
    found = visible_to(user, _took_place().filter(owner=owner))
    joint = set(Companion.objects.filter(mission__in=found.values("pk")).values_list("mission", flat=True))
    funders: dict[int, list[str]] = {}
    if owner.pk in organisations_of(user):  # who funds a line is of the budget, which its owner's people alone see
        named = Funder.objects.filter(mission__in=found.values("pk"))
        for key, name in named.values_list("mission", "name"):
            funders.setdefault(key, []).append(name)
    return [
        (_trip(mission, mission.starts, mission.pk in joint, funders.get(mission.pk, [])), mission)
        for mission in found.select_related("programme")
        if mission.starts
    ]


def _took_place() -> "QuerySet[Mission]":
    abroad = Mission.objects.filter(direction=Direction.OUT, state__in=TOOK_PLACE, starts__isnull=False)
    return abroad.exclude(country="").exclude(country=Subquery(_owner_country()))


def _owner_country() -> Any:
    return Organisation.objects.filter(pk=OuterRef("owner")).values("country")[:1]


def _trip(mission: Mission, day: date, joint: bool, funders: list[str]) -> Trip:
    schemes = [mission.programme.name] if mission.programme else []
    schemes += [mission.convention] if mission.convention else []
    support = tuple(dict.fromkeys([*schemes, *funders]))
    return Trip(str(mission.pk), day, mission.country, continent(mission.country), joint, support)


@dataclass(frozen=True)
class Balance:
    """Expert days of a scheme; ``left`` is None where the number granted is not told."""

    grant: ExpertGrant
    used: Decimal
    left: Decimal | None


def balances(user: Any) -> list[Balance]:
    """The expert days lent to a person's organisations, with what is used and left."""
    grants = kept_for(user, ExpertGrant.objects.select_related("owner", "programme"))
    grants = grants.annotate(used=Sum("uses__days")).prefetch_related("uses__mission")
    return [
        Balance(grant, used := grant.used or Decimal(0), None if grant.days is None else grant.days - used)
        for grant in grants
    ]


def beside(user: Any, mission: Mission) -> list[Mission]:
    """Missions that may have gone in parallel: of the same owner, under the same scheme or at the same time."""
    same = Q(programme__isnull=False, programme=mission.programme_id)
    if mission.starts:
        same |= Q(starts__lte=mission.ends or mission.starts, ends__gte=mission.starts) | Q(starts=mission.starts)
    found = visible_to(user, Mission.objects.filter(same, owner=mission.owner_id)).exclude(pk=mission.pk)
    return list(found[:10])


def hosts_of(mission: Mission) -> "QuerySet[Host]":
    return mission.hosts.select_related("organisation", "encounter", "contact")
