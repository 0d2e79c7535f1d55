"""What speaks for each pair among those who come to a meeting, in numbers.

All pairs are weighed at once, by products of sparse matrices; only the pairs that are shown get their reasons in words.
A pair's points are the sum of those of its reasons, nothing else, and order the pairs; they are no probability.

    projects together     ½ log₂(1 + n), at most 2; half where one of the two stands on its territory
    same fields           2 × cosine of the two profiles of capabilities
    complementary fields  mean over both sides of the share of what it needs around its own fields that the other has
    members in common     ½ log₂(1 + n), at most 1.5; known members only
    declared fields       0.3 each, at most 0.9
    network in common     0.25 each, at most 0.5
    known cooperation     1
    notes                 what the caller knows besides, by kind: ``NOTE_POINTS``
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.directory.types import Directory
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.gain import CapabilityMap, capability_map, profiles, specialised_units
from intercluster.scouting.matrices import crossed, present
from intercluster.scouting.networks import Networks, networks_of
from intercluster.scouting.pairs.types import (
    COOPERATION,
    DECLARED,
    DECLARED_MOST,
    NETWORK,
    NETWORK_MOST,
    SAME_FIELD_FROM,
    Matrix,
    grown,
)
from intercluster.scouting.question import tying_projects
from intercluster.scouting.types import Basis, Seeker, UnitKind
from intercluster.scouting.units import Units, cluster_units, seeker_unit
from intercluster.specialisation.complementarity import gain


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs among some parties, in the order the parties were given.

    Build it once with ``pairs_among``; it answers for any number of pages.
    """

    base: EvidenceBase
    vocabulary: Vocabulary
    networks: Networks
    parties: tuple[Seeker, ...]
    units: Units

    @cached_property
    def row(self) -> dict[str, int]:
        return {party.key: row for row, party in enumerate(self.parties)}

    @cached_property
    def points(self) -> Matrix:
        """Points of each pair without notes; symmetric, 0 on the diagonal."""
        total = (
            grown(self.projects_together, 2.0) * self.known_weight
            + grown(self.members_together, 1.5)
            + 2.0 * self.alike
            + (self.brought + self.brought.T) / 2.0
            + np.minimum(DECLARED * self.declared, DECLARED_MOST)
            + np.minimum(NETWORK * self.networks_shared, NETWORK_MOST)
            + COOPERATION * self.cooperate
        )
        np.fill_diagonal(total, 0.0)
        return total

    @cached_property
    def projects_together(self) -> Matrix:
        """Projects in which both stand with different organisations: a common member alone is no acquaintance."""
        both = crossed(self.taking_part, self.taking_part)
        same = crossed(self.standing, self.standing)
        return _off_diagonal((both - same).toarray())

    @cached_property
    def members_together(self) -> Matrix:
        """Known members that both have."""
        mine = present(self.units.members)
        mine = sparse.diags_array(self._known.astype(np.float32), format="csr") @ mine
        return _off_diagonal((mine @ mine.T).toarray())

    @cached_property
    def alike(self) -> Matrix:
        """Cosine of the profiles of capabilities, 0..1; below ``SAME_FIELD_FROM``, 0."""
        counts = profiles(self.capabilities, self.units).toarray().astype(np.float64)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        scaled = np.divide(counts, lengths, out=np.zeros_like(counts), where=lengths > 0)
        cosines = np.clip(scaled @ scaled.T, 0.0, 1.0)
        return _off_diagonal(np.where(cosines >= SAME_FIELD_FROM, cosines, 0.0))

    @cached_property
    def brought(self) -> Matrix:
        """What the column brings the row: share, 0..1, of the density the row lacks around its own capabilities."""
        lacking = self.worth * (1.0 - self.has)
        missing = lacking.sum(axis=1, keepdims=True)
        share = np.divide(lacking, missing, out=np.zeros_like(lacking), where=missing > 0)
        return _off_diagonal(share @ self.has.T)

    @cached_property
    def capabilities(self) -> CapabilityMap:
        return capability_map(self.base)

    @cached_property
    def has(self) -> Matrix:
        found: Matrix = specialised_units(self.capabilities, self.units).toarray().astype(np.float64)
        return found

    @cached_property
    def worth(self) -> Matrix:
        """What having each capability adds to a party's mean density on those it has."""
        size = len(self.capabilities.concepts)
        nothing, everything = np.zeros(size), np.ones(size)
        rows = [
            gain(nothing, everything, self.capabilities.related, np.flatnonzero(mine)).brought
            if mine.any()
            else nothing
            for mine in self.has
        ]
        return np.array(rows).reshape(len(self.parties), size)

    @cached_property
    def taking_part(self) -> sparse.csr_array:
        """Tying projects x parties, 1 where the party has a part."""
        return present(self.units.projects[tying_projects(self.base)])

    @cached_property
    def standing(self) -> sparse.csr_array:
        """As ``_taking_part``, with a row for each set of organisations that stands in a project for somebody."""
        marks = np.random.default_rng(1).integers(1, 2**40, self.units.members.shape[1])
        marked = present(self.units.members).astype(np.int64)
        marked.data = marks[marked.indices]
        took_part = present(self.base.took_part[tying_projects(self.base)]).astype(np.int64)
        sums = (took_part @ marked.T.tocsr()).multiply(self.taking_part.astype(np.int64)).tocoo()
        _sets, rows = np.unique(np.column_stack((sums.coords[0], sums.data)), axis=0, return_inverse=True)
        ones = np.ones(len(rows), dtype=np.float32)
        shape = (int(rows.max(initial=-1)) + 1, len(self.parties))
        return sparse.coo_array((ones, (rows.ravel(), sums.coords[1])), shape=shape).tocsr()

    @cached_property
    def _known(self) -> NDArray[np.bool_]:
        return np.array([basis in (Basis.OWN, Basis.MEMBERS) for basis in self.units.basis], dtype=np.bool_)

    @cached_property
    def known_weight(self) -> Matrix:
        """1 for two parties whose organisations are known, a half where one stands on its territory."""
        return np.where(np.outer(self._known, self._known), 1.0, 0.5)

    @cached_property
    def declared(self) -> Matrix:
        return _shared([set(party.fields) for party in self.parties])

    @cached_property
    def networks_shared(self) -> Matrix:
        return _shared(self.around)

    @cached_property
    def around(self) -> list[set[str]]:
        return [set(self.networks.around(party.key)) for party in self.parties]

    @cached_property
    def cooperate(self) -> Matrix:
        found = np.zeros((len(self.parties), len(self.parties)))
        for key, partners in self.networks.cooperations.items():
            for partner in partners if key in self.row else ():
                if partner in self.row:
                    found[self.row[key], self.row[partner]] = 1.0
        return _off_diagonal(found)

    @cached_property
    def period(self) -> tuple[int, int]:
        years = self.base.project_years[tying_projects(self.base)]
        years = years[years > 0]
        return (int(years.min(initial=9999)), int(years.max(initial=0))) if years.size else (0, 0)

    @cached_property
    def source(self) -> str:
        return ", ".join(sorted(set(self.base.projects["source"].unique().to_pylist())))


@lru_cache(maxsize=8)
def pairs_among(base: EvidenceBase, directory: Directory, vocabulary: Vocabulary, parties: tuple[Seeker, ...]) -> Pairs:
    """The pairs among these parties. Clusters of the directory stand on what scouting computed of them already.

    Raises
    ------
    ValueError
        Two parties have the same key.
    """
    if len({party.key for party in parties}) < len(parties):
        raise ValueError("a party is given twice")
    clusters = cluster_units(base, directory, vocabulary)
    found = [
        (clusters, clusters.row[party.key]) if party.key in clusters.row else (seeker_unit(base, vocabulary, party), 0)
        for party in parties
    ]
    return Pairs(base, vocabulary, networks_of(directory), parties, _side_by_side(base, parties, found))


def _side_by_side(base: EvidenceBase, parties: Sequence[Seeker], found: Sequence[tuple[Units, int]]) -> Units:
    """One row a party, whatever it was computed with."""
    nobody = sparse.csr_array((0, len(base.org_ids)), dtype=np.float32)
    nothing = sparse.csr_array((len(base.project_ids), 0), dtype=np.float32)
    members: sparse.csr_array = sparse.vstack([nobody, *(units.members[[row]] for units, row in found)], format="csr")
    columns = (units.projects_by_unit[:, [row]] for units, row in found)
    projects: sparse.csr_array = sparse.hstack([nothing, *columns], format="csr")
    return Units(
        kind=UnitKind.CLUSTER,
        keys=tuple(party.key for party in parties),
        labels=tuple(party.name for party in parties),
        countries=tuple(party.country for party in parties),
        zones=tuple(units.zones[row] for units, row in found),
        basis=tuple(units.basis[row] for units, row in found),
        members=members,
        projects=projects,
    )


def _off_diagonal(matrix: NDArray[np.floating]) -> Matrix:
    found: Matrix = np.array(matrix, dtype=np.float64)
    np.fill_diagonal(found, 0.0)
    return found


def _shared(sets: Sequence[set[str]]) -> Matrix:
    """How many each two of the sets have in common."""
    column = {key: number for number, key in enumerate(sorted(set().union(*sets)))}
    marks = np.zeros((len(sets), len(column)))
    for row, one in enumerate(sets):
        marks[row, [column[key] for key in one]] = 1.0
    return _off_diagonal(marks @ marks.T)
