"""Tables for a timetable: fixed booths first, then the assignment with the fewest changes of table, then of metres.

Given the tables of the slots around it, the best tables of one slot are a linear assignment problem. The slots are
solved one after the other and again in turns until nothing improves: no single slot can then be assigned better.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from intercluster.meetings.problem import NOWHERE, Problem, Schedule


@dataclass(frozen=True, slots=True)
class _Round:
    """A slot: its meetings without a fixed table, and the tables they may take."""

    meetings: tuple[int, ...]
    tables: NDArray[np.int64]


def seat_at_tables(
    problem: Problem,
    schedule: Schedule,
    *,
    seconds: float = 5.0,
    known: Sequence[int] | None = None,
    loyalty: float = 0.25,
) -> Schedule:
    """The timetable with a table for every placed meeting.

    ``known``: tables told to people before; keeping one is worth ``loyalty`` changes of table. Where a slot has more
    meetings than tables, some stay without one (-1).
    """
    began = time.monotonic()
    table_of = [
        table if schedule.slot_of[number] != NOWHERE else NOWHERE for number, table in enumerate(problem.fixed_table)
    ]
    beside = _neighbours(problem, schedule)
    metres = _metres(problem)
    bonus = {number: (table, loyalty) for number, table in enumerate(known or ())}
    rounds = _rounds(problem, schedule, table_of)
    for turn in range(10):
        before = list(table_of)
        for one in rounds:
            if turn and time.monotonic() - began > seconds:
                break
            _assign(one, table_of, beside, metres, bonus)
        if before == table_of:
            break
    return Schedule(schedule.slot_of, tuple(table_of), schedule.attendees)


def _neighbours(problem: Problem, schedule: Schedule) -> list[list[int]]:
    """For each meeting the meetings its people come from and go to on the same day."""
    diaries: dict[tuple[int, int], list[int]] = {}
    for number, slot in enumerate(schedule.slot_of):
        if slot != NOWHERE:
            for person in schedule.attendees[number]:
                diaries.setdefault((person, problem.slots[slot].day), []).append(number)
    beside: list[list[int]] = [[] for _ in schedule.slot_of]
    for diary in diaries.values():
        diary.sort(key=lambda number: schedule.slot_of[number])
        for before, after in pairwise(diary):
            beside[before].append(after)
            beside[after].append(before)
    return beside


def _metres(problem: Problem) -> NDArray[np.float64]:
    """The price of a change between two tables: 1, and so little for the metres that they never outweigh a change."""
    rooms = {room: number for number, room in enumerate(sorted({table.room for table in problem.tables}))}
    between = np.zeros((len(rooms), len(rooms)))
    for first, second, distance in problem.distances:
        if first in rooms and second in rooms:
            between[rooms[first], rooms[second]] = between[rooms[second], rooms[first]] = distance
    room_of = np.array([rooms[table.room] for table in problem.tables], dtype=np.int64)
    moves = 2 * sum(len(meeting.seats) for meeting in problem.meetings) + 1
    price: NDArray[np.float64] = 1 + between[np.ix_(room_of, room_of)] / (between.max(initial=1.0) * moves)
    np.fill_diagonal(price, 0)
    return price


def _rounds(problem: Problem, schedule: Schedule, table_of: Sequence[int]) -> list[_Round]:
    meetings: list[list[int]] = [[] for _ in problem.slots]
    taken: list[set[int]] = [set() for _ in problem.slots]
    for number, slot in enumerate(schedule.slot_of):
        if slot == NOWHERE:
            continue
        if table_of[number] == NOWHERE:
            meetings[slot].append(number)
        else:
            taken[slot].add(table_of[number])
    rounds = []
    for slot, here in enumerate(meetings):
        free = [
            number
            for number, table in enumerate(problem.tables)
            if not table.reserved and table.open >> slot & 1 and number not in taken[slot]
        ]
        if here and free:
            rounds.append(_Round(tuple(here), np.array(free, dtype=np.int64)))
    return rounds


def _assign(
    one: _Round,
    table_of: list[int],
    beside: list[list[int]],
    metres: NDArray[np.float64],
    bonus: dict[int, tuple[int, float]],
) -> None:
    """The best tables of one slot, given those of the others; a slot keeps its tables when none are better."""
    price = np.zeros((len(one.meetings), len(one.tables)))
    column = {int(table): number for number, table in enumerate(one.tables)}
    for row, meeting in enumerate(one.meetings):
        for other in beside[meeting]:
            if table_of[other] != NOWHERE:
                price[row] += metres[table_of[other], one.tables]
        table, worth = bonus.get(meeting, (NOWHERE, 0.0))
        if table in column:
            price[row, column[table]] -= worth
    rows, columns = linear_sum_assignment(price)
    now = [column.get(table_of[meeting], -1) for meeting in one.meetings]
    if min(now) >= 0 and price[rows, columns].sum() >= price[np.arange(len(now)), now].sum() - 1e-9:
        return
    for line, chosen in zip(rows, columns, strict=True):
        table_of[one.meetings[line]] = int(one.tables[chosen])
