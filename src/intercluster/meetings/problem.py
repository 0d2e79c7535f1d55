"""A timetable problem: who meets whom, in which slots they can, at which tables, under which rules.

After Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret, "Constraint solving approaches to the
business-to-business meeting scheduling problem", Journal of Artificial Intelligence Research 74 (2022), widened by
meetings of three and more, several representatives of an organisation, fixed booths, days and rooms.
Slots, people, tables and meetings are numbered from 0. Sets of slots are bit masks (``masks``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from intercluster.meetings.masks import ALL, MOST_SLOTS

NOWHERE: Final = -1
"""The slot of a meeting that is not placed; the table of one that has none yet."""

Seats = tuple[tuple[int, ...], ...]
"""The seats of a meeting; each lists the people of whom exactly one attends."""


class ProblemError(ValueError):
    """A problem that contradicts itself; the message names the meeting, person or table."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the timetable. ``session`` is the label wishes refer to (AM, PM…); gaps do not run over nights."""

    name: str = ""
    day: int = 0
    session: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who attends. ``open``: mask of the slots they can; ``booth``: table where their meetings are held."""

    name: str = ""
    organisation: str = ""
    open: int = ALL
    booth: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A place for one meeting a slot. A ``reserved`` table holds only the meetings that are fixed to it (a booth)."""

    name: str = ""
    room: str = ""
    open: int = ALL
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting to be held.

    ``slots``: mask of the slots wished for; ``slot`` and ``table``: where it is locked, if it is;
    ``after``: meetings that must be held in a strictly earlier slot.
    """

    seats: Seats
    slots: int = ALL
    slot: int | None = None
    table: int | None = None
    after: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Problem:
    """Everything a timetable has to respect.

    ``fairness``: largest difference in gaps between two people, ``None`` for any. ``distances``: metres between two
    rooms; rooms not listed are 0 m apart. The objective, in this order: fewest gaps, fewest idle slots, fewest table
    changes, fewest metres.

    Raises
    ------
    ProblemError
        A number points nowhere, somebody meets themselves, there are more than 64 slots, or the like.
    """

    slots: tuple[Slot, ...]
    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    meetings: tuple[Meeting, ...]
    fairness: int | None = 2
    distances: tuple[tuple[str, str, float], ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.slots) <= MOST_SLOTS:
            raise ProblemError(f"{len(self.slots)} slots: a timetable has 1 to {MOST_SLOTS}")
        if any(after.day < before.day for before, after in zip(self.slots, self.slots[1:], strict=False)):
            raise ProblemError("slots must be listed day by day")
        if self.fairness is not None and self.fairness < 0:
            raise ProblemError(f"fairness {self.fairness}: give 0 or more, or none")
        for number, person in enumerate(self.people):
            if person.booth is not None and not 0 <= person.booth < len(self.tables):
                raise ProblemError(f"{self.person_name(number)} has a booth that is not among the tables")
        for number in range(len(self.meetings)):
            self._check_meeting(number)

    def _check_meeting(self, number: int) -> None:
        meeting = self.meetings[number]
        name = self.meeting_name(number)
        seated = [person for seat in meeting.seats for person in seat]
        if len(meeting.seats) < 2 or not all(meeting.seats) or len(set(seated)) != len(seated):
            raise ProblemError(f"{name} needs two or more different people")
        if not all(0 <= person < len(self.people) for person in seated):
            raise ProblemError(f"{name} names a person who is not there")
        if meeting.slot is not None and not 0 <= meeting.slot < len(self.slots):
            raise ProblemError(f"{name} is fixed in slot {meeting.slot + 1}, and there are {len(self.slots)}")
        if meeting.table is not None and not 0 <= meeting.table < len(self.tables):
            raise ProblemError(f"{name} is fixed at a table that is not there")
        if not all(0 <= other < len(self.meetings) and other != number for other in meeting.after):
            raise ProblemError(f"{name} must follow a meeting that is not there, or itself")

    def person_name(self, person: int) -> str:
        """The name of a person, or their number from 1."""
        return self.people[person].name or f"person {person + 1}"

    def meeting_name(self, meeting: int) -> str:
        """The name of a meeting, or its number from 1."""
        return self.meetings[meeting].name or f"meeting {meeting + 1}"

    def slot_name(self, slot: int) -> str:
        """The name of a slot, or its number from 1."""
        return self.slots[slot].name or f"slot {slot + 1}"

    def table_name(self, table: int) -> str:
        """The name of a table, or its number from 1."""
        return self.tables[table].name or f"table {table + 1}"

    @cached_property
    def every_slot(self) -> int:
        """The mask of all slots."""
        return (1 << len(self.slots)) - 1

    @cached_property
    def days(self) -> tuple[int, ...]:
        """One mask for each day."""
        masks: dict[int, int] = {}
        for number, slot in enumerate(self.slots):
            masks[slot.day] = masks.get(slot.day, 0) | 1 << number
        return tuple(masks[day] for day in sorted(masks))

    @cached_property
    def fixed_table(self) -> tuple[int, ...]:
        """For each meeting the table it must be held at: its own, or the booth of its first seat that has one."""
        return tuple(self._table_of(meeting) for meeting in self.meetings)

    def _table_of(self, meeting: Meeting) -> int:
        if meeting.table is not None:
            return meeting.table
        for seat in meeting.seats:
            booths = {self.people[person].booth for person in seat}
            booth = next(iter(booths))
            if len(booths) == 1 and booth is not None:
                return booth
        return NOWHERE

    @cached_property
    def allowed(self) -> tuple[int, ...]:
        """For each meeting the mask of slots that its wish, its lock, its table and its people leave open."""
        opens = [person.open for person in self.people]
        masks = []
        for meeting, table in zip(self.meetings, self.fixed_table, strict=True):
            mask = self.every_slot & meeting.slots
            if meeting.slot is not None:
                mask &= 1 << meeting.slot
            if table != NOWHERE:
                mask &= self.tables[table].open
            for seat in meeting.seats:
                can = 0
                for person in seat:
                    can |= opens[person]
                mask &= can
            masks.append(mask)
        return tuple(masks)

    @cached_property
    def of_person(self) -> tuple[tuple[int, ...], ...]:
        """The meetings of each person, those included where a colleague may sit instead."""
        lists: list[list[int]] = [[] for _ in self.people]
        for number, meeting in enumerate(self.meetings):
            for seat in meeting.seats:
                for person in seat:
                    lists[person].append(number)
        return tuple(tuple(numbers) for numbers in lists)

    @cached_property
    def has_choices(self) -> bool:
        """Whether some seat may be taken by one of several people."""
        return any(len(seat) > 1 for meeting in self.meetings for seat in meeting.seats)

    @cached_property
    def precedences(self) -> tuple[tuple[int, int], ...]:
        """Pairs (earlier, later) of meetings."""
        return tuple((first, number) for number, meeting in enumerate(self.meetings) for first in meeting.after)

    @cached_property
    def capacity(self) -> tuple[int, ...]:
        """For each slot, how many meetings the tables that are not reserved can hold."""
        free = [table.open for table in self.tables if not table.reserved]
        return tuple(sum(mask >> slot & 1 for mask in free) for slot in range(len(self.slots)))

    @cached_property
    def needs_table(self) -> tuple[bool, ...]:
        """For each meeting, whether it takes one of the tables that are not reserved."""
        return tuple(table == NOWHERE or not self.tables[table].reserved for table in self.fixed_table)

    @cached_property
    def sharing(self) -> tuple[tuple[int, ...], ...]:
        """Groups of meetings fixed to one table, of which a slot can hold one.

        Groups that one of their people keeps apart anyhow are left out.
        """
        groups: dict[int, list[int]] = {}
        for number, table in enumerate(self.fixed_table):
            if table != NOWHERE:
                groups.setdefault(table, []).append(number)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1 and not self._one_person(group))

    def _one_person(self, group: Sequence[int]) -> bool:
        common: set[int] | None = None
        for number in group:
            sure = {seat[0] for seat in self.meetings[number].seats if len(seat) == 1}
            common = sure if common is None else common & sure
        return bool(common)

    def seated(self, attendees: Sequence[tuple[int, ...]]) -> "Problem":
        """The problem in which these people take the seats of each meeting."""
        meetings = (
            replace(meeting, seats=tuple((person,) for person in people), table=table if table != NOWHERE else None)
            for meeting, people, table in zip(self.meetings, attendees, self.fixed_table, strict=True)
        )
        return replace(self, meetings=tuple(meetings))


@dataclass(frozen=True, slots=True)
class Schedule:
    """A timetable: the slot, the table and the attending people (in the order of the seats) of each meeting."""

    slot_of: tuple[int, ...]
    table_of: tuple[int, ...]
    attendees: tuple[tuple[int, ...], ...]


def schedule_of(problem: Problem, slot_of: Sequence[int], table_of: Sequence[int] | None = None) -> Schedule:
    """A timetable in which the first person named for each seat attends; without ``table_of`` no table is given."""
    return Schedule(
        tuple(slot_of),
        tuple(table_of) if table_of is not None else (NOWHERE,) * len(problem.meetings),
        tuple(tuple(seat[0] for seat in meeting.seats) for meeting in problem.meetings),
    )
