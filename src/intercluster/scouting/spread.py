"""How projects spread over zones: each organisation of a project stands for an equal part of it, in its zone.

A project of n organisations counts 1/n for each, so that a consortium of forty does not weigh forty times.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.places import Places, places_of
from intercluster.specialisation.interval import weighted_count_interval

SAMPLES = frozenset({"horizon-hop-on"})  # sources that are a biased selection of projects: not counted in statistics
FLOOR = 5  # fewest projects for which a location quotient is given


class Level(StrEnum):
    """What a zone is."""

    REGION = "region"  # NUTS 2, US states, countries elsewhere
    NUTS3 = "nuts3"  # NUTS 3, US states, countries elsewhere
    COUNTRY = "country"


_DEPTH = {Level.COUNTRY: 0, Level.REGION: 2, Level.NUTS3: 3}


@dataclass(frozen=True, slots=True)
class Quotient:
    """A location quotient with its 90 % interval; ``n`` is the number of distinct projects under it."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, eq=False)
class Spread:
    """Zones of one level in columns.

    ``zone_of``  column of each organisation of the base, -1 where its zone is not known as finely
    ``shares``   projects × zones, the part of the project that sits in the zone, 0..1
    """

    base: EvidenceBase
    level: Level
    places: Places
    codes: tuple[str, ...]
    zone_of: NDArray[np.int64]
    shares: sparse.csr_array

    @cached_property
    def column(self) -> dict[str, int]:
        return {code: column for column, code in enumerate(self.codes)}

    @cached_property
    def columns_around(self) -> dict[str, tuple[int, ...]]:
        """For every zone of any level, the columns within it (or the column it lies in)."""
        within: dict[str, list[int]] = defaultdict(list)
        for column, code in enumerate(self.codes):
            for around in self.places.around(code):
                within[around].append(column)
        for code in self.places.codes:
            if code not in within:
                within[code] = [self.column[around] for around in self.places.around(code) if around in self.column]
        return {code: tuple(columns) for code, columns in within.items()}


@lru_cache(maxsize=8)
def spread_of(base: EvidenceBase, level: Level = Level.REGION) -> Spread:
    """The zones of a level with the projects in them; computed once for a base."""
    places = places_of(base)
    codes = level_codes(places, level)
    column = {code: number for number, code in enumerate(codes)}
    pairs = zip(base.org_zones, base.org_countries, strict=True)
    found = {pair: _column_of(places, column, pair) for pair in set(pairs)}
    pairs = zip(base.org_zones, base.org_countries, strict=True)
    zone_of = np.fromiter((found[pair] for pair in pairs), dtype=np.int64, count=len(base.org_ids))
    taking_part = base.took_part.tocoo()
    zones = zone_of[taking_part.col]
    placed = zones >= 0
    parts = 1.0 / base.project_sizes[taking_part.row[placed]]
    shares = sparse.coo_array(
        (parts, (taking_part.row[placed], zones[placed])), shape=(len(base.project_ids), len(codes))
    )
    return Spread(base, level, places, codes, zone_of, shares.tocsr())


@lru_cache(maxsize=4)
def counted(base: EvidenceBase) -> NDArray[np.bool_]:
    """Projects that count in statistics: those with a known organisation, from sources that are no selection."""
    sources = np.asarray(base.projects["source"].to_pylist(), dtype=object)
    return (base.project_sizes > 0) & ~np.isin(sources, list(SAMPLES))


@dataclass(frozen=True, eq=False)
class Totals:
    """What the projects of a field add up to, a zone (or any set of organisations) each.

    ``count`` sums relevance × part in the zone; ``squares`` and ``largest`` are of the same products, for intervals;
    ``projects`` counts distinct projects.
    """

    count: NDArray[np.float64]
    squares: NDArray[np.float64]
    largest: NDArray[np.float64]
    projects: NDArray[np.int64]


def totals(shares: sparse.csr_array, rows: NDArray[np.intp], weights: NDArray[np.float32]) -> Totals:
    """Add up some projects (rows, with how far each is in the field) by the columns of ``shares``."""
    part = shares[rows]
    values = part.data * np.repeat(weights.astype(np.float64), np.diff(part.indptr))
    size = shares.shape[1]
    largest = np.zeros(size)
    np.maximum.at(largest, part.indices, values)
    return Totals(
        count=_summed(part.indices, values, size),
        squares=_summed(part.indices, values**2, size),
        largest=largest,
        projects=np.bincount(part.indices, minlength=size),
    )


def _summed(columns: NDArray[np.int32], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.bincount(columns, values, minlength=size).astype(np.float64)


@dataclass(frozen=True, eq=False)
class Quotients:
    """Location quotients of many zones: ``found[z]`` is shown only where ``found.projects[z]`` reaches the floor."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    projects: NDArray[np.int64]

    def at(self, column: int, floor: int = FLOOR) -> Quotient | None:
        """The quotient of one zone, ``None`` under the floor."""
        n = int(self.projects[column])
        if n < max(floor, 1):
            return None
        return Quotient(float(self.value[column]), float(self.low[column]), float(self.high[column]), n)


def quotients(found: Totals, everything: NDArray[np.float64], world_share: float) -> Quotients:
    """Observed over expected counts, (X[z]/T[z]) / (X/T), with the interval of the observed one.

    ``everything`` is T[z], the count in all fields; ``world_share`` is X/T. The expected count is taken as known.
    """
    expected = everything * world_share
    low, high = weighted_count_interval(found.count, found.squares, found.largest)

    def over(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.divide(values, expected, out=np.zeros_like(values), where=expected > 0)

    return Quotients(over(found.count), over(low), over(high), found.projects)


def level_codes(places: Places, level: Level) -> tuple[str, ...]:
    """The zones of a level in the order of the base: the wanted depth, coarser where a country has none so fine."""
    deepest: dict[str, int] = defaultdict(int)
    for code in places.codes:
        if places.level[code] <= _DEPTH[level] and places.level[code] != 1:
            deepest[places.country[code]] = max(deepest[places.country[code]], places.level[code])
    return tuple(code for code in places.codes if places.level[code] == deepest[places.country[code]])


def _column_of(places: Places, column: dict[str, int], place: tuple[str | None, str | None]) -> int:
    zone, country = place
    around = places.around(zone) or places.around(country)
    return next((column[code] for code in around if code in column), -1)
