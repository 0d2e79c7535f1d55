"""What is shown is the score: every number is the sum of its reasons, and every reason holds some of it up."""

import math

import pytest
from hypothesis import given, settings

from intercluster.scouting.engine import explain, recompute, scout, without_reason
from intercluster.scouting.types import Axis, Mode, Query
from tests.library.factories import World
from tests.library.scouting.worlds import queries, worlds

SCORING = {Axis.RELEVANCE, Axis.ACCESS, Axis.GAIN}


@settings(max_examples=25, deadline=None)
@given(world=worlds(), query=queries)
def test_scores_are_the_sums_of_their_reasons(world: World, query: Query) -> None:
    for candidate in scout(world.base, world.directory, world.vocabulary, query).candidates:
        shown = (candidate.relevance, candidate.access, candidate.feasibility, candidate.gain)
        assert recompute(candidate) == pytest.approx(shown, abs=1e-9)
        similar = sum(reason.amount for reason in candidate.reasons if reason.axis is Axis.SIMILARITY)
        assert similar == pytest.approx(candidate.similarity, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(world=worlds(), query=queries)
def test_taking_any_reason_away_lowers_the_score(world: World, query: Query) -> None:
    for candidate in scout(world.base, world.directory, world.vocabulary, query).candidates:
        for place, reason in enumerate(candidate.reasons):
            less = without_reason(candidate, place)
            if reason.axis in {Axis.RELEVANCE, Axis.ACCESS}:
                assert less.feasibility < candidate.feasibility
            if reason.axis is Axis.GAIN:
                assert less.gain < candidate.gain


@settings(max_examples=20, deadline=None)
@given(world=worlds(), query=queries)
def test_the_order_is_the_one_of_the_mode(world: World, query: Query) -> None:
    shortlist = scout(world.base, world.directory, world.vocabulary, query)
    by = [c.gain if query.mode is Mode.NEW_FIELD else c.feasibility for c in shortlist.candidates]
    assert by == sorted(by, reverse=True)
    if query.mode is Mode.KNOWN_PARTNERS:
        assert all(candidate.known for candidate in shortlist.candidates)
    if query.mode is Mode.LESS_OBVIOUS:
        assert not any(candidate.known for candidate in shortlist.candidates)
    assert len(shortlist.candidates) <= shortlist.considered


@settings(max_examples=20, deadline=None)
@given(world=worlds(), query=queries)
def test_explaining_one_candidate_gives_the_same_numbers(world: World, query: Query) -> None:
    for candidate in scout(world.base, world.directory, world.vocabulary, query).candidates:
        full = explain(world.base, world.directory, world.vocabulary, query, candidate.key)
        assert recompute(full) == pytest.approx(recompute(candidate), abs=1e-9)
        assert not any(reason.code == "more_bridges" for reason in full.reasons)
        assert all(math.isfinite(reason.amount) for reason in full.reasons)
