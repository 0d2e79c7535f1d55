"""Zones first (S46): where in the world is a field strong, who is there, and which clusters work there.

Zones are ranked by their part in funded projects of the field: volume first, because it is what tells; the location
quotient beside it shows small specialised zones, with the number of projects under it and its interval.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.directory.types import Directory
from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.employment import Employment, employment_in
from intercluster.scouting.located_clusters import LocatedCluster, clusters_in_field
from intercluster.scouting.spread import FLOOR, Level, Quotient, Spread, Totals, counted, quotients, spread_of, totals


class Order(StrEnum):
    """What zones are ranked by."""

    COUNT = "count"
    QUOTIENT = "quotient"
    CLUSTERS = "clusters"  # clusters of the directory in the field, then count (S119)


@dataclass(frozen=True, slots=True)
class Trend:
    """Projects of the zone in the two halves of the period, and its part of the world's count in each (0..1)."""

    earlier: int
    recent: int
    earlier_share: float
    recent_share: float


@dataclass(frozen=True, slots=True)
class ZoneStanding:
    """One zone in the field. ``count`` is fractional: each project counts as far as it is in the field (0..1),
    times the part of its organisations that sit in the zone. ``quotient`` is ``None`` under the floor."""

    rank: int
    zone: str
    label: str
    country: str
    latitude: float | None
    longitude: float | None
    count: float
    share: float
    projects: int
    organisations: int
    quotient: Quotient | None
    trend: Trend | None
    employment: Employment | None
    clusters: tuple[LocatedCluster, ...]


@dataclass(frozen=True, slots=True)
class ZoneRanking:
    """Ranked zones and what they were computed from.

    ``placed`` is the part of the field's count whose zone is known at this level; ``world_share`` is the part of the
    field in all counted projects, the 1 of every quotient. ``halves`` are the years of the two halves of the period.
    """

    zones: tuple[ZoneStanding, ...]
    level: Level
    floor: int
    concepts: tuple[str, ...]
    period: tuple[int, int] | None
    halves: tuple[tuple[int, int], tuple[int, int]] | None
    projects: int
    undated: int
    count: float
    placed: float
    world_share: float
    sources: tuple[str, ...]


def rank_zones(
    base: EvidenceBase,
    vocabulary: Vocabulary,
    directory: Directory,
    concepts: tuple[str, ...],
    *,
    level: Level = Level.REGION,
    order: Order = Order.COUNT,
    countries: tuple[str, ...] = (),
    first_year: int | None = None,
    last_year: int | None = None,
    floor: int = FLOOR,
) -> ZoneRanking:
    """Rank the zones of the world in some fields.

    Parameters
    ----------
    concepts
        Fields asked for; narrower and mapped ones are added.
    countries
        Show zones of these countries only (ISO 3166-1 alpha-2). Ranks stay those in the world.
    first_year, last_year
        Years of project start; a project without a year is left out as soon as one is given.
    floor
        Fewest projects for which a location quotient is given.

    Raises
    ------
    ValueError
        No field is given, or one is not in the vocabulary.
    """
    if not concepts:
        raise ValueError("ranking zones needs at least one field")
    weights = vocabulary.expand(concepts)
    spread = spread_of(base, level)
    allowed = counted(base) & _within(base.project_years, first_year, last_year)
    relevance = project_relevance(base, weights)
    rows = np.flatnonzero(allowed & (relevance >= IN_FIELD))
    found = totals(spread.shares, rows, relevance[rows])
    everything = spread.shares.T @ allowed.astype(np.float64)
    field_count = float(relevance[rows].sum(dtype=np.float64))
    world_share = field_count / max(int(allowed.sum()), 1)
    quotient = quotients(found, everything, world_share)
    years = base.project_years[rows]
    period, halves = _halves(years)
    trends = _trends(spread, rows, relevance[rows], years, halves)
    organisations = organisations_by_zone(base, spread, rows)
    employment = employment_in(base, spread, weights)
    clusters = clusters_in_field(spread, vocabulary, directory, concepts, weights)

    def standing(rank: int, column: int) -> ZoneStanding:
        code = spread.codes[column]
        latitude, longitude = spread.places.point.get(code, (None, None))
        return ZoneStanding(
            rank=rank,
            zone=code,
            label=spread.places.label[code],
            country=spread.places.country[code],
            latitude=latitude,
            longitude=longitude,
            count=float(found.count[column]),
            share=float(found.count[column]) / field_count if field_count else 0.0,
            projects=int(found.projects[column]),
            organisations=int(organisations[column]),
            quotient=quotient.at(column, floor),
            trend=trends.get(column),
            employment=employment.get(code),
            clusters=clusters.get(column, ()),
        )

    shown = np.where(found.projects >= max(floor, 1), quotient.value, 0.0)
    cluster_counts = np.array([len(clusters.get(column, ())) for column in range(len(spread.codes))])
    ranked = _ranked(order, found, shown, cluster_counts)
    wanted = frozenset(countries)
    source_of, names = _sources(base)
    codes = set(np.unique(source_of[rows]).tolist())
    return ZoneRanking(
        zones=tuple(
            standing(rank, column)
            for rank, column in ranked
            if not wanted or spread.places.country[spread.codes[column]] in wanted
        ),
        level=level,
        floor=floor,
        concepts=tuple(sorted(weights)),
        period=period,
        halves=halves,
        projects=len(rows),
        undated=int((years == 0).sum()),
        count=field_count,
        placed=float(found.count.sum()) / field_count if field_count else 0.0,
        world_share=world_share,
        sources=tuple(name for code, name in enumerate(names) if code in codes),
    )


def _within(years: NDArray[np.int16], first: int | None, last: int | None) -> NDArray[np.bool_]:
    """Which projects start in the years; one without a year only where no year is asked for."""
    inside = np.ones(len(years), dtype=np.bool_)
    if first is not None:
        inside &= years >= first
    if last is not None:
        inside &= (years > 0) & (years <= last)
    return inside


def _halves(
    years: NDArray[np.int16],
) -> tuple[tuple[int, int] | None, tuple[tuple[int, int], tuple[int, int]] | None]:
    """First and last year, and the years of the two halves between them."""
    dated = years[years > 0]
    if not dated.size:
        return None, None
    first, last = int(dated.min()), int(dated.max())
    middle = (first + last) // 2
    return (first, last), ((first, middle), (middle + 1, last)) if first < last else None


def _trends(
    spread: Spread,
    rows: NDArray[np.intp],
    weights: NDArray[np.float32],
    years: NDArray[np.int16],
    halves: tuple[tuple[int, int], tuple[int, int]] | None,
) -> dict[int, Trend]:
    """Trends by column, of the zones with a dated project; none where the period cannot be halved."""
    if halves is None:
        return {}
    (_, middle), _ = halves
    early, late = (years > 0) & (years <= middle), years > middle
    before = totals(spread.shares, rows[early], weights[early])
    after = totals(spread.shares, rows[late], weights[late])
    of_before, of_after = (float(weights[half].sum(dtype=np.float64)) or 1.0 for half in (early, late))
    return {
        int(column): Trend(
            earlier=int(before.projects[column]),
            recent=int(after.projects[column]),
            earlier_share=float(before.count[column]) / of_before,
            recent_share=float(after.count[column]) / of_after,
        )
        for column in np.flatnonzero(before.projects + after.projects)
    }


def organisations_by_zone(base: EvidenceBase, spread: Spread, rows: NDArray[np.intp]) -> NDArray[np.int64]:
    """Distinct organisations in the projects, a zone each."""
    taking_part = np.zeros(len(base.org_ids), dtype=np.bool_)
    taking_part[base.took_part[rows].indices] = True
    zones = spread.zone_of[taking_part]
    return np.bincount(zones[zones >= 0], minlength=len(spread.codes))


def _ranked(
    order: Order, found: Totals, quotient: NDArray[np.float64], clusters: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Zones with projects or clusters in the field, as (rank, column); equal ones keep the order of the base."""
    count = found.count
    first = {Order.COUNT: -count, Order.QUOTIENT: -quotient, Order.CLUSTERS: -clusters}[order]
    keys = (-clusters, -found.projects, -count, first)
    return [
        (rank, int(column))
        for rank, column in enumerate(
            (column for column in np.lexsort(keys) if count[column] > 0 or clusters[column] > 0), start=1
        )
    ]


@lru_cache(maxsize=4)
def _sources(base: EvidenceBase) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """The source of each project as a number, and the names of the sources by that number, sorted."""
    names, numbers = np.unique(np.asarray(base.projects["source"].to_pylist(), dtype=str), return_inverse=True)
    return numbers, tuple(names.tolist())
