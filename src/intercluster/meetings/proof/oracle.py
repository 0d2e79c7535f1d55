"""A solver that answers whether a timetable that costs so little exists, in small steps that can be stopped."""

import time
from collections.abc import Callable, Mapping

from pysat.card import ITotalizer
from pysat.solvers import Solver

from intercluster.meetings.problem import Schedule
from intercluster.meetings.proof.encoding import Encoding

_FIRST_STEP = 20_000  # conflicts
_STEP_SECONDS = 0.5


class Oracle:
    """A version of CaDiCaL (its name in python-sat) with the clauses of an encoding. Use it in a ``with`` statement."""

    def __init__(self, encoding: Encoding, solver: str, settings: Mapping[str, int]) -> None:
        self.encoding = encoding
        self._solver = Solver(name=solver, bootstrap_with=encoding.formula.clauses)
        self._solver.configure(dict(settings))
        self._literals = encoding.counted
        self._top = encoding.formula.top
        self._outputs: list[int] = []
        self._counter: ITotalizer | None = None
        self._step = _FIRST_STEP

    def __enter__(self) -> "Oracle":
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()
        if self._counter is not None:
            self._counter.delete()

    def hint(self, schedule: Schedule) -> None:
        """Look near this timetable first."""
        self._solver.set_phases(self.encoding.literals(schedule))

    def ask(self, cost: int, over: Callable[[], bool]) -> Schedule | bool | None:
        """A timetable that costs at most this; ``False`` when none exists, ``None`` when ``over`` said stop."""
        if self.encoding.formula.impossible or cost < self.encoding.floor:
            return False
        limits = self._at_most(cost - self.encoding.floor)
        while not over():
            began = time.perf_counter()
            self._solver.conf_budget(self._step)
            answer: bool | None = self._solver.solve_limited(assumptions=limits)
            if answer is not None:
                return self.encoding.schedule(self._solver.get_model()) if answer else False
            self._adapt(time.perf_counter() - began)
        return None

    def rules_out_all(self) -> bool:
        """After a ``False``: whether no timetable exists at all, whatever its cost."""
        return self.encoding.formula.impossible or not self._solver.get_core()

    @property
    def most(self) -> int:
        """No timetable costs more than this."""
        return self.encoding.floor + len(self._literals)

    def _at_most(self, extra: int) -> list[int]:
        if extra >= len(self._literals):
            return []
        if self._counter is None:
            self._counter = ITotalizer(lits=self._literals, ubound=extra, top_id=self._top)
            self._extend(self._counter.cnf.clauses)
        elif extra >= len(self._outputs):
            self._counter.increase(ubound=min(2 * extra + 4, len(self._literals) - 1), top_id=self._top)
            self._extend(self._counter.cnf.clauses[-self._counter.nof_new :])
        return [-self._outputs[extra]]

    def _extend(self, clauses: list[list[int]]) -> None:
        assert self._counter is not None  # noqa: S101 - called right after it is made
        for clause in clauses:
            self._solver.add_clause(clause)
        self._outputs = list(self._counter.rhs)
        self._top = max(self._top, self._counter.top_id)

    def _adapt(self, seconds: float) -> None:
        if seconds < _STEP_SECONDS / 2:
            self._step *= 2
        elif seconds > 2 * _STEP_SECONDS:
            self._step = max(self._step // 2, 200)
