"""Leads across events: how far they are, what is to be done next, and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from intercluster_web.events.models import Event, Lead, LeadState
from intercluster_web.events.queries.access import entered_by

VALUE = Coalesce("contract__amount", "amount")
ORDERED = Coalesce("contract__signed_on", "ordered_on")
OPEN = (LeadState.LEAD, LeadState.QUOTE, LeadState.TRIAL)
SOON = timedelta(days=14)


def valued(found: "QuerySet[Lead]") -> "QuerySet[Lead]":
    """With ``value`` and ``ordered_day``: those of the contract where outcomes count the order, else the lead's own."""
    return found.annotate(value=VALUE, ordered_day=ORDERED)


def leads(user: Any, *, q: str = "", state: str = "", event: str = "", due: bool = False) -> "QuerySet[Lead]":
    """Leads of the events a person enters. ``state``: a state, or ``open``; ``due``: a next step that is due soon."""
    found = Lead.objects.filter(meeting__event__in=entered_by(user))
    if q:
        words = Q(what__icontains=q) | Q(next_step__icontains=q)
        for side in ("buyer", "supplier"):
            words |= Q(**{f"{side}__organisation_name__icontains": q})
        found = found.filter(words)
    if state == "open":
        found = found.filter(state__in=OPEN)
    elif state:
        found = found.filter(state=state)
    if event.isdecimal() and len(event) < 18:
        found = found.filter(meeting__event=int(event))
    if due:
        found = found.filter(state__in=OPEN, next_on__lte=timezone.localdate() + SOON)
    found = found.select_related("buyer", "supplier", "meeting__event", "need", "contract")
    return valued(found).order_by(F("next_on").asc(nulls_last=True), "-since", "pk")


def events_with_leads(user: Any) -> list[Event]:
    return list(entered_by(user).filter(meetings__leads__isnull=False).distinct())


@dataclass(frozen=True)
class Row:
    """Leads of one kind. ``known`` of them have an amount; ``euros`` is the sum of those."""

    key: str
    label: str
    leads: int
    known: int
    euros: Decimal


@dataclass(frozen=True)
class Totals:
    """Leads by state and, of the orders, by year. ``since``–``until``: the period they cover; ``ended``: ordered or
    lost; ``counted``: orders that stand in the outcomes of a cooperation."""

    states: list[Row]
    years: list[Row]
    leads: int
    ended: int
    ordered: int
    counted: int
    since: date | None
    until: date | None

    @property
    def rate(self) -> float | None:
        """Orders of those that ended; None while none did."""
        return self.ordered / self.ended if self.ended else None


def totals(found: "QuerySet[Lead]") -> Totals:
    """What leads add up to; three queries."""
    states = _by(found, "state")
    rows = [Row(state.value, str(state.label), *states[state.value]) for state in LeadState if state.value in states]
    orders = found.filter(state=LeadState.ORDER)
    years = [
        Row(str(year), str(year), *sums)
        for year, sums in sorted(_by(orders.annotate(year=ExtractYear(ORDERED)), "year").items())
        if year
    ]
    days = list(found.order_by().values_list("since", "ordered_day", "contract"))
    dates = [day for since, ordered, _contract in days for day in (since, ordered) if day]
    number = {row.key: row.leads for row in rows}
    ordered = number.get(LeadState.ORDER, 0)
    return Totals(
        states=rows,
        years=years,
        leads=len(days),
        ended=ordered + number.get(LeadState.LOST, 0),
        ordered=ordered,
        counted=sum(contract is not None for _since, _ordered, contract in days),
        since=min(dates, default=None),
        until=max(dates, default=None),
    )


def _by(found: "QuerySet[Lead]", column: str) -> dict[Any, tuple[int, int, Decimal]]:
    rows = found.order_by().values_list(column).annotate(n=Count("pk"), known=Count(VALUE), euros=Sum(VALUE))
    return {key: (n, known, euros or Decimal(0)) for key, n, known, euros in rows}


def due_steps(user: Any, since: date, until: date = date.max) -> Iterable[Lead]:
    """Open leads with a next step, for the calendar."""
    found = Lead.objects.filter(meeting__event__in=entered_by(user), state__in=OPEN, next_on__range=(since, until))
    return found.select_related("buyer", "supplier", "meeting__event")
