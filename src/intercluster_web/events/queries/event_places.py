"""The slots an event would have, what changing them touches, tables and the ways between rooms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from intercluster_web.events.models import Event, Meeting, MeetingState, Room, RoomDistance, Slot, Table

NOON = time(13)  # a slot that starts before is in the morning: lunch is rarely over sooner
MOST_SLOTS = 400


@dataclass(frozen=True)
class Span:
    """From–until of one slot, with its zone; ``session``: am | pm in local time."""

    starts: datetime
    ends: datetime
    session: str


@dataclass(frozen=True)
class Change:
    """What new slots would do: added, removed, and the placed meetings that would lose theirs."""

    added: tuple[Span, ...]
    removed: tuple[Slot, ...]
    losing: tuple[Meeting, ...]
    kept: int


def days_of(event: Event) -> list[date]:
    return [event.starts_on + timedelta(days=n) for n in range((event.ends_on - event.starts_on).days + 1)]


def spans(
    zone: str,
    days: Iterable[date],
    opening: tuple[time, time],
    *,
    minutes: int,
    pause: int = 0,
    breaks: Sequence[tuple[time, time]] = (),
) -> list[Span]:
    """Slots of ``minutes`` with a pause between, on each day from opening to close, none that touches a break."""
    here, found = ZoneInfo(zone), []
    for day in days:
        at = datetime.combine(day, opening[0])
        close = datetime.combine(day, opening[1])
        while at + timedelta(minutes=minutes) <= close:
            until = at + timedelta(minutes=minutes)
            hit = next((end for begin, end in breaks if at.time() < end and until > datetime.combine(day, begin)), None)
            if hit is not None:
                at = datetime.combine(day, hit)
                continue
            session = "am" if at.time() < NOON else "pm"
            found.append(Span(at.replace(tzinfo=here), until.replace(tzinfo=here), session))
            at = until + timedelta(minutes=pause)
    return found


def change_of(event: Event, wanted: Sequence[Span]) -> Change:
    """What is different between the slots there are and those wanted; a slot of the same times stays."""
    now = {(slot.starts, slot.ends): slot for slot in event.slots.all()}
    ahead = {(span.starts, span.ends): span for span in wanted}
    removed = [slot for key, slot in now.items() if key not in ahead]
    losing = Meeting.objects.filter(slot__in=removed, state=MeetingState.PLACED).prefetch_related("seats__participant")
    return Change(
        added=tuple(span for key, span in ahead.items() if key not in now),
        removed=tuple(removed),
        losing=tuple(losing.select_related("slot")),
        kept=len(now) - len(removed),
    )


def slots_by_day(event: Event) -> dict[date, list[Slot]]:
    """The slots, by day in the time of the event."""
    here, found = ZoneInfo(event.time_zone), {}
    for slot in event.slots.all():
        found.setdefault(slot.starts.astimezone(here).date(), []).append(slot)
    return found


def tables_of(event: Event) -> "QuerySet[Table]":
    """Tables with how many placed meetings each holds."""
    return event.tables.select_related("room").annotate(meetings_here=Count("meetings")).order_by("room__name", "pk")


def distances(event: Event) -> list[tuple[Room, Room, int | None]]:
    """Each pair of rooms once, with its metres if they were given."""
    rooms = list(event.rooms.all())
    known = {(way.a_id, way.b_id): way.metres for way in RoomDistance.objects.filter(a__event=event)}
    return [(a, b, known.get((a.pk, b.pk), known.get((b.pk, a.pk)))) for a, b in combinations(rooms, 2)]
