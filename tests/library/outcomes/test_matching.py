"""Matching: who gains, why, and why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.fields.concepts import Concept
from intercluster.fields.vocabulary import Vocabulary
from intercluster.outcomes.fit import FieldFit, Relation
from intercluster.outcomes.matching import MATCH_FROM, WhyNot, compare, kind_weight
from intercluster.outcomes.postings import EenProfile, Posting, PostingKind, Side, een_profile


def _concept(key: str, broader: str | None = None) -> Concept:
    return Concept(key, "esv", key, broader, {"en": key})


VOCABULARY = Vocabulary(
    [
        _concept("optics"),
        _concept("lasers", "optics"),
        _concept("fibre lasers", "lasers"),
        _concept("gas lasers", "lasers"),
        _concept("lenses", "optics"),
        _concept("biology"),
    ]
)
KEYS = [concept.key for concept in VOCABULARY]
DISTRIBUTOR = PostingKind.DISTRIBUTOR


def _need(key: str = "n", **more: object) -> Posting:
    values = {"side": Side.NEED, "kind": DISTRIBUTOR, "member": f"member of {key}", "concepts": ("lasers",)}
    return Posting(key=key, **(values | more))


def _offer(key: str = "o", **more: object) -> Posting:
    return _need(key, **({"side": Side.OFFER} | more))


@pytest.mark.parametrize(
    ("needed", "offered", "relation", "fit"),
    [
        ("lasers", "lasers", Relation.SAME, 1.0),
        ("lasers", "gas lasers", Relation.NARROWER, 1.0),
        ("gas lasers", "lasers", Relation.BROADER, 0.8),
        ("gas lasers", "fibre lasers", Relation.NEIGHBOUR, 2 / 3),
        ("lasers", "lenses", Relation.APART, 0.0),
        ("lasers", "biology", Relation.APART, 0.0),
        ("lasers", "unheard of", Relation.APART, 0.0),
    ],
)
def test_how_fields_stand(needed: str, offered: str, relation: Relation, fit: float) -> None:
    pair = FieldFit(VOCABULARY).pair(needed, offered)
    assert (pair.relation, pair.fit) == (relation, pytest.approx(fit))


def test_a_match_works_both_ways_and_says_who_gains() -> None:
    ours = [_need("n1"), _offer("o1", member="second", concepts=("biology",))]
    found = compare(VOCABULARY, ours, [_offer("o2"), _need("n2", member="member of o2", concepts=("lenses",))])
    assert [(one.need.key, one.offer.key, one.score) for one in found.matches] == [("n1", "o2", 1.0)]
    assert (found.ours.gaining, found.ours.of) == (("member of n1",), 2)
    assert (found.theirs.gaining, found.theirs.of) == (("member of o2",), 1)
    assert found.share == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        (_need(concepts=()), _offer(), WhyNot.NO_FIELDS),
        (_need(), _need("other"), WhyNot.NO_COUNTERPART),
        (_need(), _offer(kind=PostingKind.UPSTREAM_RESEARCH), WhyNot.NO_COUNTERPART),
        (_need(countries=("BR",)), _offer(country="DE"), WhyNot.COUNTRY),
        (_need(), _offer(concepts=("biology",)), WhyNot.FIELDS_APART),
    ],
)
def test_why_not(ours: Posting, theirs: Posting, why: WhyNot) -> None:
    found = compare(VOCABULARY, [ours], [theirs])
    assert (found.matches, [one.why for one in found.unmatched]) == ((), [why])


@pytest.mark.parametrize(("country", "countries"), [("BR", ()), ("DE", ("BR", "AR"))])
def test_a_country_is_met_by_where_one_is_or_works(country: str, countries: tuple[str, ...]) -> None:
    found = compare(
        VOCABULARY, [_need(countries=("BR",), country="BR")], [_offer(country=country, countries=countries)]
    )
    assert len(found.matches) == 1


def test_nobody_posted_is_no_share() -> None:
    assert compare(VOCABULARY, [], []).share is None


def test_neighbouring_kinds_count_less_and_are_neighbours_both_ways() -> None:
    near = [(a, b) for a in PostingKind for b in PostingKind if 0 < kind_weight(a, b) < 1]
    assert sorted(near) == sorted((b, a) for a, b in near)
    assert len(near) == 6


_POSTINGS = st.builds(
    Posting,
    key=st.uuids().map(str),
    side=st.sampled_from(Side),
    kind=st.sampled_from(PostingKind),
    member=st.sampled_from(["a", "b", "c"]),
    concepts=st.lists(st.sampled_from(KEYS), max_size=3, unique=True).map(tuple),
    country=st.sampled_from(["FR", "DE", ""]),
    countries=st.lists(st.sampled_from(["FR", "DE"]), max_size=2, unique=True).map(tuple),
)
_MANY = st.lists(_POSTINGS, max_size=6, unique_by=lambda one: one.key)


@given(ours=_MANY, theirs=_MANY)
def test_both_clusters_see_the_same_matches(ours: list[Posting], theirs: list[Posting]) -> None:
    here, there = compare(VOCABULARY, ours, theirs), compare(VOCABULARY, theirs, ours)
    assert [(m.need.key, m.offer.key, m.score) for m in here.matches] == [
        (m.need.key, m.offer.key, m.score) for m in there.matches
    ]
    assert (here.ours, here.theirs, here.share) == (there.theirs, there.ours, there.share)


@given(ours=_MANY, theirs=_MANY)
def test_each_of_ours_is_matched_or_told_why_not(ours: list[Posting], theirs: list[Posting]) -> None:
    found = compare(VOCABULARY, ours, theirs)
    matched = {key for one in found.matches for key in (one.need.key, one.offer.key)}
    assert sorted(one.posting.key for one in found.unmatched) == sorted(
        one.key for one in ours if one.key not in matched
    )
    assert all(MATCH_FROM <= one.score <= 1 and one.score == one.kind_weight * one.field_fit for one in found.matches)


@pytest.mark.parametrize(
    ("side", "kind", "profile"),
    [
        (Side.NEED, DISTRIBUTOR, EenProfile.BUSINESS_OFFER),
        (Side.OFFER, DISTRIBUTOR, EenProfile.BUSINESS_REQUEST),
        (Side.NEED, PostingKind.LICENCE, EenProfile.TECHNOLOGY_REQUEST),
        (Side.OFFER, PostingKind.LICENCE, EenProfile.TECHNOLOGY_OFFER),
        (Side.OFFER, PostingKind.UPSTREAM_RESEARCH, EenProfile.RESEARCH_REQUEST),
    ],
)
def test_profile_types_follow_the_money(side: Side, kind: PostingKind, profile: EenProfile) -> None:
    assert een_profile(side, kind) is profile
