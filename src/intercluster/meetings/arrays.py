"""A problem in plain numpy arrays, for compiled code. Every seat must be settled on one person."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.problem import Problem, ProblemError


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of whole numbers one behind the other: list i is ``items[starts[i]:starts[i + 1]]``."""

    starts: NDArray[np.int32]
    items: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Arrays:
    """Masks are uint64 with bit t for slot t; numbers are int32, -1 for none."""

    people_of: Lists  # of each meeting
    allowed: NDArray[np.uint64]  # of each meeting
    before: Lists  # meetings that must precede each meeting
    after: Lists  # meetings that must follow each meeting
    needs_table: NDArray[np.bool_]  # of each meeting: takes one of the general tables
    group: NDArray[np.int32]  # of each meeting: number of its group of ``Problem.sharing``
    groups: int
    capacity: NDArray[np.int32]  # of each slot
    days: NDArray[np.uint64]  # one mask a day


def lists_of(lists: Sequence[Sequence[int]]) -> Lists:
    """Lists as two arrays."""
    lengths = np.fromiter((len(one) for one in lists), dtype=np.int32, count=len(lists))
    starts = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum(lengths, out=starts[1:])
    return Lists(starts, np.fromiter((item for one in lists for item in one), dtype=np.int32, count=int(starts[-1])))


def arrays_of(problem: Problem) -> Arrays:
    """The arrays of a problem.

    Raises
    ------
    ProblemError
        A seat may still be taken by one of several people (settle it with ``Problem.seated``).
    """
    if problem.has_choices:
        raise ProblemError("somebody has still to be chosen for a seat: settle the representatives first")
    count = len(problem.meetings)
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for earlier, later in problem.precedences:
        before[later].append(earlier)
        after[earlier].append(later)
    group = np.full(count, -1, dtype=np.int32)
    for number, members in enumerate(problem.sharing):
        group[list(members)] = number
    return Arrays(
        people_of=lists_of([[seat[0] for seat in meeting.seats] for meeting in problem.meetings]),
        allowed=np.array(problem.allowed, dtype=np.uint64),
        before=lists_of(before),
        after=lists_of(after),
        needs_table=np.array(problem.needs_table, dtype=np.bool_),
        group=group,
        groups=len(problem.sharing),
        capacity=np.array(problem.capacity, dtype=np.int32),
        days=np.array(problem.days, dtype=np.uint64),
    )
