"""Why there is no timetable, in words."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from intercluster.meetings.masks import mask_of
from intercluster.meetings.problem import Meeting, Person, Problem, Slot, Table
from intercluster.meetings.proof.halls import shortage
from intercluster.meetings.proof.reasons import explain
from tests.library.meetings.examples import AM, DAY, fewest, pairs, problems


def test_too_many_morning_meetings_are_said_so() -> None:
    problem = pairs(*((0, other) for other in range(1, 6)), people=6)
    people = (Person("Ada"), *problem.people[1:])
    meetings = tuple(
        replace(meeting, slots=AM) if number < 4 else meeting for number, meeting in enumerate(problem.meetings)
    )
    (reason,) = explain(replace(problem, people=people, meetings=meetings))
    assert reason.code == "person_short"
    assert reason.text == "Ada accepted 4 meetings in session AM and has 3 slots there."
    assert reason.people == (0,)
    assert reason.meetings == (0, 1, 2, 3)


def test_too_few_slots_without_sessions_are_named() -> None:
    problem = pairs((0, 1), (0, 2), people=3)
    people = (Person("Ada", open=mask_of([1])), *problem.people[1:])
    (reason,) = explain(replace(problem, people=people))
    assert reason.text == "Ada accepted 2 meetings that can only be held in 1 slots (10:00)."


def test_tables_that_do_not_suffice() -> None:
    problem = pairs((0, 1), (2, 3), people=4, tables=1)
    meetings = tuple(replace(meeting, slots=1) for meeting in problem.meetings)
    (reason,) = explain(replace(problem, meetings=meetings))
    assert reason.code == "tables_short"
    assert reason.text == "2 meetings can only be held in 9:00, where the tables hold 1."


def test_a_meeting_whose_people_are_never_there_together() -> None:
    problem = Problem(DAY, (Person(open=1), Person(open=2)), (Table(),), (Meeting(((0,), (1,)), name="Visit"),))
    (reason,) = explain(problem)
    assert reason.text.startswith("Visit has no slot left")


def test_rules_in_conflict_are_as_few_as_needed() -> None:
    # The first is fixed last of all, and the second must follow it: other meetings have no part in it.
    meetings = (
        Meeting(((0,), (1,)), slot=2, name="First"),
        Meeting(((2,), (3,)), after=(0,), name="Second"),
        Meeting(((0,), (3,)), name="Other"),
    )
    (reason,) = explain(Problem((Slot(),) * 3, (Person(),) * 4, (Table(),) * 3, meetings))
    assert reason.code == "rules_conflict"
    assert reason.text == "These cannot all hold: First is fixed in slot 3; First comes before Second."
    assert reason.meetings == (0, 1)


def test_shortage_names_the_meetings_that_are_stuck() -> None:
    lack = shortage({0: 0b001, 1: 0b001, 2: 0b110}, [1, 1, 1])
    assert lack is not None
    assert (lack.meetings, lack.mask, lack.places) == ((0, 1), 0b001, 1)
    assert shortage({0: 0b001, 1: 0b011, 2: 0b110}, [1, 1, 1]) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(problems())
def test_a_reason_is_given_only_where_there_is_no_timetable(problem: Problem) -> None:
    if explain(problem, 5.0):
        assert fewest(problem) is None
