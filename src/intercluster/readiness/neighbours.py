"""Clusters of neighbouring fields that nobody has networked yet: what an authority can suggest.

Two clusters are neighbours when they share fields of the vocabulary, or have fields of the same branch. The figure is
the number of shared fields over all fields of both (Jaccard, 0..1); a pair of the same branch counts half.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from intercluster.directory.types import CLUSTER_KINDS, ClusterRecord, Directory
from intercluster.fields.vocabulary import Vocabulary


@dataclass(frozen=True)
class Neighbours:
    """Two clusters worth bringing together. ``shared``: fields of both; ``near``: pairs of fields of one branch."""

    a: ClusterRecord
    b: ClusterRecord
    shared: tuple[str, ...]
    near: tuple[tuple[str, str], ...]
    figure: float
    known: bool


def neighbours(directory: Directory, vocabulary: Vocabulary, zones: Iterable[str]) -> list[Neighbours]:
    """Pairs of living clusters seated in the zones (by their beginning: FRK covers FRK2), nearest fields first.

    ``known``: the directory has a cooperation between the two.
    """
    wanted = tuple(zones)
    seated = [
        cluster
        for cluster in directory.clusters
        if cluster.kind in CLUSTER_KINDS
        and not cluster.ended
        and cluster.fields
        and (cluster.zone or "").startswith(wanted)
    ]
    known = {frozenset((record.a, record.b)) for record in directory.cooperations}
    found = [_pair(a, b, vocabulary, frozenset((a.key, b.key)) in known) for a, b in combinations(seated, 2)]
    return sorted((pair for pair in found if pair.figure), key=lambda pair: (-pair.figure, pair.a.name, pair.b.name))


def _pair(a: ClusterRecord, b: ClusterRecord, vocabulary: Vocabulary, known: bool) -> Neighbours:
    ours, theirs = set(a.fields), set(b.fields)
    shared = ours & theirs
    near = sorted((x, y) for x in ours - shared for y in theirs - shared if _one_branch(vocabulary, x, y))
    figure = min((len(shared) + len(near) / 2) / len(ours | theirs), 1.0)
    return Neighbours(a, b, tuple(sorted(shared)), tuple(near), figure, known)


def _one_branch(vocabulary: Vocabulary, x: str, y: str) -> bool:
    """Whether two fields have the same field above them."""
    if x not in vocabulary or y not in vocabulary:
        return False
    above = vocabulary.get(x).broader
    return above is not None and above == vocabulary.get(y).broader
