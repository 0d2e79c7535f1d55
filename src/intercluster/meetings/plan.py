"""A timetable for an event of any size, with what is proved about it.

A local search gives a timetable at once; provers in processes of their own raise the bound and look for better ones,
until both meet or the time is up. The checker, which shares no code with them, has the last word.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from intercluster.meetings.bounds import IMPOSSIBLE
from intercluster.meetings.checker import Verdict, check
from intercluster.meetings.lower_bound import gap_bound
from intercluster.meetings.problem import NOWHERE, Problem, Schedule
from intercluster.meetings.proof.race import Race
from intercluster.meetings.proof.reasons import Reason, explain, shortages
from intercluster.meetings.proof.table_changes import fewest_table_changes
from intercluster.meetings.representatives import choose_representatives
from intercluster.meetings.search.engine import Found, search
from intercluster.meetings.search.tables import seat_at_tables

SMALL = 500
"""Meetings up to which proof begins at once; beyond, the hints of a timetable are worth more than the time."""
PROVABLE = 2_000
"""Meetings up to which a proof is attempted: beyond it the formula is too big for the time people wait."""


class Status(StrEnum):
    OPTIMAL = "optimal"  # proved: no timetable has fewer gaps
    WITHIN = "within"  # complete; ``gaps - bound`` gaps above the bound
    INFEASIBLE = "infeasible"  # proved: no timetable keeps the rules
    INCOMPLETE = "incomplete"  # some meetings found no place in the time given


@dataclass(frozen=True, slots=True)
class Step:
    """What was known after so many seconds, and who found it: search, up, down (the provers) or bound."""

    seconds: float
    by: str
    bound: int
    gaps: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A timetable and what is proved about it. Gaps, idle slots and table changes are counted by the checker.

    ``schedule`` is the best found, with meetings not placed when incomplete or infeasible; ``reasons`` say why there
    is none, or what stands in the way. ``idle_bound``: no timetable with so few gaps has fewer idle slots;
    ``table_changes_bound``: no choice of tables for these slots has fewer changes.
    """

    status: Status
    schedule: Schedule
    bound: int
    verdict: Verdict
    seconds: float
    idle_bound: int = 0
    table_changes_bound: int = 0
    steps: tuple[Step, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def gaps(self) -> int:
        return self.verdict.gaps

    @property
    def idle(self) -> int:
        return self.verdict.idle

    @property
    def table_changes(self) -> int:
        return self.verdict.table_changes


def plan(
    problem: Problem,
    seconds: float = 60.0,
    workers: int = 2,
    on_progress: Callable[[Step], None] = lambda _: None,
    *,
    seed: int = 1,
    idle_seconds: float = 0.0,
) -> Plan:
    """The best timetable found in so many seconds of the clock, with its proof.

    ``workers``: processes or threads to use; ``on_progress`` hears of every better bound and timetable.
    ``idle_seconds``: once the gaps are proved, at most so many of the seconds left go to fewer idle slots.
    """
    return _Planning(problem, seconds, workers, on_progress, seed).run(idle_seconds)


class _Planning:
    """One run: the clock, what is known, and the best incomplete timetable."""

    def __init__(
        self, problem: Problem, seconds: float, workers: int, on_progress: Callable[[Step], None], seed: int
    ) -> None:
        self.began = time.monotonic()
        self.problem, self.seconds, self.workers, self.seed = problem, seconds, workers, seed
        self.on_progress = on_progress
        self.steps: list[Step] = []
        self.partial: tuple[int, ...] | None = None
        self.attendees = choose_representatives(problem)
        self.seated = problem.seated(self.attendees) if problem.has_choices else problem

    @property
    def left(self) -> float:
        return self.seconds - (time.monotonic() - self.began)

    def run(self, idle_seconds: float) -> Plan:
        bound = gap_bound(self.problem)
        provable = len(self.problem.meetings) <= PROVABLE
        lacking = shortages(self.problem) if provable or bound >= IMPOSSIBLE else ()
        if lacking:
            self._search(Race(self.problem, 0), min(0.3, self.seconds / 4))
            return self._infeasible(0, lacking)
        with Race(self.problem, bound) as race:
            self._note(race, "bound")
            if len(self.problem.meetings) <= SMALL and self.workers > 1:
                race.start("up")
            self._search(race, self._search_seconds(provable=provable))
            if provable and not race.settled:
                self._prove(race)
            while race.running and not race.settled and self.left > 0:
                self._listen(race, min(self.left, 0.5))
        if race.impossible:
            return self._infeasible(race.bound, explain(self.problem, min(max(self.left, 0.5), 10.0)))
        idle_bound = race.cost or 0  # a gap is one idle slot or more
        if race.schedule is not None and race.settled and min(idle_seconds, self.left) > 0:
            race = self._fewer_idle(race.schedule, idle_bound, time.monotonic() + min(idle_seconds, self.left))
            return self._planned(race.schedule, idle_bound, race.bound)
        return self._planned(race.schedule, race.bound, idle_bound)

    def _prove(self, race: Race) -> None:
        """Provers for every process that is free."""
        if not race.running:
            race.start("up" if race.schedule is None else "near")
        if self.workers > 1:
            small = len(self.problem.meetings) <= SMALL
            race.start("down" if small or race.schedule is None else "near", seed=7)

    def _fewer_idle(self, schedule: Schedule, gaps: int, until: float) -> Race:
        """With the gaps proved, fewer idle slots: upwards and downwards until both meet or the time is up."""
        with Race(self.problem, gaps, most_gaps=gaps) as race:
            race.offer(schedule, check(self.problem, schedule).idle, "gaps")
            if not race.settled:
                race.start("down", seed=7)
                if self.workers > 1:
                    race.start("up")
            while race.running and not race.settled and time.monotonic() < until:
                race.listen(min(max(until - time.monotonic(), 0.0), 0.5))
        return race

    def _search_seconds(self, *, provable: bool) -> float:
        if not provable:
            return (
                self.left - 0.02 * self.seconds - min(len(self.problem.meetings) / 6_000, self.seconds / 10)
            )  # tables
        return min(0.4 + len(self.problem.meetings) / 150, self.left / 4)

    def _search(self, race: Race, seconds: float) -> None:
        """Local search, while news of the provers is heard."""
        if any(not mask for mask in self.seated.allowed):
            return

        def better(found: Found) -> None:
            if found.complete:
                race.offer(self._schedule(found.slot_of), found.gaps, "search")
                self._note(race, "search")
            elif race.schedule is None:
                self.partial = found.slot_of

        early = self.workers > 1 and SMALL < len(self.problem.meetings) <= PROVABLE

        def settled() -> bool:
            self._listen(race, 0.0)
            if early and not race.running and race.schedule and time.monotonic() > half:
                race.start("near")
            return race.settled

        half = time.monotonic() + seconds / 2
        search(
            self.seated,
            max(seconds, 0.05),
            workers=1 if race.running else self.workers,
            seed=self.seed,
            bound=race.bound,
            on_better=better,
            stop=settled,
        )

    def _listen(self, race: Race, seconds: float) -> None:
        if race.running and race.listen(seconds):
            self._note(race, race.found_by)

    def _note(self, race: Race, by: str) -> None:
        known = (race.bound, race.cost)
        if not self.steps or (self.steps[-1].bound, self.steps[-1].gaps) != known:
            self.steps.append(Step(time.monotonic() - self.began, by, *known))
            self.on_progress(self.steps[-1])

    def _schedule(self, slot_of: tuple[int, ...]) -> Schedule:
        return Schedule(slot_of, self.problem.fixed_table, self.attendees)

    def _best(self, schedule: Schedule | None) -> Schedule:
        none = (NOWHERE,) * len(self.problem.meetings)
        seconds = min(0.1 + len(none) / 5_000, 3.0)
        return seat_at_tables(self.problem, schedule or self._schedule(self.partial or none), seconds=seconds)

    def _planned(self, found: Schedule | None, bound: int, idle_bound: int) -> Plan:
        schedule = self._best(found)
        verdict = check(self.problem, schedule)
        optimal = verdict.sound and verdict.gaps <= bound
        status = Status.OPTIMAL if optimal else Status.WITHIN if verdict.sound else Status.INCOMPLETE
        return self._made(status, schedule, bound, verdict, idle_bound=idle_bound)

    def _infeasible(self, bound: int, reasons: tuple[Reason, ...]) -> Plan:
        schedule = self._best(None)
        return self._made(Status.INFEASIBLE, schedule, bound, check(self.problem, schedule), reasons=reasons)

    def _made(
        self,
        status: Status,
        schedule: Schedule,
        bound: int,
        verdict: Verdict,
        *,
        idle_bound: int = 0,
        reasons: tuple[Reason, ...] = (),
    ) -> Plan:
        return Plan(
            status=status,
            schedule=schedule,
            bound=bound,
            verdict=verdict,
            idle_bound=idle_bound,
            table_changes_bound=fewest_table_changes(self.problem, schedule) if verdict.sound else 0,
            seconds=time.monotonic() - self.began,
            steps=tuple(self.steps),
            reasons=reasons,
        )
