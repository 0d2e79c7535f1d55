"""The opportunity matrix: places, markets and purposes, the most promising uncovered cell first."""

import pytest

from intercluster.directory.types import CooperationRecord
from intercluster.scouting.opportunities import BEST, Grain, Market, opportunities
from intercluster.scouting.types import ObjectiveKind, Seeker
from tests.library.factories import WorldBuilder

US = Seeker("us", "Us", "FR", members=("a",))
MARKET = Market("Coatings", ("esv:coatings",))


def builder() -> WorldBuilder:
    """Through z we reach a firm and a lab in Germany and a lab in the United Kingdom."""
    made = WorldBuilder()
    made.organisation("a", "FRK2", activity_type="HES")
    for key, zone, kind in (("z", "JP", "REC"), ("f", "DE91", "PRC"), ("l", "DE91", "HES"), ("g", "UKJ3", "HES")):
        made.organisation(key, zone, activity_type=kind)
    made.organisation("far", "UKJ3", activity_type="PRC")  # nobody leads there
    made.project("ours", "az", {"metals": 1.0})
    for at in range(3):
        made.project(f"p{at}", "zflg", {"coatings": 1.0})
    made.project("q", ["far"], {"coatings": 1.0})
    made.cluster("friend", "DE91", fields=("esv:coatings",))
    return made


def cells(made: WorldBuilder, **more: object) -> dict[tuple[str, str], object]:
    world = made.build()
    found = opportunities(world.base, world.directory, world.vocabulary, US, [MARKET], **more)  # type: ignore[arg-type]
    return {(cell.place, cell.objective.value): cell for cell in found}


def test_firms_are_for_sales_and_labs_for_locks() -> None:
    found = cells(builder(), objectives=(ObjectiveKind.SALES_AND_LICENCES, ObjectiveKind.LIFT_A_LOCK))
    assert {key: (cell.candidates, cell.best_key) for key, cell in found.items()} == {  # type: ignore[attr-defined]
        ("DE", "sales_and_licences"): (1, "f"),
        ("DE", "lift_a_lock"): (1, "l"),
        ("GB", "lift_a_lock"): (1, "g"),
    }


def test_a_cell_with_one_candidate_promises_a_fifth_at_most() -> None:
    found = cells(builder(), objectives=(ObjectiveKind.SALES_AND_LICENCES,))
    assert found["DE", "sales_and_licences"].promise == pytest.approx(100 / BEST)  # type: ignore[attr-defined]


def test_a_known_cooperation_halves_the_priority_and_is_named() -> None:
    made = builder()
    before = cells(made)["DE", "lift_a_lock"]
    made.cooperations.append(CooperationRecord("us", "friend", "partnership"))
    after = cells(made)["DE", "lift_a_lock"]
    assert after.cooperations == ("Friend",)  # type: ignore[attr-defined]
    assert after.priority == pytest.approx(before.priority / 2)  # type: ignore[attr-defined]
    assert "Friend" in after.text  # type: ignore[attr-defined]


def test_places_can_be_regions() -> None:
    assert {place for place, _ in cells(builder(), grain=Grain.REGION)} == {"DE91", "UKJ3"}


def test_cells_come_in_order_of_priority_and_urgency_counts() -> None:
    world = builder().build()
    urgent = Market("Urgent", ("esv:coatings",), urgency=2.0)
    found = opportunities(world.base, world.directory, world.vocabulary, US, [MARKET, urgent])
    priorities = [cell.priority for cell in found]
    assert priorities == sorted(priorities, reverse=True)
    assert found[0].market == "Urgent"
