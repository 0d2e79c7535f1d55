"""An independent check of a timetable: it counts from the lists of the problem and shares no code with the solvers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from intercluster.meetings.problem import NOWHERE, Problem, Schedule


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a timetable breaks: a code with its parameters for other languages, and English words."""

    code: str
    text: str
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a timetable is worth. ``gaps_of`` lists the gaps of each person; ``metres`` are walked between meetings."""

    faults: tuple[Fault, ...]
    placed: int
    gaps: int
    idle: int
    table_changes: int
    metres: float
    gaps_of: tuple[int, ...]

    @property
    def sound(self) -> bool:
        """Whether every rule is kept and every meeting placed."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class _Stay:
    """One meeting of somebody."""

    slot: int
    table: int


def check(problem: Problem, schedule: Schedule) -> Verdict:
    """Every rule a timetable breaks, in words, and its gaps, idle slots, table changes and metres."""
    shape = list(_shape_faults(problem, schedule))
    if shape:
        return Verdict(tuple(shape), 0, 0, 0, 0, 0.0, (0,) * len(problem.people))
    diaries = _diaries(schedule, len(problem.people))
    by_day = [list(_by_day(problem, stays)) for stays in diaries]
    gaps_of = tuple(
        sum(after.slot - before.slot > 1 for day in days for before, after in pairwise(day)) for days in by_day
    )
    moves = [
        (before.table, after.table)
        for days in by_day
        for day in days
        for before, after in pairwise(day)
        if NOWHERE not in (before.table, after.table) and before.table != after.table
    ]
    faults = [
        *_meeting_faults(problem, schedule),
        *_double_bookings(problem, schedule),
        *_table_faults(problem, schedule),
        *_order_faults(problem, schedule),
        *_fairness_faults(problem, gaps_of),
    ]
    return Verdict(
        faults=tuple(faults),
        placed=sum(slot != NOWHERE for slot in schedule.slot_of),
        gaps=sum(gaps_of),
        idle=sum(
            max(after.slot - before.slot - 1, 0) for days in by_day for day in days for before, after in pairwise(day)
        ),
        table_changes=len(moves),
        metres=sum(_metres(problem, before, after) for before, after in moves),
        gaps_of=gaps_of,
    )


def _shape_faults(problem: Problem, schedule: Schedule) -> Iterator[Fault]:
    for what, found in (
        ("slots", len(schedule.slot_of)),
        ("tables", len(schedule.table_of)),
        ("lists of attendees", len(schedule.attendees)),
    ):
        if found != len(problem.meetings):
            text = f"The timetable gives {found} {what} for {len(problem.meetings)} meetings."
            yield Fault("wrong_length", text, {"what": what, "found": found, "meetings": len(problem.meetings)})


def _diaries(schedule: Schedule, people: int) -> list[list[_Stay]]:
    diaries: list[list[_Stay]] = [[] for _ in range(people)]
    for slot, table, attending in zip(schedule.slot_of, schedule.table_of, schedule.attendees, strict=True):
        for person in attending:
            if slot != NOWHERE and 0 <= person < people:
                diaries[person].append(_Stay(slot, table))
    return diaries


def _by_day(problem: Problem, stays: list[_Stay]) -> Iterator[list[_Stay]]:
    days: dict[int, list[_Stay]] = defaultdict(list)
    for stay in sorted(stays, key=lambda stay: stay.slot):
        if 0 <= stay.slot < len(problem.slots):
            days[problem.slots[stay.slot].day].append(stay)
    yield from days.values()


def _meeting_faults(problem: Problem, schedule: Schedule) -> Iterator[Fault]:
    for number, meeting in enumerate(problem.meetings):
        slot, people = schedule.slot_of[number], schedule.attendees[number]
        name = problem.meeting_name(number)
        if slot == NOWHERE:
            yield Fault("not_placed", f"{name} is not placed.", {"meeting": name})
            continue
        if not 0 <= slot < len(problem.slots):
            yield Fault("no_such_slot", f"{name} is in slot {slot + 1}, which does not exist.", {"meeting": name})
            continue
        where = {"meeting": name, "slot": problem.slot_name(slot)}
        if meeting.slot is not None and slot != meeting.slot:
            text = f"{name} is in {problem.slot_name(slot)}, but it is fixed in {problem.slot_name(meeting.slot)}."
            yield Fault("not_where_fixed", text, {**where, "fixed": problem.slot_name(meeting.slot)})
        if not meeting.slots >> slot & 1:
            yield Fault("against_wish", f"{name} is in {problem.slot_name(slot)}, which was not wished for.", {**where})
        if len(people) != len(meeting.seats) or any(
            person not in seat for person, seat in zip(people, meeting.seats, strict=False)
        ):
            yield Fault("wrong_people", f"{name} is attended by other people than its own.", {"meeting": name})
            continue
        for person in people:
            if not problem.people[person].open >> slot & 1:
                who = problem.person_name(person)
                text = f"{who} is not available in {problem.slot_name(slot)}, when {name} is held."
                yield Fault("not_available", text, {**where, "person": who})


def _double_bookings(problem: Problem, schedule: Schedule) -> Iterator[Fault]:
    held: dict[tuple[int, int], int] = {}
    for number, (slot, people) in enumerate(zip(schedule.slot_of, schedule.attendees, strict=True)):
        for person in people if slot != NOWHERE else ():
            if not 0 <= person < len(problem.people):
                continue
            other = held.setdefault((person, slot), number)
            if other != number:
                who, at = problem.person_name(person), problem.slot_name(slot)
                first, second = problem.meeting_name(other), problem.meeting_name(number)
                params: dict[str, str | int] = {"person": who, "slot": at, "first": first, "second": second}
                yield Fault("double_booked", f"{who} has both {first} and {second} in {at}.", params)


def _table_faults(problem: Problem, schedule: Schedule) -> Iterator[Fault]:
    taken: dict[tuple[int, int], int] = {}
    general: dict[int, int] = defaultdict(int)
    for number, (slot, table) in enumerate(zip(schedule.slot_of, schedule.table_of, strict=True)):
        if not 0 <= slot < len(problem.slots):
            continue
        fixed = problem.fixed_table[number]
        seat = table if table != NOWHERE else fixed
        if seat == NOWHERE or (0 <= seat < len(problem.tables) and not problem.tables[seat].reserved):
            general[slot] += 1
        if seat != NOWHERE:
            yield from _one_table(problem, number, slot, seat, taken)
    for slot, count in sorted(general.items()):
        tables = sum(table.open >> slot & 1 for table in problem.tables if not table.reserved)
        if count > tables:
            at = problem.slot_name(slot)
            params: dict[str, str | int] = {"slot": at, "meetings": count, "tables": tables}
            yield Fault("too_few_tables", f"{at} holds {count} meetings and has {tables} tables.", params)


def _one_table(
    problem: Problem, number: int, slot: int, table: int, taken: dict[tuple[int, int], int]
) -> Iterator[Fault]:
    name, at = problem.meeting_name(number), problem.slot_name(slot)
    if not 0 <= table < len(problem.tables):
        yield Fault("no_such_table", f"{name} is at table {table + 1}, which does not exist.", {"meeting": name})
        return
    board, fixed = problem.table_name(table), problem.fixed_table[number]
    if fixed not in (NOWHERE, table):
        params: dict[str, str | int] = {"meeting": name, "table": board, "fixed": problem.table_name(fixed)}
        text = f"{name} is at {board}, but it is to be held at {problem.table_name(fixed)}."
        yield Fault("not_at_its_table", text, params)
    elif fixed == NOWHERE and problem.tables[table].reserved:
        yield Fault("table_reserved", f"{name} is at {board}, a reserved booth.", {"meeting": name, "table": board})
    if not problem.tables[table].open >> slot & 1:
        params = {"meeting": name, "table": board, "slot": at}
        yield Fault("table_closed", f"{name} is at {board}, which is not available in {at}.", params)
    other = taken.setdefault((table, slot), number)
    if other != number:
        params = {"table": board, "slot": at, "first": problem.meeting_name(other), "second": name}
        yield Fault("table_shared", f"{problem.meeting_name(other)} and {name} are both at {board} in {at}.", params)


def _order_faults(problem: Problem, schedule: Schedule) -> Iterator[Fault]:
    for number, meeting in enumerate(problem.meetings):
        for first in meeting.after:
            slots = schedule.slot_of[first], schedule.slot_of[number]
            if NOWHERE not in slots and slots[0] >= slots[1]:
                names = problem.meeting_name(first), problem.meeting_name(number)
                text = f"{names[0]} must be held before {names[1]}."
                yield Fault("wrong_order", text, {"first": names[0], "second": names[1]})


def _fairness_faults(problem: Problem, gaps_of: tuple[int, ...]) -> Iterator[Fault]:
    if problem.fairness is None or not gaps_of:
        return
    spread = max(gaps_of) - min(gaps_of)
    if spread > problem.fairness:
        who = problem.person_name(gaps_of.index(max(gaps_of)))
        params: dict[str, str | int] = {"person": who, "difference": spread, "allowed": problem.fairness}
        text = f"{who} has {spread} gaps more than somebody else; the difference may be {problem.fairness}."
        yield Fault("unfair", text, params)


def _metres(problem: Problem, before: int, after: int) -> float:
    rooms = (
        {problem.tables[before].room, problem.tables[after].room} if max(before, after) < len(problem.tables) else {""}
    )
    return sum(metres for first, second, metres in problem.distances if {first, second} == rooms)
