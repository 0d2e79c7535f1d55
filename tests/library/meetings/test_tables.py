"""Tables: booths first, then the fewest changes, then the fewest metres."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.meetings.checker import check
from intercluster.meetings.problem import NOWHERE, Meeting, Person, Problem, Schedule, Slot, Table, schedule_of
from intercluster.meetings.search.tables import seat_at_tables


def pair(first: int, second: int, table: int | None = None) -> Meeting:
    return Meeting(((first,), (second,)), table=table)


def event(
    meetings: list[Meeting], tables: tuple[Table, ...], people: int = 8, slots: int = 4, **more: object
) -> Problem:
    return Problem((Slot(),) * slots, (Person(),) * people, tables, tuple(meetings), fairness=None, **more)  # type: ignore[arg-type]


def test_somebody_in_every_slot_keeps_their_table() -> None:
    problem = event([pair(0, 1), pair(0, 2), pair(0, 3), pair(4, 5), pair(4, 6)], (Table(),) * 2)
    seated = seat_at_tables(problem, schedule_of(problem, (0, 1, 2, 0, 1)))
    assert check(problem, seated).table_changes == 0
    assert len(set(seated.table_of[:3])) == 1
    assert seated.table_of[3] == seated.table_of[4] != seated.table_of[0]


def test_booths_reserved_and_closed_tables() -> None:
    tables = (Table(reserved=True), Table(open=0b01), Table())
    problem = event([pair(0, 1, table=0), pair(2, 3), pair(4, 5), pair(2, 4)], tables)
    seated = seat_at_tables(problem, schedule_of(problem, (0, 0, 0, 1)))
    assert seated.table_of[0] == 0
    assert sorted(seated.table_of[1:3]) == [1, 2]
    assert seated.table_of[3] == 2
    assert check(problem, seated).sound


def test_a_change_goes_to_the_nearer_room() -> None:
    """Person 0 must leave the booth of slot 0; the free table in the same room is nearer than that across the yard."""
    tables = (Table(room="Hall", reserved=True), Table(room="Yard"), Table(room="Hall"))
    problem = event([pair(0, 1, table=0), pair(0, 2)], tables, distances=(("Hall", "Yard", 200.0),))
    seated = seat_at_tables(problem, schedule_of(problem, (0, 1)))
    assert seated.table_of == (0, 2)


def test_known_tables_stay_when_nothing_is_gained() -> None:
    problem = event([pair(0, 1), pair(2, 3)], (Table(),) * 4)
    seated = seat_at_tables(problem, schedule_of(problem, (0, 1)), known=(3, 1))
    assert seated.table_of == (3, 1)


def test_too_few_tables_leave_a_meeting_without_one() -> None:
    problem = event([pair(0, 1), pair(2, 3), pair(4, 5)], (Table(),))
    seated = seat_at_tables(problem, schedule_of(problem, (0, 0, NOWHERE)))
    assert sorted(seated.table_of) == [NOWHERE, NOWHERE, 0]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(6)), st.permutations(range(6)))
def test_two_slots_are_assigned_as_well_as_any(first: list[int], second: list[int]) -> None:
    meetings = [pair(*first[number : number + 2]) for number in (0, 2, 4)]
    meetings += [pair(*second[number : number + 2]) for number in (0, 2, 4)]
    problem = event(meetings, (Table(),) * 3, people=6)
    slots = (0, 0, 0, 1, 1, 1)
    seated = seat_at_tables(problem, schedule_of(problem, slots))
    attendees = schedule_of(problem, slots).attendees
    tried = (Schedule(slots, (0, 1, 2, *tables), attendees) for tables in permutations(range(3)))
    assert check(problem, seated).table_changes == min(check(problem, one).table_changes for one in tried)
