"""Networks of networks, successions, and the graph around an organisation."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster_web.directory.models import KnownCooperation, Membership, Succession
from intercluster_web.directory.star import star
from intercluster_web.directory.ties import (
    DEEPEST,
    members_below,
    networks_above,
    succession_chain,
    ties_of,
)
from tests.web.factories import organisation

pytestmark = pytest.mark.django_db


def test_a_network_in_a_network_is_seen_from_both_ends() -> None:
    grappe, pole, world = organisation("grappe"), organisation("pole"), organisation("world")
    Membership.objects.create(organisation=pole, member=grappe)
    Membership.objects.create(organisation=world, member=pole)
    assert [branch.organisation.key for top in networks_above(grappe) for branch in top] == ["pole", "world"]
    assert [branch.organisation.key for top in members_below(world) for branch in top] == ["pole", "grappe"]


def test_a_circle_is_cut_where_it_closes() -> None:
    a, b = organisation("a"), organisation("b")
    Membership.objects.create(organisation=a, member=b)
    Membership.objects.create(organisation=b, member=a)
    (branch,) = networks_above(a)
    assert [(one.organisation.key, one.seen_above) for one in branch] == [("b", False), ("a", True)]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_any_tangle_of_memberships_ends(pairs: list[tuple[int, int]]) -> None:
    made = [organisation() for _ in range(6)]
    for upper, lower in set(pairs):
        if upper != lower:
            Membership.objects.create(organisation=made[upper], member=made[lower])
    for one in made:
        for top in networks_above(one):
            assert all(len(list(branch)) <= 6**DEEPEST for branch in top)
            assert top.organisation != one or top.seen_above


def test_succession_leads_to_the_one_in_force() -> None:
    first, second, third = organisation("first"), organisation("second"), organisation("third")
    for year, (before, after) in enumerate(pairwise([first, second, third]), start=2017):
        Succession.objects.create(predecessor=before, successor=after, year=year)
    assert [(change.successor.key, change.year) for change in succession_chain(first).followed_by] == [("third", 2018)]
    assert [change.predecessor.key for change in succession_chain(third).before] == ["second", "first"]


def test_ties_are_named_from_both_sides() -> None:
    a, b, c = organisation("a"), organisation("b"), organisation("c")
    KnownCooperation.objects.create(a=a, b=b, topic="photonics", started=2010)
    Succession.objects.create(predecessor=a, successor=c, year=2019)
    assert [(tie.kind, tie.other.key) for tie in ties_of(a, succession_chain(a))] == [
        ("cooperation", "b"),
        ("successor", "c"),
    ]
    assert [(tie.kind, tie.other.key) for tie in ties_of(b, succession_chain(b))] == [("cooperation", "a")]
    assert [(tie.kind, tie.other.key) for tie in ties_of(c, succession_chain(c))] == [("predecessor", "a")]


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 40))
def test_the_star_stays_in_its_frame(count: int) -> None:
    centre = organisation(name="Centre")
    for number in range(count):
        KnownCooperation.objects.create(a=centre, b=organisation(name=f"Partner of a long name {number}"))
    drawn = star(centre, ties_of(centre, succession_chain(centre)))
    assert len(drawn.rays) == count
    assert all(0 < ray.x < drawn.width and 0 < ray.y < drawn.height for ray in drawn.rays)
    assert len({(ray.x, ray.y) for ray in drawn.rays}) == count
