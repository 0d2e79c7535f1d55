"""Whose turn it is: a fair rotation under constraints.

Fair means: the numbers of turns differ as little as the constraints allow, turns of the past counted. Among all fair
rotations the one nearest to the given order is taken: each turn asks for the member whose place in the order it is,
and a member later in the order costs as many points as it is places away. Both are whole-number programmes solved to
proven optimality (HiGHS through ``scipy.optimize.milp``), so that the spread reported is the smallest possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

LONGEST = 60  # turns or members: enough for any alliance, and solved in well under a second


@dataclass(frozen=True)
class Member:
    """``not_before``: no turn that begins earlier; ``not_in``: years none of its turns may touch (elections); ``had``:
    turns of the past, counted for fairness."""

    key: str
    not_before: date | None = None
    not_in: frozenset[int] = frozenset()
    had: int = 0


@dataclass(frozen=True)
class Turn:
    """``ends`` is the last day."""

    number: int
    key: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Rotation:
    """``counts``: turns of each member, the past included. ``spread``: most minus fewest; ``least``: the smallest
    spread any rotation of this length could have without the constraints. ``moved``: turns not in the given order."""

    turns: tuple[Turn, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    spread: int = 0
    least: int = 0
    moved: int = 0

    @property
    def equal(self) -> bool:
        """Whether everybody has the same number of turns."""
        return self.spread == 0


class NoRotationError(Exception):
    """No rotation satisfies the constraints. ``empty``: turns (number, first day) nobody may take; without any, it is
    the wish that nobody be twice running that cannot be met."""

    def __init__(self, empty: Sequence[tuple[int, date]]) -> None:
        super().__init__(
            f"nobody may take the turns {[number for number, _day in empty]}"
            if empty
            else "somebody would have to be twice running"
        )
        self.empty = tuple(empty)


def plan(
    members: Sequence[Member],
    first_day: date,
    months: int,
    turns: int,
    *,
    twice_running: bool = False,
    done: Sequence[str] = (),
) -> Rotation:
    """A fair rotation of ``turns`` turns of ``months`` months each; the order of ``members`` is the order of turns.

    ``done``: who had the first turns of this rotation already; they are left out of what is returned and counted.

    Raises
    ------
    NoRotationError
        The constraints leave a turn without anybody, or force one member to be twice running.
    ValueError
        Fewer than two members or one twice, no turn or more than ``LONGEST``, a turn of no month.
    """
    if len({member.key for member in members}) != len(members) or not 2 <= len(members) <= LONGEST:
        raise ValueError(f"a rotation needs between two and {LONGEST} different members")
    if not len(done) < turns <= LONGEST or months < 1:
        raise ValueError(f"a rotation has 1 to {LONGEST} turns of at least a month, and one to come")
    times = [_times(first_day, months, number) for number in range(len(done), turns)]
    allowed = np.array([[_may(member, *time) for member in members] for time in times])
    if done and not twice_running:
        allowed[0] &= np.array([member.key != done[-1] for member in members])
    empty = [(len(done) + place, times[place - 1][0]) for place, may in enumerate(allowed, start=1) if not may.any()]
    if empty:
        raise NoRotationError(empty)
    had = np.array([member.had + list(done).count(member.key) for member in members])
    spread = _smallest_spread(allowed, had, twice_running)
    chosen = _nearest_to_order(allowed, had, twice_running, spread, len(done))
    taken = tuple(
        Turn(number, members[index].key, *time)
        for number, (index, time) in enumerate(zip(chosen, times, strict=True), start=len(done) + 1)
    )
    counts = {member.key: int(had[place]) + chosen.count(place) for place, member in enumerate(members)}
    moved = sum(1 for number, index in enumerate(chosen, start=len(done)) if index != number % len(members))
    return Rotation(taken, counts, spread, least_spread(list(had), len(times)), moved)


def least_spread(had: Sequence[int], turns: int) -> int:
    """The smallest spread possible when anybody may take any turn: each turn goes to who has had fewest."""
    counts = [int(number) for number in had]
    for _turn in range(turns):
        counts[counts.index(min(counts))] += 1
    return max(counts) - min(counts)


def _times(first_day: date, months: int, number: int) -> tuple[date, date]:
    return _later(first_day, months * number), _later(first_day, months * (number + 1)) - timedelta(days=1)


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _may(member: Member, starts: date, ends: date) -> bool:
    early = member.not_before is not None and starts < member.not_before
    return not early and not member.not_in.intersection(range(starts.year, ends.year + 1))


def _smallest_spread(allowed: Any, had: Any, twice_running: bool) -> int:
    size = allowed.size
    costs = np.zeros(size + 2)
    costs[size], costs[size + 1] = 1, -1  # most minus fewest
    solved = _solve(allowed, had, twice_running, costs)
    return round(float(solved[size] - solved[size + 1]))


def _nearest_to_order(allowed: Any, had: Any, twice_running: bool, spread: int, done: int) -> list[int]:
    turns, members = allowed.shape
    away = (np.arange(members)[None, :] - np.arange(done, done + turns)[:, None]) % members
    costs = np.concatenate([away.ravel().astype(float), [0.0, 0.0]])
    solved = _solve(allowed, had, twice_running, costs, spread)[:-2].reshape(turns, members)
    return [int(index) for index in solved.argmax(axis=1)]


def _solve(allowed: Any, had: Any, twice_running: bool, costs: Any, spread: int | None = None) -> Any:
    """Variables: one for each turn and member (0 or 1), then the most and the fewest turns anybody has."""
    turns, members = allowed.shape
    size = turns * members
    rows = [_row(range(turn * members, (turn + 1) * members)) for turn in range(turns)]
    low, high = [1.0] * turns, [1.0] * turns
    for member in range(members):
        mine = range(member, size, members)
        rows += [_row(mine, {size: -1}), _row(mine, {size + 1: -1})]
        low += [-np.inf, -float(had[member])]
        high += [-float(had[member]), np.inf]
    if not twice_running:
        for first in range(size - members):
            rows.append(_row((first, first + members)))
            low.append(-np.inf)
            high.append(1.0)
    if spread is not None:
        rows.append({size: 1.0, size + 1: -1.0})
        low.append(-np.inf)
        high.append(float(spread))
    upper = np.concatenate([allowed.ravel().astype(float), [np.inf, np.inf]])
    found = milp(
        costs,
        integrality=np.ones(size + 2),
        bounds=Bounds(np.zeros(size + 2), upper),
        constraints=LinearConstraint(_matrix(rows, size + 2), low, high),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise NoRotationError(())
    return np.round(found.x)


def _row(ones: Sequence[int] | range, others: Mapping[int, float] | None = None) -> dict[int, float]:
    return dict.fromkeys(ones, 1.0) | dict(others or {})


def _matrix(rows: Sequence[Mapping[int, float]], width: int) -> Any:
    where = [(number, column, value) for number, row in enumerate(rows) for column, value in row.items()]
    lines, columns, values = zip(*where, strict=True)
    return coo_array((values, (lines, columns)), shape=(len(rows), width)).tocsc()
