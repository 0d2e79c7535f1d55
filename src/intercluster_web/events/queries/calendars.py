"""Meetings in the order of time, as calendars, timetables on paper and messages need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from intercluster_web.events.models import Event, Meeting, MeetingState, Participant, Placement, Seat, Slot, Table


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
    """The same slots, tables and people stand in thousands of meetings: each is read once."""
    meetings = meetings.order_by()
    if not cancelled:
        meetings = meetings.exclude(state=MeetingState.CANCELLED).exclude(slot=None)
    found = list(meetings)
    places = _places(found) | _last_places([one for one in found if one.slot_id is None and one.sequence])
    sitting, events = _sitting(meetings), _known(Event.objects.select_related("owner"), (one.event_id for one in found))
    timed = []
    for one in found:
        if one.pk in places:
            slot, table = places[one.pk]
            one.event = events[one.event_id]
            timed.append(Timed(one, slot.starts, slot.ends, place_of(table), tuple(sitting.get(one.pk, ()))))
    return sorted(timed, key=lambda one: (one.starts, one.meeting.pk))


def _places(meetings: list[Meeting]) -> dict[int, tuple[Slot, Table | None]]:
    """Where meetings are now."""
    slots = _known(Slot.objects.all(), (one.slot_id for one in meetings))
    tables = _known(Table.objects.select_related("room"), (one.table_id for one in meetings))
    return {one.pk: (slots[one.slot_id], tables.get(one.table_id)) for one in meetings if one.slot_id}


def _sitting(meetings: "QuerySet[Meeting]") -> dict[int, list[Participant]]:
    """Who sits in each meeting, in the order of its seats."""
    seats = Seat.objects.filter(meeting__in=meetings.values("pk")).order_by("pk")
    rows = list(seats.values_list("meeting", "participant"))
    people = _known(Participant.objects.all(), (person for _meeting, person in rows))
    found: dict[int, list[Participant]] = {}
    for meeting, person in rows:
        found.setdefault(meeting, []).append(people[person])
    return found


def _known(records: "QuerySet[Any]", keys: Iterable[int | None]) -> dict[int | None, Any]:
    return {one.pk: one for one in records.filter(pk__in={key for key in keys if key})}


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
