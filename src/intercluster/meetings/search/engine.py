"""The local search as a whole: a complete timetable at once, windows for big events, then annealing to the end."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from intercluster.meetings.masks import gaps, idle_slots
from intercluster.meetings.problem import NOWHERE, Problem
from intercluster.meetings.search.anneal import anneal
from intercluster.meetings.search.beliefs import settle
from intercluster.meetings.search.board import Board, Weights, empty_board, event_of, scratch_of, weights_of
from intercluster.meetings.search.chains import put
from intercluster.meetings.search.start import balance, hardest_first, place_all
from intercluster.meetings.search.ties import ties_of
from intercluster.meetings.search.windows import anneal_windows, first_plan

BIG = 1500
"""Meetings from which windows are planned first; below, annealing finds its way alone."""
ROUND = 0.04
"""Seconds between two hand-overs of slots among the workers."""
CHAIN_SAMPLES = 200
WINDOW_SHARE, WINDOW_MOST = 0.28, 17.0
"""Share of the time given to planning windows or to letters, and the most seconds."""
WISHES = 0.1
"""Share of meetings not welcome in all slots of their people from which letters are better than windows."""
TRIES = 4
"""Most tries to settle by letters, which differ by chance."""


@dataclass(frozen=True, slots=True)
class Found:
    """A timetable found. ``unplaced``: meetings with no slot (-1); ``over``: meetings beyond the tables of a slot."""

    slot_of: tuple[int, ...]
    unplaced: int
    over: int
    unfair: int
    gaps: int
    idle: int
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether every meeting is placed under every rule."""
        return not (self.unplaced or self.over or self.unfair)

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Smaller is better."""
        return (self.unplaced, self.over, self.unfair, self.gaps, self.idle)


def search(
    problem: Problem,
    seconds: float,
    *,
    workers: int = 1,
    seed: int = 1,
    bound: int = 0,
    start: tuple[int, ...] | None = None,
    on_better: Callable[[Found], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Found:
    """Look for a timetable with few gaps, then few idle slots, for so many seconds of the clock.

    The seats of the problem must be settled. ``workers``: threads; ``bound``: a lower bound on gaps, at which the
    search for fewer ends; ``start``: slots to begin with (-1 for none); ``on_better`` hears of every better timetable.
    """
    return _Search(problem, seconds, workers, seed=seed, bound=bound, on_better=on_better, stop=stop).run(start)


class _Search:
    """One run: the board, its workers and the best timetable so far."""

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        workers: int,
        *,
        seed: int,
        bound: int,
        on_better: Callable[[Found], None],
        stop: Callable[[], bool],
    ) -> None:
        self.began = time.monotonic()
        self.seconds, self.seed, self.bound = seconds, seed, bound
        self.on_better, self.stop = on_better, stop
        self.problem = problem
        self.event = event_of(problem)
        # Rules between meetings of different slots must be seen at once, so one worker alone keeps them.
        self.workers = workers if self.event.simple and len(problem.meetings) >= BIG else 1
        self.board = empty_board(self.event, self.workers)
        self.scratches = [scratch_of(self.event, seed * 1000 + number) for number in range(self.workers)]
        self.best: Found | None = None
        self.settled = False
        self.speed = 50_000
        self.random = np.random.default_rng(seed)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.began

    def run(self, start: tuple[int, ...] | None) -> Found:
        if not self.problem.meetings:
            return self._seen()
        self._begin(start)
        found = self._seen()
        if start is None and len(self.problem.meetings) >= BIG and self.seconds > 2:
            if self._wishes() < WISHES:
                self._plan_windows()
            else:
                self._settle()
        else:
            self.board.windows[:] = 0
        if not self._finished(0.0):
            self._anneal()
        return self.best or found

    def _begin(self, start: tuple[int, ...] | None) -> None:
        """Place every meeting, near the windows planned for its people, and give each a table."""
        if not self.board.windows.any():
            self.board.windows[:] = self.event.opens
        if start is not None:
            for meeting, slot in enumerate(start):
                if slot != NOWHERE:
                    put(self.event, self.board, meeting, slot)
        steps = 40 * len(self.problem.meetings) + 2000
        order = hardest_first(self.event, self.board)
        place_all(self.event, self.board, self.scratches[0], order, steps)
        self._balance()

    def _balance(self) -> None:
        weights = weights_of(self.event, 0.1, idle=0.01)
        balance(self.event, self.board, self.scratches[0], weights, CHAIN_SAMPLES, 0.0)

    def _plan_windows(self) -> None:
        """Give every person a window, and begin again inside the windows."""
        ties = ties_of(self.event)
        if self.bound > ties.gaps[:, 0].sum():
            ties = ties_of(self.event, split=True)
        plan = first_plan(self.event, ties, self.seed)
        random = self.scratches[0].random
        began, limit = self.elapsed, min(WINDOW_SHARE * self.seconds, WINDOW_MOST)
        while (done := (self.elapsed - began) / limit) < 1 and not self.stop():
            anneal_windows(ties, plan, random, 0.7 * (0.08 / 0.7) ** done, 2000)
        fresh = empty_board(self.event, self.workers)
        fresh.windows[: self.event.people] = plan.windows
        # A fixed table minds no window.
        fresh.windows[self.event.people :] = self.event.opens[self.event.people :]
        first, self.board = self.board, fresh
        self._begin(None)
        if self._seen().unplaced > int((first.slot_of == NOWHERE).sum()):
            self.board = first._replace(windows=fresh.windows)

    def _wishes(self) -> float:
        """Share of the meetings that some slot is closed to in which all their people have meetings."""
        open_to_all = np.bitwise_and.reduceat(self.event.opens[self.event.seated], self.event.starts[:-1])
        return float((self.event.allowed != open_to_all).mean())

    def _settle(self) -> None:
        """Begin again where people and meetings agree by letters: the best of some tries."""
        began, limit = self.elapsed, min(WINDOW_SHARE * self.seconds, WINDOW_MOST)
        boards: list[tuple[tuple[int, ...], Board]] = [(self._seen().rank, self.board)]
        for number in range(TRIES):
            tried = self.elapsed
            slots = settle(self.event, limit, self.seed * TRIES + number, self.workers, self.stop)
            self.board = empty_board(self.event, self.workers)
            self._begin(tuple(int(slot) for slot in slots))
            boards.append((self._seen().rank, self.board))
            if 2 * self.elapsed - tried > began + limit:
                break
        self.board = min(boards, key=lambda one: one[0])[1]
        self.board.windows[:] = 0
        self.settled = True

    def _anneal(self) -> None:
        began = self.elapsed
        window = bool(self.board.windows.any())
        with ThreadPoolExecutor(self.workers) as pool:
            looked = 0.0
            while not self._finished(done := (self.elapsed - began) / max(self.seconds - began, 0.1)):
                self._round(pool, done, planned=window)
                if self.elapsed - looked > 0.02 * self.seconds or done > 0.97:
                    looked = self.elapsed
                    self._seen()
        self._gather()
        self._balance()
        self._seen()

    def _finished(self, done: float) -> bool:
        optimal = self.best is not None and self.best.complete and (self.best.gaps, self.best.idle) == (self.bound, 0)
        return done >= 1 or optimal or self.stop()

    def _round(self, pool: ThreadPoolExecutor, done: float, *, planned: bool) -> None:
        """Deal the slots to the workers and let each anneal its own."""
        own = list(self._deal())
        weights = self._weights(done, planned=planned)
        began = time.monotonic()
        jobs = [
            pool.submit(anneal, self.event, self.board, scratch, weights, number, mine, self.speed)
            for number, (scratch, mine) in enumerate(zip(self.scratches, own, strict=True))
        ]
        for job in jobs:
            job.result()
        pace = ROUND / max(time.monotonic() - began, 1e-4)
        self.speed = int(min(max(self.speed * min(max(pace, 0.5), 2.0), 1000), 5_000_000))

    def _weights(self, done: float, *, planned: bool) -> Weights:
        """Prices at this share of the time: windows give way to gaps, gaps at last to idle slots."""
        overload = 0.01 * 100 ** min(done / 0.9, 1)
        if done > 0.97:
            return weights_of(self.event, 0.004, idle=0.02, overload=4.0)
        if planned:
            outside = min(max(0.0, (0.8 - done) / 0.4), 1.0)
            gap = 0.3 + 0.7 * min(1.0, done / 0.5)
            heat = 0.24 * (0.11 / 0.24) ** done
            return weights_of(self.event, heat, gap=gap, outside=outside, overload=overload, idle=0.02)
        if self.settled:
            return weights_of(self.event, 0.12 * (0.09 / 0.12) ** done, overload=overload)
        heat = 0.22 * (0.11 / 0.22) ** done
        return weights_of(self.event, heat, idle=max(0.06 * (1 - done), 0.005), overload=overload)

    def _deal(self) -> Iterator[np.uint64]:
        """Slots for each worker, another choice every round, and the masks that go with them."""
        whole = np.bitwise_or.reduce(self.board.busy, axis=0)
        if self.workers == 1:
            yield np.uint64(self.problem.every_slot)
            return
        order = self.random.permutation(len(self.problem.slots))
        for worker in range(self.workers):
            mine = np.uint64(sum(1 << int(slot) for slot in order[worker :: self.workers]))
            self.board.busy[worker] = whole & mine
            yield mine

    def _gather(self) -> None:
        """Hand all slots back to the first worker."""
        self.board.busy[0] = np.bitwise_or.reduce(self.board.busy, axis=0)
        self.board.busy[1:] = 0

    def _seen(self) -> Found:
        """Count the board, and keep it when it is the best so far."""
        found = self._count()
        if self.best is None or found.rank < self.best.rank:
            self.best = found
            self.on_better(found)
        return found

    def _count(self) -> Found:
        days = self.problem.days
        masks = np.bitwise_or.reduce(self.board.busy, axis=0)[: self.event.people]
        gaps_of = [gaps(int(mask), days) for mask in masks]
        spread = max(gaps_of, default=0) - min(gaps_of, default=0)
        fairness = self.problem.fairness
        return Found(
            slot_of=tuple(int(slot) for slot in self.board.slot_of),
            unplaced=int((self.board.slot_of == NOWHERE).sum()),
            over=int(np.maximum(self.board.load - self.event.capacity, 0).sum()),
            unfair=0 if fairness is None else max(spread - fairness, 0),
            gaps=sum(gaps_of),
            idle=sum(idle_slots(int(mask), days) for mask in masks),
            seconds=self.elapsed,
        )
