"""The cooperations an organisation has in hand: chosen by filters, sorted, the first cards of each step.

Subqueries rather than joins throughout, so that ten thousand cooperations are neither doubled nor sorted for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, QuerySet, TextField, Value, When, Window
from django.db.models.functions import Cast, RowNumber
from django.utils import timezone

from intercluster.cooperations.ladder import LADDER
from intercluster.cooperations.stagnation import Limits
from intercluster_web.accounts.permissions import named_in, visible_to
from intercluster_web.cooperations.models import Cooperation, Ladder, Party, Status
from intercluster_web.directory.models import Organisation

UNDER_WAY = (Status.ACTIVE, Status.PAUSED)
DUE_SOON = timedelta(days=30)

PLAIN = ("stage", "status", "purpose", "beneficiary", "plane", "process", "responsible")
SORTS = {
    "title": ("title",),
    "stage": ("step",),
    "status": ("status",),
    "since": ("stage_since",),
    "due": ("next_step_due",),
    "activity": ("last_activity_on",),
    "started": ("started_on",),
}


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a person sees of the cooperations an organisation of theirs owns or is a named partner of."""

    user: Any
    organisation: Organisation
    limits: Limits

    def all(self) -> "QuerySet[Cooperation]":
        return Cooperation.objects.filter(named_in(self.user, at=self.organisation))

    def chosen(self, chosen: Mapping[str, Any]) -> "QuerySet[Cooperation]":
        """Those that meet every filter; names of filters are those of ``forms.portfolio.FilterForm``."""
        found = self.all().filter(**{name: chosen[name] for name in PLAIN if chosen.get(name)})
        for name, narrowed in _OTHERS.items():
            if value := chosen.get(name):
                found = narrowed(self, found, value)
        return found


def in_order(found: "QuerySet[Cooperation]", sort: str) -> "QuerySet[Cooperation]":
    """By a column of ``SORTS``, a dash in front turning it round; empty ones last. Else the last activity first."""
    column, down = sort.lstrip("-"), sort.startswith("-")
    if column not in SORTS:
        return found.order_by(F("last_activity_on").desc(nulls_last=True), "-pk")
    keys = [F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True) for name in SORTS[column]]
    return found.annotate(step=_STEP).order_by(*keys, "-pk")


_STEP = Case(*(When(stage=stage, then=Value(i)) for i, stage in enumerate(LADDER)), output_field=IntegerField())


def with_parties(found: "QuerySet[Cooperation]") -> "QuerySet[Cooperation]":
    """With those who take part now, as ``taking_part``, and the owner."""
    parties = Party.objects.filter(left_on=None).select_related("organisation").order_by("pk")
    return found.select_related("owner").prefetch_related(Prefetch("parties", queryset=parties, to_attr="taking_part"))


def with_cards(found: "QuerySet[Cooperation]") -> "QuerySet[Cooperation]":
    """With what a card or a line of a list says, in a constant number of queries."""
    return with_parties(found).select_related("responsible", "mediated_by")


def first_cards(found: "QuerySet[Cooperation]", most: int) -> list[Cooperation]:
    """The first ``most`` of each step: what falls due first, then what was last active."""
    place = Window(
        RowNumber(),
        partition_by="stage",
        order_by=[F("next_step_due").asc(nulls_last=True), F("last_activity_on").desc(nulls_last=True), "pk"],
    )
    first = found.annotate(place=place).filter(place__lte=most).values_list("pk", "place")
    places = dict(first)
    return sorted(with_cards(Cooperation.objects.filter(pk__in=places)), key=lambda card: places[card.pk])


def in_this_order(pks: Sequence[int]) -> list[Cooperation]:
    """The cards of a page: only its keys were sorted, not everything the cards say."""
    found = with_cards(Cooperation.objects.all()).in_bulk(list(pks))
    return [found[pk] for pk in pks]


def counts_by_stage(found: "QuerySet[Cooperation]") -> dict[str, int]:
    return dict(found.order_by().values_list("stage").annotate(n=Count("pk")))


def counts_by_status(found: "QuerySet[Cooperation]") -> dict[str, int]:
    return dict(found.order_by().values_list("status").annotate(n=Count("pk")))


def stagnating(found: "QuerySet[Cooperation]", limits: Limits) -> "QuerySet[Cooperation]":
    """Those under way that stand still; the same rule as ``intercluster.cooperations.stagnation.marks``."""
    today = timezone.localdate()
    slow = Q()
    for stage, limit in limits.steps.items():
        slow |= Q(stage=stage.value, stage_since__lt=today - timedelta(limit.days))
    long_ago = today - timedelta(limits.quiet_days)
    quiet = Q(last_activity_on__lt=long_ago) | Q(last_activity_on=None, stage_since__lt=long_ago)
    return found.filter(slow | quiet, status=Status.ACTIVE)


def due(found: "QuerySet[Cooperation]", within: timedelta = DUE_SOON) -> "QuerySet[Cooperation]":
    """Those whose next step is late or falls due soon, the earliest first."""
    limit = timezone.localdate() + within
    return found.filter(status__in=UNDER_WAY, next_step_due__lte=limit).order_by("next_step_due", "pk")


def published(user: Any, text: str = "", country: str = "", purpose: str = "") -> "QuerySet[Cooperation]":
    """What anybody sees: the public ones, and those of one's networks. Only what their public page says is searched."""
    found = visible_to(user, Cooperation.objects.filter(visibility__in=("public", "network")))
    if purpose:
        found = found.filter(purpose=purpose)
    if country:
        found = found.filter(pk__in=Party.objects.filter(organisation__country=country).values("cooperation"))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(summary__icontains=text) | _with_party_called(text))
    return found.order_by("title", "pk")


def _with_party_called(text: str) -> Q:
    named = Organisation.objects.filter(Q(name__icontains=text) | Q(short_name__icontains=text))
    return Q(pk__in=Party.objects.filter(organisation__in=named).values("cooperation"))


def _text(_here: Portfolio, found: "QuerySet[Cooperation]", text: str) -> "QuerySet[Cooperation]":
    words = Q()
    for name in ("title", "topic", "market", "next_step"):
        words |= Q(**{f"{name}__icontains": text})
    return found.filter(words | _with_party_called(text))


def _others(here: Portfolio, **lookup: Any) -> Q:
    """Whether a partner other than the organisation itself meets a condition."""
    parties = Party.objects.filter(**lookup).exclude(organisation=here.organisation)
    return Q(pk__in=parties.values("cooperation"))


def _country(here: Portfolio, found: "QuerySet[Cooperation]", code: str) -> "QuerySet[Cooperation]":
    aimed_at = found.annotate(aimed_at=Cast("countries", TextField()))
    return aimed_at.filter(_others(here, organisation__country=code) | Q(aimed_at__contains=f'"{code}"'))


def _region(here: Portfolio, found: "QuerySet[Cooperation]", zone: str) -> "QuerySet[Cooperation]":
    return found.filter(_others(here, organisation__zone__startswith=zone))


def _partner(_here: Portfolio, found: "QuerySet[Cooperation]", key: str) -> "QuerySet[Cooperation]":
    return found.filter(pk__in=Party.objects.filter(organisation__key=key).values("cooperation"))


def _market(_here: Portfolio, found: "QuerySet[Cooperation]", market: str) -> "QuerySet[Cooperation]":
    return found.filter(Q(market__iexact=market) | Q(objective__market__name__iexact=market))


def _mediated(_here: Portfolio, found: "QuerySet[Cooperation]", _yes: bool) -> "QuerySet[Cooperation]":
    return found.exclude(mediated_by=None)


def _stagnating(here: Portfolio, found: "QuerySet[Cooperation]", _yes: bool) -> "QuerySet[Cooperation]":
    return stagnating(found, here.limits)


def _due(_here: Portfolio, found: "QuerySet[Cooperation]", _yes: bool) -> "QuerySet[Cooperation]":
    return due(found)


_OTHERS: dict[str, Any] = {
    "q": _text,
    "country": _country,
    "region": _region,
    "partner": _partner,
    "market": _market,
    "mediated": _mediated,
    "stagnating": _stagnating,
    "due": _due,
}


def markets_in_use(here: Portfolio) -> list[str]:
    """Markets the cooperations name, to choose from."""
    return sorted(set(here.all().exclude(market="").order_by().values_list("market", flat=True).distinct()))


def stage_labels() -> list[tuple[str, Any]]:
    return [(stage.value, Ladder(stage.value).label) for stage in LADDER]
