"""A lower bound on gaps from the tables, which the bounds of single people cannot see.

In the last slot before noon everybody with meetings in the morning and in the afternoon would have to be busy to have
no gap, and there are not seats for all. So seats are given prices (Lagrangian relaxation): with any prices, the sum
over people of their cheapest timetable (gaps + seats used), less the price of all seats there are, is a lower bound.
Subgradient steps look for good prices; a dynamic programme over the slots finds the cheapest timetable of a person.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import Problem
from intercluster.meetings.search.bits import Whole, compiled
from intercluster.meetings.search.diary import BUSY, UNSEEN, WAITING

NEVER = 1e6
"""More gaps than anybody can have."""
STEPS, PATIENCE = 250, 10


class Diaries(NamedTuple):
    """What the rules leave of each person's timetable: one row a person, one column a slot."""

    opens: NDArray[np.bool_]
    forced: NDArray[np.bool_]
    least: NDArray[np.int64]  # meetings that must be over after the slot
    most: NDArray[np.int64]  # meetings that can be over after the slot
    mornings: NDArray[np.bool_]  # of each slot: the first of a day


@compiled
def cheapest(
    diaries: Diaries, person: Whole, price: NDArray[np.float64], behind: NDArray[np.float64], busy: NDArray[np.int64]
) -> float:
    """Gaps and prices of the cheapest timetable of a person; its busy slots are added to ``busy``.

    ``behind[slot, held, state]`` is working memory: the cheapest way on, with so many meetings held before the slot.
    """
    opens, forced, mornings = diaries.opens[person], diaries.forced[person], diaries.mornings
    least, most = diaries.least[person], diaries.most[person]
    slots = len(opens)
    room = most[slots - 1] + 1
    behind[slots, :room] = 0.0
    for slot in range(slots - 1, -1, -1):
        can, must, morning = opens[slot], forced[slot], mornings[slot]
        for held in range(room):
            held_on = can and held + 1 < room and least[slot] <= held + 1 <= most[slot]
            rest_on = not must and least[slot] <= held <= most[slot]
            for state in range(3):
                now = UNSEEN if morning else state
                best = NEVER
                if held_on:
                    best = behind[slot + 1, held + 1, BUSY] + price[slot] + (1.0 if now == WAITING else 0.0)
                if rest_on:
                    best = min(best, behind[slot + 1, held, UNSEEN if now == UNSEEN else WAITING])
                behind[slot, held, state] = best
    total = float(behind[0, 0, UNSEEN])
    if total >= NEVER:
        return NEVER
    held, state = 0, UNSEEN
    for slot in range(slots):
        now = UNSEEN if mornings[slot] else state
        idle = UNSEEN if now == UNSEEN else WAITING
        rest_on = not forced[slot] and least[slot] <= held <= most[slot]
        if rest_on and behind[slot + 1, held, idle] <= behind[slot, held, state] + 1e-9:
            state = idle
        else:
            busy[slot] += 1
            held, state = held + 1, BUSY
    return total


@compiled
def all_cheapest(diaries: Diaries, price: NDArray[np.float64], busy: NDArray[np.int64]) -> float:
    """Gaps and prices of everybody who has a timetable at all; fills ``busy`` with the people in each slot."""
    people, slots = diaries.opens.shape
    behind = np.zeros((slots + 1, diaries.most.max() + 2, 3))
    busy[:] = 0
    total = 0.0
    for person in range(people):
        cost = cheapest(diaries, person, price, behind, busy)
        if cost < NEVER:
            total += cost
    return total


def crowd_bound(problem: Problem) -> int:
    """Fewest gaps of all people together when no slot has more people than its tables seat.

    0 when nothing is known: an event without meetings or with a choice of representatives. People whose meetings
    cannot be held at all count nothing.
    """
    if problem.has_choices or not problem.meetings:
        return 0
    diaries = _diaries(problem)
    price, busy = np.zeros(len(problem.slots)), np.zeros(len(problem.slots), dtype=np.int64)
    best = all_cheapest(diaries, price, busy)
    if not all(problem.needs_table):
        return round(best)
    seats = np.array(problem.capacity) * max(len(meeting.seats) for meeting in problem.meetings)
    good_price, good_busy = price, busy.copy()
    stale, pace = 0, 0.1
    for _ in range(STEPS):
        excess = busy - seats
        active = (excess > 0) | (price > 0)
        if not active.any() or pace < 1e-4:
            break
        price = np.maximum(price + pace * excess / max(np.abs(excess[active]).max(), 1), 0)
        value = all_cheapest(diaries, price, busy) - float(price @ seats)
        stale += 1
        if value > best + 0.01:
            best, good_price, good_busy, stale = value, price, busy.copy(), 0
        elif stale == PATIENCE:
            pace, stale, price, busy = pace / 2, 0, good_price, good_busy.copy()
    return math.ceil(best - 1e-4)


def _diaries(problem: Problem) -> Diaries:
    """Each meeting of a person lies between the first and the last slot it may have."""
    shape = (len(problem.people), len(problem.slots))
    opens, forced = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    least, most = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for person, own in enumerate(problem.of_person):
        most[person] = len(own)
        for number in own:
            mask = problem.allowed[number]
            if not mask:
                continue
            opens[person, list(slots_of(mask))] = True
            begin, end = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
            forced[person, begin] |= begin == end
            least[person, end:] += 1
            most[person, :begin] -= 1
    mornings = np.zeros(shape[1], dtype=np.bool_)
    mornings[[(day & -day).bit_length() - 1 for day in problem.days]] = True
    return Diaries(opens, forced, least, most, mornings)
