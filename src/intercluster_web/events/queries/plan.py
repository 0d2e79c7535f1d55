"""An event as a problem of the library, and its timetables as the library's schedules.

People, slots, tables and meetings are named by marks ("{p7}") wherever the result is kept: words are put in when
somebody reads it, in their language, under the names of that day (``presentation.plan``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from intercluster.meetings.masks import ALL, mask_of
from intercluster.meetings.problem import NOWHERE, Meeting, Person, Problem, Schedule, Slot, Table
from intercluster_web.events import models
from intercluster_web.events.models import (
    Event,
    MeetingState,
    Participant,
    ParticipantState,
    Placement,
    RoomDistance,
    Seat,
    Timetable,
    TimetableState,
    Wish,
)
from intercluster_web.events.queries.programme import unavailable

TO_PLAN = (MeetingState.TO_PLACE, MeetingState.PLACED)
OVER = (MeetingState.HELD, MeetingState.MISSED)
IN_FORCE = (TimetableState.PRELIMINARY, TimetableState.FINAL)

Naming = Callable[[str, Any], str]


def mark(kind: str, record: Any) -> str:
    """What stands for a record in what is kept: s slot, p participant, t table, m meeting."""
    return f"{{{kind}{record.pk}}}"


@dataclass(frozen=True)
class Case:
    """A problem of the library and the records behind its numbers. ``seats`` are in the order of the problem's."""

    problem: Problem
    slots: tuple[models.Slot, ...]
    people: tuple[Participant, ...]
    tables: tuple[models.Table, ...]
    meetings: tuple[models.Meeting, ...]
    seats: tuple[tuple[Seat, ...], ...]

    @cached_property
    def slot_number(self) -> dict[int, int]:
        return {slot.pk: number for number, slot in enumerate(self.slots)}

    @cached_property
    def table_number(self) -> dict[int, int]:
        return {table.pk: number for number, table in enumerate(self.tables)}

    @cached_property
    def person_number(self) -> dict[int, int]:
        return {person.pk: number for number, person in enumerate(self.people)}

    @cached_property
    def meeting_number(self) -> dict[int, int]:
        return {meeting.pk: number for number, meeting in enumerate(self.meetings)}

    def schedule(self, places: Mapping[int, "Place"]) -> Schedule:
        """The schedule that puts each meeting where ``places`` says, by key of the meeting."""
        slots, tables, attendees = [], [], []
        for meeting, seats in zip(self.meetings, self.seats, strict=True):
            place = places.get(meeting.pk, Place())
            slots.append(self.slot_number.get(place.slot or 0, NOWHERE))
            tables.append(self.table_number.get(place.table or 0, NOWHERE) if place.slot else NOWHERE)
            attendees.append(
                tuple(self.person_number[place.sits.get(str(seat.pk), seat.participant_id)] for seat in seats)
            )
        return Schedule(tuple(slots), tuple(tables), tuple(attendees))


@dataclass(frozen=True)
class Place:
    """Keys of the slot and the table of a meeting; ``sits``: the seats a colleague takes."""

    slot: int | None = None
    table: int | None = None
    sits: Mapping[str, int] = field(default_factory=dict)


def places_of(timetable: Timetable) -> dict[int, Place]:
    """Where a timetable puts each meeting, by key of the meeting."""
    rows = Placement.objects.filter(timetable=timetable).values_list("meeting_id", "slot_id", "table_id", "sits")
    return {meeting: Place(slot, table, sits) for meeting, slot, table, sits in rows}


def places_in_force(event: Event) -> dict[int, Place]:
    """Where the meetings are now, for everybody."""
    rows = models.Meeting.objects.filter(event=event).exclude(state=MeetingState.CANCELLED)
    return {pk: Place(slot, table) for pk, slot, table in rows.values_list("pk", "slot_id", "table_id")}


def case_of(
    event: Event,
    base: Mapping[int, Place] | None = None,
    naming: Naming = mark,
    among: Iterable[str] = TO_PLAN + OVER,
) -> Case:
    """What the planner has to respect. Locked meetings stay where ``base`` has them, else where they are in force;
    meetings that are over stay where they were.

    Raises
    ------
    ProblemError
        No slots or more than the library plans, somebody meets themselves, or the like.
    """
    return _Reading(event, base or {}, naming, tuple(among)).case()


class _Reading:
    """The records of one event, each table of the database read once."""

    def __init__(self, event: Event, base: Mapping[int, Place], naming: Naming, among: tuple[str, ...]) -> None:
        self.event, self.base, self.naming = event, base, naming
        self.slots = tuple(event.slots.all())
        self.tables = tuple(event.tables.select_related("room"))
        self.meetings = tuple(event.meetings.filter(state__in=among).order_by("pk"))
        self.slot_number = {slot.pk: number for number, slot in enumerate(self.slots)}
        self.table_number = {table.pk: number for number, table in enumerate(self.tables)}
        self.seats = self._seats()
        self.people = self._people()
        self.person_number = {person.pk: number for number, person in enumerate(self.people)}

    def case(self) -> Case:
        problem = Problem(
            slots=self._slots(),
            people=self._persons(),
            tables=self._tables(),
            meetings=self._meetings(),
            fairness=self.event.fairness,
            distances=self._distances(),
        )
        seats = tuple(tuple(self.seats[meeting.pk]) for meeting in self.meetings)
        return Case(problem, self.slots, self.people, self.tables, self.meetings, seats)

    def _seats(self) -> dict[int, list[Seat]]:
        found: dict[int, list[Seat]] = {meeting.pk: [] for meeting in self.meetings}
        for seat in Seat.objects.filter(meeting__event=self.event):
            if seat.meeting_id in found:
                found[seat.meeting_id].append(seat)
        return found

    def _people(self) -> tuple[Participant, ...]:
        """Who sits in a meeting, and the colleagues who may sit there instead."""
        everybody = list(Participant.objects.filter(event=self.event))
        self.house: dict[object, list[Participant]] = defaultdict(list)
        for person in everybody:
            if person.state != ParticipantState.WITHDRAWN:
                self.house[_house(person)].append(person)
        by_key = {person.pk: person for person in everybody}
        wanted: dict[int, None] = {}
        for seats in self.seats.values():
            for seat in seats:
                wanted[seat.participant_id] = None
                if seat.any_colleague:
                    wanted.update(dict.fromkeys(each.pk for each in self.house[_house(by_key[seat.participant_id])]))
        self.by_key = by_key
        return tuple(by_key[key] for key in sorted(wanted))

    def _slots(self) -> tuple[Slot, ...]:
        zone = ZoneInfo(self.event.time_zone)
        dates = [slot.starts.astimezone(zone).date() for slot in self.slots]
        days = {date: number for number, date in enumerate(sorted(set(dates)))}
        return tuple(
            Slot(self.naming("s", slot), days[date], slot.session) for slot, date in zip(self.slots, dates, strict=True)
        )

    def _persons(self) -> tuple[Person, ...]:
        away: dict[int, int] = defaultdict(int)
        for person, slot in unavailable(self.event):
            away[person] |= 1 << self.slot_number[slot]
        for person, was_there in self._met().items():
            away[person] &= ~was_there
        return tuple(
            Person(
                self.naming("p", person),
                person.organisation_name,
                0 if person.state == ParticipantState.WITHDRAWN else ALL & ~away[person.pk],
                self.table_number[person.booth_id] if person.booth_id else None,
            )
            for person in self.people
        )

    def _met(self) -> dict[int, int]:
        """The slots in which people did meet, whatever was said of them afterwards."""
        found: dict[int, int] = defaultdict(int)
        for meeting in self.meetings:
            if meeting.state in OVER and meeting.slot_id in self.slot_number:
                for seat in self.seats[meeting.pk]:
                    found[seat.participant_id] |= 1 << self.slot_number[meeting.slot_id]
        return found

    def _tables(self) -> tuple[Table, ...]:
        closed: dict[int, int] = defaultdict(int)
        for table, slot in models.Table.closed.through._default_manager.filter(table__event=self.event).values_list(
            "table_id", "slot_id"
        ):
            closed[table] |= 1 << self.slot_number[slot]
        booths = {person.booth_id for person in self.people}
        return tuple(
            Table(
                self.naming("t", table),
                table.room.name if table.room else "",
                ALL & ~closed[table.pk],
                table.pk in booths,
            )
            for table in self.tables
        )

    def _meetings(self) -> tuple[Meeting, ...]:
        numbers = {meeting.pk: number for number, meeting in enumerate(self.meetings)}
        after: dict[int, list[int]] = defaultdict(list)
        for later, earlier in models.Meeting.after.through._default_manager.filter(
            from_meeting__event=self.event
        ).values_list("from_meeting_id", "to_meeting_id"):
            if earlier in numbers:
                after[later].append(numbers[earlier])
        wishes = {
            wish: mask_of(number for number, slot in enumerate(self.slots) if slot.session == wish)
            for wish in (Wish.MORNING, Wish.AFTERNOON)
        }
        found = []
        for meeting in self.meetings:
            slot, table = self._fixed(meeting)
            found.append(
                Meeting(
                    seats=self._choices(meeting),
                    slots=ALL if slot is not None else wishes.get(Wish(meeting.wish), ALL),
                    slot=slot,
                    table=table,
                    after=tuple(after[meeting.pk]),
                    name=self.naming("m", meeting),
                )
            )
        return tuple(found)

    def _fixed(self, meeting: models.Meeting) -> tuple[int | None, int | None]:
        """Slot and table of a meeting that is over or locked; its wish no longer counts then."""
        if meeting.state in OVER:
            place = Place(meeting.slot_id, meeting.table_id)
        elif meeting.locked:
            place = self.base.get(meeting.pk) or Place(meeting.slot_id, meeting.table_id)
        else:
            return None, None
        return self.slot_number.get(place.slot or 0), self.table_number.get(place.table or 0) if place.slot else None

    def _choices(self, meeting: models.Meeting) -> tuple[tuple[int, ...], ...]:
        """The people of whom one takes each seat; who has a seat of their own in the meeting takes no other."""
        own = {seat.participant_id for seat in self.seats[meeting.pk]}
        taken = set(own)
        choices = []
        for seat in self.seats[meeting.pk]:
            instead: list[int] = []
            if seat.any_colleague and meeting.state not in OVER:
                house = self.house[_house(self.by_key[seat.participant_id])]
                instead = [each.pk for each in house if each.pk not in taken]
                taken.update(instead)
            choices.append(tuple(self.person_number[key] for key in (seat.participant_id, *instead)))
        return tuple(choices)

    def _distances(self) -> tuple[tuple[str, str, float], ...]:
        ways = RoomDistance.objects.filter(a__event=self.event).select_related("a", "b")
        return tuple((way.a.name, way.b.name, float(way.metres)) for way in ways)


def _house(person: Participant) -> object:
    """What people of one organisation have in common."""
    return person.organisation_id or person.organisation_name.casefold().strip() or f"alone {person.pk}"


@dataclass(frozen=True)
class Readiness:
    """What there is to plan, and what is missing before it can be."""

    meetings: int
    placed: int
    locked: int
    slots: int
    tables: int

    @property
    def missing(self) -> list[str]:
        """Codes: no_meetings, no_slots, no_tables."""
        needs = (("no_meetings", self.meetings), ("no_slots", self.slots), ("no_tables", self.tables))
        return [code for code, count in needs if not count]


def readiness(event: Event) -> Readiness:
    """The counts the planner starts from."""
    wanted = event.meetings.filter(state__in=TO_PLAN)
    return Readiness(
        wanted.count(),
        wanted.filter(state=MeetingState.PLACED).count(),
        wanted.filter(locked=True).count(),
        event.slots.count(),
        event.tables.count(),
    )


def running(event: Event) -> Timetable | None:
    return event.timetables.filter(state=TimetableState.RUNNING).first()


def in_force(event: Event) -> Timetable | None:
    """The timetable people know; None before the first was published."""
    return event.timetables.filter(state__in=IN_FORCE).first()


def latest(event: Event) -> Timetable | None:
    """The newest timetable that can be worked on: a draft, else the one in force."""
    wanted = Q(state=TimetableState.DRAFT) | Q(state__in=IN_FORCE)
    return event.timetables.filter(wanted).first()
