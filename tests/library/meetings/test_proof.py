"""The proved optimum is the true one, whatever the features of the problem."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from intercluster.meetings.bounds import IMPOSSIBLE
from intercluster.meetings.checker import check
from intercluster.meetings.lower_bound import gap_bound
from intercluster.meetings.masks import mask_of
from intercluster.meetings.problem import Meeting, Person, Problem, Schedule, Slot, Table
from intercluster.meetings.proof.encoding import Encoding
from intercluster.meetings.proof.oracle import Oracle
from intercluster.meetings.proof.walks import walk_down, walk_up
from tests.library.meetings.examples import fewest, fewest_idle, pairs, problems


class Board:
    """What a walk found, without any other process."""

    def __init__(self, problem: Problem, bound: int, most_gaps: int | None = None) -> None:
        self.problem = problem
        self.most_gaps = most_gaps
        self.bound = bound
        self.cost: int | None = None
        self.schedule: Schedule | None = None
        self.impossible = False

    def over(self) -> bool:
        return self.impossible or (self.cost is not None and self.cost <= self.bound)

    def raise_bound(self, bound: int) -> None:
        self.bound = max(self.bound, bound)

    def offer(self, schedule: Schedule, cost: int) -> None:
        verdict = check(self.problem, schedule)
        assert verdict.faults == ()
        assert self.most_gaps is None or verdict.gaps <= self.most_gaps
        found = verdict.gaps if self.most_gaps is None else verdict.idle
        assert found <= cost
        self.schedule, self.cost = schedule, found

    def none_exists(self) -> None:
        self.impossible = True


def proved(problem: Problem, walk=walk_up, most_gaps: int | None = None, solver: str = "cadical195") -> int | None:
    """The fewest gaps, or idle slots with at most so many gaps."""
    encoding = Encoding(problem, most_gaps)
    if encoding.formula.impossible:
        return None
    if most_gaps is not None:
        encoding.count_idle(most_gaps)
    board = Board(problem, encoding.floor, most_gaps)
    with Oracle(encoding, solver, {}) as oracle:
        walk(oracle, board)
    assert board.over()
    return None if board.impossible else board.cost


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(problems())
def test_both_walks_find_the_true_optimum(problem: Problem) -> None:
    truth = fewest(problem)
    assert proved(problem, walk_up) == truth
    assert proved(problem, walk_down) == truth
    assert truth is None or gap_bound(problem) <= truth


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(problems())
def test_idle_slots_are_the_fewest_with_the_fewest_gaps(problem: Problem) -> None:
    truth = fewest_idle(problem)
    gaps = proved(problem, solver="cadical153")
    assert gaps == (truth and truth[0])
    if truth is not None:
        assert proved(problem, walk_up, gaps, "cadical153") == truth[1]
        assert proved(problem, walk_down, gaps) == truth[1]


def test_a_gap_that_two_people_cannot_both_avoid_is_counted_once() -> None:
    # 0 meets 1 and 2, who both can come at the ends of the day only.
    problem = pairs((0, 1), (0, 2), people=3)
    ends = mask_of([0, 5])
    assert proved(replace(problem, people=(Person(), Person(open=ends), Person(open=ends)))) == 1
    assert proved(problem) == 0


def test_no_gap_runs_over_the_night() -> None:
    slots = tuple(Slot(day=slot // 2) for slot in range(4))
    ends = mask_of([0, 3])
    meetings = (Meeting(((0,), (1,)), slots=ends), Meeting(((0,), (2,)), slots=ends))
    assert proved(Problem(slots, (Person(),) * 3, (Table(),), meetings)) == 0


def test_fairness_also_binds_when_everybody_has_gaps() -> None:
    # Both have one meeting at each end; a third and fourth in between leave one of them with two gaps.
    fixed = [Meeting(((0,), (1,)), slot=slot) for slot in (0, 2, 4)]
    problem = Problem((Slot(),) * 5, (Person(),) * 2, (Table(),), tuple(fixed), fairness=0)
    assert proved(problem) == 4


def test_a_colleague_takes_the_meeting_that_would_open_a_gap() -> None:
    meetings = (Meeting(((0,), (2,)), slot=0), Meeting(((0, 1), (3,)), slot=3))
    problem = Problem((Slot(),) * 4, (Person(),) * 4, (Table(),), meetings)
    assert proved(problem) == 0
    alone = replace(problem, meetings=(meetings[0], Meeting(((0,), (3,)), slot=3)))
    assert proved(alone) == 1


@pytest.mark.parametrize(("meetings", "slots", "bound"), [(2, [0, 2], 1), (3, [0, 2, 4], 2), (2, [0, 1, 4], 0)])
def test_bound_of_a_person_counts_unavoidable_gaps(meetings: int, slots: list[int], bound: int) -> None:
    problem = pairs(*((0, other + 1) for other in range(meetings)), people=meetings + 1)
    people = (Person(open=mask_of(slots)), *problem.people[1:])
    assert gap_bound(replace(problem, people=people)) == bound


def test_bound_says_when_somebody_has_too_few_slots() -> None:
    problem = pairs((0, 1), (0, 2), people=3)
    assert gap_bound(replace(problem, people=(Person(open=1), *problem.people[1:]))) >= IMPOSSIBLE
