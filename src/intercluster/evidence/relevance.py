"""How far each project of the evidence is in the fields asked for."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.evidence.store import EvidenceBase

IN_FIELD = 0.25  # relevance from which a project is counted as one of the field


def project_relevance(base: EvidenceBase, weights: Mapping[str, float]) -> NDArray[np.float32]:
    """How far each project is in the fields asked for: 0 (not at all) to 1 (surely).

    A project counts through its best tag only, so that a project tagged twice for one field, by its programme
    and by its text, does not count twice: ``max over concepts of (confidence of the tag × weight of the concept)``.

    Parameters
    ----------
    weights
        Concept keys with their weights, 0..1, as ``Vocabulary.expand`` returns them.

    Returns
    -------
    NDArray[np.float32]
        One value a project, shape (projects,), read-only: it is kept for the next call.

    Raises
    ------
    ValueError
        A concept is not in the vocabulary of the evidence.
    """
    return _relevance(base, tuple(sorted(weights.items())))


@lru_cache(maxsize=64)
def _relevance(base: EvidenceBase, weights: tuple[tuple[str, float], ...]) -> NDArray[np.float32]:
    unknown = [concept for concept, _ in weights if concept not in base.concept_index]
    if unknown:
        raise ValueError(f"not in the vocabulary: {', '.join(unknown)}")
    tags = base.projects_by_concept
    relevance = np.zeros(tags.shape[0], dtype=np.float32)
    for concept, weight in weights:
        column = base.concept_index[concept]
        tagged = slice(tags.indptr[column], tags.indptr[column + 1])
        rows = tags.indices[tagged]
        relevance[rows] = np.maximum(relevance[rows], tags.data[tagged] * np.float32(weight))
    relevance.flags.writeable = False
    return relevance
