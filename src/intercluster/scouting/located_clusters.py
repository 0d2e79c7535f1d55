"""Clusters of the directory in the zones of a level, by the fields they say they work in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from intercluster.directory.types import CLUSTER_KINDS, ClusterRecord, Directory
from intercluster.evidence.relevance import IN_FIELD
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.spread import Spread


@dataclass(frozen=True, slots=True)
class LocatedCluster:
    """A cluster in a zone: it sits there (``seated``), or the zone is part of its territory."""

    key: str
    name: str
    seated: bool


def clusters_in_field(
    spread: Spread,
    vocabulary: Vocabulary,
    directory: Directory,
    concepts: tuple[str, ...],
    weights: Mapping[str, float],
) -> dict[int, tuple[LocatedCluster, ...]]:
    """Clusters that work in the fields asked for, by column of the spread; those seated there first.

    A cluster works in a field when one of its fields is among the expanded ones, or when the field asked for is
    narrower than one of its own ("lasers" finds a photonics cluster).
    """
    found: dict[int, list[LocatedCluster]] = defaultdict(list)
    for cluster in directory.clusters:
        if cluster.kind in CLUSTER_KINDS and works_in(vocabulary, cluster, concepts, weights):
            for column, seated in _columns(spread, cluster).items():
                found[column].append(LocatedCluster(cluster.key, cluster.name, seated))
    return {column: tuple(sorted(here, key=lambda one: (not one.seated, one.name))) for column, here in found.items()}


def works_in(
    vocabulary: Vocabulary, cluster: ClusterRecord, concepts: tuple[str, ...], weights: Mapping[str, float]
) -> bool:
    """Whether one of a cluster's fields is, or takes in, a field asked for."""
    if any(weights.get(field, 0.0) >= IN_FIELD for field in cluster.fields):
        return True
    return any(
        _expanded(vocabulary, field).get(concept, 0.0) >= IN_FIELD for field in cluster.fields for concept in concepts
    )


@lru_cache(maxsize=1024)
def _expanded(vocabulary: Vocabulary, field: str) -> Mapping[str, float]:
    return vocabulary.expand((field,))


def _columns(spread: Spread, cluster: ClusterRecord) -> dict[int, bool]:
    """Columns of the zones a cluster sits in (True) or whose territory it takes in (False).

    A cluster known only by a country that is cut into regions sits in none of them.
    """
    columns: dict[int, bool] = {}
    for part in cluster.territory:
        columns |= dict.fromkeys(spread.columns_around.get(part.zone, ()), False)
    seat = next((code for code in spread.places.around(cluster.zone or cluster.country) if code in spread.column), None)
    if seat is not None:
        columns[spread.column[seat]] = True
    return columns
