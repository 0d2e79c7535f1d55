"""Simulated annealing over Kempe chains.

Few moves are worth trying: of some 400 a person has, those that do not cost their near end a gap are read off the
masks and drawn directly; one that does is drawn as seldom as the temperature would let it pass. Workers own
different slots of one board and see each other's masks a moment late, which costs nothing but precision.
"""

import numpy as np

from intercluster.meetings.search.bits import (
    Masks,
    Numbers,
    Whole,
    below,
    below_first,
    bit,
    compiled,
    count,
    filled_down,
    inlined,
    nth,
    random64,
    unit,
)
from intercluster.meetings.search.board import Board, Event, Scratch, Weights
from intercluster.meetings.search.chains import component, exchange, walk

ALL_SLOTS = np.uint64(2**64 - 1)
MOST_MOVES = 40.0
"""Moves a person is expected to have; who has more is drawn no oftener."""
UNFAIR = 2
"""What each gap beyond the agreed fairness costs on top, in gaps."""


@inlined
def busy_of(busy: Masks, row: Whole) -> np.uint64:
    """All slots in which a row is busy, whichever worker owns them."""
    mask: np.uint64 = busy[0, row]
    for worker in range(1, busy.shape[0]):
        mask |= busy[worker, row]
    return mask


@inlined
def gaps(days: Masks, weights: Weights, mask: np.uint64) -> Whole:
    """Idle runs between two busy slots of one day; a run of three counts once."""
    blocks = count(mask & ~((mask << np.uint64(1)) & ~weights.firsts))
    if weights.several_days:
        for day in days:
            blocks -= np.int64(mask & day != np.uint64(0))
        return blocks
    return max(blocks - 1, 0)


@inlined
def idle(days: Masks, weights: Weights, mask: np.uint64) -> Whole:
    """Idle slots between the first and the last busy slot of each day."""
    if weights.several_days:
        found = np.int64(0)
        for day in days:
            today = mask & day
            if today:
                found += count(filled_down(today) & ~below_first(today) & ~today)
        return found
    return count(filled_down(mask) & ~below_first(mask) & ~mask) if mask else np.int64(0)


@inlined
def energy(days: Masks, weights: Weights, mask: np.uint64, window: np.uint64) -> np.float64:
    """What the timetable of one person costs."""
    found = gaps(days, weights, mask)
    cost = weights.gap * np.float64(found + UNFAIR * max(found - weights.fairness, 0))
    if weights.idle > 0:
        cost += weights.idle * np.float64(idle(days, weights, mask))
    if weights.outside > 0:
        cost += weights.outside * np.float64(count(mask & ~window))
    return cost


@inlined
def overload(load: Numbers, capacity: Numbers, price: float, a: Whole, b: Whole, gained: Whole) -> float:
    """Change of the price of meetings without a table, squared so that no slot has many."""
    over_a, over_b = max(load[a] - capacity[a], 0), max(load[b] - capacity[b], 0)
    new_a, new_b = max(load[a] - gained - capacity[a], 0), max(load[b] + gained - capacity[b], 0)
    return price * np.float64(new_a * new_a + new_b * new_b - over_a * over_a - over_b * over_b)


@inlined
def draw(
    random: Masks, firsts: np.uint64, mask: np.uint64, free: np.uint64, window: np.uint64, own: np.uint64, uphill: float
) -> tuple[Whole, Whole, float]:
    """A move (from slot, to slot, what the near end may lose on top), or (-1, -1, 0).

    Kinds of busy slots: inner ones leave a gap behind, edges do not. Kinds of free slots: fillers close a gap of
    one slot, those beside a block widen it, lone ones open a new block. Slots on the wrong side of a planned window
    count as edges, those inside it as beside. ``uphill``: how often a move that costs a gap is worth a try.
    """
    before = (mask << np.uint64(1)) & ~firsts
    after = (mask & ~firsts) >> np.uint64(1)
    both, either = before & after, before | after
    mine = mask & own
    inner, beside, filler = mine & both & window, free & (either | window), free & both & window
    if window == ALL_SLOTS:
        beside = free & either
    n_mine, n_free, n_inner, n_filler, n_beside = count(mine), count(free), count(inner), count(filler), count(beside)
    n_edge, n_lone = n_mine - n_inner, n_free - n_beside
    single = mine & ~either
    easy = n_edge * n_beside
    level = count(single) * n_lone
    closing = n_inner * n_filler
    costly = np.float64(n_inner * (n_free - n_filler) + n_edge * n_lone) * uphill
    mark = np.float64(random64(random) >> np.uint64(32)) * (MOST_MOVES / 4294967296.0)
    a: Whole = np.int64(-1)
    b: Whole = np.int64(-1)
    extra = 0.0
    pick: Whole = np.int64(mark)
    if pick < easy:
        a, b = nth(mine & ~inner, pick // n_beside), nth(beside, pick % n_beside)
    elif pick < easy + level:
        pick -= easy
        a, b = nth(single, pick // n_lone), nth(free & ~beside, pick % n_lone)
    elif pick < easy + level + closing:
        pick -= easy + level
        a, b = nth(inner, pick // n_filler), nth(filler, pick % n_filler)
    elif mark < np.float64(easy + level + closing) + costly:
        pick = below(random, n_mine * n_free)
        a, b, extra = nth(mine, pick // n_free), nth(free, pick % n_free), 1.0
    return a, b, extra


@compiled
def anneal(
    event: Event, board: Board, scratch: Scratch, weights: Weights, worker: Whole, own: np.uint64, proposals: Whole
) -> None:
    """Try so many proposals among the slots ``own`` at one temperature."""
    # Arrays are taken out of their tuples once: inside the loop that would count references at every step.
    at, busy, load, windows = board.at, board.busy, board.load, board.windows
    allowed, pair, opens, capacity = event.allowed, event.pair, event.opens, event.capacity
    random, moved, ends = scratch.random, scratch.moved, scratch.ends
    days, simple, people = event.days, event.simple, event.people
    uphill = np.exp(-1.0 / weights.temperature)
    accepted = 0
    ending: Whole = 0
    gained: Whole = 0
    for _ in range(proposals):
        person = below(random, people)
        mask = busy_of(busy, person)
        free = ~mask & opens[person] & own
        if mask & own == 0 or free == 0:
            continue
        window = windows[person] if weights.outside > 0 else ALL_SLOTS
        a, b, extra = draw(random, weights.firsts, mask, free, window, own, uphill)
        if a < 0:
            continue
        limit = extra - weights.temperature * np.log(unit(random))
        flip = bit(a) | bit(b)
        cost = energy(days, weights, mask ^ flip, window) - energy(days, weights, mask, window)
        if cost > limit:
            continue
        if simple:
            length, end = walk(at, allowed, pair, moved, person, a, b)
            ends[0], ends[1] = person, end
            ending, gained = 2, length & 1
        else:
            length, ending, gained = component(event, board, scratch, person, a, b)
        if length == 0:
            continue
        if gained != 0:
            cost += overload(load, capacity, weights.overload, a, b, gained)
        for i in range(ending):
            other = np.int64(ends[i])
            if other != person and other < people:
                theirs = busy_of(busy, other)
                wanted = windows[other]
                cost += energy(days, weights, theirs ^ flip, wanted)
                cost -= energy(days, weights, theirs, wanted)
        if cost > limit:
            continue
        exchange(event, board, scratch, worker, a, b, length, ending, gained)
        accepted += 1
    scratch.tally[1] += accepted
