"""One person's day as a chain of slots: how likely they are busy in each, by the forward-backward algorithm."""

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.search.bits import Numbers, Whole, compiled, inlined

Shares = NDArray[np.float64]

UNSEEN, WAITING, BUSY = 0, 1, 2
"""Today: no meeting yet, idle after one, busy."""
SURE = 1e15
"""Odds beyond which nothing is weighed any more."""


@compiled
def busy_odds(
    weight: Shares,
    meetings: Whole,
    mornings: NDArray[np.bool_],
    gap: float,
    least: Numbers,
    most: Numbers,
    before: Shares,
    after: Shares,
    odds: Shares,
) -> None:
    """Odds of being busy in each slot, apart from what the slot's own weight says, for so many busy slots in all.

    ``weight``: of being busy in each slot (idle weighs 1); ``gap``: weight of coming back after a pause;
    ``least`` and ``most``: meetings that are over after each slot, never falling. ``before`` and ``after`` are working
    memory, [slot, meetings held, state]. Everything is scaled slot by slot, so that no product runs out of digits.
    """
    slots = len(weight)
    _go_forward(weight, meetings, mornings, gap, least, most, before)
    for state in range(3):
        after[slots, meetings, state] = 1.0
    for slot in range(slots - 1, -1, -1):
        low, high = _held_before(slot, slots, meetings, least, most)
        morning, own = mornings[slot], weight[slot]
        total, idle, busy = 0.0, 0.0, 0.0
        for held in range(low, high + 1):
            rests = least[slot] <= held <= most[slot] and meetings - held < slots - slot
            meets = held < meetings and least[slot] <= held + 1 <= most[slot]
            comes = after[slot + 1, held + 1, BUSY] if meets else 0.0
            unseen = after[slot + 1, held, UNSEEN] if rests else 0.0
            waiting = unseen if morning else after[slot + 1, held, WAITING] if rests else 0.0
            comes_back = comes if morning else gap * comes
            idle += before[slot, held, UNSEEN] * unseen
            idle += (before[slot, held, WAITING] + before[slot, held, BUSY]) * waiting
            busy += (before[slot, held, UNSEEN] + before[slot, held, BUSY]) * comes
            busy += before[slot, held, WAITING] * comes_back
            after[slot, held, UNSEEN] = unseen + own * comes
            after[slot, held, WAITING] = waiting + own * comes_back
            after[slot, held, BUSY] = waiting + own * comes
            total += after[slot, held, UNSEEN] + after[slot, held, WAITING] + after[slot, held, BUSY]
        _scale(after, slot, low, high, total)
        odds[slot] = busy / idle if busy < SURE * idle else SURE if busy > 0 else 1.0


@inlined
def _held_before(slot: Whole, slots: Whole, meetings: Whole, least: Numbers, most: Numbers) -> tuple[Whole, Whole]:
    """How many meetings can be over before a slot: from, to."""
    low, high = np.int64(max(0, meetings - (slots - slot))), np.int64(min(meetings, slot))
    if slot:
        low, high = max(low, np.int64(least[slot - 1])), min(high, np.int64(most[slot - 1]))
    return low, high


@inlined
def _scale(table: Shares, slot: Whole, low: Whole, high: Whole, total: float) -> None:
    """Divide the entries of a slot by their sum."""
    if total > 0:
        part = 1.0 / total
        for held in range(low, high + 1):
            for state in range(3):
                table[slot, held, state] *= part


@compiled
def _go_forward(
    weight: Shares,
    meetings: Whole,
    mornings: NDArray[np.bool_],
    gap: float,
    least: Numbers,
    most: Numbers,
    before: Shares,
) -> None:
    slots = len(weight)
    before[0, 0, UNSEEN], before[0, 0, WAITING], before[0, 0, BUSY] = 1.0, 0.0, 0.0
    for slot in range(slots):
        low, high = _held_before(slot, slots, meetings, least, most)
        for held in range(low, max(high + 1, min(most[slot], meetings)) + 1):
            for state in range(3):
                before[slot + 1, held, state] = 0.0
        total = 0.0
        for held in range(low, high + 1):
            unseen, waiting, busy = before[slot, held, UNSEEN], before[slot, held, WAITING], before[slot, held, BUSY]
            if mornings[slot]:
                unseen, waiting, busy = unseen + waiting + busy, 0.0, 0.0
            if least[slot] <= held <= most[slot]:
                before[slot + 1, held, UNSEEN] += unseen
                before[slot + 1, held, WAITING] += waiting + busy
                total += unseen + waiting + busy
            if held < meetings and least[slot] <= held + 1 <= most[slot]:
                comes = weight[slot] * (unseen + busy + gap * waiting)
                before[slot + 1, held + 1, BUSY] += comes
                total += comes
        _scale(before, slot + 1, low, high + 1, total)
