"""News for a need: what is found, what is new, and why."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercluster.evidence.relevance import IN_FIELD
from intercluster.scouting.engine import scout
from intercluster.scouting.types import Query, UnitKind
from intercluster.watch.news import Kind, Need, find, new_partners, news, partner_key
from tests.library.factories import FIELDS, World, WorldBuilder
from tests.library.scouting.worlds import US, worlds

LASERS = Need(("esv:lasers",))


def _builder() -> WorldBuilder:
    builder = WorldBuilder()
    builder.organisation("here", "FRK2")
    builder.organisation("there", "DE91")
    builder.organisation("far", "JP")
    builder.project("old", ["here", "there"], {"lasers": 1.0}, year=2014)
    builder.project("unsure", ["there"], {"lasers": 0.8}, year=2018)
    builder.project("other", ["there"], {"metals": 1.0})
    return builder


def _news(world: World, need: Need, seen: frozenset[str] = frozenset(), most: int = 100) -> dict[Kind, list[str]]:
    told = news(find(world.base, world.vocabulary, need), seen, most)
    return {
        kind: [match.key for match in told.matches if match.kind is kind] for kind in (Kind.PROJECT, Kind.ORGANISATION)
    }


def test_a_need_finds_projects_and_who_takes_part_surest_first() -> None:
    found = _news(_builder().build(), LASERS)
    assert found == {Kind.PROJECT: ["old", "unsure"], Kind.ORGANISATION: ["there", "here"]}


def test_zones_of_any_level_narrow_both() -> None:
    world = _builder().build()
    assert _news(world, Need(("esv:lasers",), ("FR",))) == {Kind.PROJECT: ["old"], Kind.ORGANISATION: ["here"]}
    assert _news(world, Need(("esv:lasers",), ("DE91", "FRK2")))[Kind.PROJECT] == ["old", "unsure"]
    assert _news(world, Need(("esv:lasers",), ("JP",))) == {Kind.PROJECT: [], Kind.ORGANISATION: []}


def test_only_what_an_import_adds_is_new() -> None:
    before = _builder().build()
    seen = find(before.base, before.vocabulary, LASERS).keys()
    after = _builder()
    after.project("new", ["there", "far"], {"lasers": 1.0}, year=2019)
    assert _news(after.build(), LASERS, seen) == {Kind.PROJECT: ["new"], Kind.ORGANISATION: ["far"]}


def test_each_match_says_why() -> None:
    builder = _builder()
    world = builder.build()
    need = Need(("esv:metals", "esv:lasers"), ("FR", "DE"))
    told = {match.key: match for match in news(find(world.base, world.vocabulary, need), ()).matches}
    assert (told["old"].concept, told["old"].zone, told["old"].count) == ("esv:lasers", "FR", 2)
    assert (told["other"].concept, told["other"].weight, told["other"].year) == ("esv:metals", 1.0, 2015)
    assert (told["there"].zone, told["there"].count, told["there"].country) == ("DE", 3, "DE")
    assert told["there"].label == "THERE"


def test_what_is_left_out_is_counted() -> None:
    world = _builder().build()
    told = news(find(world.base, world.vocabulary, LASERS), (), most=1)
    assert [match.key for match in told.matches] == ["old", "there"]
    assert told.more == {Kind.PROJECT: 1, Kind.ORGANISATION: 1}


def test_wrong_needs_are_told() -> None:
    world = _builder().build()
    with pytest.raises(ValueError, match="at least one field"):
        find(world.base, world.vocabulary, Need(()))
    with pytest.raises(KeyError, match="XX9"):
        find(world.base, world.vocabulary, Need(("esv:lasers",), ("XX9",)))
    with pytest.raises(KeyError):
        find(world.base, world.vocabulary, Need(("esv:magic",)))
    with pytest.raises(ValueError, match="negative"):
        news(find(world.base, world.vocabulary, LASERS), (), most=-1)


def test_partners_new_among_the_first_are_told_with_their_place() -> None:
    builder = _builder()
    builder.cluster("first", "DE91", members=("there",))
    builder.cluster("second", "JP", members=("far",))
    builder.project("joint", ["far", "here"], {"lasers": 1.0})
    world = builder.build()
    query = Query(US, ("esv:lasers",), UnitKind.CLUSTER)
    ranked = scout(world.base, world.directory, world.vocabulary, query).candidates
    assert [match.count for match in new_partners(ranked, ())] == [1, 2]
    known = {partner_key(ranked[0])}
    assert [(match.key, match.count) for match in new_partners(ranked, known)] == [(partner_key(ranked[1]), 2)]


few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # worlds take their time
NEEDS = st.builds(
    Need,
    concepts=st.lists(st.sampled_from([f"esv:{name}" for name in FIELDS]), min_size=1, max_size=3, unique=True).map(
        tuple
    ),
    zones=st.lists(st.sampled_from(("FR", "FRK2", "DE91", "GB", "JP")), max_size=3, unique=True).map(tuple),
)


@few
@given(worlds(), NEEDS)
def test_what_was_seen_is_never_told_again(world: World, need: Need) -> None:
    found = find(world.base, world.vocabulary, need)
    assert news(found, found.keys()).matches == ()


@few
@given(worlds(), NEEDS, st.integers(0, 5))
def test_told_and_left_out_add_up_and_every_match_is_in_the_field(world: World, need: Need, most: int) -> None:
    found = find(world.base, world.vocabulary, need)
    told = news(found, (), most)
    for kind, rows in ((Kind.PROJECT, found.projects), (Kind.ORGANISATION, found.organisations)):
        listed = [match for match in told.matches if match.kind is kind]
        assert len(listed) + told.more.get(kind, 0) == len(rows)
        assert all(match.weight >= IN_FIELD and match.concept in need.concepts for match in listed)


@few
@given(worlds(), NEEDS)
def test_wider_zones_lose_nothing(world: World, need: Need) -> None:
    narrow = find(world.base, world.vocabulary, need).keys()
    assert narrow <= find(world.base, world.vocabulary, replace(need, zones=())).keys()
