"""Planning when each person should be busy before placing any meeting.

Where tables are scarce people cannot all meet around noon: some must come early and others late, and two short
timetables that are to meet must overlap. Which person is early is a question about the whole event that swapping
single meetings answers slowly. So each person is first given a window (as many consecutive open slots as meetings),
and windows are annealed until they suit each other: the deficit of a person is the number of meetings that cannot be
matched to the slots of their window when a meeting needs a slot in the windows of both (Hall's condition, counted by
earliest deadline first), and no slot should have more people than seats at tables. Two people may count on the same
third one in the same slot, which no deficit sees; so a slot of a window is dear where few could be met in it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.search.bits import Masks, Numbers, Whole, below, bit, compiled, first, has, last, unit
from intercluster.meetings.search.board import Event
from intercluster.meetings.search.ties import Ties

TABLES_USED = 0.98
"""Share of the tables that windows may plan for; the rest is room to move."""
CROWDING = 0.03
"""Price of a squared person too many in a slot, in meetings without a slot."""
SCARCITY, RELIEF = 1.5, 0.6
"""Price of a slot of a window in which nobody one meets is there, in meetings without a slot; each who is lowers it."""


class Plan(NamedTuple):
    """Windows on the way."""

    windows: Masks
    choice: Numbers
    deficit: Numbers
    crowd: Numbers  # people whose window holds each slot
    seats: NDArray[np.float64]
    waiting: Numbers  # [slot + 1, slot] scratch of ``deficit_of``, all 0
    news: Numbers  # scratch
    options: Numbers  # [person, slot] -> meetings of the person whose other people have the slot in their window
    scarcity: NDArray[np.float64]  # price of a slot of a window by its options


@compiled
def deficit_of(ties: Ties, plan: Plan, person: Whole) -> Whole:
    """Meetings of a person that find no slot of their own in the window."""
    window, waiting = plan.windows[person], plan.waiting
    slots = waiting.shape[1]
    if not window:
        return 0
    lost: Whole = 0
    arriving = np.uint64(0)
    for i in range(ties.starts[person], ties.starts[person + 1]):
        common = window & plan.windows[ties.other[i]] & ties.allowed[i]
        if not common:
            lost += 1
            continue
        begin = first(common)
        waiting[begin, last(common)] += 1
        arriving |= bit(begin)
    pending = waiting[slots]
    deadlines = np.uint64(0)
    final = last(window)
    for slot in range(first(window), final + 1):
        if has(arriving, slot):
            for end in range(slot, final + 1):
                if waiting[slot, end]:
                    pending[end] += waiting[slot, end]
                    waiting[slot, end] = 0
                    deadlines |= bit(end)
        if deadlines and has(window, slot):
            soonest = first(deadlines)
            pending[soonest] -= 1
            if pending[soonest] == 0:
                deadlines &= ~bit(soonest)
        if has(deadlines, slot):
            lost += pending[slot]
            pending[slot] = 0
            deadlines &= ~bit(slot)
    return lost


@compiled
def crowding(plan: Plan, old: np.uint64, new: np.uint64) -> float:
    """Change of the price of people beyond the seats when a window changes."""
    cost = 0.0
    changed = old ^ new
    while changed:
        slot = first(changed)
        changed &= changed - np.uint64(1)
        over = plan.crowd[slot] - plan.seats[slot]
        after = max(over + (1 if has(new, slot) else -1), 0)
        cost += after * after - max(over, 0) ** 2
    return CROWDING * cost


@compiled
def scarceness(ties: Ties, plan: Plan, person: Whole, old: np.uint64, new: np.uint64) -> float:
    """Change of the price of slots with few options when the window of a person changes."""
    price, options = plan.scarcity, plan.options
    cost = 0.0
    changed = old ^ new
    while changed:
        slot = first(changed)
        changed &= changed - np.uint64(1)
        own = price[options[person, slot]]
        cost += own if has(new, slot) else -own
    for i in range(ties.starts[person], ties.starts[person + 1]):
        other = ties.other[i]
        changed = (old ^ new) & plan.windows[other] & ties.allowed[i]
        while changed:
            slot = first(changed)
            changed &= changed - np.uint64(1)
            now = options[other, slot]
            cost += price[now + (1 if has(new, slot) else -1)] - price[now]
    return cost


@compiled
def _count_options(ties: Ties, plan: Plan, person: Whole, old: np.uint64, new: np.uint64) -> None:
    for i in range(ties.starts[person], ties.starts[person + 1]):
        changed = (old ^ new) & ties.allowed[i]
        while changed:
            slot = first(changed)
            changed &= changed - np.uint64(1)
            plan.options[ties.other[i], slot] += 1 if has(new, slot) else -1


@compiled
def anneal_windows(ties: Ties, plan: Plan, random: Masks, temperature: float, proposals: Whole) -> None:
    """Try so many other windows for random people at one temperature."""
    people = len(plan.windows)
    for _ in range(proposals):
        person = below(random, people)
        number = ties.chosen_from[person]
        if number < 2:
            continue
        kind = below(random, 4)
        choice = below(random, number) if kind < 2 else np.int64(plan.choice[person]) + (2 * kind - 5)
        if choice == plan.choice[person] or not 0 <= choice < number:
            continue
        old, new = plan.windows[person], ties.choices[person, choice]
        cost = crowding(plan, old, new) + scarceness(ties, plan, person, old, new)
        limit = -temperature * np.log(unit(random))
        if cost > limit + 20:
            continue
        plan.windows[person] = new
        own = deficit_of(ties, plan, person)
        cost += own - plan.deficit[person] + ties.gaps[person, choice] - ties.gaps[person, plan.choice[person]]
        begin = ties.starts[person]
        for i in range(begin, ties.starts[person + 1]):
            other = ties.other[i]
            plan.news[i - begin] = deficit_of(ties, plan, other)
            cost += plan.news[i - begin] - plan.deficit[other]
        if cost > limit:
            plan.windows[person] = old
            continue
        plan.choice[person] = choice
        plan.deficit[person] = own
        for i in range(begin, ties.starts[person + 1]):
            plan.deficit[ties.other[i]] = plan.news[i - begin]
        _recount(plan, old, new)
        _count_options(ties, plan, person, old, new)


@compiled
def _recount(plan: Plan, old: np.uint64, new: np.uint64) -> None:
    changed = old ^ new
    while changed:
        slot = first(changed)
        changed &= changed - np.uint64(1)
        plan.crowd[slot] += 1 if has(new, slot) else -1


def first_plan(event: Event, ties: Ties, seed: int) -> Plan:
    """Windows drawn at random."""
    drawn = np.random.default_rng(seed).integers(0, ties.chosen_from)
    windows = ties.choices[np.arange(event.people), drawn]
    slots = len(event.capacity)
    most = int(np.diff(ties.starts).max(initial=1)) + 1
    plan = Plan(
        windows=windows,
        choice=drawn.astype(np.int32),
        deficit=np.zeros(event.people, dtype=np.int32),
        crowd=np.array([int((windows >> np.uint64(t) & np.uint64(1)).sum()) for t in range(slots)], dtype=np.int32),
        seats=_seats(event),
        waiting=np.zeros((slots + 1, slots), dtype=np.int32),
        news=np.zeros(most, dtype=np.int32),
        options=np.zeros((event.people, slots), dtype=np.int32),
        scarcity=SCARCITY * RELIEF ** np.arange(most + 1.0),
    )
    for person in range(event.people):
        _count_options(ties, plan, person, np.uint64(0), windows[person])
    for person in range(event.people):
        plan.deficit[person] = deficit_of(ties, plan, person)
    return plan


def _seats(event: Event) -> NDArray[np.float64]:
    """People each slot has room for: seats at the general tables, and those of meetings that need none."""
    size = np.diff(event.starts).mean() if len(event.allowed) else 2.0
    share = max(float(event.needs.mean()), 0.01) if len(event.needs) else 1.0
    return event.capacity * (size / share * TABLES_USED)
