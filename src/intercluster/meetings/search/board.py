"""What the compiled search works on: the event (which stays) and the board (who is where, which changes)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.arrays import arrays_of
from intercluster.meetings.problem import NOWHERE, Problem
from intercluster.meetings.search.bits import Masks, Numbers


class Event(NamedTuple):
    """The rules. A table that several meetings are fixed to attends them all, like a person who minds no gaps:

    rows ``people`` and up of the board are such tables.
    """

    people: int
    starts: Numbers  # people (and fixed tables) of meeting m: seated[starts[m]:starts[m + 1]]
    seated: Numbers
    pair: Numbers  # of each meeting of two: the sum of their numbers
    allowed: Masks  # slots of each meeting
    opens: Masks  # slots in which a row has any meeting allowed
    needs: NDArray[np.int32]  # 1 for a meeting that takes a general table
    before_starts: Numbers
    before: Numbers
    after_starts: Numbers
    after: Numbers
    capacity: Numbers  # general tables of each slot
    days: Masks
    simple: bool  # meetings of two at general tables in any order, and nothing else
    fairness: int  # gaps of one person beyond which each costs more; more than anybody can have for none


class Board(NamedTuple):
    """A timetable on the way. ``busy`` has one row a worker, of whom each owns some slots."""

    slot_of: Numbers
    at: Numbers  # [row, slot] -> meeting
    busy: Masks  # [worker, row]
    load: Numbers  # general tables taken in each slot
    windows: Masks  # slots in which a person should be busy, when they are planned


class Scratch(NamedTuple):
    """Working memory of one worker."""

    random: Masks
    stamp: Numbers
    moved: Numbers
    ends: Numbers
    tally: NDArray[np.int64]  # mark of the last chain, accepted moves


class Weights(NamedTuple):
    """What a move may cost: the temperature, the price of each fault, and what it takes to count them.

    Plain numbers only: compiled code counts references to every array it takes out of a tuple, which is dear.
    """

    temperature: float
    gap: float
    idle: float
    outside: float
    overload: float
    fairness: int
    several_days: bool
    firsts: np.uint64  # first slot of each day


def event_of(problem: Problem) -> Event:
    """The event of a problem whose seats are settled (see ``arrays_of``)."""
    arrays = arrays_of(problem)
    people = len(problem.people)
    lists = [list(arrays.people_of.items[a:b]) for a, b in _spans(arrays.people_of.starts)]
    for number, group in enumerate(arrays.group):
        if group != NOWHERE:
            lists[number].append(people + int(group))
    lengths = np.array([len(one) for one in lists], dtype=np.int32)
    starts = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum(lengths, out=starts[1:])
    seated = np.array([row for one in lists for row in one], dtype=np.int32)
    opens = np.zeros(people + arrays.groups, dtype=np.uint64)
    np.bitwise_or.at(opens, seated, np.repeat(arrays.allowed, lengths))
    simple = bool((lengths == 2).all() and arrays.needs_table.all() and not problem.precedences)
    return Event(
        people=people,
        starts=starts,
        seated=seated,
        pair=np.add.reduceat(seated, starts[:-1]).astype(np.int32) if lists else seated,
        allowed=arrays.allowed,
        opens=opens,
        needs=arrays.needs_table.astype(np.int32),
        before_starts=arrays.before.starts,
        before=arrays.before.items,
        after_starts=arrays.after.starts,
        after=arrays.after.items,
        capacity=arrays.capacity,
        days=arrays.days,
        simple=simple,
        fairness=len(problem.slots) if problem.fairness is None else problem.fairness,
    )


def _spans(starts: Numbers) -> Sequence[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in pairwise(starts)]


def weights_of(
    event: Event,
    temperature: float,
    *,
    gap: float = 1.0,
    idle: float = 0.0,
    outside: float = 0.0,
    overload: float = 1.0,
) -> Weights:
    """The prices for an event."""
    firsts = np.uint64(sum(int(day) & -int(day) for day in event.days))
    return Weights(temperature, gap, idle, outside, overload, event.fairness, len(event.days) > 1, firsts)


def empty_board(event: Event, workers: int = 1) -> Board:
    """A board on which no meeting is placed."""
    rows, slots = len(event.opens), len(event.capacity)
    return Board(
        slot_of=np.full(len(event.allowed), NOWHERE, dtype=np.int32),
        at=np.full((rows, slots), NOWHERE, dtype=np.int32),
        busy=np.zeros((workers, rows), dtype=np.uint64),
        load=np.zeros(slots, dtype=np.int32),
        windows=np.zeros(rows, dtype=np.uint64),
    )


def copy_of(board: Board) -> Board:
    """The same board, to be changed apart."""
    return Board(
        slot_of=board.slot_of.copy(),
        at=board.at.copy(),
        busy=board.busy.copy(),
        load=board.load.copy(),
        windows=board.windows.copy(),
    )


def scratch_of(event: Event, seed: int) -> Scratch:
    """Working memory with its own random numbers."""
    meetings = len(event.allowed)
    return Scratch(
        random=np.array([(seed + 1) * 0x9E3779B97F4A7C15 % 2**64 | 1], dtype=np.uint64),
        stamp=np.zeros(meetings, dtype=np.int32),
        moved=np.zeros(meetings + 1, dtype=np.int32),
        ends=np.zeros(len(event.opens) + 1, dtype=np.int32),
        tally=np.zeros(2, dtype=np.int64),
    )
