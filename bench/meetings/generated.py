"""Events of any size in three families, each made from a hidden complete timetable, so that every one can be held.

mid: 85 % of the table slots are used, 15 % of the people are away for a while.
tight: 95 % are used, and about half of the people have a meeting in every slot.
loose: 60 % are used, a day in two sessions; six meetings of ten are wished for in the morning or in the afternoon.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from intercluster.meetings.masks import mask_of
from intercluster.meetings.problem import Meeting, Person, Problem, Slot, Table


@dataclass(frozen=True, slots=True)
class Family:
    """``fill``: share of table slots used; ``away``: of people absent for a while; ``full``: of people never free;

    ``wishes``: of meetings wanted in one of two sessions.
    """

    fill: float
    away: float = 0.0
    full: float = 0.0
    wishes: float = 0.0


FAMILIES = {
    "mid": Family(0.85, away=0.15),
    "tight": Family(0.95, full=0.55),
    "loose": Family(0.60, away=0.15, wishes=0.6),
}

SIZES: dict[str, tuple[tuple[int, int, int], ...]] = {  # people, meetings, slots
    "mid": ((200, 1000, 20), (500, 3000, 24), (1000, 8000, 32), (2000, 20000, 40)),
    "tight": ((200, 1000, 13), (500, 3000, 15), (1000, 8000, 20), (2000, 20000, 25)),
    "loose": ((200, 1000, 20), (500, 3000, 24), (1000, 8000, 32), (2000, 20000, 40)),
}


def events(least: int = 0, most: int = 10**9, seed: int = 1) -> Iterator[tuple[str, Problem]]:
    """The events of the benchmark between two numbers of people, with their names, the smallest first."""
    for number in range(4):
        for family, sizes in SIZES.items():
            people, meetings, slots = sizes[number]
            if least <= people <= most:
                yield f"{family}-{people}-{meetings}", generate(family, people, meetings, slots, seed)


def generate(family: str, people: int, meetings: int, slots: int, seed: int = 1) -> Problem:
    """An event of a family.

    Raises
    ------
    ValueError
        The people cannot have so many meetings in so few slots.
    """
    kind = FAMILIES[family]
    rnd = random.Random(f"{family} {people} {meetings} {slots} {seed}")
    tables = -(-round(meetings / kind.fill) // slots)
    opens = [_open_slots(rnd, slots, kind.away) for _ in range(people)]
    hidden = _hidden(rnd, opens, meetings, tables, kind)
    halves = (mask_of(range(slots // 2)), mask_of(range(slots // 2, slots)))
    rows = []
    for (first, second), slot in hidden:
        wish = halves[slot >= slots // 2] if rnd.random() < kind.wishes else mask_of(range(slots))
        rows.append(Meeting(((first,), (second,)), slots=wish))
    rnd.shuffle(rows)
    sessions = ("AM", "PM") if kind.wishes else ("", "")
    return Problem(
        slots=tuple(Slot(session=sessions[slot >= slots // 2]) for slot in range(slots)),
        people=tuple(Person(open=mask) for mask in opens),
        tables=tuple(Table() for _ in range(tables)),
        meetings=tuple(rows),
        fairness=None,
    )


def _open_slots(rnd: random.Random, slots: int, away: float) -> int:
    whole = mask_of(range(slots))
    if rnd.random() >= away:
        return whole
    length = rnd.randint(1, max(slots // 4, 1))
    start = rnd.randint(0, slots - length)
    return whole & ~mask_of(range(start, start + length))


Pair = tuple[int, int]


def _hidden(rnd: random.Random, opens: list[int], meetings: int, tables: int, kind: Family) -> list[tuple[Pair, int]]:
    """A complete timetable."""
    slots = max(mask.bit_length() for mask in opens)
    if kind.full:
        return _slot_by_slot(rnd, len(opens), meetings, slots, kind.full)
    return _pair_by_pair(rnd, opens, meetings, slots, tables)


def _pair_by_pair(
    rnd: random.Random, opens: list[int], meetings: int, slots: int, tables: int
) -> list[tuple[Pair, int]]:
    """Pairs drawn by the popularity of people, each held in any slot that is free for both."""
    people = len(opens)
    busy, load = [0] * people, [0] * slots
    popularity = [rnd.lognormvariate(0, 0.5) for _ in range(people)]
    held: dict[Pair, int] = {}
    for _ in range(200):
        drawn = rnd.choices(range(people), popularity, k=4 * meetings)
        for pair in zip(drawn[::2], drawn[1::2], strict=True):
            if len(held) == meetings:
                return list(held.items())
            first, second = min(pair), max(pair)
            can = opens[first] & opens[second] & ~busy[first] & ~busy[second]
            free = [slot for slot in range(slots) if can >> slot & 1 and load[slot] < tables]
            if free and first != second and (first, second) not in held:
                slot = held[first, second] = rnd.choice(free)
                busy[first] |= 1 << slot
                busy[second] |= 1 << slot
                load[slot] += 1
    raise ValueError(f"{people} people cannot have {meetings} meetings in {slots} slots")


def _slot_by_slot(rnd: random.Random, people: int, meetings: int, slots: int, full: float) -> list[tuple[Pair, int]]:
    """In every slot those who are never free and, by popularity, some others meet somebody they have not met."""
    always = rnd.sample(range(people), round(full * people))
    others = sorted(set(range(people)) - set(always))
    popularity = {person: rnd.lognormvariate(0, 0.3) for person in others}
    held: dict[Pair, int] = {}
    for slot in range(slots):
        wanted = 2 * (meetings // slots + (slot < meetings % slots)) - len(always)
        if not 0 <= wanted <= len(others):
            raise ValueError(f"{people} people cannot have {meetings} meetings in {slots} slots")
        # Drawing by the largest of weighted random numbers: Efraimidis and Spirakis (2006).
        drawn = sorted(others, key=lambda person: rnd.random() ** (1 / popularity[person]), reverse=True)[:wanted]
        for pair in _pairs(rnd, always + drawn, held):
            held[pair] = slot
    return list(held.items())


def _pairs(rnd: random.Random, people: list[int], held: dict[Pair, int]) -> list[Pair]:
    """Everybody paired with somebody they have not met; two pairs that met before swap partners with others."""
    for _ in range(100):
        order = people[:]
        rnd.shuffle(order)
        pairs = [_pair(first, second) for first, second in zip(order[::2], order[1::2], strict=True)]
        if all(_swapped(rnd, pairs, number, held) for number in range(len(pairs))):
            return pairs
    raise ValueError(f"{len(people)} people have met too many of each other to be paired once more")


def _swapped(rnd: random.Random, pairs: list[Pair], number: int, held: dict[Pair, int]) -> bool:
    """Whether the pair of this number has not met, or could swap partners with another one."""
    for _ in range(100 * len(pairs)):
        if pairs[number] not in held:
            return True
        other = rnd.randrange(len(pairs))
        (a, b), (c, d) = pairs[number], pairs[other]
        if other != number and _pair(a, d) not in held and _pair(b, c) not in held:
            pairs[number], pairs[other] = _pair(a, d), _pair(b, c)
    return pairs[number] not in held


def _pair(first: int, second: int) -> Pair:
    return (first, second) if first < second else (second, first)
