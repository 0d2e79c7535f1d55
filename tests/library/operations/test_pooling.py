"""Is it enough?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.operations.pooling import Contribution, pooled

AMOUNT = st.decimals(0, 1000, places=2)
PARTS = st.lists(st.tuples(AMOUNT, AMOUNT).map(lambda pair: Contribution("x", max(pair), min(pair))), max_size=8)


def test_two_hospitals_reach_what_neither_has():
    stands = pooled(
        Decimal(300), [Contribution("Lyon", Decimal(200), Decimal(200)), Contribution("Turin", Decimal(150))]
    )
    assert (stands.promised, stands.confirmed, stands.missing) == (350, 200, 0)
    assert stands.indispensable == ("Lyon", "Turin")
    assert (stands.promised_enough, stands.reached) == (True, False)
    assert stands.largest_share == pytest.approx(200 / 350)


def test_nobody_yet():
    stands = pooled(Decimal(10), [])
    assert (stands.missing, stands.indispensable, stands.largest_share) == (10, (), None)


@given(target=AMOUNT, parts=PARTS)
def test_missing_is_what_reaches_the_threshold(target, parts):
    stands = pooled(target, parts)
    assert (stands.missing == 0) is stands.promised_enough
    if stands.missing:
        assert stands.promised + stands.missing == target
        assert stands.indispensable == ()


@pytest.mark.parametrize("part", [Contribution("x", Decimal(-1)), Contribution("x", Decimal(1), Decimal(2))])
def test_impossible_parts_are_refused(part):
    with pytest.raises(ValueError, match="x:"):
        pooled(Decimal(1), [part])
