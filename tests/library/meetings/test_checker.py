"""The checker finds every kind of fault, and counts what it should."""

from dataclasses import replace

import pytest

from intercluster.meetings.checker import check
from intercluster.meetings.masks import mask_of
from intercluster.meetings.problem import Meeting, Person, Problem, ProblemError, Schedule, Slot, Table, schedule_of
from tests.library.meetings.examples import DAY, pairs

PROBLEM = Problem(
    DAY,
    (Person("Ada", booth=0), Person("Ben", open=mask_of([0, 1, 2])), Person("Cleo"), Person("Dan")),
    (Table("Stand", reserved=True), Table("T1", room="A"), Table("T2", room="B", open=mask_of([0, 1]))),
    (
        Meeting(((0,), (1,)), name="M1"),
        Meeting(((1,), (2, 3)), slots=mask_of([0, 1]), name="M2"),
        Meeting(((2,), (3,)), after=(0,), name="M3"),
    ),
    fairness=0,
    distances=(("A", "B", 40.0),),
)
SOUND = Schedule((0, 1, 2), (0, 2, 1), ((0, 1), (1, 2), (2, 3)))


def codes(schedule: Schedule, problem: Problem = PROBLEM) -> list[str]:
    return [fault.code for fault in check(problem, schedule).faults]


def test_a_sound_timetable_has_no_fault_and_its_costs() -> None:
    verdict = check(PROBLEM, SOUND)
    assert verdict.sound
    # Ben goes from the stand to T2, Cleo from T2 to T1: two changes; between rooms A and B it is 40 m.
    assert (verdict.gaps, verdict.idle, verdict.table_changes, verdict.metres) == (0, 0, 2, 40.0)


@pytest.mark.parametrize(
    ("slots", "tables", "expected"),
    [
        ((0, 1, -1), (0, 2, -1), ["not_placed"]),
        ((0, 1, 6), (0, 2, 1), ["no_such_slot"]),
        ((1, 2, 3), (0, 1, 1), ["against_wish"]),
        ((3, 1, 4), (0, 1, 1), ["not_available", "unfair"]),
        ((1, 1, 2), (0, 2, 1), ["double_booked"]),
        ((0, 1, 2), (1, 2, 1), ["not_at_its_table"]),
        ((0, 1, 2), (0, 0, 1), ["table_reserved"]),
        ((0, 1, 2), (0, 1, 2), ["table_closed"]),
        ((0, 1, 2), (0, 5, 1), ["no_such_table"]),
        ((2, 1, 0), (0, 1, 1), ["wrong_order"]),
        ((0, 1, 5), (0, 2, 1), ["unfair"]),
    ],
)
def test_each_fault_is_found(slots: tuple[int, ...], tables: tuple[int, ...], expected: list[str]) -> None:
    assert codes(Schedule(slots, tables, SOUND.attendees)) == expected


def test_only_those_named_may_attend() -> None:
    assert codes(replace(SOUND, attendees=((0, 1), (1, 0), (2, 3)))) == ["wrong_people"]


def test_one_meeting_at_a_table_and_no_more_meetings_than_tables() -> None:
    problem = pairs((0, 1), (2, 3), people=4, tables=1)
    assert codes(schedule_of(problem, [0, 0], [0, 0]), problem) == ["table_shared", "too_few_tables"]
    assert codes(schedule_of(problem, [0, 0]), problem) == ["too_few_tables"]


def test_a_locked_meeting_stays() -> None:
    problem = Problem(DAY, (Person(),) * 2, (Table(),), (Meeting(((0,), (1,)), slot=2),))
    assert codes(schedule_of(problem, [1]), problem) == ["not_where_fixed"]


def test_a_timetable_of_another_length_is_refused() -> None:
    assert codes(Schedule((0,), (0,), ((0, 1),))) == ["wrong_length"] * 3


def test_gaps_and_idle_slots_are_counted_within_days() -> None:
    problem = pairs((0, 1), (0, 2), (0, 3), people=4)
    assert check(problem, schedule_of(problem, [0, 3, 5])).gaps == 2
    assert check(problem, schedule_of(problem, [0, 3, 5])).idle == 3
    two_days = replace(problem, slots=tuple(Slot(day=slot // 3) for slot in range(6)))
    verdict = check(two_days, schedule_of(problem, [0, 3, 5]))
    assert (verdict.gaps, verdict.idle) == (1, 1)


@pytest.mark.parametrize(
    ("meetings", "words"),
    [
        ((Meeting(((0,),)),), "meeting 1 needs two or more different people"),
        ((Meeting(((0,), (0,))),), "meeting 1 needs two or more different people"),
        ((Meeting(((0,), (9,)), name="Visit"),), "Visit names a person who is not there"),
        ((Meeting(((0,), (1,)), slot=9),), "meeting 1 is fixed in slot 10, and there are 6"),
        ((Meeting(((0,), (1,)), table=9),), "meeting 1 is fixed at a table that is not there"),
        ((Meeting(((0,), (1,)), after=(0,)),), "meeting 1 must follow a meeting that is not there, or itself"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(meetings: tuple[Meeting, ...], words: str) -> None:
    with pytest.raises(ProblemError, match=words):
        Problem(DAY, (Person(),) * 2, (Table(),), meetings)
