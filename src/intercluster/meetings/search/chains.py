"""Kempe chains: the meetings of two slots that hang together through shared people exchange their slots.

Nobody is double-booked by it, and only the ends of the chain (people busy in just one of the two slots) notice.
"""

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.problem import NOWHERE
from intercluster.meetings.search.bits import Masks, Numbers, Whole, bit, compiled, has, inlined
from intercluster.meetings.search.board import Board, Event, Scratch


@inlined
def walk(
    at: NDArray[np.int32], allowed: Masks, pair: Numbers, moved: Numbers, row: Whole, a: Whole, b: Whole
) -> tuple[Whole, Whole]:
    """In a simple event, and with ``row`` free in slot b, the chain is a path: walk it to its other end.

    Returns (number of meetings in ``moved``, the row at the other end); slot b gains a table when the number is odd.
    The number is 0 when a meeting may not be held in its new slot.
    """
    length = 0
    here = np.int64(row)
    source, target = np.int64(a), np.int64(b)
    meeting = np.int64(at[here, source])
    while meeting >= 0:
        if not has(allowed[meeting], target):
            length = 0
            break
        moved[length] = meeting
        length += 1
        here = pair[meeting] - here
        source, target = target, source
        meeting = np.int64(at[here, source])
    return length, here


@compiled
def component(
    event: Event, board: Board, scratch: Scratch, row: Whole, a: Whole, b: Whole
) -> tuple[Whole, Whole, Whole]:
    """The chain of any event that starts with the meeting of ``row`` in slot a and exchanges slots a and b.

    Returns (number of meetings in ``scratch.moved``, number of rows in ``scratch.ends``, general tables that slot b
    gains); the first number is 0 when a rule forbids the exchange. Tables are left to the caller.
    """
    at, slot_of, moved, stamp, ends = board.at, board.slot_of, scratch.moved, scratch.stamp, scratch.ends
    scratch.tally[0] += 1
    mark = np.int32(scratch.tally[0])
    first = at[row, a]
    moved[0] = first
    stamp[first] = mark
    length, ending, gained, head = 1, 0, 0, 0
    while head < length:
        meeting = moved[head]
        head += 1
        source = slot_of[meeting]
        target = b if source == a else a
        if not has(event.allowed[meeting], target):
            return 0, 0, 0
        gained += event.needs[meeting] if target == b else -event.needs[meeting]
        for i in range(event.starts[meeting], event.starts[meeting + 1]):
            here = event.seated[i]
            other = at[here, target]
            if other < 0:
                ends[ending] = here
                ending += 1
            elif stamp[other] != mark:
                stamp[other] = mark
                moved[length] = other
                length += 1
    for i in range(length):
        if not _in_order(event, board, scratch, moved[i], a, b, mark):
            return 0, 0, 0
    return length, ending, gained


@compiled
def _in_order(event: Event, board: Board, scratch: Scratch, meeting: Whole, a: Whole, b: Whole, mark: Whole) -> bool:
    """Whether a moved meeting keeps behind its predecessors and before its successors."""
    target = a + b - board.slot_of[meeting]
    for i in range(event.before_starts[meeting], event.before_starts[meeting + 1]):
        other = event.before[i]
        where = board.slot_of[other]
        if where >= 0 and (a + b - where if scratch.stamp[other] == mark else where) >= target:
            return False
    for i in range(event.after_starts[meeting], event.after_starts[meeting + 1]):
        other = event.after[i]
        where = board.slot_of[other]
        if where >= 0 and (a + b - where if scratch.stamp[other] == mark else where) <= target:
            return False
    return True


@compiled
def exchange(
    event: Event,
    board: Board,
    scratch: Scratch,
    worker: Whole,
    a: Whole,
    b: Whole,
    length: Whole,
    ending: Whole,
    gained: Whole,
) -> None:
    """Carry out a chain found by ``walk`` or ``component``."""
    at, slot_of, moved = board.at, board.slot_of, scratch.moved
    for i in range(length):
        meeting = moved[i]
        for j in range(event.starts[meeting], event.starts[meeting + 1]):
            at[event.seated[j], slot_of[meeting]] = NOWHERE
    for i in range(length):
        meeting = moved[i]
        target = a + b - slot_of[meeting]
        slot_of[meeting] = target
        for j in range(event.starts[meeting], event.starts[meeting + 1]):
            at[event.seated[j], target] = meeting
    flip = bit(a) | bit(b)
    for i in range(ending):
        board.busy[worker, scratch.ends[i]] ^= flip
    board.load[b] += gained
    board.load[a] -= gained


@compiled
def put(event: Event, board: Board, meeting: Whole, slot: Whole) -> None:
    """Place a meeting; its people must be free. Only for boards of one worker."""
    board.slot_of[meeting] = slot
    board.load[slot] += event.needs[meeting]
    for i in range(event.starts[meeting], event.starts[meeting + 1]):
        board.at[event.seated[i], slot] = meeting
        board.busy[0, event.seated[i]] |= bit(slot)


@compiled
def lift(event: Event, board: Board, meeting: Whole) -> None:
    """Take a meeting off the board. Only for boards of one worker."""
    slot = board.slot_of[meeting]
    board.slot_of[meeting] = NOWHERE
    board.load[slot] -= event.needs[meeting]
    for i in range(event.starts[meeting], event.starts[meeting + 1]):
        board.at[event.seated[i], slot] = NOWHERE
        board.busy[0, event.seated[i]] &= ~bit(slot)


@compiled
def fits(event: Event, board: Board, meeting: Whole, slot: Whole) -> bool:
    """Whether slot and order allow a meeting there, whoever is busy."""
    if not has(event.allowed[meeting], slot):
        return False
    for i in range(event.before_starts[meeting], event.before_starts[meeting + 1]):
        if board.slot_of[event.before[i]] >= slot:
            return False
    for i in range(event.after_starts[meeting], event.after_starts[meeting + 1]):
        where = board.slot_of[event.after[i]]
        if 0 <= where <= slot:
            return False
    return True
