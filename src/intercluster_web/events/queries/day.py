"""The day of an event: what is held now, who came, how many of the meetings took place."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from intercluster_web.events.models import Event, Meeting, MeetingState, Participant, ParticipantState, Request, Slot


@dataclass(frozen=True)
class HeldRate:
    """Held of those whose outcome was noted; ``unnoted``: past meetings nobody noted anything of."""

    held: int
    missed: int
    unnoted: int
    ahead: int

    @property
    def noted(self) -> int:
        return self.held + self.missed

    @property
    def share(self) -> float | None:
        return self.held / self.noted if self.noted else None


def held_rate(event: Event, now: datetime | None = None) -> HeldRate:
    """How many of the meetings in the timetable took place so far."""
    moment = now or timezone.now()
    placed = Q(state=MeetingState.PLACED)
    counted = event.meetings.aggregate(
        held=Count("pk", filter=Q(state=MeetingState.HELD)),
        missed=Count("pk", filter=Q(state=MeetingState.MISSED)),
        unnoted=Count("pk", filter=placed & Q(slot__ends__lte=moment)),
        ahead=Count("pk", filter=placed & Q(slot__ends__gt=moment)),
    )
    return HeldRate(**counted)


def slot_now(slots: list[Slot], now: datetime | None = None) -> Slot | None:
    """The slot going on, else the next one, else the last."""
    moment = now or timezone.now()
    return next((slot for slot in slots if slot.ends > moment), slots[-1] if slots else None)


def with_meetings(event: Event, slots: list[Slot]) -> list[Slot]:
    """The slots somebody meets in; all of them where nobody meets yet."""
    used = set(event.meetings.exclude(state=MeetingState.CANCELLED).values_list("slot", flat=True).distinct())
    return [slot for slot in slots if slot.pk in used] or slots


def meetings_in(event: Event, slot: Slot) -> "QuerySet[Meeting]":
    """The meetings of a slot by table, with the people who sit there."""
    return (
        event.meetings.filter(slot=slot)
        .exclude(state=MeetingState.CANCELLED)
        .select_related("table__room", "slot")
        .prefetch_related("seats__participant")
        .order_by("table__name", "pk")
    )


def who_comes(event: Event) -> "QuerySet[Participant]":
    """Those who are at the event."""
    return event.participants.exclude(state=ParticipantState.WITHDRAWN)


def declined_between(event: Event, people: list[Participant]) -> bool:
    """Whether one of two people declined to meet the other."""
    keys = [person.pk for person in people]
    return Request.objects.filter(event=event, state="declined", asks__in=keys, asked__in=keys).exists()
