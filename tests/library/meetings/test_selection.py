"""Which meetings to hold: the exact best choice under caps, floors, must-have and never pairs."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.meetings.selection import Candidate, Limits, SelectionError, select

A, B, C, D = range(4)


def best_by_trying(candidates: list[Candidate], caps: tuple[int, ...], floor: int) -> float | None:
    """The greatest worth over all subsets in which everybody has ``floor`` to cap meetings."""
    best = None
    for picked in product((False, True), repeat=len(candidates)):
        taken = [pair for pair, held in zip(candidates, picked, strict=True) if held]
        degree = [sum(person in (pair.first, pair.second) for pair in taken) for person in range(len(caps))]
        rules = all(pair.must <= held <= (not pair.never) for pair, held in zip(candidates, picked, strict=True))
        if rules and all(floor <= number <= cap for number, cap in zip(degree, caps, strict=True)):
            worth = sum(pair.worth for pair in taken)
            best = worth if best is None else max(best, worth)
    return best


@st.composite
def small_events(draw: st.DrawFn) -> tuple[list[Candidate], tuple[int, ...]]:
    people = draw(st.integers(2, 5))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(people), 2))), unique=True, max_size=8))
    candidates = [
        Candidate(first, second, draw(st.integers(0, 9)), never=draw(st.integers(0, 5)) == 0) for first, second in pairs
    ]
    return candidates, tuple(draw(st.integers(0, 3)) for _ in range(people))


@settings(max_examples=60, deadline=None)
@given(small_events())
def test_the_choice_is_the_best_of_all_subsets(event: tuple[list[Candidate], tuple[int, ...]]) -> None:
    candidates, caps = event
    choice = select(candidates, Limits(caps), fair=False)
    assert choice.worth == pytest.approx(best_by_trying(candidates, caps, 0))
    assert choice.gap == 0
    assert choice.greedy_worth <= choice.worth


def test_greedy_takes_the_best_pair_and_loses_two_good_ones() -> None:
    pairs = [Candidate(A, B, 5), Candidate(B, C, 6), Candidate(C, D, 5)]
    choice = select(pairs, Limits((1, 1, 1, 1)))
    assert choice.chosen == (0, 2)
    assert (choice.worth, choice.greedy_worth) == (10, 6)
    assert choice.greedy_loss == pytest.approx(0.4)
    assert choice.greedy_meetings_of == (0, 1, 1, 0)


def test_an_odd_circle_is_cut_in_whole_meetings() -> None:
    """The linear relaxation would hold each of the three meetings half."""
    choice = select([Candidate(A, B, 4), Candidate(B, C, 4), Candidate(A, C, 3)], Limits((1, 1, 1)), fair=False)
    assert choice.worth == 4
    assert choice.gap == 0


def test_fairness_comes_before_worth() -> None:
    pairs = [Candidate(A, B, 9), Candidate(A, C, 1), Candidate(B, D, 1)]
    assert select(pairs, Limits((1, 1, 1, 1)), fair=False).chosen == (0,)
    fair = select(pairs, Limits((1, 1, 1, 1)))
    assert fair.chosen == (1, 2)
    assert fair.least == 1


def test_floors_are_kept_and_an_impossible_one_is_lowered() -> None:
    pairs = [Candidate(A, B, 9), Candidate(A, C, 1)]
    choice = select(pairs, Limits((1, 2, 2), floors=(0, 0, 1)), fair=False)
    assert choice.chosen == (1,)
    choice = select(pairs, Limits((1, 2, 2), floors=(0, 1, 1)), fair=False)
    assert choice.worth == 9
    assert choice.lowered == ((C, 0),)


def test_must_have_and_never_pairs() -> None:
    pairs = [Candidate(A, B, 9, never=True), Candidate(A, C, 1, must=True), Candidate(A, D, 5)]
    choice = select(pairs, Limits((1, 1, 1, 1)))
    assert choice.chosen == (1,)


@pytest.mark.parametrize(
    ("pairs", "limits", "words"),
    [
        ([Candidate(A, B, 1), Candidate(B, A, 1)], Limits((1, 1)), "listed twice"),
        ([Candidate(A, B, 1, must=True, never=True)], Limits((1, 1)), "both must-have and never"),
        ([Candidate(A, A, 1)], Limits((1,)), "two different people"),
        ([Candidate(A, B, -1)], Limits((1, 1)), "worth -1"),
        ([Candidate(A, B, 1, must=True)], Limits((0, 1), names=("Ana", "Ben")), "Ana has 1 must-have meetings"),
        ([Candidate(A, B, 1)], Limits((1, 1), floors=(1,)), "1 floors for 2 people"),
    ],
)
def test_wishes_that_contradict_each_other_are_named(pairs: list[Candidate], limits: Limits, words: str) -> None:
    with pytest.raises(SelectionError, match=words):
        select(pairs, limits)


def test_a_large_event_loses_much_by_greed() -> None:
    rng = np.random.default_rng(1)
    seen = {tuple(sorted(pair)) for pair in rng.integers(0, 150, (2000, 2)).tolist() if pair[0] != pair[1]}
    pairs = [Candidate(first, second, float(rng.integers(1, 11))) for first, second in sorted(seen)]
    choice = select(pairs, Limits((6,) * 150))
    assert choice.gap == 0
    assert min(choice.meetings_of) == choice.least > min(choice.greedy_meetings_of)
    assert 0.01 < choice.greedy_loss < 0.2


def test_no_candidates_no_meetings() -> None:
    choice = select([], Limits((3, 3)))
    assert (choice.chosen, choice.worth, choice.meetings_of, choice.greedy_loss) == ((), 0, (0, 0), 0)
