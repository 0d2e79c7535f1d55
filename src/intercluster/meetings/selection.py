"""Which meetings to hold: the choice of pairs with the greatest total worth that nobody's limits forbid.

This is a maximum-weight b-matching (degree-constrained subgraph), solved exactly as an integer programme by HiGHS.
Must-have pairs are in, "never" pairs are out; floors are honoured as far as the wishes allow; fairness is the largest
smallest number of meetings anybody gets (up to what each can have), found first and then kept as a floor.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

WHOLE: Final = 1e-6
"""How far a solution may be from whole numbers."""


class SelectionError(ValueError):
    """Wishes that cannot all be kept; the message names the person or pair."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A meeting that could be held. ``worth``: any positive scale, the same for all pairs of an event."""

    first: int
    second: int
    worth: float
    must: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """Most and fewest meetings of each person; a floor above what somebody's wishes allow is lowered to that."""

    caps: tuple[int, ...]
    floors: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

    def name(self, person: int) -> str:
        """The name of a person, or their number from 1."""
        return self.names[person] if person < len(self.names) and self.names[person] else f"person {person + 1}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The meetings chosen, as numbers of candidates.

    ``worth`` and ``meetings_of`` (meetings of each person) describe the exact choice, the ``greedy_…`` ones what the
    usual rule of taking the best pair first would have given. ``least``: the fairness reached, as the smallest number
    of meetings of anybody who could have that many. ``lowered``: people whose floor could not be kept, with what they
    get. ``gap``: how far the worth may be from the optimum (0 when proved).
    """

    chosen: tuple[int, ...]
    worth: float
    meetings_of: tuple[int, ...]
    least: int
    lowered: tuple[tuple[int, int], ...]
    greedy_worth: float
    greedy_meetings_of: tuple[int, ...]
    gap: float
    seconds: float

    @property
    def greedy_loss(self) -> float:
        """Share of the worth that greedy loses (0 to 1)."""
        return 1 - self.greedy_worth / self.worth if self.worth else 0.0


def select(
    candidates: Sequence[Candidate], limits: Limits, *, fair: bool = True, seconds: float | None = None
) -> Selection:
    """The exact best choice.

    ``fair``: before worth, raise the smallest number of meetings of anybody as far as wishes and caps allow.
    ``seconds``: limit for the integer programme; when it is hit, ``gap`` says how far the choice may be from the best.

    Raises
    ------
    SelectionError
        A pair names somebody who is not there or is listed twice, is both must-have and never, or somebody has more
        must-have pairs than their cap.
    """
    began = time.monotonic()
    _check(candidates, limits)
    programme = _Programme(candidates, limits)
    floors, lowered = programme.reachable_floors()
    least = programme.fairest(floors) if fair else int(floors.min(initial=0))
    kept = np.maximum(floors, np.minimum(programme.reach, least)) if fair else floors
    taken, gap = programme.best(kept, seconds)
    greedy = programme.greedy()
    meetings_of, greedy_of = programme.degrees(taken), programme.degrees(greedy)
    return Selection(
        chosen=tuple(int(number) for number in np.flatnonzero(taken)),
        worth=float(programme.worth[taken].sum()),
        meetings_of=tuple(int(number) for number in meetings_of),
        least=least,
        lowered=tuple((person, int(meetings_of[person])) for person in lowered),
        greedy_worth=float(programme.worth[greedy].sum()),
        greedy_meetings_of=tuple(int(number) for number in greedy_of),
        gap=gap,
        seconds=time.monotonic() - began,
    )


def _check(candidates: Sequence[Candidate], limits: Limits) -> None:
    people = len(limits.caps)
    if limits.floors and len(limits.floors) != people:
        raise SelectionError(f"{len(limits.floors)} floors for {people} people: give one each, or none")
    seen: set[tuple[int, int]] = set()
    musts = [0] * people
    for number, pair in enumerate(candidates):
        if not (0 <= pair.first < people and 0 <= pair.second < people) or pair.first == pair.second:
            raise SelectionError(f"pair {number + 1} needs two different people from the list")
        names = f"{limits.name(pair.first)} and {limits.name(pair.second)}"
        key = (min(pair.first, pair.second), max(pair.first, pair.second))
        if key in seen:
            raise SelectionError(f"the pair of {names} is listed twice: add up its worth")
        seen.add(key)
        if pair.must and pair.never:
            raise SelectionError(f"the pair of {names} is both must-have and never")
        if not np.isfinite(pair.worth) or pair.worth < 0:
            raise SelectionError(f"the pair of {names} has the worth {pair.worth}: give 0 or more")
        for person in key:
            musts[person] += pair.must
    for person, number in enumerate(musts):
        if number > limits.caps[person]:
            text = f"{number} must-have meetings and room for {limits.caps[person]}"
            raise SelectionError(f"{limits.name(person)} has {text}")


class _Programme:
    """The arrays of the integer programme: one 0/1 variable a pair, one row a person."""

    def __init__(self, candidates: Sequence[Candidate], limits: Limits) -> None:
        pairs = len(candidates)
        self.people = len(limits.caps)
        self.first = np.fromiter((pair.first for pair in candidates), dtype=np.int64, count=pairs)
        self.second = np.fromiter((pair.second for pair in candidates), dtype=np.int64, count=pairs)
        self.worth = np.fromiter((pair.worth for pair in candidates), dtype=np.float64, count=pairs)
        self.must = np.fromiter((pair.must for pair in candidates), dtype=np.bool_, count=pairs)
        self.open = ~np.fromiter((pair.never for pair in candidates), dtype=np.bool_, count=pairs)
        self.caps = np.array(limits.caps, dtype=np.int64)
        self.floors = np.array(limits.floors or (0,) * self.people, dtype=np.int64)
        rows = np.concatenate([self.first, self.second])
        columns = np.concatenate([np.arange(pairs), np.arange(pairs)])
        self.matrix = csr_array((np.ones(2 * pairs), (rows, columns)), shape=(self.people, pairs))
        self.reach = np.minimum(self.caps, self.degrees(self.open))

    def degrees(self, taken: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Meetings of each person."""
        number = np.bincount(self.first[taken], minlength=self.people)
        return (number + np.bincount(self.second[taken], minlength=self.people)).astype(np.int64)

    def reachable_floors(self) -> tuple[NDArray[np.int64], tuple[int, ...]]:
        """The floors as far as they can be kept together, and the people whose floor is lowered."""
        wanted = np.minimum(self.floors, self.reach)
        if wanted.any() and not self._possible(wanted):
            shortfall = self._shortfall(wanted)
            wanted = wanted - shortfall
        return wanted, tuple(int(person) for person in np.flatnonzero(wanted < self.floors))

    def fairest(self, floors: NDArray[np.int64]) -> int:
        """The largest number that everybody who can have it gets."""
        low, high = 0, int(self.reach.max(initial=0))
        if self._possible(np.maximum(floors, self.reach)):
            return high
        while low < high:
            middle = (low + high + 1) // 2
            if self._possible(np.maximum(floors, np.minimum(self.reach, middle))):
                low = middle
            else:
                high = middle - 1
        return low

    def _bounds(self) -> Bounds:
        return Bounds(self.must.astype(float), self.open.astype(float))

    def _possible(self, floors: NDArray[np.int64]) -> bool:
        """Whether some choice keeps these floors and the caps."""
        if not len(self.worth):
            return not floors.any()
        rows = LinearConstraint(self.matrix, floors, self.caps)
        answer = milp(
            np.zeros(len(self.worth)),
            integrality=np.ones(len(self.worth), dtype=np.int64),
            bounds=self._bounds(),
            constraints=rows,
        )
        return bool(answer.status == 0)

    def _shortfall(self, floors: NDArray[np.int64]) -> NDArray[np.int64]:
        """Missing meetings of each person, the fewest in all that make the floors possible."""
        pairs = len(self.worth)
        price = np.concatenate([np.zeros(pairs), np.ones(self.people)])
        bounds = Bounds(
            np.concatenate([self.must.astype(float), np.zeros(self.people)]),
            np.concatenate([self.open.astype(float), floors.astype(float)]),
        )
        met_or_missing = LinearConstraint(hstack([self.matrix, eye_array(self.people)]), floors, np.inf)
        met = LinearConstraint(hstack([self.matrix, csr_array((self.people, self.people))]), -np.inf, self.caps)
        answer = milp(
            price, integrality=np.ones(len(price), dtype=np.int64), bounds=bounds, constraints=[met_or_missing, met]
        )
        if answer.x is None:
            raise SelectionError("no choice keeps the must-have meetings and the caps")
        return np.asarray(np.rint(answer.x[pairs:]).astype(np.int64))

    def best(self, floors: NDArray[np.int64], seconds: float | None) -> tuple[NDArray[np.bool_], float]:
        """The choice of greatest worth, and how far it may be from the optimum.

        The linear relaxation is solved first. Its bound and reduced costs settle most pairs: a pair whose reduced
        cost exceeds the distance between the bound and a choice in hand keeps its value in every better choice. Only
        the others go to the integer programme, again with more of them when the distance turns out larger.
        """
        if not len(self.worth):
            return np.zeros(0, dtype=np.bool_), 0.0
        began = time.monotonic()
        relaxed = self._relaxation(floors)
        bound = -float(relaxed.fun)
        cost = -self.worth - self.matrix.T @ relaxed.ineqlin.marginals[: self.people]
        if floors.any():
            cost += self.matrix.T @ relaxed.ineqlin.marginals[self.people :]
        settled = np.rint(relaxed.x)
        reach = WHOLE * max(1.0, float(self.worth.max()))
        while True:
            left = None if seconds is None else max(seconds - (time.monotonic() - began), 0.1)
            loose = (np.abs(cost) <= reach) | (np.abs(relaxed.x - settled) > WHOLE)
            taken, gap = self._whole(floors, settled, loose, left)
            if taken is not None:
                distance = bound - float(self.worth[taken].sum())
                if not gap and (distance <= reach or loose.all()):
                    return taken, 0.0
                if gap:
                    return taken, max(distance, 0.0)
                reach = distance
            elif loose.all():
                raise SelectionError("no choice was found in the time given: allow more seconds")
            else:
                reach = max(4 * reach, float(np.quantile(np.abs(cost), 0.25)))

    def _relaxation(self, floors: NDArray[np.int64]) -> OptimizeResult:
        """The best choice when pairs may be held in part."""
        rows: Any = self.matrix
        ends: Any = self.caps
        if floors.any():
            rows, ends = vstack([self.matrix, -self.matrix]), np.concatenate([self.caps, -floors])
        limits: Any = np.column_stack([self.must, self.open]).astype(float)
        return linprog(-self.worth, A_ub=rows, b_ub=ends, bounds=limits, method="highs-ds")

    def _whole(
        self, floors: NDArray[np.int64], settled: NDArray[np.float64], loose: NDArray[np.bool_], seconds: float | None
    ) -> tuple[NDArray[np.bool_] | None, float]:
        """The best choice that differs from ``settled`` in loose pairs only, and how far it may be from that best."""
        if not loose.any():
            return settled > 0.5, 0.0
        fixed = self.matrix @ np.where(loose, 0.0, settled)
        rows = LinearConstraint(self.matrix[:, loose], floors - fixed, self.caps - fixed)
        bounds = Bounds(self.must[loose].astype(float), self.open[loose].astype(float))
        options: Any = {"mip_rel_gap": 0.0}
        if seconds is not None:
            options["time_limit"] = seconds
        answer = milp(
            -self.worth[loose],
            integrality=np.ones(loose.sum(), dtype=np.int64),
            bounds=bounds,
            constraints=rows,
            options=options,
        )
        if answer.x is None:
            return None, 0.0
        taken = settled > 0.5
        taken[loose] = answer.x > 0.5
        return taken, 0.0 if answer.status == 0 else max(float(answer.fun - answer.mip_dual_bound), 0.0)

    def greedy(self) -> NDArray[np.bool_]:
        """Must-have pairs first, then always the pair of greatest worth for which both have room."""
        room = self.caps - self.degrees(self.must)
        taken = self.must.copy()
        for number in np.argsort(-self.worth, kind="stable"):
            first, second = self.first[number], self.second[number]
            if self.open[number] and not taken[number] and room[first] > 0 and room[second] > 0:
                taken[number] = True
                room[first] -= 1
                room[second] -= 1
        return taken
