"""« Clusters-espaces » (S91): regions where a field is concentrated, whether or not anybody governs it.

Computed, not declared: a space is a zone and a field with enough projects and a location quotient that is above 1
with its whole 90 % interval. It has no governance and cannot enter an alliance; the governed clusters of the same zone
and field (« clusters-puissance ») are listed beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from intercluster.directory.types import Directory
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.located_clusters import LocatedCluster, clusters_in_field
from intercluster.scouting.profiles import field_projects, world_share
from intercluster.scouting.spread import FLOOR, Level, Quotient, counted, quotients, spread_of, totals
from intercluster.scouting.zones import organisations_by_zone


@dataclass(frozen=True, slots=True)
class Space:
    """One concentration. ``rank`` is the zone's place in the world in the field, by ``count`` (fractional projects);
    ``share`` is its part of the world's count, 0..1."""

    zone: str
    label: str
    country: str
    latitude: float | None
    longitude: float | None
    concept: str
    rank: int
    count: float
    share: float
    projects: int
    organisations: int
    quotient: Quotient


@lru_cache(maxsize=4)
def spaces(
    base: EvidenceBase, vocabulary: Vocabulary, level: Level = Level.REGION, floor: int = FLOOR
) -> tuple[Space, ...]:
    """Every concentration of a field of the directory in a zone, by count, largest first."""
    found = [
        space for field in vocabulary.directory_fields for space in _of_field(base, vocabulary, field.key, level, floor)
    ]
    return tuple(sorted(found, key=lambda space: (-space.count, space.zone, space.concept)))


def governed_beside(
    base: EvidenceBase, vocabulary: Vocabulary, directory: Directory, concept: str, level: Level = Level.REGION
) -> Mapping[str, tuple[LocatedCluster, ...]]:
    """Clusters of the directory in one field, by the zone of the level they sit in or take in."""
    spread = spread_of(base, level)
    weights = vocabulary.expand((concept,))
    clusters = clusters_in_field(spread, vocabulary, directory, (concept,), weights)
    return {spread.codes[column]: here for column, here in clusters.items()}


def _of_field(base: EvidenceBase, vocabulary: Vocabulary, concept: str, level: Level, floor: int) -> list[Space]:
    spread = spread_of(base, level)
    rows, weights = field_projects(base, vocabulary, concept)
    if not len(rows):
        return []
    found = totals(spread.shares, rows, weights)
    everything = spread.shares.T @ counted(base).astype(np.float64)
    quotient = quotients(found, everything, world_share(base, vocabulary, concept))
    organisations = organisations_by_zone(base, spread, rows)
    ranks = np.empty(len(spread.codes), dtype=np.int64)
    ranks[np.argsort(-found.count, kind="stable")] = np.arange(1, len(spread.codes) + 1)
    world = float(weights.sum(dtype=np.float64))
    places = spread.places
    result = []
    for column in map(int, np.flatnonzero((found.projects >= floor) & (quotient.low > 1))):
        code = spread.codes[column]
        here = quotient.at(column, floor)
        if here is None:
            continue
        latitude, longitude = places.point.get(code, (None, None))
        result.append(
            Space(
                zone=code,
                label=places.label[code],
                country=places.country[code],
                latitude=latitude,
                longitude=longitude,
                concept=concept,
                rank=int(ranks[column]),
                count=float(found.count[column]),
                share=float(found.count[column]) / world,
                projects=here.n,
                organisations=int(organisations[column]),
                quotient=here,
            )
        )
    return result
