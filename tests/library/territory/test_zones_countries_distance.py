"""Zones, countries and distances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.territory.countries import (
    UnknownCountryError,
    continent,
    country_name,
    known_countries,
    normalise_country,
    official_languages,
)
from intercluster.territory.distance import EARTH_RADIUS_KM, haversine_km
from intercluster.territory.zones import (
    UnknownZoneError,
    ancestors,
    at_level,
    children,
    contains,
    descendants,
    zone,
    zones,
)

any_zone = st.sampled_from(sorted(zones()))
latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
points = st.tuples(latitudes, longitudes)
HALF_WAY_ROUND = np.pi * EARTH_RADIUS_KM


@given(any_zone)
def test_a_zone_is_in_itself_and_in_each_ancestor(code: str) -> None:
    assert contains(code, code)
    assert all(contains(outer, code) and not contains(code, outer) for outer in ancestors(code))


@given(any_zone)
def test_children_name_their_parent(code: str) -> None:
    assert {zone(child).parent for child in children(code)} <= {code}
    assert set(children(code)) <= set(descendants(code))


def test_descendants_of_a_country_are_all_its_regions() -> None:
    assert set(descendants("GR")) == {code for code, found in zones().items() if found.country == "GR"} - {"GR"}


def test_levels() -> None:
    assert ancestors("FRK25") == ("FRK2", "FRK", "FR")
    assert at_level("FRK25", 2) == "FRK2"
    assert at_level("FR", 2) is None
    assert at_level("US-CA", 2) == "US-CA"
    assert zone("UKJ3").country == "GB"
    assert len(children("US")) == 51


def test_unknown_zone_is_named() -> None:
    with pytest.raises(UnknownZoneError, match="'FR71' is not a country"):
        zone("FR71")


def test_spelling_and_names_of_countries() -> None:
    assert [normalise_country(code) for code in ("UK", "el", " fr ")] == ["GB", "GR", "FR"]
    assert country_name("UK", "fr") == "Royaume-Uni"
    assert country_name("DE", "en") == "Germany"
    assert country_name("GR", "de-DE") == "Griechenland"


def test_official_languages() -> None:
    assert official_languages("FR") == ("fr",)
    assert "fr" in official_languages("MA")
    assert "fr" not in official_languages("DE")


def test_every_country_has_a_continent_and_a_zone() -> None:
    assert known_countries() == {code for code, found in zones().items() if found.level == 0}
    assert {continent(code) for code in known_countries()} == {"AF", "AN", "AS", "EU", "NA", "OC", "SA"}
    assert continent("UK") == "EU"


def test_unknown_country_is_named() -> None:
    with pytest.raises(UnknownCountryError, match="'ZZ'"):
        continent("ZZ")


@given(points, points)
def test_distance_is_symmetric_and_at_most_half_way_round(a: tuple[float, float], b: tuple[float, float]) -> None:
    there, back = haversine_km(*a, *b), haversine_km(*b, *a)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= HALF_WAY_ROUND + 1e-6


@given(points)
def test_a_point_is_no_distance_from_itself(a: tuple[float, float]) -> None:
    assert haversine_km(*a, *a) == pytest.approx(0, abs=1e-4)


@given(points, points, points)
def test_a_detour_is_never_shorter(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert haversine_km(*a, *c) <= haversine_km(*a, *b) + haversine_km(*b, *c) + 1e-3


def test_distances_of_many_points_at_once() -> None:
    paris, london, quito = (48.8566, 2.3522), (51.5074, -0.1278), (-0.1807, -78.4678)
    found = haversine_km(*paris, *np.array([london, quito]).T)
    assert found == pytest.approx([343.6, 9389], rel=0.01)
