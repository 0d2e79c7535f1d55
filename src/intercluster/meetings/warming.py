"""Compile the local search ahead of time; the machine code is kept beside the modules."""

from intercluster.meetings.crowding import crowd_bound
from intercluster.meetings.live import Away, TableLost, replan
from intercluster.meetings.masks import ALL
from intercluster.meetings.problem import Meeting, Person, Problem, Slot, Table, schedule_of
from intercluster.meetings.proof.rup import check_proof
from intercluster.meetings.search.beliefs import settle
from intercluster.meetings.search.board import event_of
from intercluster.meetings.search.engine import BIG, search
from intercluster.meetings.search.tables import seat_at_tables

_PEOPLE, _SLOTS = 300, 16


def warm_up() -> None:
    """Run every compiled function once, on an event big enough for all of them and on a small one with all rules."""
    search(_ring(-(-BIG // _PEOPLE)), 2.5)
    small = _ring(1, rules=True)
    found = search(small, 0.5)
    held = seat_at_tables(small, schedule_of(small, found.slot_of), seconds=0.2)
    replan(small, held, [Away(0, 0b11), TableLost(1, ALL)], seconds=0.2)
    settle(event_of(small), 0.2, seed=1)
    crowd_bound(small)
    check_proof([[1, 2], [-1, 2], [1, -2], [-1, -2]], ["2 0", "d 1 2 0", "0"])


def _ring(each: int, *, rules: bool = False) -> Problem:
    """Everybody meets the next ``each`` people of a circle."""
    meetings = [
        Meeting(((person,), ((person + step) % _PEOPLE,)), ALL)
        for step in range(1, each + 1)
        for person in range(_PEOPLE)
    ]
    if rules:
        meetings[1] = Meeting(((1,), (2,), (40,)), table=0, after=(0,))
        meetings[2] = Meeting(((50,), (60,)), table=0)
    return Problem(
        slots=(Slot(),) * _SLOTS,
        people=(Person(),) * _PEOPLE,
        tables=(Table(room="A"), *(Table(room="B"),) * (_PEOPLE // 2)),
        meetings=tuple(meetings),
        fairness=2 if rules else None,
        distances=(("A", "B", 50.0),),
    )
