"""A timetable as a grid, and what stands in the way of moving one of its meetings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from intercluster_web.events.models import (
    Event,
    Meeting,
    MeetingState,
    Participant,
    ParticipantState,
    Placement,
    Seat,
    Slot,
    Table,
    Timetable,
    Wish,
)
from intercluster_web.events.queries.plan import Place
from intercluster_web.events.queries.programme import taken, unavailable
from intercluster_web.events.queries.timetable import shown_places

_OF_PEOPLE = ("busy", "away", "programme")
_OF_TABLES = ("table_taken", "table_closed", "no_table", "booth", "reserved")
HARD = (*_OF_PEOPLE, *_OF_TABLES, "order", "locked", "over")
SOFT = ("wish",)


@dataclass(frozen=True, slots=True)
class Cell:
    """A meeting in the grid. ``who``: the participants who sit there."""

    meeting: int
    title: str
    who: tuple[int, ...]
    slot: int | None
    table: int | None
    locked: bool
    state: str
    revision: int
    wish: str


@dataclass
class Board:
    """What a grid shows. ``at`` and ``at_table``: (person or table, slot) to the meetings there."""

    timetable: Timetable
    slots: list[Slot]
    tables: list[Table]
    people: list[Participant]
    cells: dict[int, Cell]
    names: dict[int, tuple[str, str]]  # of everybody: name, organisation
    at: dict[tuple[int, int], list[Cell]] = field(default_factory=lambda: defaultdict(list))
    at_table: dict[tuple[int, int], list[Cell]] = field(default_factory=lambda: defaultdict(list))
    away: set[tuple[int, int]] = field(default_factory=set)
    closed: set[tuple[int, int]] = field(default_factory=set)

    @property
    def waiting(self) -> list[Cell]:
        """Meetings without a slot."""
        return [cell for cell in self.cells.values() if cell.slot is None]


def board(timetable: Timetable, people: "QuerySet[Participant] | None" = None) -> Board:
    """The grid of a timetable; ``people`` are those with a row. As many queries for many people as for one."""
    event = timetable.event
    rows = people if people is not None else grid_people(event)
    places = shown_places(timetable)
    revisions = dict(Placement.objects.filter(timetable=timetable).values_list("meeting_id", "revision"))
    seats: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for meeting, seat, person in Seat.objects.filter(meeting__event=event).values_list(
        "meeting_id", "pk", "participant_id"
    ):
        seats[meeting].append((seat, person))
    alive = event.meetings.exclude(state=MeetingState.CANCELLED).order_by("pk")
    columns = alive.values_list("pk", "title", "locked", "state", "wish")
    names = Participant.objects.filter(event=event).values_list("pk", "name", "organisation_name")
    found = Board(
        timetable,
        list(event.slots.all()),
        list(event.tables.select_related("room")),
        list(rows),
        {},
        {pk: (name, organisation) for pk, name, organisation in names},
    )
    for pk, title, locked, state, wish in columns:
        place = places.get(pk, Place())
        who = tuple(place.sits.get(str(seat), person) for seat, person in seats[pk])
        cell = Cell(pk, title, who, place.slot, place.table, locked, state, revisions.get(pk, 1), wish)
        found.cells[pk] = cell
        if cell.slot is not None:
            for person in who:
                found.at[person, cell.slot].append(cell)
            if cell.table is not None:
                found.at_table[cell.table, cell.slot].append(cell)
    found.away.update(unavailable(event))
    found.closed.update(
        Table.closed.through._default_manager.filter(table__event=event).values_list("table_id", "slot_id")
    )
    return found


def grid_people(event: Event, *, q: str = "", country: str = "", organisation: str = "") -> "QuerySet[Participant]":
    """Who has a row: everybody who is registered or has a meeting, filtered."""
    seated = Seat.objects.filter(meeting__event=event).exclude(meeting__state=MeetingState.CANCELLED)
    comes = Q(state=ParticipantState.REGISTERED) | Q(pk__in=seated.values("participant"))
    found = Participant.objects.filter(comes, event=event)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(organisation_name__icontains=q))
    if country:
        found = found.filter(country=country)
    if organisation:
        found = found.filter(organisation_name=organisation)
    return found


def countries_of(event: Event) -> list[str]:
    found = Participant.objects.filter(event=event).exclude(country="").order_by("country")
    return list(found.values_list("country", flat=True).distinct())


def placement_of(timetable: Timetable, meeting: Meeting) -> Placement:
    """Where a timetable has a meeting; not saved yet where it was agreed on later."""
    found = timetable.placements.select_related("meeting", "slot", "table").filter(meeting=meeting).first()
    return found or Placement(timetable=timetable, meeting=meeting)


@dataclass(frozen=True)
class Obstacle:
    """Something in the way of a move. ``person`` and ``meeting`` name whom it concerns.

    ``code``: busy, away, programme (it takes their time), table_taken, table_closed, no_table, booth (somebody stays at
    another table), reserved (the table is somebody's own), order, locked, over; and wish, which may be overruled.
    """

    code: str
    person: Participant | None = None
    meeting: Meeting | None = None
    table: Table | None = None

    @property
    def hard(self) -> bool:
        return self.code not in SOFT


class Moving:
    """One meeting of a timetable, and where it could go. Reads what its people and the tables do."""

    def __init__(self, placement: Placement) -> None:
        self.placement, self.meeting = placement, placement.meeting
        self.timetable = placement.timetable
        self.event = self.timetable.event
        self.slots = list(self.event.slots.all())
        self.tables = list(self.event.tables.select_related("room"))
        self.people = [self._sits(seat) for seat in self.meeting.seats.select_related("participant__booth")]
        alive = set(self.event.meetings.exclude(state=MeetingState.CANCELLED).values_list("pk", flat=True))
        self.places = {
            key: place
            for key, place in shown_places(self.timetable).items()
            if place.slot and key in alive and key != self.meeting.pk
        }
        self.taken = {(place.table, place.slot): key for key, place in self.places.items() if place.table}
        self.busy = self._busy()
        keys = [person.pk for person in self.people]
        away = Participant.away.through._default_manager.filter(participant__in=keys)
        self.away = set(away.values_list("participant_id", "slot_id"))
        self.taken_up = taken(self.event)
        closed = Table.closed.through._default_manager.filter(table__event=self.event)
        self.closed = set(closed.values_list("table_id", "slot_id"))
        everybody = Participant.objects.filter(event=self.event, booth__isnull=False)
        self.booths = set(everybody.values_list("booth_id", flat=True))
        self.own = [person for person in self.people if person.booth_id]
        self.order = {slot.pk: number for number, slot in enumerate(self.slots)}
        self.before = self._placed(self.meeting.after.values_list("pk", flat=True))
        self.after = self._placed(self.meeting.before.values_list("pk", flat=True))
        named = {key for rows in self.busy.values() for _person, key in rows}
        named |= {key for _at, key in (*self.before, *self.after)}
        self.known = {
            one.pk: one for one in Meeting.objects.filter(pk__in=named).prefetch_related("seats__participant")
        }

    def _sits(self, seat: Seat) -> Participant:
        key = self.placement.sits.get(str(seat.pk))
        stand_in = self.event.participants.filter(pk=key).first() if key else None
        return stand_in or seat.participant

    def _busy(self) -> dict[int, list[tuple[Participant, int]]]:
        """By slot, which of the people has which other meeting."""
        mine = {person.pk: person for person in self.people}
        found: dict[int, list[tuple[Participant, int]]] = defaultdict(list)
        seats = Seat.objects.filter(participant__in=mine, meeting__in=self.event.meetings.all())
        for meeting, seat, person in seats.values_list("meeting_id", "pk", "participant_id"):
            place = self.places.get(meeting)
            if place is not None and str(seat) not in place.sits:
                found[place.slot or 0].append((mine[person], meeting))
        for meeting, place in self.places.items():
            for person in place.sits.values():
                if person in mine:
                    found[place.slot or 0].append((mine[person], meeting))
        return found

    def _placed(self, keys: Iterable[int]) -> list[tuple[int, int]]:
        return [(self.order[self.places[key].slot or 0], key) for key in keys if key in self.places]

    def _meeting(self, key: int) -> Meeting:
        if key not in self.known:
            self.known[key] = Meeting.objects.prefetch_related("seats__participant").get(pk=key)
        return self.known[key]

    def table_at(self, slot: Slot) -> Table | None:
        """The table a meeting would get: the booth of its people, the one it has, else the first free one."""
        if self.own:
            return self.own[0].booth
        current = (table for table in self.tables if table.pk == self.placement.table_id)
        return next((table for table in (*current, *self.tables) if self._free(slot, table)), None)

    def _free(self, slot: Slot, table: Table) -> bool:
        here = (table.pk, slot.pk)
        return here not in self.taken and here not in self.closed and table.pk not in self.booths

    def obstacles(self, slot: Slot, table: Table | None = None) -> list[Obstacle]:
        """What stands in the way of this slot, at this table or at any."""
        return list(self._obstacles(slot, table))

    def _obstacles(self, slot: Slot, table: Table | None) -> Iterator[Obstacle]:
        if self.meeting.state not in (MeetingState.TO_PLACE, MeetingState.PLACED):
            yield Obstacle("over")
        if self.meeting.locked:
            yield Obstacle("locked")
        yield from self._people_obstacles(slot)
        if self.meeting.wish not in {Wish.ANY, slot.session}:
            yield Obstacle("wish")
        here = self.order[slot.pk]
        for at, other in self.before:
            if at >= here:
                yield Obstacle("order", meeting=self._meeting(other))
        for at, other in self.after:
            if at <= here:
                yield Obstacle("order", meeting=self._meeting(other))
        chosen = table or self.table_at(slot)
        if chosen is None:
            yield Obstacle("no_table")
        else:
            yield from self._table_obstacles(slot, chosen)

    def _people_obstacles(self, slot: Slot) -> Iterator[Obstacle]:
        for person, other in self.busy.get(slot.pk, ()):
            yield Obstacle("busy", person, self._meeting(other))
        for person in self.people:
            if (person.pk, slot.pk) in self.away or person.state == ParticipantState.WITHDRAWN:
                yield Obstacle("away", person)
            elif (person.pk, slot.pk) in self.taken_up:
                yield Obstacle("programme", person)

    def _table_obstacles(self, slot: Slot, table: Table) -> Iterator[Obstacle]:
        other = self.taken.get((table.pk, slot.pk))
        if other is not None:
            yield Obstacle("table_taken", meeting=self._meeting(other), table=table)
        if (table.pk, slot.pk) in self.closed:
            yield Obstacle("table_closed", table=table)
        if self.own and table.pk not in {person.booth_id for person in self.own}:
            yield Obstacle("booth", person=self.own[0], table=table)
        if not self.own and table.pk in self.booths:
            yield Obstacle("reserved", table=table)
