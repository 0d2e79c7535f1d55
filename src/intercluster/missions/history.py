"""When we last went where, and how many missions went together with other clusters (S129, S149, S150)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

EUROPE = "EU"


@dataclass(frozen=True)
class Trip:
    """A mission abroad that took place. ``zone``: continent as GeoNames writes it (``territory.countries.continent``);
    ``joint``: another cluster organised it too; ``support``: the schemes that paid for it."""

    key: str
    day: dt.date
    country: str
    zone: str
    joint: bool = False
    support: tuple[str, ...] = ()


@dataclass(frozen=True)
class Since:
    """``before``: the mission before ``trip`` to the same zone (or outside Europe); None where none is on record;
    one on the same day went in parallel and is not before it.
    ``years`` between their first days, rounded down; None without one before."""

    trip: Trip
    before: Trip | None
    years: int | None


@dataclass(frozen=True)
class YearCount:
    """Missions abroad whose first day is in ``year``: all, of these joint ones, and with how many of each support."""

    year: int
    missions: int
    joint: int
    support: dict[str, int]


def outside_europe(trips: Iterable[Trip]) -> list[Since]:
    """Each mission outside Europe with the one before it, the latest first: "the first for two years"."""
    return _chain(trip for trip in trips if trip.zone != EUROPE)


def by_zone(trips: Iterable[Trip]) -> dict[str, list[Since]]:
    """The same for each zone: the latest mission first."""
    found = list(trips)
    return {zone: _chain(trip for trip in found if trip.zone == zone) for zone in sorted({t.zone for t in found})}


def by_year(trips: Iterable[Trip]) -> list[YearCount]:
    """Missions by year, the latest first; years without a mission between two with one are there with zero."""
    found = list(trips)
    if not found:
        return []
    years = [trip.day.year for trip in found]
    return [_count(year, [t for t in found if t.day.year == year]) for year in range(max(years), min(years) - 1, -1)]


def whole_years(first: dt.date, later: dt.date) -> int:
    """Whole years between two days; a day that is not before the first gives 0."""
    return max(0, later.year - first.year - ((later.month, later.day) < (first.month, first.day)))


def _chain(trips: Iterable[Trip]) -> list[Since]:
    chain: list[Since] = []
    before: Trip | None = None
    for _day, same in groupby(sorted(trips, key=lambda trip: (trip.day, trip.key)), key=lambda trip: trip.day):
        together = list(same)
        chain += [Since(trip, before, whole_years(before.day, trip.day) if before else None) for trip in together]
        before = together[-1]
    return chain[::-1]


def _count(year: int, trips: list[Trip]) -> YearCount:
    schemes = [name for trip in trips for name in trip.support]
    return YearCount(
        year,
        len(trips),
        sum(trip.joint for trip in trips),
        {name: schemes.count(name) for name in sorted(set(schemes))},
    )
