"""Two strands summed up, always with how many sheets they rest on."""

from decimal import Decimal

import pytest

from intercluster.missions.evaluation import Bridges, Figures, Sheet, Strand, bridges, hosts_met, summary

SHEETS = [
    Sheet("pair", "park", Strand(5, met=True), Strand(2)),
    Sheet("pair", "university", Strand(None), Strand(3)),
    Sheet("company", "park", Strand(4, met=True), Strand(None)),
    Sheet("other pair", "university", Strand(2), Strand(1)),
]


def test_a_mean_says_how_many_sheets_it_rests_on() -> None:
    research = summary([sheet.research for sheet in SHEETS])
    assert (research.sheets, research.rated, research.mean, research.met) == (4, 3, Decimal("3.67"), 2)
    assert research.counts == {1: 0, 2: 1, 3: 0, 4: 1, 5: 1}
    assert summary([Strand()]).mean is None


def test_a_bridge_is_a_pair_that_met_somebody() -> None:
    assert bridges(["pair", "other pair"], SHEETS) == Bridges(1, 2)
    assert hosts_met(SHEETS) == {"park"}


def test_cost_per_contact_needs_a_cost_and_a_contact() -> None:
    def figures(cost: Decimal | None, met: int) -> Figures:
        empty = summary([])
        return Figures(2, 3, met, 6, empty, empty, Bridges(0, 0), cost, 0, 0)

    assert figures(Decimal("1000.00"), 3).cost_per_contact == Decimal("333.33")
    assert figures(Decimal("1000.00"), 0).cost_per_contact is None
    assert figures(None, 3).cost_per_contact is None


def test_a_rating_outside_one_to_five_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        summary([Strand(6)])
