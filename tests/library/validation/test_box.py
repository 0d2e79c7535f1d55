"""The box: what comes out never says in which order, by whom or beside what it went in."""

import random

from hypothesis import given
from hypothesis import strategies as st

from intercluster.validation.box import Ballot, Box, Counts, Mark, Vote, filled, from_bytes, to_bytes
from intercluster.validation.results import LEAST_CELL, TOGETHER, Verdict, pooled, results, verdict

marks = st.builds(Mark, st.sampled_from(Vote), st.text(max_size=8), st.text(max_size=8), st.booleans())
ballots = st.lists(
    st.builds(Ballot, st.sampled_from("abcd"), st.dictionaries(st.sampled_from("123"), marks, max_size=3)), max_size=12
)


@given(ballots, st.randoms(use_true_random=False))
def test_same_bytes_whatever_the_order(given_in: list[Ballot], order: random.Random) -> None:
    shuffled = order.sample(given_in, len(given_in))
    assert to_bytes(filled(given_in)) == to_bytes(filled(shuffled))


@given(ballots)
def test_a_box_is_read_back(given_in: list[Ballot]) -> None:
    box = filled(given_in)
    assert from_bytes(to_bytes(box)) == box


@given(ballots)
def test_no_group_is_smaller_than_the_least_cell_and_nothing_is_lost(given_in: list[Ballot]) -> None:
    box, shown = filled(given_in), pooled(filled(given_in))
    if box.ballots < LEAST_CELL:
        assert shown == Box()
        return
    assert min(shown.answered.values()) >= LEAST_CELL
    assert shown.ballots == box.ballots
    assert [one.counts.take_part for one in results(shown, "123")] == [
        one.counts.take_part for one in results(box, "123")
    ]


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    box = Box(answered={"a": 1, "b": 3, "c": 9}, counts={"a": {}, "b": {}, "c": {}})
    assert pooled(box).answered == {"c": 9, TOGETHER: 4}


def test_verdicts() -> None:
    def said(yes: int = 0, condition: int = 0, no: int = 0, none: int = 0) -> Verdict:
        return verdict(Counts({Vote.YES: yes, Vote.YES_IF: condition, Vote.NO: no, Vote.NONE: none}))

    assert said(yes=2, no=1) == Verdict.SUPPORTED
    assert said(yes=1, condition=2, no=1) == Verdict.CONDITIONAL
    assert said(yes=1, no=1) == Verdict.DIVIDED
    assert said(yes=1, no=2) == Verdict.REFUSED
    assert said(none=5) == Verdict.TOO_FEW


def test_under_the_quorum_nothing_is_said_of_an_option() -> None:
    box = filled([Ballot("a", {"1": Mark(Vote.YES)})] * 4)
    assert [one.verdict for one in results(box, ["1"], quorum=5)] == [Verdict.TOO_FEW]
    assert [one.verdict for one in results(box, ["1"], quorum=4)] == [Verdict.SUPPORTED]
    assert results(box, ["1"])[0].share == 1
