"""The back-test: nothing of the future is seen, measures are what they say, and the good ranker wins."""

import math

import numpy as np
import pytest

from intercluster.fields.concepts import Concept
from intercluster.scouting.backtest import run_backtest
from intercluster.scouting.backtest.measures import Tally, auc, degree_matched_auc, ranked
from intercluster.scouting.backtest.split import history, questions
from tests.library.factories import World, WorldBuilder


class ProgrammeWorld(WorldBuilder):
    """Projects tagged with one programme part, ``h2020:PART``."""

    def _concepts(self) -> list[Concept]:
        return [*super()._concepts(), Concept("h2020:PART", "h2020", "PART", None, {"en": "Part"})]


@pytest.fixture
def world() -> World:
    """a knows z; z knows x in the field before 2017; a meets x in 2017 (new), z again (old) and y, unknown before."""
    builder = ProgrammeWorld()
    for key, zone in {"a": "FRK2", "z": "DE91", "x": "UKJ3", "y": "JP", "w": "UKJ3", "d": "FRK1"}.items():
        builder.organisation(key, zone)
    for at, members in enumerate(("az", "azd", "az", "zx", "zx", "x", "w", "w", "w", "d", "d", "d")):
        builder.project(f"old{at}", members, year=2014)
    builder.project("new", "azxyd", year=2017)
    builder.project("later", "aw", year=2019)
    builder.tags += [(key, "h2020:PART", 1.0) for key in builder.projects]
    return builder.build()


def test_the_past_holds_nothing_that_starts_later(world: World) -> None:
    past = history(world.base, 2017)
    assert past.project_sizes[world.base.project_years >= 2017].sum() == 0
    assert past.took_part.nnz == world.base.took_part.nnz - 7


def test_queries_are_new_partners_abroad_with_earlier_projects(world: World) -> None:
    past = history(world.base, 2017)
    asked = questions(world.base, past, (2017, 2018), 100, 1)
    ids = world.base.org_ids
    found = {ids[query.seeker]: [ids[row] for row in query.candidates[query.true]] for query in asked}
    # z is no news to a, d sits in the same country as a, y has no earlier project
    assert found == {"a": ["x"], "x": ["a", "d"], "d": ["x"]}
    first = next(query for query in asked if ids[query.seeker] == "a")
    assert [ids[row] for row in first.candidates] == ["x", "w"]


def test_a_bridge_puts_the_true_partner_first(world: World) -> None:
    result = run_backtest(world.base, world.vocabulary, count=100)
    lines = {line.ranker: line for line in result.lines}
    assert set(lines) == {
        "random", "preferential attachment", "Adamic-Adar", "topic cosine", "field strength", "field bridge",
        "feasibility, quick win", "feasibility, less obvious",
    }  # fmt: skip
    assert lines["feasibility, quick win"].queries == 3
    assert lines["feasibility, quick win"].mrr == 1.0
    assert lines["feasibility, quick win"].auc == 1.0
    assert result == run_backtest(world.base, world.vocabulary, count=100)


def test_without_new_partners_there_is_nothing_to_test(world: World) -> None:
    with pytest.raises(ValueError, match="no new partners"):
        run_backtest(world.base, world.vocabulary, before=2021, until=2022)


def test_auc_is_the_share_of_pairs_in_order() -> None:
    assert auc(np.array([True, True, False])) == 1.0
    assert auc(np.array([False, True, True])) == 0.0
    assert auc(np.array([True, False, True, False])) == pytest.approx(0.75)
    assert math.isnan(auc(np.array([False, False])))


def test_ranking_by_size_is_worth_a_half_among_equals_in_size() -> None:
    rng = np.random.default_rng(3)
    degrees = np.arange(2000, dtype=np.float64)
    true = rng.random(2000) < 0.1
    order = ranked(rng, degrees)
    assert degree_matched_auc(order, true, degrees) == pytest.approx(0.5, abs=0.05)
    assert degree_matched_auc(ranked(rng, true.astype(np.float64)), true, degrees) == 1.0


def test_a_line_is_the_mean_over_queries() -> None:
    tally = Tally()
    candidates, degrees = np.arange(20), np.arange(20, dtype=np.float64)
    for place in (0, 14):
        true = np.zeros(20, dtype=np.bool_)
        true[place] = True
        tally.add(np.arange(20), candidates, true, degrees)
    line = tally.line("ours", 40)
    assert (line.hit_at_10, line.precision_at_10, line.recall_at_50) == (0.5, 0.05, 1.0)
    assert line.mrr == pytest.approx((1 + 1 / 15) / 2, abs=1e-4)
    assert line.coverage_at_10 == 0.25


def test_ties_are_broken_by_the_next_score_then_by_lot() -> None:
    first, second = np.array([1.0, 1.0, 2.0]), np.array([0.0, 5.0, 0.0])
    assert ranked(np.random.default_rng(0), first, second).tolist() == [2, 1, 0]
