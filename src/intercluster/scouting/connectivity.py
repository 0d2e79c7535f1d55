"""How well connected organisations and networks are: being big now means being well connected (S1).

Over known cooperations and current memberships of the directory, each an undirected tie.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from intercluster.directory.types import Directory


@dataclass(frozen=True, slots=True)
class Connectivity:
    """One organisation in the graph of the directory.

    ``degree``       organisations it is tied to
    ``cooperations`` of these, through a known cooperation; ``memberships`` through a membership, either way round
    ``reach``        organisations within two steps, itself left out
    ``bridges``      organisations cut off from the largest part around it if it were not there: a bridge above 0
    ``countries``    distinct countries among those within two steps
    """

    key: str
    degree: int
    cooperations: int
    memberships: int
    reach: int
    bridges: int
    countries: int


@lru_cache(maxsize=8)
def connectivity(directory: Directory) -> dict[str, Connectivity]:
    """The connectivity of every organisation of the directory, by key."""
    keys = sorted(
        {cluster.key for cluster in directory.clusters}
        | {key for tie in directory.memberships for key in (tie.member, tie.organisation)}
        | {key for tie in directory.cooperations for key in (tie.a, tie.b)}
    )
    row = {key: at for at, key in enumerate(keys)}
    cooperating = _graph(row, {(tie.a, tie.b) for tie in directory.cooperations})
    belonging = _graph(row, {(tie.member, tie.organisation) for tie in directory.memberships if tie.until is None})
    ties = _ones(cooperating + belonging)
    reached = _ones(ties + ties @ ties)
    countries = np.array([_country(directory, key) for key in keys], dtype=object)
    return {
        key: Connectivity(
            key=key,
            degree=_count(ties, at),
            cooperations=_count(cooperating, at),
            memberships=_count(belonging, at),
            reach=_count(reached, at) - int(at in _neighbours(reached, at)),
            bridges=_cut_off(ties, at),
            countries=len({name for name in countries[_neighbours(reached, at)] if name}),
        )
        for key, at in row.items()
    }


def _graph(row: dict[str, int], pairs: set[tuple[str, str]]) -> sparse.csr_array:
    ends = [(row[a], row[b]) for a, b in pairs if a != b]
    there = np.array([a for a, _ in ends], dtype=np.int64)
    back = np.array([b for _, b in ends], dtype=np.int64)
    rows, columns = np.concatenate([there, back]), np.concatenate([back, there])
    return _ones(sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(row), len(row))).tocsr())


def _ones(matrix: sparse.csr_array) -> sparse.csr_array:
    found: sparse.csr_array = matrix.tocsr()
    found.sum_duplicates()
    found.data[:] = 1.0
    return found


def _neighbours(matrix: sparse.csr_array, at: int) -> NDArray[np.int64]:
    return matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]].astype(np.int64)


def _count(matrix: sparse.csr_array, at: int) -> int:
    return int(matrix.indptr[at + 1] - matrix.indptr[at])


def _cut_off(ties: sparse.csr_array, at: int) -> int:
    """Organisations in the parts its neighbours fall into without it, the largest part left out."""
    near = _neighbours(ties, at)
    if len(near) < 2:
        return 0
    others = np.delete(np.arange(ties.shape[0]), at)
    _, part = connected_components(ties[others][:, others], directed=False)
    parts = np.unique(part[near - (near > at)])
    sizes = np.bincount(part)[parts]
    return int(sizes.sum() - sizes.max())


def _country(directory: Directory, key: str) -> str | None:
    record = directory.by_key.get(key)
    return record.country if record else None
