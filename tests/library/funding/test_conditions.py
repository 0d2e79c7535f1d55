"""Conditions of programmes: each verdict, and that what is not known is neither a yes nor a no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.funding.cards import load_cards
from intercluster.funding.conditions import (
    Condition,
    ConditionKind,
    Fit,
    Partner,
    PartnerKind,
    Verdict,
    check,
    fit,
)

FRENCH = Partner("Ours", "FR", "FR10", frozenset({PartnerKind.CLUSTER}))
CHINESE = Partner("Park", "CN", None, frozenset({PartnerKind.PARK}))
UNPLACED = Partner("Somebody")
BILATERAL = Condition(ConditionKind.BOTH_SIDES, countries=("FR",), others=("CN",))


@pytest.mark.parametrize(
    ("partners", "verdict", "code"),
    [
        ((FRENCH, CHINESE), Verdict.MET, "both_sides"),
        ((FRENCH,), Verdict.NOT_MET, "abroad_missing"),
        ((FRENCH, UNPLACED), Verdict.OPEN, "abroad_missing"),
        ((CHINESE,), Verdict.NOT_MET, "side_missing"),
        ((FRENCH, Partner("Lab", "JP")), Verdict.NOT_MET, "country_not_listed"),
    ],
)
def test_two_sides(partners: tuple[Partner, ...], verdict: Verdict, code: str) -> None:
    found = check(BILATERAL, partners)
    assert (found.verdict, found.code) == (verdict, code)


def test_a_list_that_may_be_longer_asks_instead_of_refusing() -> None:
    longer = Condition(ConditionKind.BOTH_SIDES, countries=("FR",), others=("CN",), closed=False)
    found = check(longer, (FRENCH, Partner("Lab", "JP")))
    assert (found.verdict, found.lacking) == (Verdict.OPEN, ("JP",))


def test_any_other_country_will_do_where_none_is_named() -> None:
    assert check(Condition(ConditionKind.BOTH_SIDES, countries=("FR",)), (FRENCH, CHINESE)).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("zone", "verdict"),
    [("FR10", Verdict.MET), ("FR101", Verdict.MET), ("FRK2", Verdict.NOT_MET), (None, Verdict.OPEN)],
)
def test_a_region(zone: str | None, verdict: Verdict) -> None:
    condition = Condition(ConditionKind.IN_ZONE, zone="FR10")
    assert check(condition, (Partner("Ours", "FR", zone), CHINESE)).verdict is verdict


@pytest.mark.parametrize(("least", "verdict"), [(2, Verdict.MET), (3, Verdict.OPEN), (4, Verdict.NOT_MET)])
def test_a_partner_without_a_country_may_be_of_another_one(least: int, verdict: Verdict) -> None:
    condition = Condition(ConditionKind.COUNTRY_COUNT, number=least)
    assert check(condition, (FRENCH, CHINESE, UNPLACED)).verdict is verdict


def test_numbers_of_partners() -> None:
    found = check(Condition(ConditionKind.PARTNERS, number=3), (FRENCH, CHINESE))
    assert (found.verdict, found.count) == (Verdict.NOT_MET, 2)


def test_a_cluster_brings_in_its_members() -> None:
    condition = Condition(ConditionKind.INCLUDES, kinds=(PartnerKind.RESEARCH,))
    cluster = Partner("Ours", "FR", through=frozenset({PartnerKind.RESEARCH}), whole=False)
    assert check(condition, (cluster,)).code == "includes_through"
    assert check(condition, (Partner("Ours", "FR", whole=False),)).verdict is Verdict.OPEN
    assert check(condition, (FRENCH,)).verdict is Verdict.NOT_MET


def test_each_kind_is_wanted_in_the_countries_named() -> None:
    condition = Condition(ConditionKind.INCLUDES_EACH, countries=("FR",), kinds=(PartnerKind.SME, PartnerKind.RESEARCH))
    pair = Partner("Pair", "FR", kinds=frozenset({PartnerKind.SME}), through=frozenset({PartnerKind.RESEARCH}))
    elsewhere = Partner("Lab", "CN", kinds=frozenset({PartnerKind.RESEARCH}))
    assert check(condition, (pair,)).verdict is Verdict.MET
    found = check(condition, (Partner("SME", "FR", kinds=frozenset({PartnerKind.SME})), elsewhere))
    assert (found.verdict, found.lacking) == (Verdict.NOT_MET, (PartnerKind.RESEARCH,))


def test_a_kind_on_each_side_names_the_side_without_it() -> None:
    condition = Condition(ConditionKind.EACH_SIDE, kinds=(PartnerKind.CLUSTER, PartnerKind.PARK))
    assert check(condition, (FRENCH, CHINESE)).verdict is Verdict.MET
    found = check(condition, (FRENCH, Partner("Firm", "JP", kinds=frozenset({PartnerKind.LARGE_FIRM}))))
    assert (found.verdict, found.lacking) == (Verdict.NOT_MET, ("JP",))


def test_only_some_countries() -> None:
    condition = Condition(ConditionKind.ONLY_COUNTRIES, countries=("FR", "CN"))
    assert check(condition, (FRENCH, CHINESE)).verdict is Verdict.MET
    assert check(condition, (FRENCH, UNPLACED)).verdict is Verdict.OPEN
    assert check(condition, (FRENCH, Partner("Lab", "JP"))).lacking == ("JP",)


def test_a_programme_of_which_nothing_is_known_stays_open() -> None:
    assert fit([], [FRENCH]).verdict is Verdict.OPEN


def test_one_refusal_outweighs_everything_met() -> None:
    two = [BILATERAL, Condition(ConditionKind.PARTNERS, number=9)]
    assert fit(two, [FRENCH, CHINESE]) == Fit(tuple(check(one, (FRENCH, CHINESE)) for one in two))
    assert fit(two, [FRENCH, CHINESE]).verdict is Verdict.NOT_MET


COUNTRIES = st.sampled_from(["FR", "CN", "JP", None])
KINDS = st.frozensets(st.sampled_from(PartnerKind), max_size=3)
PARTNERS = st.lists(
    st.builds(
        Partner,
        name=st.sampled_from("abc"),
        country=COUNTRIES,
        zone=st.none(),
        kinds=KINDS,
        through=KINDS,
        whole=st.booleans(),
    ),
    max_size=4,
)
CONDITIONS = st.builds(
    Condition,
    kind=st.sampled_from(ConditionKind),
    countries=st.just(("FR",)),
    others=st.sampled_from([(), ("CN",)]),
    kinds=st.just((PartnerKind.SME, PartnerKind.RESEARCH)),
    number=st.integers(1, 4),
    zone=st.just("FR10"),
    closed=st.booleans(),
)


@given(CONDITIONS, PARTNERS)
def test_learning_a_country_answers_a_question_and_never_turns_a_yes_into_a_question(
    condition: Condition, partners: list[Partner]
) -> None:
    """Where every country is known and every partner is whole, only an open list leaves a question."""
    settled = [Partner(p.name, p.country or "FR", "FRK2", p.kinds, p.through, True) for p in partners]
    found = check(condition, tuple(settled))
    if condition.closed and settled:
        assert found.verdict is not Verdict.OPEN


@given(CONDITIONS, PARTNERS)
def test_the_order_of_partners_does_not_matter(condition: Condition, partners: list[Partner]) -> None:
    assert check(condition, tuple(partners)).verdict is check(condition, tuple(reversed(partners))).verdict


def test_every_bundled_card_says_where_it_was_seen() -> None:
    for card in load_cards():
        assert card.source.url
        assert card.source.seen_text
        assert all(said.source.seen_text for said in card.conditions)
        assert not set(card.pays) & set(card.pays_not)
