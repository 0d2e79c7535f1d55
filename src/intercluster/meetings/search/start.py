"""A complete timetable at once: greedy, then chains that make room, then meetings pushed out and placed again."""

import numpy as np

from intercluster.meetings.problem import NOWHERE
from intercluster.meetings.search.anneal import energy, overload
from intercluster.meetings.search.bits import Numbers, Whole, below, bit, compiled, count, has, nth
from intercluster.meetings.search.board import Board, Event, Scratch, Weights
from intercluster.meetings.search.chains import component, exchange, fits, lift, put

TRIES = 60


@compiled
def free_slots(event: Event, board: Board, meeting: Whole) -> np.uint64:
    """The slots allowed for a meeting in which all its people are free."""
    mask: np.uint64 = event.allowed[meeting]
    for i in range(event.starts[meeting], event.starts[meeting + 1]):
        mask &= ~board.busy[0, event.seated[i]]
    return mask


@compiled
def common_window(event: Event, board: Board, meeting: Whole) -> np.uint64:
    """The slots allowed for a meeting that lie in the planned windows of all its people."""
    mask: np.uint64 = event.allowed[meeting]
    for i in range(event.starts[meeting], event.starts[meeting + 1]):
        if event.seated[i] < event.people:
            mask &= board.windows[event.seated[i]]
    return mask


@compiled
def place_direct(event: Event, board: Board, meeting: Whole) -> bool:
    """Place a meeting where all are free: inside the planned windows first, then where tables are left."""
    free = free_slots(event, board, meeting)
    best: Whole = np.int64(-1)
    best_cost = 1e18
    while free:
        slot = nth(free, 0)
        free &= free - np.uint64(1)
        if not fits(event, board, meeting, slot):
            continue
        cost = np.float64(board.load[slot]) + 1e4 * max(board.load[slot] + 1 - event.capacity[slot], 0)
        for i in range(event.starts[meeting], event.starts[meeting + 1]):
            if not has(board.windows[event.seated[i]], slot):
                cost += 1e6
        if cost < best_cost:
            best, best_cost = slot, cost
    if best >= 0:
        put(event, board, meeting, best)
    return bool(best >= 0)


@compiled
def place_by_chain(event: Event, board: Board, scratch: Scratch, meeting: Whole) -> bool:
    """Free one busy person of the meeting in some slot by a chain, and place it there."""
    first, last = event.starts[meeting], event.starts[meeting + 1]
    slots = count(event.allowed[meeting])
    for _ in range(TRIES):
        slot = nth(event.allowed[meeting], below(scratch.random, slots))
        busy = np.int64(-1)
        for i in range(first, last):
            if has(board.busy[0, event.seated[i]], slot):
                busy = np.int64(event.seated[i]) if busy < 0 else np.int64(-2)
        if busy < 0:
            continue
        room = event.opens[busy] & ~board.busy[0, busy]
        if not room:
            return False
        other = nth(room, below(scratch.random, count(room)))
        length, ending, gained = component(event, board, scratch, busy, slot, other)
        if length == 0 or not clear_after(event, board, scratch, meeting, slot, other, ending):
            continue
        exchange(event, board, scratch, 0, slot, other, length, ending, gained)
        if fits(event, board, meeting, slot):
            put(event, board, meeting, slot)
            return True
    return False


@compiled
def clear_after(
    event: Event, board: Board, scratch: Scratch, meeting: Whole, slot: Whole, other: Whole, ending: Whole
) -> bool:
    """Whether the last chain found leaves everybody of the meeting free in ``slot``."""
    flip = bit(slot) | bit(other)
    for i in range(event.starts[meeting], event.starts[meeting + 1]):
        row = event.seated[i]
        mask = board.busy[0, row]
        for j in range(ending):
            if scratch.ends[j] == row:
                mask ^= flip
        if has(mask, slot):
            return False
    return True


@compiled
def push_out(
    event: Event, board: Board, scratch: Scratch, meeting: Whole, queue: Numbers, waiting: Whole, pushed: Numbers
) -> Whole:
    """Place a meeting in a slot where it pushes out fewest others; these join the queue. Returns its new length.

    A meeting weighs more each time it was ``pushed``, so that the same ones do not push each other out for ever.
    """
    best: Whole = np.int64(-1)
    fewest = 1e18
    allowed = event.allowed[meeting]
    while allowed:
        slot = nth(allowed, 0)
        allowed &= allowed - np.uint64(1)
        if not fits(event, board, meeting, slot):
            continue
        cost = np.float64(below(scratch.random, 1000)) / 1000
        for i in range(event.starts[meeting], event.starts[meeting + 1]):
            other = board.at[event.seated[i], slot]
            if other >= 0:
                # Whoever can be held in one slot only should not be moved.
                cost += 1.0 + 30.0 / np.float64(count(event.allowed[other])) + 0.5 * np.float64(pushed[other])
        if cost < fewest:
            best, fewest = slot, cost
    if best < 0:
        return _push_neighbours(event, board, meeting, queue, waiting)
    for i in range(event.starts[meeting], event.starts[meeting + 1]):
        other = np.int64(board.at[event.seated[i], best])
        if other >= 0:
            lift(event, board, other)
            pushed[other] += 1
            queue[waiting] = other
            waiting += 1
    put(event, board, meeting, best)
    return waiting


@compiled
def _push_neighbours(event: Event, board: Board, meeting: Whole, queue: Numbers, waiting: Whole) -> Whole:
    """Nothing is free between those before and those after a meeting: take these off and let all of them wait."""
    for i in range(event.before_starts[meeting], event.before_starts[meeting + 1]):
        other = np.int64(event.before[i])
        if board.slot_of[other] >= 0:
            lift(event, board, other)
            queue[waiting] = other
            waiting += 1
    for i in range(event.after_starts[meeting], event.after_starts[meeting + 1]):
        other = np.int64(event.after[i])
        if board.slot_of[other] >= 0:
            lift(event, board, other)
            queue[waiting] = other
            waiting += 1
    queue[waiting] = meeting
    return waiting + 1


@compiled
def place_all(event: Event, board: Board, scratch: Scratch, order: Numbers, steps: Whole) -> Whole:
    """Place the meetings of ``order``; returns how many are left over after so many steps."""
    queue = np.zeros(len(board.slot_of) + 64, dtype=np.int32)
    pushed = np.zeros(len(board.slot_of), dtype=np.int32)
    waiting: Whole = 0
    for meeting in order:
        if not place_direct(event, board, meeting):
            queue[waiting] = meeting
            waiting += 1
    for _ in range(steps):
        if waiting == 0:
            break
        turn = below(scratch.random, waiting)
        meeting = np.int64(queue[turn])
        waiting -= 1
        queue[turn] = queue[waiting]
        if place_direct(event, board, meeting) or place_by_chain(event, board, scratch, meeting):
            continue
        waiting = push_out(event, board, scratch, meeting, queue, waiting, pushed)
    return waiting


@compiled
def balance(event: Event, board: Board, scratch: Scratch, weights: Weights, tries: Whole, per_meeting: float) -> Whole:
    """Move meetings out of slots with more of them than tables, each time by the cheapest of ``tries`` chains.

    Returns how many meetings are left without a table. ``per_meeting``: price of each meeting moved, beside the gaps.
    For boards of one worker.
    """
    slots = len(board.load)
    stuck = 0
    while stuck < 50:
        over = np.int64(0)
        a = np.int64(-1)
        for slot in range(slots):
            excess = max(board.load[slot] - event.capacity[slot], 0)
            over += excess
            if excess and (a < 0 or below(scratch.random, 2) == 0):
                a = np.int64(slot)
        if over == 0:
            return 0
        stuck = 0 if _relieve(event, board, scratch, weights, a, tries, per_meeting) else stuck + 1
    return over


@compiled
def _relieve(
    event: Event, board: Board, scratch: Scratch, weights: Weights, a: Whole, tries: Whole, per_meeting: float
) -> bool:
    """Take one meeting out of slot a by the cheapest of ``tries`` chains."""
    slots = len(board.load)
    best = 1e18
    best_row: Whole = np.int64(-1)
    best_slot: Whole = np.int64(-1)
    for _ in range(tries):
        row = below(scratch.random, event.people)
        b = below(scratch.random, slots)
        if board.at[row, a] < 0 or board.at[row, b] >= 0 or not has(event.opens[row], b):
            continue
        length, ending, gained = component(event, board, scratch, row, a, b)
        if length == 0 or gained <= 0 or overload(board.load, event.capacity, 1.0, a, b, gained) >= 0:
            continue
        cost = per_meeting * np.float64(length)
        flip = bit(a) | bit(b)
        for i in range(ending):
            other = scratch.ends[i]
            if other < event.people:
                mask, window = board.busy[0, other], board.windows[other]
                cost += energy(event.days, weights, mask ^ flip, window)
                cost -= energy(event.days, weights, mask, window)
        if cost < best:
            best, best_row, best_slot = cost, row, b
    if best_row < 0:
        return False
    length, ending, gained = component(event, board, scratch, best_row, a, best_slot)
    exchange(event, board, scratch, 0, a, best_slot, length, ending, gained)
    return True


@compiled
def choices(event: Event, board: Board) -> Numbers:
    """For each meeting the number of its slots inside the planned windows of its people, or else at all."""
    found = np.zeros(len(board.slot_of), dtype=np.int32)
    for meeting in range(len(found)):
        found[meeting] = count(common_window(event, board, meeting))
        if found[meeting] == 0:
            found[meeting] = count(event.allowed[meeting])
    return found


def hardest_first(event: Event, board: Board) -> Numbers:
    """The meetings not placed, those with the fewest slots in the planned windows (or else at all) first."""
    missing = np.flatnonzero(board.slot_of == NOWHERE).astype(np.int32)
    return missing[np.argsort(choices(event, board)[missing], kind="stable")]
