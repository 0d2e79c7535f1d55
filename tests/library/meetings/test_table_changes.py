"""The bound on table changes holds for every choice of tables, and is reached where nobody has a gap."""

from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercluster.meetings.checker import check
from intercluster.meetings.problem import NOWHERE, Meeting, Person, Problem, Schedule, Slot, Table, schedule_of
from intercluster.meetings.proof.table_changes import fewest_table_changes
from tests.library.meetings.examples import DAY, pairs, problems


def fewest_changes(problem: Problem, schedule: Schedule) -> int | None:
    """By trying every table of every meeting."""
    tables = range(len(problem.tables))
    tried = product(*(tables if fixed == NOWHERE else (fixed,) for fixed in problem.fixed_table))
    verdicts = (check(problem, replace(schedule, table_of=chosen)) for chosen in tried)
    return min((verdict.table_changes for verdict in verdicts if verdict.sound), default=None)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(problems(), st.data())
def test_no_choice_of_tables_has_fewer_changes(problem: Problem, data: st.DataObject) -> None:
    slots = [data.draw(st.integers(0, len(problem.slots) - 1)) for _ in problem.meetings]
    schedule = schedule_of(replace(problem, fairness=None), slots)
    truth = fewest_changes(problem, schedule)
    assert truth is None or fewest_table_changes(problem, schedule) <= truth


def test_the_bound_is_reached_where_nobody_has_a_gap() -> None:
    # 0 and 1 meet, then each meets somebody else at the same time: one of them has to move, and so again after.
    problem = pairs((0, 1), (0, 2), (1, 3), (0, 3), (1, 2), people=4, tables=2)
    schedule = schedule_of(problem, (0, 1, 1, 2, 2))
    assert fewest_table_changes(problem, schedule) == fewest_changes(problem, schedule) == 3


def test_two_fixed_tables_are_a_change_that_nobody_can_avoid() -> None:
    meetings = (Meeting(((0,), (1,)), slot=0, table=0), Meeting(((0,), (2,)), slot=1, table=1))
    problem = Problem((Slot(), Slot()), (Person(),) * 3, (Table(), Table()), meetings)
    assert fewest_table_changes(problem, schedule_of(problem, (0, 1))) == 1


def test_a_night_between_two_meetings_is_no_change() -> None:
    problem = replace(pairs((0, 1), (0, 2), people=3, tables=1), slots=tuple(Slot(day=n) for n in range(len(DAY))))
    assert fewest_table_changes(problem, schedule_of(problem, (0, 1))) == 0
