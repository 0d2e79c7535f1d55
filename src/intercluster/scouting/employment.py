"""Persons employed in the industries of a field, by zone: market evidence beside projects.

The fields asked for are mapped to NACE divisions (Eurostat, NUTS 2) and US cluster categories (US states) by the
vocabulary. Europe and the United States are separate worlds here: a quotient compares a zone with its own one.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.evidence.relevance import IN_FIELD
from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.spread import Level, Spread


@dataclass(frozen=True, slots=True)
class Employment:
    """``persons`` employed in the industries nearest to the field.

    ``quotient`` is their share in the zone over their share in all zones of the same source; ``None`` where the zone's
    total is not known. ``industries`` are the concepts added up.
    """

    persons: float
    quotient: float | None
    year: int
    source: str
    industries: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Table:
    """Persons of one scheme in its best covered year, zones × industries; NaN where the figure is missing."""

    scheme: str
    year: int
    source: str
    zones: tuple[str, ...]
    industries: tuple[str, ...]
    persons: NDArray[np.float64]


def employment_in(base: EvidenceBase, spread: Spread, weights: Mapping[str, float]) -> dict[str, Employment]:
    """Employment of the zones of a spread in the industries among the expanded concepts; empty at NUTS 3."""
    if spread.level is Level.NUTS3:
        return {}
    found: dict[str, Employment] = {}
    for table, zones, persons in _by_zone(base, spread):
        nearest = np.array([weights.get(industry, 0.0) >= IN_FIELD for industry in table.industries], dtype=np.bool_)
        if not nearest.any():
            continue
        in_field, everything = np.nansum(persons[:, nearest], axis=1), np.nansum(persons, axis=1)
        told = np.asarray(np.isfinite(persons[:, nearest]).any(axis=1))
        world = in_field.sum() / everything.sum() if everything.sum() else 0.0
        industries = tuple(np.array(table.industries, dtype=object)[nearest])
        for zone, here, total, known in zip(zones, in_field, everything, told, strict=True):
            if not known:
                continue
            quotient = float(here / total / world) if total > 0 and world > 0 else None
            found[zone] = Employment(float(here), quotient, table.year, table.source, industries)
    return found


@lru_cache(maxsize=8)
def _by_zone(base: EvidenceBase, spread: Spread) -> tuple[tuple[_Table, tuple[str, ...], NDArray[np.float64]], ...]:
    """Each table with the zones of the spread it covers, and persons there, zones × industries."""
    found = []
    for table in _tables(base):
        groups = _groups(spread, table.zones)
        found.append((table, tuple(groups), np.array([_summed(table.persons[rows]) for rows in groups.values()])))
    return tuple(found)


def _summed(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of the rows, an industry each; NaN where no row has a figure."""
    sums: NDArray[np.float64] = np.where(np.isnan(rows).all(axis=0), np.nan, np.nansum(rows, axis=0))
    return sums


def _groups(spread: Spread, zones: tuple[str, ...]) -> dict[str, list[int]]:
    """Rows of a table by the zone of the spread they belong to."""
    groups: dict[str, list[int]] = defaultdict(list)
    for row, zone in enumerate(zones):
        around = next((code for code in spread.places.around(zone) if code in spread.column), None)
        if around is not None:
            groups[around].append(row)
    return groups


@lru_cache(maxsize=4)
def _tables(base: EvidenceBase) -> tuple[_Table, ...]:
    """One table a scheme of industries."""
    rows = base.employment.to_pylist()
    schemes = sorted({row["concept"].split(":")[0] for row in rows})
    return tuple(_table(scheme, [row for row in rows if row["concept"].startswith(f"{scheme}:")]) for scheme in schemes)


def _table(scheme: str, rows: list[dict[str, object]]) -> _Table:
    """The year with most figures; the later of two equal ones."""
    known = [row for row in rows if row["persons"] is not None]
    figures: dict[int, int] = defaultdict(int)
    for row in known:
        figures[int(str(row["year"]))] += 1
    year = max(figures, key=lambda found: (figures[found], found)) if figures else 0
    of_year = [row for row in known if row["year"] == year]
    zones = tuple(sorted({str(row["zone"]) for row in of_year}))
    industries = tuple(sorted({str(row["concept"]) for row in of_year}))
    zone_row = {zone: number for number, zone in enumerate(zones)}
    industry_column = {industry: number for number, industry in enumerate(industries)}
    persons = np.full((len(zones), len(industries)), np.nan)
    for row in of_year:
        persons[zone_row[str(row["zone"])], industry_column[str(row["concept"])]] = float(str(row["persons"]))
    source = str(of_year[0]["source"]) if of_year else ""
    return _Table(scheme, year, source, zones, industries, persons)


@dataclass(frozen=True, slots=True)
class IndustryInZone:
    """Persons employed in one industry of a zone, and the location quotient against all zones of the source."""

    concept: str
    persons: float
    quotient: float | None
    year: int
    source: str


def industries_in(base: EvidenceBase, spread: Spread, zone: str) -> tuple[IndustryInZone, ...]:
    """The industries of a zone with known employment, most specialised first; empty where nothing is known."""
    found = []
    for table, zones, persons in _by_zone(base, spread):
        if zone not in zones:
            continue
        here, world = np.nan_to_num(persons[zones.index(zone)]), np.nan_to_num(_summed(table.persons))
        for column in np.flatnonzero(here):
            share, usual = here[column] / here.sum(), world[column] / world.sum()
            found.append(
                IndustryInZone(
                    table.industries[column], float(here[column]), float(share / usual), table.year, table.source
                )
            )
    return tuple(sorted(found, key=lambda one: (-(one.quotient or 0.0), one.concept)))
