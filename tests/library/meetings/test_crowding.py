"""The bound from the tables of a slot: never above what a timetable reaches, and above what people alone need."""

from itertools import combinations

from bench.meetings.generated import generate
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.meetings.bounds import person_bounds
from intercluster.meetings.crowding import crowd_bound
from intercluster.meetings.lower_bound import gap_bound
from intercluster.meetings.masks import gaps, mask_of
from intercluster.meetings.problem import Meeting, Person, Problem, Slot, Table
from intercluster.meetings.search.engine import search


def test_noon_seats_two_of_three_pairs() -> None:
    """Three pairs meet in the morning and in the afternoon; with two tables one pair must wait in a middle slot."""
    morning, afternoon = mask_of([0, 1]), mask_of([2, 3])
    pairs = ((0, 1), (2, 3), (4, 5))
    wishes = [Meeting(((a,), (b,)), slots=half) for a, b in pairs for half in (morning, afternoon)]
    problem = Problem((Slot(),) * 4, (Person(),) * 6, (Table(),) * 2, tuple(wishes), fairness=None)
    assert sum(bound.gaps for bound in person_bounds(problem)) == 0
    assert crowd_bound(problem) == gap_bound(problem) == 2
    assert search(problem, 0.3, bound=2).gaps == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 127), min_size=1, max_size=5), st.lists(st.booleans(), min_size=7, max_size=7))
def test_a_person_alone_has_the_fewest_gaps_of_all_choices(wishes: list[int], nights: list[bool]) -> None:
    """Wishes without holes: then the first and the last slot of each say everything."""
    masks = [mask_of(range((wish & -wish).bit_length() - 1, wish.bit_length())) for wish in wishes]
    days, day = [], 0
    for night in nights:
        day += night
        days.append(Slot(day=day))
    meetings = tuple(Meeting(((0,), (number + 1,)), slots=mask) for number, mask in enumerate(masks))
    problem = Problem(tuple(days), (Person(),) * (len(masks) + 1), (Table(),) * 9, meetings, fairness=None)
    found = [
        gaps(mask_of(slots), problem.days)
        for slots in combinations(range(7), len(masks))
        if _matches(list(slots), sorted(masks, key=int.bit_length))
    ]
    assert crowd_bound(problem) == min(found, default=0)


def _matches(slots: list[int], masks: list[int]) -> bool:
    """Whether each mask gets a slot of its own: the soonest to end first."""
    left = sorted(slots)
    for mask in sorted(masks, key=lambda mask: (mask.bit_length(), mask & -mask)):
        slot = next((slot for slot in left if mask >> slot & 1), None)
        if slot is None:
            return False
        left.remove(slot)
    return True


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(["mid", "tight", "loose"]), st.integers(0, 99))
def test_no_timetable_is_below_the_bound(family: str, seed: int) -> None:
    problem = generate(family, 30, 110, 11, seed)
    bound = gap_bound(problem)
    assert search(problem, 0.2, bound=bound).gaps >= bound
