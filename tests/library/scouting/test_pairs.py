"""Pairs for a meeting: small worlds by hand, and what holds for every world."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercluster.directory.types import CooperationRecord, MembershipRecord, Source
from intercluster.fields.concepts import UnknownConceptError
from intercluster.scouting.pairs.ground import Pairs, pairs_among
from intercluster.scouting.pairs.suggest import suggest_pairs
from intercluster.scouting.pairs.types import NOTE_POINTS, Note, PairReason, PairSuggestion
from intercluster.scouting.pairs.wanted import wanted_for
from intercluster.scouting.seekers import seeker_from
from intercluster.scouting.types import Seeker
from tests.library.factories import World, WorldBuilder
from tests.library.scouting.worlds import ORGANISATIONS, worlds

# The first world loads what is compiled; on a busy machine that alone takes seconds.
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def among(world: World, *parties: Seeker) -> Pairs:
    return pairs_among(world.base, world.directory, world.vocabulary, parties)


def clusters(world: World) -> tuple[Seeker, ...]:
    return tuple(seeker_from(cluster) for cluster in world.directory.clusters)


def codes(suggestion: PairSuggestion) -> dict[str, PairReason]:
    return {reason.code: reason for reason in suggestion.reasons}


def two_clusters() -> WorldBuilder:
    """Cluster one has a, b and s; cluster two has x, y and s. a and x worked together twice, s in one alone."""
    builder = WorldBuilder()
    builder.project("first", "ax", {"coatings": 1.0}, year=2012)
    builder.project("second", "ayz", {"coatings": 1.0}, year=2016)
    builder.project("shared only", "sz", {"lasers": 1.0}, year=2017)
    builder.cluster("one", "FRK2", members=("a", "b", "s"), fields=("esv:coatings", "esv:metals"))
    builder.cluster("two", "DE91", members=("x", "y", "s"), fields=("esv:coatings",))
    return builder


def test_projects_count_when_different_organisations_stand_in_them() -> None:
    world = two_clusters().build()
    (found,) = suggest_pairs(among(world, *clusters(world)))
    together = codes(found)["projects_together"]
    assert (together.value, together.unit, together.period) == (2, "projects", (2012, 2017))
    assert together.source == "test"
    assert (together.params["last_year"], together.params["basis"]) == (2016, "members")
    assert [item.key for item in together.evidence] == ["second", "first"]  # not "shared only": s alone stands in it
    assert together.points == pytest.approx(0.5 * math.log2(3))


def test_members_fields_networks_and_cooperations_are_named_with_their_source() -> None:
    builder = two_clusters()
    builder.cluster("net")
    builder.memberships += [MembershipRecord("net", "one"), MembershipRecord("net", "two")]
    builder.cooperations.append(
        CooperationRecord("two", "one", "project", 2014, "Coatings", source=Source("https://example.org/pact"))
    )
    world = builder.build()
    found = codes(suggest_pairs(among(world, *clusters(world)[:2]))[0])
    assert [item.key for item in found["members_in_common"].evidence] == ["s"]
    assert [item.label for item in found["declared_fields"].evidence] == ["Coatings"]
    assert [item.key for item in found["network_in_common"].evidence] == ["net"]
    cooperation = found["cooperation"]
    assert (cooperation.source, cooperation.period) == ("https://example.org/pact", (2014, 2014))


def test_a_cluster_that_stands_on_its_territory_counts_half_and_says_so() -> None:
    builder = WorldBuilder()
    builder.organisation("x", "DE91")
    builder.project("p", "ax", {"coatings": 1.0})
    builder.cluster("known", "FRK2", members=("a",))
    builder.cluster("there", "DE91", fields=("esv:coatings",))
    world = builder.build()
    together = codes(suggest_pairs(among(world, *clusters(world)))[0])["projects_together"]
    assert (together.params["basis"], together.points) == ("territory", pytest.approx(0.25))


def complementary() -> World:
    """Every region that does coatings does lasers; we do coatings only, they do lasers only."""
    builder = WorldBuilder()
    for number in range(30):
        builder.organisation(f"r{number}", "UKJ3" if number % 2 else "DE91")
        builder.project(f"both{number}", [f"r{number}"], {"coatings": 1.0, "lasers": 1.0})
    for number in range(12):
        builder.project(f"ours{number}", ["a"], {"coatings": 1.0})
        builder.project(f"theirs{number}", ["x"], {"lasers": 1.0})
        builder.project(f"other{number}", ["w"], {"robots": 1.0})
    builder.cluster("one", "FRK2", members=("a",))
    builder.cluster("two", "FRK1", members=("x",))
    builder.cluster("three", "JP", members=("w",))
    return builder.build()


def test_what_one_lacks_close_to_its_own_fields_and_the_other_has_is_complementary() -> None:
    world = complementary()
    pairs = among(world, *clusters(world))
    found = {(one.first, one.second): codes(one) for one in suggest_pairs(pairs)}
    assert set(found) == {("one", "two")}  # robots are far from both
    reason = found["one", "two"]["complementary"]
    assert [item.label for item in reason.evidence] == ["Lasers", "Coatings"]  # for the first, then for the second
    assert (reason.params["for_first"], reason.params["first"], reason.params["second"]) == (1, "12.0", "12.0")


def test_notes_are_reasons_and_strangers_in_them_are_passed_over() -> None:
    world = complementary()
    pairs = among(world, *clusters(world))
    notes = [
        Note("three", "one", "encounters", value=3, period=(2019, 2024), source="Us"),
        Note("one", "three", "shortlist", "Robots"),
        Note("one", "nobody", "shortlist"),
    ]
    first = suggest_pairs(pairs, notes=notes, limit=1)[0]
    assert [(reason.code, reason.points) for reason in first.reasons] == [("shortlist", 1.5), ("encounters", 1.0)]
    assert (first.first, first.second, first.points) == ("one", "three", 2.5)
    assert codes(first)["encounters"].period == (2019, 2024)


def test_an_objective_is_wanted_of_those_with_projects_in_its_fields() -> None:
    world = complementary()
    pairs = among(world, *clusters(world))
    notes = wanted_for(pairs, "one", ("esv:robots",), "Robots", "7")
    assert [(note.second, note.value, note.projects) for note in notes] == [("three", 1.0, 12.0)]
    reason = codes(suggest_pairs(pairs, notes=notes, limit=1)[0])["objective"]
    assert (reason.value, reason.unit, reason.points, reason.params["key"]) == (12.0, "projects", 1.5, "7")
    assert wanted_for(pairs, "three", ("esv:robots",), "Robots") == ()
    with pytest.raises(UnknownConceptError):
        wanted_for(pairs, "one", ("esv:gossip",), "Gossip")


def test_pairs_left_out_or_not_allowed_are_not_suggested() -> None:
    world = complementary()
    pairs = among(world, *clusters(world))
    assert not suggest_pairs(pairs, left_out={frozenset({"one", "two"}), frozenset({"one", "gone"})})
    assert not suggest_pairs(pairs, only=np.zeros((3, 3), dtype=np.bool_))
    one_way = np.zeros((3, 3), dtype=np.bool_)
    one_way[1, 0] = True
    assert len(suggest_pairs(pairs, only=one_way)) == 1


def test_a_party_given_twice_and_an_unknown_note_are_refused() -> None:
    world = complementary()
    with pytest.raises(ValueError, match="twice"):
        among(world, Seeker("a", "A"), Seeker("a", "A again"))
    with pytest.raises(KeyError):
        suggest_pairs(among(world, *clusters(world)), notes=[Note("one", "two", "gossip")])


def test_nobody_and_one_alone_have_no_pairs() -> None:
    world = complementary()
    assert suggest_pairs(among(world)) == ()
    assert suggest_pairs(among(world, Seeker("a", "A"))) == ()


def everybody(world: World) -> tuple[Seeker, ...]:
    """Clusters of all kinds, organisations of the evidence, one without any."""
    return (*clusters(world), *(Seeker(key, key.upper()) for key in ORGANISATIONS[:4]), Seeker("stranger", "Stranger"))


_NOTES = st.lists(
    st.builds(
        Note,
        st.sampled_from(("known", "a", "stranger")),
        st.sampled_from(("here", "b", "c")),
        st.sampled_from(sorted(NOTE_POINTS)),
        value=st.sampled_from((0.5, 1.0)),
    ),
    max_size=4,
)


@QUICK
@given(worlds(), _NOTES)
def test_points_are_the_sum_of_the_reasons(world: World, notes: list[Note]) -> None:
    for one in suggest_pairs(among(world, *everybody(world)), notes=notes, limit=200):
        assert one.points == pytest.approx(sum(reason.points for reason in one.reasons))
        assert all(reason.points > 0 for reason in one.reasons)
        assert [reason.points for reason in one.reasons] == sorted((r.points for r in one.reasons), reverse=True)


@QUICK
@given(worlds())
def test_points_of_the_pages_are_those_of_the_matrix(world: World) -> None:
    pairs = among(world, *everybody(world))
    found = {(one.first, one.second): one.points for one in suggest_pairs(pairs, limit=1000)}
    rows, columns = np.nonzero(np.triu(pairs.points, 1))
    expected = {
        (pairs.parties[a].key, pairs.parties[b].key): float(pairs.points[a, b])
        for a, b in zip(rows.tolist(), columns.tolist(), strict=True)
    }
    assert found == {pair: pytest.approx(points) for pair, points in expected.items()}


@QUICK
@given(worlds())
def test_every_measure_is_symmetric_and_nobody_meets_themselves(world: World) -> None:
    pairs = among(world, *everybody(world))
    for measure in (pairs.points, pairs.projects_together, pairs.members_together, pairs.alike):
        assert np.allclose(measure, measure.T)
        assert not np.diagonal(measure).any()
        assert (measure >= 0).all()
    assert ((pairs.brought >= 0) & (pairs.brought <= 1 + 1e-9)).all()


@QUICK
@given(worlds(), st.integers(1, 3), st.integers(0, 12))
def test_nobody_gets_more_than_asked_for(world: World, each: int, limit: int) -> None:
    found = suggest_pairs(among(world, *everybody(world)), each=each, limit=limit)
    counts = [
        sum(key in (one.first, one.second) for one in found) for key in {k for f in found for k in (f.first, f.second)}
    ]
    assert len(found) <= limit
    assert all(count <= each for count in counts)


@QUICK
@given(worlds())
def test_the_order_of_the_parties_does_not_matter(world: World) -> None:
    parties = everybody(world)
    one_way = suggest_pairs(among(world, *parties), limit=1000)
    other_way = suggest_pairs(among(world, *reversed(parties)), limit=1000)
    assert {frozenset((one.first, one.second)): pytest.approx(one.points) for one in one_way} == {
        frozenset((one.first, one.second)): one.points for one in other_way
    }


@QUICK
@given(worlds())
def test_the_projects_counted_are_the_projects_shown_where_they_are_few(world: World) -> None:
    """By the definition, project by project: two organisations that are not the same set, both within."""
    pairs = among(world, *(Seeker(key, key) for key in ORGANISATIONS))
    for one in suggest_pairs(pairs, limit=1000):
        together = codes(one).get("projects_together")
        rows = [pairs.base.org_index[key] for key in (one.first, one.second)]
        took_part = pairs.base.took_part[:, rows].toarray() > 0
        assert int(took_part.all(axis=1).sum()) == (together.value if together else 0)
