"""Where an organisation is: its NUTS code told in NUTS 2021, else the region nearest to its geolocation."""

import re
from collections import defaultdict
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from intercluster.territory.countries import known_countries, normalise_country
from intercluster.territory.distance import EARTH_RADIUS_KM
from intercluster.territory.nuts import UnknownNutsCodeError, normalise_nuts, nuts_converter, nuts_country
from intercluster.territory.zones import zones

_FARTHEST_KM = 150.0  # no point of Europe is farther from the centre of its own NUTS 3 region
_POINT = re.compile(r"\(?\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?")

NUTS_SCHEMA = pa.schema(
    [("code", pa.string()), ("zone", pa.string()), ("basis", pa.string()), ("zone_country", pa.string())]
)


def nuts_table(codes: list[str]) -> pa.Table:
    """For each code that is one: the NUTS 2021 zone, ``declared`` or ``converted``, and the zone's country.

    Codes that only say the country or "extra-regio" (``FRZZZ``), and codes of countries outside NUTS,
    have no zone. Codes unknown to every version are missing from the table.
    """
    rows = [row for code in codes if (row := _settle(code)) is not None]
    return pa.Table.from_pylist([dict(zip(NUTS_SCHEMA.names, row, strict=True)) for row in rows], NUTS_SCHEMA)


def _settle(code: str) -> tuple[str, str | None, str | None, str] | None:
    clean = normalise_nuts(code)
    country = nuts_country(clean)
    if country not in known_countries():
        return None
    if len(clean) <= 2 or not clean[2:].strip("Z") or country not in _countries_with_nuts():
        return code, None, None, country
    try:
        zone = nuts_converter().settle(clean)
    except UnknownNutsCodeError:
        return None
    if len(zone) <= 2:
        return code, None, None, country
    return code, zone, "declared" if zone == clean else "converted", nuts_country(zone)


@cache
def _countries_with_nuts() -> frozenset[str]:
    return frozenset(zone.country for zone in zones().values() if zone.level == 1)


def point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees out of ``48.85,2.35`` or ``(48.85, 2.35)``; ``None`` if it is neither."""
    found = _POINT.fullmatch(text.strip())
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def nearest_zones(countries: list[str], points: list[str]) -> list[str | None]:
    """The NUTS 3 region of the country whose centre is nearest to the point, within 150 km."""
    wanted: dict[str, list[int]] = defaultdict(list)
    places: dict[int, tuple[float, float]] = {}
    for row, (country, text) in enumerate(zip(countries, points, strict=True)):
        if (place := point(text)) is not None:
            wanted[normalise_country(country)].append(row)
            places[row] = place
    found: list[str | None] = [None] * len(points)
    for country, rows in wanted.items():
        codes, tree = _centres(country)
        if tree is None:
            continue
        chords, nearest = tree.query(_unit_vectors(np.array([places[row] for row in rows])))
        distances = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chords / 2, 0.0, 1.0))
        for row, position, distance in zip(rows, np.atleast_1d(nearest), distances, strict=True):
            found[row] = codes[position] if distance <= _FARTHEST_KM else None
    return found


@cache
def _centres(country: str) -> tuple[list[str], "cKDTree | None"]:
    regions = [
        zone
        for zone in zones().values()
        if zone.level == 3 and zone.country == country and zone.latitude is not None and zone.longitude is not None
    ]
    if not regions:
        return [], None
    degrees = np.array([(region.latitude, region.longitude) for region in regions], dtype=np.float64)
    return [region.code for region in regions], cKDTree(_unit_vectors(degrees))


def _unit_vectors(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    latitude, longitude = np.radians(degrees).T
    return np.column_stack(
        (np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude))
    )
