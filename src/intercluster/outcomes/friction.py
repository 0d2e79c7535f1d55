"""What stands between two places: distance, language, hours (the costlier side of networks of networks, S112)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import get_global

from intercluster.territory.countries import normalise_country, official_languages
from intercluster.territory.distance import haversine_km

WORKING_HOURS = 8.0
_HOURS_PER_DEGREE = 24 / 360
_WINTER, _SUMMER = dt.date(2026, 1, 15), dt.date(2026, 7, 15)


@dataclass(frozen=True, slots=True)
class Place:
    """A country and, where known, a point in degrees (WGS 84)."""

    country: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Friction:
    """``None`` where a place is not known well enough. ``common_hours``: of a working day of eight hours each."""

    kilometres: int | None
    shared_languages: tuple[str, ...]
    their_languages: tuple[str, ...]
    hours_apart: float | None
    common_hours: float | None


def friction(ours: Place, theirs: Place, on: dt.date) -> Friction:
    """Great-circle distance; languages official in both countries (CLDR); difference of the clocks on a day."""
    spoken = official_languages(theirs.country) if theirs.country else ()
    shared = tuple(code for code in official_languages(ours.country) if code in spoken) if ours.country else ()
    apart = _hours_apart(ours, theirs, on)
    common = None if apart is None else max(0.0, WORKING_HOURS - abs(apart))
    return Friction(_kilometres(ours, theirs), shared, spoken, apart, common)


def time_zone(place: Place) -> str | None:
    """The time zone of a place: the country's only one, else that whose standard time is nearest to the sun's at the
    longitude; None for a country of several zones without a longitude."""
    zones = _zones().get(normalise_country(place.country), ()) if place.country else ()
    if len({_standard_hours(zone) for zone in zones}) == 1:
        return zones[0]
    if not zones or place.longitude is None:
        return None
    sun = place.longitude * _HOURS_PER_DEGREE
    least = min(abs(_standard_hours(zone) - sun) for zone in zones)
    nearest = [zone for zone in zones if abs(_standard_hours(zone) - sun) == least]
    summers = Counter(_offset(zone, _SUMMER) for zone in nearest)
    return max(nearest, key=lambda zone: summers[_offset(zone, _SUMMER)])  # as most of them keep summer time


def _hours_apart(ours: Place, theirs: Place, on: dt.date) -> float | None:
    here, there = time_zone(ours), time_zone(theirs)
    if here is None or there is None:
        return None
    return _offset(there, on) - _offset(here, on)


def _kilometres(ours: Place, theirs: Place) -> int | None:
    degrees = (ours.latitude, ours.longitude, theirs.latitude, theirs.longitude)
    if None in degrees:
        return None
    return round(float(haversine_km(*(float(value or 0.0) for value in degrees))))


def _offset(zone: str, on: dt.date) -> float:
    noon = dt.datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone))
    return (noon.utcoffset() or dt.timedelta()).total_seconds() / 3600


def _standard_hours(zone: str) -> float:
    return min(_offset(zone, _WINTER), _offset(zone, _SUMMER))


@lru_cache(maxsize=1)
def _zones() -> dict[str, tuple[str, ...]]:
    """Time zones by country (CLDR, through Babel)."""
    found: dict[str, list[str]] = {}
    for zone, country in sorted(get_global("zone_territories").items()):
        found.setdefault(str(country), []).append(str(zone))
    return {country: tuple(zones) for country, zones in found.items()}
