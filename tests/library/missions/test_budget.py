"""Cost shares: they always add up to the cent, and no ceiling is passed."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercluster.missions.budget import CLUSTER, DELEGATE, FUNDER, OPEN, Line, Payer, Remark, Share, settle

money = st.decimals(min_value=0, max_value=100_000, places=2)
percents = st.decimals(min_value=0, max_value=100, places=1)
names = st.sampled_from(["innet", "region", "embassy"])


@st.composite
def budgets(draw: st.DrawFn) -> tuple[list[Line], list[str], dict[str, Decimal]]:
    delegates = draw(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=5))
    ceilings = draw(st.dictionaries(names, money, max_size=3))
    shares = st.builds(Share, names, percents, st.none() | money)
    lines = [
        Line(
            str(number),
            draw(money),
            tuple(draw(st.lists(shares, max_size=4))),
            draw(st.sampled_from([CLUSTER, DELEGATE, OPEN])),
            tuple(draw(st.lists(st.sampled_from(delegates), unique=True))) if delegates else (),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    return lines, delegates, ceilings


# How long an example takes says how busy the machine is, nothing of the shares.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(budgets())
def test_shares_add_up_to_the_cent(budget: tuple[list[Line], list[str], dict[str, Decimal]]) -> None:
    lines, delegates, ceilings = budget
    settled = settle(lines, delegates, ceilings)
    for line in lines:
        assert sum(settled.lines[line.key].values()) == line.amount
    assert settled.total == sum(line.amount for line in lines)
    assert all(amount >= 0 for amount in settled.totals.values())
    assert all(settled.totals.get(Payer(FUNDER, name), 0) <= most for name, most in ceilings.items())


@settings(deadline=None)
@given(money, st.integers(1, 9), st.integers(1, 6))
def test_delegates_who_share_everything_pay_the_same_but_a_cent(amount: Decimal, people: int, lines: int) -> None:
    keys = [str(number) for number in range(people)]
    settled = settle([Line(str(n), amount, rest=DELEGATE) for n in range(lines)], keys)
    paid = [settled.totals[Payer(DELEGATE, key)] for key in keys]
    assert max(paid) - min(paid) <= Decimal("0.01")


def test_three_quarters_of_the_travel_is_paid_and_seven_companies_share_the_rest() -> None:
    companies = [f"sme-{number}" for number in range(7)]
    travel = Line("travel", Decimal("4000.00"), (Share("innet", Decimal(75)),), DELEGATE)
    settled = settle([travel, Line("stand", Decimal("1200.50"))], companies)
    assert settled.totals[Payer(FUNDER, "innet")] == Decimal("3000.00")
    assert settled.totals[Payer(CLUSTER)] == Decimal("1200.50")
    shared = [settled.totals[Payer(DELEGATE, company)] for company in companies]
    assert (sum(shared), max(shared), min(shared)) == (Decimal("1000.00"), Decimal("142.86"), Decimal("142.85"))
    assert settled.remarks == ()


def test_ceilings_cut_and_are_told() -> None:
    lines = [
        Line("travel", Decimal(1000), (Share("innet", Decimal(75), Decimal(600)),)),
        Line("hotel", Decimal(1000), (Share("innet", Decimal(75)),)),
    ]
    settled = settle(lines, [], {"innet": Decimal(1000)})
    assert settled.totals == {Payer(FUNDER, "innet"): Decimal("1000.00"), Payer(CLUSTER): Decimal("1000.00")}
    assert settled.remarks == (
        Remark("line_ceiling", "travel", "innet", Decimal("150.00")),
        Remark("total_ceiling", "hotel", "innet", Decimal("350.00")),
    )


def test_more_than_everything_is_told_and_never_paid() -> None:
    line = Line("travel", Decimal(100), (Share("a", Decimal(75)), Share("b", Decimal(50))), DELEGATE)
    settled = settle([line], ["x"])
    assert settled.lines["travel"] == {
        Payer(FUNDER, "a"): Decimal("75.00"),
        Payer(FUNDER, "b"): Decimal("25.00"),
        Payer(DELEGATE, "x"): Decimal("0.00"),
    }
    assert settled.remarks == (Remark("over_100", "travel"),)


def test_without_delegates_the_cluster_pays_and_it_is_told() -> None:
    settled = settle([Line("travel", Decimal(10), rest=DELEGATE)], [])
    assert settled.totals == {Payer(CLUSTER): Decimal("10.00")}
    assert settled.remarks == (Remark("nobody_shares", "travel", amount=Decimal("10.00")),)


@pytest.mark.parametrize(
    "line",
    [
        Line("travel", Decimal(-1)),
        Line("travel", Decimal(1), (Share("a", Decimal(-5)),)),
        Line("travel", Decimal(1), (Share("a", Decimal(5), Decimal(-1)),)),
        Line("travel", Decimal(1), payers=("stranger",)),
    ],
)
def test_nonsense_is_refused(line: Line) -> None:
    with pytest.raises(ValueError, match=r"negative|no delegate"):
        settle([line], ["x"])
