"""Re-planning on the day: the least change around what is past or locked, and every change said."""

import time

import pytest
from bench.meetings.generated import generate
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.meetings.checker import check
from intercluster.meetings.live import Added, Away, Disruption, NoShow, Replan, TableLost, replan
from intercluster.meetings.masks import mask_of
from intercluster.meetings.problem import NOWHERE, Meeting, Person, Problem, Schedule, Slot, Table, schedule_of
from intercluster.meetings.search.engine import search
from intercluster.meetings.search.tables import seat_at_tables

PEOPLE = ("Ana", "Ben", "Chloé", "Dan", "Eva", "Finn")


def pair(first: int, second: int) -> Meeting:
    return Meeting(((first,), (second,)), name=f"{PEOPLE[first]}-{PEOPLE[second]}")


def event(meetings: list[Meeting], slots: int = 4, tables: int = 3) -> Problem:
    return Problem(
        slots=tuple(Slot(name=f"{9 + number}:00") for number in range(slots)),
        people=tuple(Person(name=name) for name in PEOPLE),
        tables=tuple(Table(name=f"T{number + 1}") for number in range(tables)),
        meetings=tuple(meetings),
    )


def told(after: Replan) -> list[tuple[str, str]]:
    return [(change.code, change.text) for change in after.changes]


def test_a_no_show_cancels_what_is_left_and_moves_nobody() -> None:
    problem = event([pair(0, 1), pair(0, 2), pair(1, 2)])
    after = replan(problem, schedule_of(problem, (0, 1, 2), (0, 0, 1)), [NoShow(0)], now=1)
    assert told(after) == [("cancelled", "Ana-Chloé is cancelled.")]
    assert after.schedule.slot_of == (0, NOWHERE, 2)
    assert (after.moved, after.least, after.cancelled) == (0, True, (1,))


def test_a_late_arrival_moves_its_meeting_alone() -> None:
    problem = event([pair(0, 1), pair(2, 3), pair(1, 2)])
    before = schedule_of(problem, (0, 0, 1), (0, 1, 2))
    after = replan(problem, before, [Away(0, mask_of([0, 1]))])
    assert told(after)[0] == ("moved", "Ana-Ben moves from 9:00 to 11:00.")
    assert after.schedule.slot_of == (2, 0, 1)
    assert (after.moved, after.least, after.not_placed) == (1, True, ())


def test_another_meeting_makes_room_when_it_must() -> None:
    """Ana can only come at 10:00, when Ben meets Dan; that meeting goes to 9:00."""
    problem = event([pair(0, 1), pair(1, 3)], slots=2)
    after = replan(problem, schedule_of(problem, (0, 1)), [Away(0, 0b01)])
    assert after.schedule.slot_of == (1, 0)
    assert after.moved == 2


def test_a_locked_meeting_does_not_make_room() -> None:
    problem = event([pair(0, 1), pair(1, 3)], slots=2)
    after = replan(problem, schedule_of(problem, (0, 1)), [Away(0, 0b01)], locked=[1])
    assert after.schedule.slot_of == (NOWHERE, 1)
    assert told(after) == [("not_placed", "Ana-Ben finds no slot any more.")]
    assert not after.least


def test_a_lost_table_changes_tables_before_slots() -> None:
    problem = event([pair(0, 1), pair(2, 3), pair(4, 5)], tables=3)
    after = replan(problem, schedule_of(problem, (0, 0, 1), (0, 1, 0)), [TableLost(0, 0b1111)])
    assert (after.moved, after.least) == (0, True)
    assert [code for code, _ in told(after)] == ["new_table", "new_table"]
    full = event([pair(0, 1), pair(2, 3), pair(4, 5)], tables=2)
    after = replan(full, schedule_of(full, (0, 0, 1), (0, 1, 0)), [TableLost(0, 0b1111)])
    assert (after.moved, after.least) == (1, True)
    assert check(after.problem, after.schedule).sound


def test_the_lost_booth_of_somebody_gives_way_to_any_table() -> None:
    problem = event([pair(0, 1)], tables=2)
    problem = Problem(
        problem.slots, (Person(name="Ana", booth=0), *problem.people[1:]), problem.tables, problem.meetings
    )
    after = replan(problem, schedule_of(problem, (0,), (0,)), [TableLost(0, 0b1111)])
    assert told(after) == [("new_table", "Ana-Ben is held at T2 instead of T1.")]


def test_a_colleague_takes_the_seat_of_who_does_not_come() -> None:
    problem = event([Meeting(((0, 1), (2,)), name="Firm-Chloé")])
    after = replan(problem, schedule_of(problem, (1,), (0,)), [NoShow(0)])
    assert told(after) == [("colleague", "Firm-Chloé is attended by Ben instead of Ana.")]
    assert after.schedule.slot_of == (1,)


def test_an_added_meeting_is_placed_at_a_table() -> None:
    problem = event([pair(0, 1)])
    after = replan(problem, schedule_of(problem, (1,), (0,)), [Added(pair(0, 2))], now=1)
    assert [code for code, _ in told(after)] == ["placed"]
    assert after.schedule.slot_of[1] == 2
    assert after.schedule.table_of[1] != NOWHERE


@pytest.fixture(scope="module")
def busy_event() -> tuple[Problem, Schedule]:
    problem = generate("mid", 200, 1000, 20)
    found = search(problem, 1.0)
    return problem, seat_at_tables(problem, schedule_of(problem, found.slot_of))


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_any_disruption_of_a_large_event_keeps_the_rules_and_the_past(
    busy_event: tuple[Problem, Schedule], data: st.DataObject
) -> None:
    problem, before = busy_event
    slots = st.integers(0, 2**20 - 1)
    person = st.integers(0, 199)
    kinds = st.one_of(
        st.builds(NoShow, person),
        st.builds(Away, person, slots),
        st.builds(TableLost, st.integers(0, len(problem.tables) - 1), slots),
        st.builds(lambda a: Added(Meeting(((a,), ((a + 1) % 200,)))), person),
    )
    disruptions: list[Disruption] = data.draw(st.lists(kinds, min_size=1, max_size=3))
    now = data.draw(st.integers(0, 19))
    after = replan(problem, before, disruptions, now=now, seconds=0.2)
    verdict = check(after.problem, after.schedule)
    assert {fault.code for fault in verdict.faults} <= {"not_placed"}
    assert verdict.gaps == after.gaps
    for number, slot in enumerate(before.slot_of):
        if slot < now:
            assert (after.schedule.slot_of[number], after.schedule.table_of[number]) == (slot, before.table_of[number])
    changed = {number for number, slot in enumerate(before.slot_of) if after.schedule.slot_of[number] != slot}
    assert changed <= {change.meeting for change in after.changes}


def test_the_answer_comes_at_once(busy_event: tuple[Problem, Schedule]) -> None:
    problem, before = busy_event
    began = time.process_time()
    after = replan(problem, before, [NoShow(3), Away(9, mask_of(range(8, 13))), TableLost(1, 2**20 - 1)], now=6)
    assert time.process_time() - began < 4
    assert after.seconds < 4
    assert after.moved < 30
