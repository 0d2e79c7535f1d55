"""How long cooperations take, those still on their way included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.cooperations.durations import Spell, distribution

spells = st.lists(st.builds(Spell, st.integers(0, 4000), st.booleans(), st.integers(0, 5)), max_size=40)


def test_an_example_worked_by_hand() -> None:
    """Kaplan and Meier by hand: 4 at risk on day 10, 2 on day 30: 1 - 3/4 · 1/2 = 5/8 have arrived."""
    seen = distribution([Spell(10, True), Spell(20, False), Spell(30, True), Spell(40, False)])
    assert (seen.n, seen.done) == (4, 2)
    assert seen.curve == ((10, pytest.approx(0.25)), (30, pytest.approx(0.625)))
    assert (seen.lower, seen.median, seen.upper) == (10, 30, None)


def test_without_anybody_on_the_way_it_is_the_plain_share() -> None:
    seen = distribution([Spell(days, True) for days in (1, 2, 3, 4)])
    assert (seen.lower, seen.median, seen.upper) == (1, 2, 3)


def test_nobody_arrived() -> None:
    seen = distribution([Spell(100, False, 7)])
    assert (seen.n, seen.done, seen.median, seen.curve, seen.few) == (7, 0, None, (), True)


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        distribution([Spell(-1, True)])


@given(spells)
def test_the_curve_only_rises_and_counts_everybody(found: list[Spell]) -> None:
    seen = distribution(found)
    shares = [share for _day, share in seen.curve]
    assert shares == sorted(shares)
    assert all(0 < share <= 1 + 1e-9 for share in shares)
    assert seen.n == sum(spell.count for spell in found)
    assert seen.done == sum(spell.count for spell in found if spell.done)


@given(spells, st.integers(0, 4000))
def test_one_more_on_its_way_never_makes_it_quicker(found: list[Spell], days: int) -> None:
    before, after = distribution(found), distribution([*found, Spell(days, False)])
    if before.median is not None and after.median is not None:
        assert after.median >= before.median


@given(spells)
def test_counts_are_the_same_as_repetition(found: list[Spell]) -> None:
    repeated = [Spell(spell.days, spell.done) for spell in found for _ in range(spell.count)]
    assert distribution(found) == distribution(repeated)
