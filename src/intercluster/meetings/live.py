"""Re-planning while an event is held: around what is past or locked, with the least change, every change in words."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from intercluster.meetings.masks import gaps, mask_of
from intercluster.meetings.problem import NOWHERE, Meeting, Problem, Schedule
from intercluster.meetings.search.board import (
    Board,
    Event,
    Scratch,
    copy_of,
    empty_board,
    event_of,
    scratch_of,
    weights_of,
)
from intercluster.meetings.search.chains import put
from intercluster.meetings.search.repair import place_least
from intercluster.meetings.search.start import balance, place_all
from intercluster.meetings.search.tables import seat_at_tables

SAMPLES, PUSHES = 300, 400
TABLE_LOYALTY = 50.0
"""Changes of table between meetings that are worth keeping one meeting at the table people were told."""


@dataclass(frozen=True, slots=True)
class NoShow:
    """Somebody does not come: what is left of their meetings is taken over by a colleague or cancelled."""

    person: int


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody cannot attend in these slots (a mask): a late arrival, an early departure."""

    person: int
    slots: int


@dataclass(frozen=True, slots=True)
class TableLost:
    """A table cannot be used in these slots (a mask)."""

    table: int
    slots: int


@dataclass(frozen=True, slots=True)
class Added:
    """One more meeting."""

    meeting: Meeting


Disruption = NoShow | Away | TableLost | Added


@dataclass(frozen=True, slots=True)
class Change:
    """What is different for the people of a meeting: a code with parameters, and English words.

    Codes: moved, new_table, colleague, cancelled, placed, not_placed.
    """

    code: str
    meeting: int
    text: str
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replan:
    """The timetable after a disruption.

    ``problem`` holds the new limits; its meetings keep their numbers, added ones come last. ``moved``: meetings in
    another slot; ``least``: proved that fewer could not move. ``cancelled`` and ``not_placed`` have slot -1.
    """

    problem: Problem
    schedule: Schedule
    changes: tuple[Change, ...]
    moved: int
    least: bool
    cancelled: tuple[int, ...]
    not_placed: tuple[int, ...]
    gaps: int
    seconds: float


def replan(
    problem: Problem,
    schedule: Schedule,
    disruptions: Sequence[Disruption],
    *,
    now: int = 0,
    locked: Sequence[int] = (),
    seconds: float = 1.5,
    seed: int = 1,
) -> Replan:
    """The timetable with the fewest meetings moved that copes with the disruptions, then with the fewest gaps.

    Meetings before slot ``now`` and ``locked`` ones stay where they are, unless they cannot be held at all. Fairness
    is no rule on the day.
    """
    began = time.monotonic()
    case = _Case(problem, schedule, disruptions, now, locked)
    slot_of = case.repair(began + seconds, seed)
    after = seat_at_tables(
        case.problem,
        Schedule(slot_of, case.table_of, case.attendees),
        seconds=0.3,
        known=case.table_of,
        loyalty=TABLE_LOYALTY,
    )
    changes = tuple(case.changes(after))
    moved = sum(change.code == "moved" for change in changes)
    return Replan(
        problem=case.problem,
        schedule=after,
        changes=changes,
        moved=moved,
        least=moved <= case.must_move and not any(change.code == "not_placed" for change in changes),
        cancelled=tuple(sorted(case.cancelled)),
        not_placed=tuple(change.meeting for change in changes if change.code == "not_placed"),
        gaps=sum(gaps(mask, problem.days) for mask in _busy(len(problem.people), after)),
        seconds=time.monotonic() - began,
    )


class _Case:
    """A timetable and what happened to it."""

    def __init__(
        self,
        problem: Problem,
        schedule: Schedule,
        disruptions: Sequence[Disruption],
        now: int,
        locked: Sequence[int],
    ) -> None:
        self.before = schedule
        self.cancelled: set[int] = set()
        self.future = problem.every_slot & ~mask_of(range(now))
        added = tuple(one.meeting for one in disruptions if isinstance(one, Added))
        # On the day the least change counts for more than equal gaps.
        self.asked = replace(problem, meetings=problem.meetings + added, fairness=None)
        self.known = len(problem.meetings)
        self.slot_of = list(schedule.slot_of) + [NOWHERE] * len(added)
        self.table_of = tuple(schedule.table_of) + (NOWHERE,) * len(added)
        self.attendees = schedule.attendees + tuple(tuple(seat[0] for seat in meeting.seats) for meeting in added)
        self._apply(disruptions)
        self._send_colleagues(now)
        self.problem = self._bounded(now, set(locked))
        self.must_move = self._sure_to_move()

    def _apply(self, disruptions: Sequence[Disruption]) -> None:
        """Take people and tables out of the slots they are lost for."""
        people, tables = list(self.asked.people), list(self.asked.tables)
        self.gone: set[int] = set()
        lost: dict[int, int] = {}
        for one in disruptions:
            if isinstance(one, NoShow):
                self.gone.add(one.person)
                people[one.person] = replace(people[one.person], open=people[one.person].open & ~self.future)
            elif isinstance(one, Away):
                mask = people[one.person].open & ~(one.slots & self.future)
                people[one.person] = replace(people[one.person], open=mask)
            elif isinstance(one, TableLost):
                lost[one.table] = lost.get(one.table, 0) | one.slots & self.future
        for table, mask in lost.items():
            tables[table] = replace(tables[table], open=tables[table].open & ~mask)
        # Who has lost a booth takes any free table.
        people = [replace(one, booth=None) if one.booth in lost else one for one in people]
        meetings = tuple(replace(one, table=None) if one.table in lost else one for one in self.asked.meetings)
        self.asked = replace(self.asked, people=tuple(people), tables=tuple(tables), meetings=meetings)

    def _send_colleagues(self, now: int) -> None:
        """Where somebody else of the organisation may take a seat and is free, they do; nothing has to move then."""
        busy = _busy(len(self.asked.people), Schedule(tuple(self.slot_of), self.table_of, self.attendees))
        attendees = list(self.attendees)
        for number, meeting in enumerate(self.asked.meetings):
            slot = self.slot_of[number]
            if slot != NOWHERE and slot < now:
                continue
            seated = list(attendees[number])
            for place, seat in enumerate(meeting.seats):
                who = seated[place]
                if who not in self.gone and (slot == NOWHERE or self.asked.people[who].open >> slot & 1):
                    continue
                for other in seat:
                    can = self.asked.people[other].open & ~busy[other] & self.future
                    if other not in seated and (can >> slot & 1 if slot != NOWHERE else can):
                        seated[place] = other
                        busy[other] |= 1 << slot if slot != NOWHERE else 0
                        break
            attendees[number] = tuple(seated)
            if any(who in self.gone for who in seated):
                self.cancelled.add(number)
        self.attendees = tuple(attendees)

    def _bounded(self, now: int, locked: set[int]) -> Problem:
        """The problem of what is left: past and locked meetings fixed, the others from now on."""
        meetings = []
        for number, meeting in enumerate(self.asked.meetings):
            seats = tuple((person,) for person in self.attendees[number])
            slot = self.slot_of[number]
            held = slot != NOWHERE and slot < now
            one = replace(meeting, seats=seats, slots=meeting.slots if held else meeting.slots & self.future)
            if held or (number in locked and slot != NOWHERE):
                table = self.table_of[number]
                keep = table != NOWHERE and bool(self.asked.tables[table].open >> slot & 1)
                one = replace(one, slot=slot, table=table if keep else one.table)
            meetings.append(one)
        return replace(self.asked, meetings=tuple(meetings))

    def _stays(self, number: int) -> bool:
        """Whether a meeting may be held in the slot it has."""
        slot = self.slot_of[number]
        return slot != NOWHERE and number not in self.cancelled and bool(self.problem.allowed[number] >> slot & 1)

    def _sure_to_move(self) -> int:
        """Meetings that move whatever one does: those whose slot is closed, and those beyond the tables of a slot."""
        load = [0] * len(self.problem.slots)
        closed = 0
        for number in range(self.known):
            if self._stays(number):
                load[self.slot_of[number]] += self.problem.needs_table[number]
            elif self.slot_of[number] != NOWHERE and number not in self.cancelled:
                closed += 1
        return closed + sum(max(here - room, 0) for here, room in zip(load, self.problem.capacity, strict=True))

    def repair(self, until: float, seed: int) -> tuple[int, ...]:
        """Slots of all meetings, from many orders of placing those that lost theirs."""
        event = event_of(self.problem)
        keep = [slot if self._stays(number) else NOWHERE for number, slot in enumerate(self.slot_of)]
        missing = [number for number, slot in enumerate(keep) if slot == NOWHERE and self._wanted(number)]
        rng = np.random.default_rng(seed)
        best: tuple[tuple[int, int, int], tuple[int, ...]] | None = None
        tries = 0
        while best is None or (time.monotonic() < until and tries < SAMPLES):
            order = [int(number) for number in (rng.permutation(missing) if tries else missing)]
            board = self._one_try(event, keep, order, seed + tries)
            slots = tuple(int(slot) for slot in board.slot_of)
            worth = self._worth(board, slots)
            if best is None or worth < best[0]:
                best = worth, slots
            tries += 1
            if worth[:2] == (0, self.must_move) and not missing:
                break
        return best[1]

    def _wanted(self, number: int) -> bool:
        """Whether a meeting is to be held: it was placed before or is new, and is not cancelled."""
        return number not in self.cancelled and (number >= self.known or self.before.slot_of[number] != NOWHERE)

    def _one_try(self, event: Event, keep: Sequence[int], order: Sequence[int], seed: int) -> Board:
        board, scratch = empty_board(event), scratch_of(event, seed)
        weights = weights_of(event, 0.1, idle=0.01)
        for number, slot in enumerate(keep):
            if slot != NOWHERE:
                put(event, board, number, slot)
        self._relieve(event, board, scratch)
        left = [number for number in order if not place_least(event, board, scratch, weights, number)]
        if not left:
            return board
        # More than one chain is needed: worth it only when more meetings are held in the end.
        bolder = copy_of(board)
        still = place_all(event, bolder, scratch, np.array(left, dtype=np.int32), PUSHES)
        self._relieve(event, bolder, scratch)
        return bolder if still < len(left) and not (bolder.load > event.capacity).any() else board

    def _relieve(self, event: Event, board: Board, scratch: Scratch) -> None:
        if (board.load > event.capacity).any():
            balance(event, board, scratch, weights_of(event, 0.1, idle=0.01), SAMPLES, 1000.0)

    def _worth(self, board: Board, slots: Sequence[int]) -> tuple[int, int, int]:
        """(meetings that find no slot, meetings moved, gaps): the smaller the better."""
        lost = sum(slot == NOWHERE and self._wanted(number) for number, slot in enumerate(slots))
        moved = sum(
            slot not in (NOWHERE, self.before.slot_of[number]) and self.before.slot_of[number] != NOWHERE
            for number, slot in enumerate(slots[: self.known])
        )
        days = self.problem.days
        return lost, moved, sum(gaps(int(mask), days) for mask in board.busy[0, : len(self.problem.people)])

    def changes(self, after: Schedule) -> Iterator[Change]:
        """What people must be told, meeting by meeting."""
        for number, slot in enumerate(after.slot_of):
            old = self.before.slot_of[number] if number < self.known else NOWHERE
            if slot == NOWHERE:
                if number in self.cancelled and old != NOWHERE:
                    yield self._note("cancelled", number, "is cancelled")
                elif self._wanted(number):
                    yield self._note("not_placed", number, "finds no slot any more")
                continue
            at = self.problem.slot_name(slot)
            if old == NOWHERE:
                yield self._note("placed", number, f"is held in {at}", slot=at)
            elif slot != old:
                was = self.problem.slot_name(old)
                yield self._note("moved", number, f"moves from {was} to {at}", slot=at, old=was)
            if number < self.known:
                yield from self._details(number, after)

    def _details(self, number: int, after: Schedule) -> Iterator[Change]:
        table, old = after.table_of[number], self.before.table_of[number]
        if table != NOWHERE and old not in (NOWHERE, table):
            name, was = self.problem.table_name(table), self.problem.table_name(old)
            yield self._note("new_table", number, f"is held at {name} instead of {was}", table=name, old=was)
        for who, instead in zip(after.attendees[number], self.before.attendees[number], strict=True):
            if who != instead:
                names = self.problem.person_name(who), self.problem.person_name(instead)
                text = f"is attended by {names[0]} instead of {names[1]}"
                yield self._note("colleague", number, text, person=names[0], old=names[1])

    def _note(self, code: str, number: int, words: str, **params: str | int) -> Change:
        name = self.problem.meeting_name(number)
        return Change(code, number, f"{name} {words}.", {"meeting": name, **params})


def _busy(people: int, schedule: Schedule) -> list[int]:
    """The busy slots of everybody."""
    masks = [0] * people
    for slot, attending in zip(schedule.slot_of, schedule.attendees, strict=True):
        for person in attending if slot != NOWHERE else ():
            masks[person] |= 1 << slot
    return masks
