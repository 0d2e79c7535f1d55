"""Who meets whom in which slots, and the windows each person can have."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.masks import gaps as gaps_in
from intercluster.meetings.masks import slots_of
from intercluster.meetings.search.bits import Masks, Numbers
from intercluster.meetings.search.board import Event

HOLES = (0, 1, 2, 4, 7)
"""Lengths of the idle run in the middle of a split window."""


class Ties(NamedTuple):
    """For each person: the others they meet (one entry for each other person) and the slots allowed."""

    starts: Numbers
    other: Numbers
    allowed: Masks
    choices: Masks  # [person, number] -> window
    chosen_from: Numbers  # windows of each person
    gaps: NDArray[np.float64]  # [person, number] -> gaps of the window


def ties_of(event: Event, *, split: bool = False) -> Ties:
    """Who meets whom in which slots, and the windows each person can have: those with the fewest gaps.

    ``split``: windows in two parts as well, for events in which the tables force gaps anyhow.
    """
    others: list[list[tuple[int, int]]] = [[] for _ in range(event.people)]
    meetings = np.zeros(event.people, dtype=np.int64)
    for number, allowed in enumerate(event.allowed):
        group = [
            int(row) for row in event.seated[event.starts[number] : event.starts[number + 1]] if row < event.people
        ]
        for person in group:
            meetings[person] += 1
            others[person] += [(other, int(allowed)) for other in group if other != person]
    choices = [
        _choices(int(event.opens[person]), int(meetings[person]), event, split=split) for person in range(event.people)
    ]
    shape = (event.people, max((len(one) for one in choices), default=1))
    table, gaps = np.zeros(shape, dtype=np.uint64), np.zeros(shape)
    for person, one in enumerate(choices):
        table[person, : len(one)] = list(one)
        gaps[person, : len(one)] = list(one.values())
    flat = [tie for one in others for tie in one]
    starts = np.cumsum([0] + [len(one) for one in others])
    return Ties(
        starts=starts.astype(np.int32),
        other=np.array([other for other, _ in flat], dtype=np.int32),
        allowed=np.array([allowed for _, allowed in flat], dtype=np.uint64),
        choices=table,
        chosen_from=np.array([len(one) for one in choices], dtype=np.int32),
        gaps=gaps,
    )


def _choices(opens: int, meetings: int, event: Event, *, split: bool) -> dict[int, int]:
    """Windows of so many open slots with their gaps: consecutive ones with the fewest, and split ones with one more.

    All open slots when there are too few.
    """
    slots = list(slots_of(opens))
    days = [int(day) for day in event.days]
    if meetings >= len(slots):
        return {opens: gaps_in(opens, days)}
    bits = [1 << slot for slot in slots]
    found = {}
    for hole in HOLES if split else (0,):
        for begin in range(len(slots) - meetings - hole + 1):
            for part in range(1, meetings) if hole else (0,):
                middle = begin + part
                window = sum(bits[begin:middle]) + sum(bits[middle + hole : middle + hole + meetings - part])
                found[window] = gaps_in(window, days)
    fewest = min(found.values())
    return {window: gaps for window, gaps in found.items() if gaps <= fewest + split}
