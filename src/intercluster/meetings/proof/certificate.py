"""A proof that others can check: that no timetable has fewer gaps than so many, or that none exists at all."""

import time
from dataclasses import dataclass
from typing import Literal

from pysat.solvers import Solver

from intercluster.meetings.bounds import PersonBound, person_bounds
from intercluster.meetings.problem import Problem, Schedule
from intercluster.meetings.proof.encoding import Encoding
from intercluster.meetings.proof.reasons import Reason, shortages
from intercluster.meetings.proof.rup import Checked, check_proof

_SOLVER = "cadical195"
_STEP = 5_000  # conflicts between two looks at the clock

Answer = Literal["people", "shortage", "proved", "refuted", "open"]
"""Proved by the bounds of single people; by a shortage; by the formula. A timetable exists; not known in the time."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was to be proved of ``problem``, and what proves it.

    ``gaps``: no timetable has fewer; ``None``: no timetable exists. ``people``: the fewest gaps of everybody, whatever
    the timetable. ``encoding``: the formula of a timetable with fewer gaps, where one was needed, and ``proof`` the
    steps (DRUP) that refute it, as ``checked``. ``better``: a timetable that shows the claim to be wrong, no tables
    chosen.
    """

    problem: Problem
    gaps: int | None
    answer: Answer
    people: tuple[PersonBound, ...]
    reasons: tuple[Reason, ...] = ()
    encoding: Encoding | None = None
    proof: tuple[str, ...] = ()
    checked: Checked | None = None
    better: Schedule | None = None


def certify(problem: Problem, gaps: int | None, seconds: float = 60.0) -> Certificate:
    """A certificate that no timetable has fewer than ``gaps`` gaps; with ``None``, that there is no timetable.

    In so many seconds of the clock, the check of the proof not counted.
    """
    until = time.monotonic() + seconds
    people = person_bounds(problem)
    if lacking := shortages(problem):
        return Certificate(problem, gaps, "shortage", people, reasons=lacking)
    if gaps is not None and gaps <= sum(bound.gaps for bound in people):
        return Certificate(problem, gaps, "people", people)
    encoding = Encoding(problem, None if gaps is None else gaps - 1)
    if gaps is not None:
        encoding.limit(gaps - 1)
    with Solver(name=_SOLVER, bootstrap_with=encoding.formula.clauses, with_proof=True) as solver:
        answer = _solved(solver, until)
        if answer is None:
            return Certificate(problem, gaps, "open", people, encoding=encoding)
        if answer:
            better = encoding.schedule(solver.get_model())
            return Certificate(problem, gaps, "refuted", people, encoding=encoding, better=better)
        proof = tuple(solver.get_proof())
    checked = check_proof(encoding.formula.clauses, proof)
    return Certificate(
        problem, gaps, "proved" if checked.refuted else "open", people, encoding=encoding, proof=proof, checked=checked
    )


def _solved(solver: Solver, until: float) -> bool | None:
    while time.monotonic() < until:
        solver.conf_budget(_STEP)
        answer: bool | None = solver.solve_limited()
        if answer is not None:
            return answer
    return None
