"""Small problems, and the truth about them by trying every timetable."""

from itertools import product

from hypothesis import strategies as st

from intercluster.meetings.checker import check
from intercluster.meetings.masks import ALL, mask_of
from intercluster.meetings.problem import Meeting, Person, Problem, Schedule, Slot, Table

AM, PM = mask_of(range(3)), mask_of(range(3, 6))
DAY = tuple(Slot(f"{9 + slot}:00", session="AM" if slot < 3 else "PM") for slot in range(6))


def pairs(*couples: tuple[int, int], people: int, tables: int = 5, fairness: int | None = None) -> Problem:
    """Meetings of two in six slots of one day."""
    meetings = tuple(Meeting(((first,), (second,))) for first, second in couples)
    return Problem(DAY, (Person(),) * people, (Table(),) * tables, meetings, fairness)


def fewest(problem: Problem) -> int | None:
    """The fewest gaps of all timetables that the checker finds sound; ``None`` when there is none."""
    slots = range(len(problem.slots))
    seatings = product(*(product(*meeting.seats) for meeting in problem.meetings))
    best = None
    for attendees in seatings:
        for slot_of in product(slots, repeat=len(problem.meetings)):
            verdict = check(problem, Schedule(slot_of, problem.fixed_table, attendees))
            if verdict.sound and (best is None or verdict.gaps < best):
                best = verdict.gaps
    return best


def fewest_idle(problem: Problem) -> tuple[int, int] | None:
    """The fewest gaps, and the fewest idle slots with them, by trying every timetable; ``None`` when there is none."""
    slots = range(len(problem.slots))
    found = (
        check(problem, Schedule(slot_of, problem.fixed_table, attendees))
        for attendees in product(*(product(*meeting.seats) for meeting in problem.meetings))
        for slot_of in product(slots, repeat=len(problem.meetings))
    )
    return min(((verdict.gaps, verdict.idle) for verdict in found if verdict.sound), default=None)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Every feature, in sizes for which every timetable can be tried."""
    slots = draw(st.integers(3, 5))
    people = draw(st.integers(3, 4))
    times = st.one_of(st.just(ALL), st.integers(1, (1 << slots) - 1))
    cut = draw(st.integers(1, slots))
    tables = tuple(Table(open=draw(times), reserved=draw(st.booleans())) for _ in range(draw(st.integers(1, 3))))
    meetings = []
    for number in range(draw(st.integers(1, 4))):
        order = draw(st.permutations(range(people)))
        shape = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 1, 1)]))
        seats, taken = [], 0
        for size in shape:
            seats.append(tuple(order[taken : taken + size]))
            taken += size
        meetings.append(
            Meeting(
                tuple(seats),
                slots=draw(times),
                slot=draw(st.one_of(st.none(), st.none(), st.integers(0, slots - 1))),
                table=draw(st.one_of(st.none(), st.none(), st.integers(0, len(tables) - 1))),
                after=(draw(st.integers(0, number - 1)),) if number and draw(st.integers(0, 3)) == 0 else (),
            )
        )
    booth = st.one_of(st.none(), st.none(), st.integers(0, len(tables) - 1))
    return Problem(
        tuple(Slot(day=int(slot >= cut)) for slot in range(slots)),
        tuple(Person(open=draw(times), booth=draw(booth)) for _ in range(people)),
        tables,
        tuple(meetings),
        fairness=draw(st.sampled_from([None, 0, 1, 2])),
    )
