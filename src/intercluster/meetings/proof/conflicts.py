"""A small set of rules that cannot hold together, found as an unsatisfiable core over named rules."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pysat.solvers import Solver

from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import NOWHERE, Problem
from intercluster.meetings.proof.formula import Formula
from intercluster.meetings.proof.waiting import Waiting

_STEP = 2_000  # conflicts between two looks at the clock


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that could be given up, in English."""

    code: str
    text: str
    person: int = NOWHERE
    meetings: tuple[int, ...] = ()


class _Rulebook:
    """The problem with a switch for every rule: the rule holds only while its switch is on."""

    def __init__(self, problem: Problem, *, fairness: bool) -> None:
        self.problem = problem
        self.formula = Formula()
        self.rules: dict[int, Rule] = {}
        every = range(len(problem.slots))
        self.at = [[self.formula.variable() for _ in every] for _ in problem.meetings]
        for own in self.at:
            self.formula.add(*own)
            self.formula.at_most(own, 1)
        for switch, clauses in self._switched(fairness=fairness):
            self.formula.clauses.extend([*clause, -switch] for clause in clauses)

    def _rule(self, rule: Rule) -> int:
        switch = self.formula.variable()
        self.rules[switch] = rule
        return switch

    @contextmanager
    def _part(self) -> Iterator[Formula]:
        """Clauses to be collected apart; their variables are numbered on with those of the whole."""
        part = Formula()
        part.top = self.formula.top
        yield part
        self.formula.top = part.top

    def _switched(self, *, fairness: bool) -> Iterator[tuple[int, list[list[int]]]]:
        yield from self._wishes()
        yield from self._people(fairness=fairness)
        yield from self._tables()
        problem = self.problem
        for earlier, later in problem.precedences:
            names = problem.meeting_name(earlier), problem.meeting_name(later)
            rule = Rule("order", f"{names[0]} comes before {names[1]}", meetings=(earlier, later))
            yield (
                self._rule(rule),
                [[-literal, *self.at[earlier][:slot]] for slot, literal in enumerate(self.at[later])],
            )

    def _wishes(self) -> Iterator[tuple[int, list[list[int]]]]:
        problem = self.problem
        for number, meeting in enumerate(problem.meetings):
            own, name, table = self.at[number], problem.meeting_name(number), problem.fixed_table[number]
            if meeting.slot is not None:
                rule = Rule("fixed", f"{name} is fixed in {problem.slot_name(meeting.slot)}", meetings=(number,))
                yield self._rule(rule), [[own[meeting.slot]]]
            closed = problem.every_slot & ~meeting.slots
            if closed:
                rule = Rule("wish", f"{name} is wished for in some slots only", meetings=(number,))
                yield self._rule(rule), [[-own[slot]] for slot in slots_of(closed)]
            if table != NOWHERE and (shut := problem.every_slot & ~problem.tables[table].open):
                text = f"{name} is held at {problem.table_name(table)}, which is closed at times"
                yield (
                    self._rule(Rule("table_open", text, meetings=(number,))),
                    [[-own[slot]] for slot in slots_of(shut)],
                )

    def _people(self, *, fairness: bool) -> Iterator[tuple[int, list[list[int]]]]:
        problem = self.problem
        for person, own in enumerate(problem.of_person):
            sure = tuple(number for number in own if (person,) in problem.meetings[number].seats)
            who = problem.person_name(person)
            if not sure:
                continue
            held = [[self.at[number][slot] for number in sure] for slot in range(len(problem.slots))]
            with self._part() as part:
                for here in held:
                    part.at_most(here, 1)
                busy = {slot: part.any_of(here) for slot, here in enumerate(held)}
                if len(sure) <= len(busy):
                    part.at_least(list(busy.values()), len(sure))
            rule = Rule("one_place", f"{who} has {len(sure)} meetings, one at a time", person, sure)
            yield self._rule(rule), part.clauses
            if closed := problem.every_slot & ~problem.people[person].open:
                rule = Rule("closed", f"{who} is not available in {closed.bit_count()} slots", person)
                yield self._rule(rule), [[-literal] for slot in slots_of(closed) for literal in held[slot]]
            if fairness and problem.fairness is not None and len(sure) > 1:
                yield self._fair(person, busy, len(sure), problem.fairness)

    def _fair(self, person: int, busy: dict[int, int], meetings: int, most: int) -> tuple[int, list[list[int]]]:
        with self._part() as part:
            waiting = Waiting(part, busy, self.problem.days, meetings, meetings)
            part.at_most(waiting.gap_ends, most)
        who = self.problem.person_name(person)
        return self._rule(Rule("fairness", f"{who} has at most {most} gaps", person)), part.clauses

    def _tables(self) -> Iterator[tuple[int, list[list[int]]]]:
        problem = self.problem
        needing = [self.at[number] for number, needs in enumerate(problem.needs_table) if needs]
        with self._part() as part:
            for slot, capacity in enumerate(problem.capacity):
                part.at_most([own[slot] for own in needing], capacity)
        most = max(problem.capacity, default=0)
        yield self._rule(Rule("tables", f"a slot has {most} tables at most")), part.clauses
        for group in problem.sharing:
            table = problem.table_name(problem.fixed_table[group[0]])
            with self._part() as part:
                for slot in range(len(problem.slots)):
                    part.at_most([self.at[number][slot] for number in group], 1)
            rule = Rule("one_table", f"{table} holds one meeting at a time", meetings=group)
            yield self._rule(rule), part.clauses


def conflicting_rules(problem: Problem, seconds: float) -> tuple[Rule, ...]:
    """Rules that cannot all hold, as few as the time allows; empty when none were found.

    Seats with a choice of people are left free, so a conflict that depends on them alone is not seen.
    """
    until = time.monotonic() + seconds
    # Where somebody never has a gap, fairness is a limit on the gaps of everybody else; only then is it one rule each.
    limited = any(len(own) < 2 for own in problem.of_person)
    for fairness in (False, True) if limited else (False,):
        book = _Rulebook(problem, fairness=fairness)
        core = _core(book, until)
        if core:
            return tuple(book.rules[switch] for switch in core)
    return ()


def _core(book: _Rulebook, until: float) -> list[int]:
    with Solver(name="cadical195", bootstrap_with=book.formula.clauses) as solver:
        core = _refuted(solver, sorted(book.rules), until)
        kept = list(core or [])
        for switch in list(kept):
            if switch in kept and time.monotonic() < until:
                fewer = _refuted(solver, [other for other in kept if other != switch], until)
                kept = fewer if fewer is not None else kept
        return kept


def _refuted(solver: Solver, switches: list[int], until: float) -> list[int] | None:
    """The switches of these that alone cannot all be on; ``None`` when they can, or when time is up."""
    while time.monotonic() < until:
        solver.conf_budget(_STEP)
        answer = solver.solve_limited(assumptions=switches)
        if answer is not None:
            return None if answer else sorted(solver.get_core() or [])
    return None
