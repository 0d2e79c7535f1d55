"""Meetings in the order of time, as calendars, timetables on paper and messages need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from intercluster_web.events.models import Event, Meeting, MeetingState, Participant, Placement, Slot, Table


@dataclass(frozen=True)
class Timed:
    """A meeting with its time. A cancelled one that lost its slot has the time it was last published with."""

    meeting: Meeting
    starts: datetime
    ends: datetime
    table: str
    people: tuple[Participant, ...]

    @property
    def cancelled(self) -> bool:
        return self.meeting.state == MeetingState.CANCELLED or self.meeting.slot_id is None

    def others(self, participant: Participant | None) -> tuple[Participant, ...]:
        """Those a person meets; everybody for nobody in particular."""
        return tuple(one for one in self.people if participant is None or one.pk != participant.pk)


def of_event(event: Event, *, cancelled: bool = True) -> list[Timed]:
    """Every meeting that has or had a time."""
    return _timed(event.meetings.all(), cancelled=cancelled)


def of_table(table: Table, *, cancelled: bool = True) -> list[Timed]:
    """The meetings at one table."""
    return _timed(Meeting.objects.filter(table=table), cancelled=cancelled)


def of_participant(participant: Participant, *, cancelled: bool = True) -> list[Timed]:
    """The meetings of one person."""
    return _timed(Meeting.objects.filter(seats__participant=participant), cancelled=cancelled)


def by_participant(event: Event) -> dict[int, list[Timed]]:
    """The meetings in force of everybody, by key of the person; a constant number of queries."""
    found: dict[int, list[Timed]] = {}
    for timed in of_event(event, cancelled=False):
        for person in timed.people:
            found.setdefault(person.pk, []).append(timed)
    return found


def _timed(meetings: "QuerySet[Meeting]", *, cancelled: bool) -> list[Timed]:
    found = list(
        meetings.select_related("event__owner", "slot", "table__room").prefetch_related("seats__participant").distinct()
    )
    if not cancelled:
        found = [one for one in found if one.state != MeetingState.CANCELLED and one.slot_id]
    lost = _last_places([one for one in found if one.slot_id is None and one.sequence])
    timed = [_one(one, one.slot, one.table) for one in found if one.slot is not None]
    timed += [_one(one, *lost[one.pk]) for one in found if one.slot is None and one.pk in lost]
    return sorted(timed, key=lambda one: (one.starts, one.meeting.pk))


def _one(meeting: Meeting, slot: Slot, table: Table | None) -> Timed:
    people = tuple(seat.participant for seat in meeting.seats.all())
    return Timed(meeting, slot.starts, slot.ends, place_of(table), people)


def place_of(table: Any) -> str:
    """A table with its room."""
    if table is None:
        return ""
    return f"{table.name}, {table.room}" if table.room and str(table.room) not in table.name else str(table.name)


def _last_places(meetings: Iterable[Meeting]) -> dict[int, tuple[Slot, Table | None]]:
    """Where meetings without a slot were when they were last published; calendars ask for the time of what is off."""
    published = Q(timetable__published_at__isnull=False, slot__isnull=False)
    rows = Placement.objects.filter(published, meeting__in=list(meetings)).order_by("timetable__number")
    return {row.meeting_id: (row.slot, row.table) for row in rows.select_related("slot", "table__room")}  # type: ignore[misc]
