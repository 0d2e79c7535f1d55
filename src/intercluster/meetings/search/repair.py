"""Placing a meeting so that as few others as possible move, for timetables people already hold in their hands."""

import numpy as np

from intercluster.meetings.search.anneal import energy
from intercluster.meetings.search.bits import Whole, bit, compiled, has, nth
from intercluster.meetings.search.board import Board, Event, Scratch, Weights
from intercluster.meetings.search.chains import component, exchange, fits, put
from intercluster.meetings.search.start import clear_after, free_slots

MOVED = 1000.0
"""Price of a meeting moved: more than any gaps it may cost."""


@compiled
def place_least(event: Event, board: Board, scratch: Scratch, weights: Weights, meeting: Whole) -> bool:
    """Place a meeting where all are free, or else after the one chain that moves fewest others; then fewest gaps."""
    first, last = event.starts[meeting], event.starts[meeting + 1]
    best = 1e18
    best_slot: Whole = np.int64(-1)
    best_row: Whole = np.int64(-1)
    best_other: Whole = np.int64(-1)
    free = free_slots(event, board, meeting)
    allowed = event.allowed[meeting]
    while allowed:
        slot = nth(allowed, 0)
        allowed &= allowed - np.uint64(1)
        if not fits(event, board, meeting, slot):
            continue
        full = board.load[slot] + event.needs[meeting] > event.capacity[slot]
        if has(free, slot) and not full:
            cost = 0.0
            for i in range(first, last):
                cost += _change(event, board, weights, event.seated[i], bit(slot))
            if cost < best:
                best, best_slot, best_row = cost, slot, np.int64(-1)
            continue
        for i in range(first, last):
            row = np.int64(event.seated[i])
            if not has(board.busy[0, row], slot):
                continue
            room = event.opens[row] & ~board.busy[0, row]
            while room:
                other = nth(room, 0)
                room &= room - np.uint64(1)
                cost = _chain_cost(event, board, scratch, weights, meeting, row, slot, other)
                if cost < best:
                    best, best_slot, best_row, best_other = cost, slot, row, other
    if best_slot < 0:
        return False
    if best_row >= 0:
        length, ending, gained = component(event, board, scratch, best_row, best_slot, best_other)
        exchange(event, board, scratch, 0, best_slot, best_other, length, ending, gained)
    put(event, board, meeting, best_slot)
    return True


@compiled
def _change(event: Event, board: Board, weights: Weights, row: Whole, flip: np.uint64) -> float:
    """What it costs a row to be busy in the slots ``flip`` where it is free, and the other way round."""
    if row >= event.people:
        return 0.0
    mask = board.busy[0, row]
    none = np.uint64(0)
    return float(energy(event.days, weights, mask ^ flip, none) - energy(event.days, weights, mask, none))


@compiled
def _chain_cost(
    event: Event, board: Board, scratch: Scratch, weights: Weights, meeting: Whole, row: Whole, a: Whole, b: Whole
) -> float:
    """The price of freeing slot a for ``row`` by a chain to slot b; 1e18 when that makes no room for the meeting."""
    length, ending, gained = component(event, board, scratch, row, a, b)
    if length == 0 or not clear_after(event, board, scratch, meeting, a, b, ending):
        return 1e18
    if board.load[a] - gained + event.needs[meeting] > event.capacity[a] or board.load[b] + gained > event.capacity[b]:
        return 1e18
    if not fits(event, board, meeting, a):
        return 1e18
    cost = MOVED * np.float64(length)
    for i in range(ending):
        cost += _change(event, board, weights, scratch.ends[i], bit(a) | bit(b))
    return cost
