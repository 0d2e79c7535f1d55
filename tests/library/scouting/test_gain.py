"""Gain: the readiness promised is the density the partner's capabilities add, in both directions."""

import numpy as np
import pytest

from intercluster.scouting.engine import recompute, scout
from intercluster.scouting.gain import capability_map, specialised_units
from intercluster.scouting.types import Axis, Candidate, Mode, Query, Seeker, UnitKind
from intercluster.scouting.units import organisation_units, zone_units
from intercluster.specialisation.density import density
from tests.library.factories import World, WorldBuilder

US = Seeker("a", "A", "FR")


@pytest.fixture(scope="module")
def world() -> World:
    """Regions that pair fields: coatings go with metals and polymers, lasers with robots."""
    builder = WorldBuilder()
    homes = {"a": "FRK2", "c": "FRK1", "x": "DE91", "y": "UKJ3", "j": "JP"}
    does = {
        "a": ("metals", "polymers"),
        "c": ("coatings", "metals"),
        "x": ("coatings", "polymers", "lasers"),
        "y": ("lasers", "robots"),
        "j": ("coatings", "metals", "polymers"),
    }
    for key, zone in homes.items():
        builder.organisation(key, zone)
        for name in does[key]:
            for at in range(8):
                builder.project(f"{key}-{name}-{at}", key, {name: 1.0})
    builder.project("more", "j", {"coatings": 1.0})
    builder.project("common", "ax", {"metals": 1.0, "coatings": 1.0})
    return builder.build()


def candidates(world: World, mode: Mode = Mode.QUICK_WIN) -> dict[str, Candidate]:
    query = Query(US, ("esv:coatings",), units=UnitKind.ORGANISATION, mode=mode)
    found = scout(world.base, world.directory, world.vocabulary, query).candidates
    return {candidate.key: candidate for candidate in found}


def test_the_map_keeps_fields_with_enough_projects(world: World) -> None:
    capabilities = capability_map(world.base)
    assert capabilities.concepts == ("esv:coatings", "esv:metals", "esv:polymers")  # lasers and robots: 16 and 8
    flags = specialised_units(capabilities, organisation_units(world.base)).toarray()
    assert flags[list(organisation_units(world.base).keys).index("c")].tolist() == [1, 1, 0]


def test_gain_is_the_density_added_and_names_what_adds_it(world: World) -> None:
    capabilities = capability_map(world.base)
    organisations = organisation_units(world.base)
    flags = specialised_units(capabilities, organisations).toarray()
    mine, theirs = flags[organisations.row["a"]], flags[organisations.row["x"]]
    target = capabilities.concepts.index("esv:coatings")
    before = density(mine[None, :], capabilities.related)[0, target]
    after = density(np.maximum(mine, theirs)[None, :], capabilities.related)[0, target]
    found = candidates(world)["x"]
    assert found.gain == pytest.approx(after - before)
    assert found.gain > 0
    assert recompute(found)[3] == pytest.approx(found.gain, abs=1e-12)
    reasons = [reason for reason in found.reasons if reason.axis is Axis.GAIN]
    assert [reason.params["concept"] for reason in reasons] == ["esv:coatings"]
    said = {condition.code: condition for condition in found.conditions}
    assert said["readiness"].params == {"before": round(100 * before), "after": round(100 * after)}
    lost = density(theirs[None, :], capabilities.related)[0, target]
    assert found.gain_for_them == pytest.approx(after - lost)


def test_who_of_ours_gains_is_named(world: World) -> None:
    said = {condition.code: condition for condition in candidates(world)["c"].conditions}
    assert "members_gain" not in said  # a had a project in coatings already
    query = Query(Seeker("us", "Us", members=("a", "y")), ("esv:coatings", "esv:metals"), units=UnitKind.ORGANISATION)
    found = scout(world.base, world.directory, world.vocabulary, query).candidates
    assert {candidate.key for candidate in found} == {"c", "x", "j"}


def test_a_new_field_is_opened_by_gain_among_the_feasible(world: World) -> None:
    found = list(candidates(world, Mode.NEW_FIELD).values())
    assert [candidate.gain for candidate in found] == sorted((candidate.gain for candidate in found), reverse=True)
    quick = list(candidates(world).values())
    floor = float(np.median([candidate.feasibility for candidate in quick]))
    assert all(candidate.feasibility >= floor for candidate in found)
    assert len(found) < len(quick)


def test_zones_are_regions_and_undivided_countries(world: World) -> None:
    assert zone_units(world.base).keys == ("FRK1", "FRK2", "DE91", "UKJ3", "JP")
