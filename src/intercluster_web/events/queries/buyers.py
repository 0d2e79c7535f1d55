"""Buyers at an event: their needs, and what came of the meetings with them, followed to the order (S136, S137)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet, Sum

from intercluster_web.events.models import Event, Lead, LeadState, Meeting, Participant, ParticipantKind, ProfileLine
from intercluster_web.events.queries.leads import ORDERED, VALUE, valued


def buyers(event: Event) -> "QuerySet[Participant]":
    """Buyers with their needs and their number of meetings."""
    on = Count("seats", filter=~Q(seats__meeting__state="cancelled"), distinct=True)
    proposed = ProfileLine.objects.annotate(proposed=Count("proposals", distinct=True))
    found = event.participants.filter(kind=ParticipantKind.BUYER).prefetch_related(Prefetch("lines", proposed))
    return found.annotate(agreed=on).order_by("organisation_name", "name", "pk")


def leads(event: Event, state: str = "") -> "QuerySet[Lead]":
    """Those of one event, with what they are worth; see ``queries.leads.valued``."""
    found = Lead.objects.filter(meeting__event=event).select_related(
        "buyer", "supplier", "need", "contract", "meeting__slot", "meeting__event"
    )
    return valued(found.filter(state=state) if state else found)


def meetings_with_buyers(event: Event) -> list[Meeting]:
    """Meetings that are on and have a buyer and somebody else."""
    found = event.meetings.exclude(state="cancelled").filter(seats__participant__kind=ParticipantKind.BUYER)
    found = (
        found.distinct().select_related("slot").prefetch_related("seats__participant").order_by("slot__starts", "pk")
    )
    return [meeting for meeting in found if any(not _buys(seat.participant) for seat in meeting.seats.all())]


def _buys(one: Participant) -> bool:
    return one.kind == ParticipantKind.BUYER


@dataclass(frozen=True)
class Totals:
    """Leads by state (n and euros where an amount is known); ``since``–``until``: the period their dates cover."""

    rows: list[tuple[str, str, int, int, Decimal]]  # state, label, leads, of them with an amount, euros
    leads: int
    meetings: int
    since: date | None
    until: date | None

    @property
    def ordered(self) -> Decimal:
        return next((row[4] for row in self.rows if row[0] == LeadState.ORDER), Decimal(0))


def totals(event: Event) -> Totals:
    found = Lead.objects.filter(meeting__event=event)
    counted = found.order_by().values("state").annotate(n=Count("pk"), known=Count(VALUE), euros=Sum(VALUE))
    by_state = {row["state"]: row for row in counted}
    span = found.aggregate(first=Min("since"), last=Max("since"), ordered=Max(ORDERED))
    rows = [
        (state, str(label), row["n"], row["known"], row["euros"] or Decimal(0))
        for state, label in LeadState.choices
        if (row := by_state.get(state))
    ]
    return Totals(
        rows=rows,
        leads=sum(row[2] for row in rows),
        meetings=len(meetings_with_buyers(event)),
        since=span["first"],
        until=max((day for day in (span["last"], span["ordered"]) if day), default=None),
    )
