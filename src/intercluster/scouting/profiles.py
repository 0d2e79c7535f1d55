"""What an organisation, or all of a zone, works on: its part in projects by field, against the world's."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.spread import FLOOR, Quotient, counted, quotients, totals


@dataclass(frozen=True, slots=True)
class FieldStanding:
    """One field. ``count`` is fractional (a project counts as far as it is in the field, times our part of its
    organisations); ``share`` is its part of our count in all fields of the profile together, 0..1."""

    concept: str
    count: float
    share: float
    projects: int
    quotient: Quotient | None


@lru_cache(maxsize=256)
def field_projects(
    base: EvidenceBase, vocabulary: Vocabulary, concept: str
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The counted projects of one field of the vocabulary: their rows, and how far each is in the field."""
    relevance = project_relevance(base, vocabulary.expand((concept,)))
    rows = np.flatnonzero(counted(base) & (relevance >= IN_FIELD))
    return rows, relevance[rows]


def world_share(base: EvidenceBase, vocabulary: Vocabulary, concept: str) -> float:
    """Part of a field in all counted projects, 0..1."""
    _, weights = field_projects(base, vocabulary, concept)
    return float(weights.sum(dtype=np.float64)) / max(int(counted(base).sum()), 1)


def field_profile(
    base: EvidenceBase, vocabulary: Vocabulary, organisations: NDArray[np.int32], floor: int = FLOOR
) -> tuple[FieldStanding, ...]:
    """The fields of the directory in which these organisations (rows of the base) have projects, most first."""
    taken = base.projects_by_organisation[:, organisations]
    ours = np.asarray(taken.sum(axis=1), dtype=np.float64) / np.maximum(base.project_sizes, 1)
    shares = sparse.csr_array(ours[:, np.newaxis])
    everything = np.array([ours[counted(base)].sum()])
    found = []
    for field in vocabulary.directory_fields:
        rows, weights = field_projects(base, vocabulary, field.key)
        sums = totals(shares, rows, weights)
        if sums.projects[0]:
            quotient = quotients(sums, everything, world_share(base, vocabulary, field.key)).at(0, floor)
            found.append((field.key, float(sums.count[0]), int(sums.projects[0]), quotient))
    total = sum(count for _, count, _, _ in found) or 1.0
    return tuple(
        FieldStanding(concept, count, count / total, projects, quotient)
        for concept, count, projects, quotient in sorted(found, key=lambda one: (-one[1], one[0]))
    )
