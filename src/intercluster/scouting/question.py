"""One search made ready: which projects are in the fields and years asked for, and how surely."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.matrices import crossed
from intercluster.scouting.spread import counted

LARGEST_CONSORTIUM = 40  # beyond it, being in the same project says little about knowing each other


@dataclass(frozen=True, eq=False)
class Question:
    """The projects in the target fields and years.

    ``rows`` index the base's projects of which the relevance is at least ``IN_FIELD``; ``relevance`` is theirs.
    """

    base: EvidenceBase
    concepts: tuple[str, ...]  # after adding narrower and mapped ones
    targets: tuple[str, ...]  # as confirmed by the user
    period: tuple[int, int]
    in_period: NDArray[np.bool_]  # all projects of the base; those of a biased selection of projects never are
    rows: NDArray[np.int64]
    relevance: NDArray[np.float32]

    @cached_property
    def tying(self) -> NDArray[np.int64]:
        """Rows of the projects in which taking part together counts as a tie in the field."""
        return self.rows[tying_projects(self.base)[self.rows]]

    @cached_property
    def ties(self) -> sparse.csr_array:
        """Tying projects x organisations."""
        return self.base.took_part[self.tying]


@lru_cache(maxsize=16)
def question(
    base: EvidenceBase,
    vocabulary: Vocabulary,
    concepts: tuple[str, ...],
    first_year: int | None = None,
    last_year: int | None = None,
) -> Question:
    """Make a search ready.

    Raises
    ------
    ValueError
        No concept is given.
    KeyError
        A concept is not in the vocabulary (``UnknownConceptError``).
    """
    if not concepts:
        raise ValueError("a search needs at least one field")
    weights = vocabulary.expand(concepts)
    years = base.project_years
    statistical = counted(base)
    known = years[statistical & (years > 0)]
    earliest, latest = (int(known.min()), int(known.max())) if known.size else (0, 0)
    in_period = statistical.copy()
    if first_year is not None:
        in_period &= years >= first_year
    if last_year is not None:
        in_period &= (years > 0) & (years <= last_year)
    relevance = np.where(in_period, project_relevance(base, weights), np.float32(0))
    rows = np.flatnonzero(relevance >= IN_FIELD)
    return Question(
        base=base,
        concepts=tuple(sorted(weights)),
        targets=concepts,
        period=(first_year or earliest, last_year or latest),
        in_period=in_period,
        rows=rows,
        relevance=relevance[rows],
    )


@lru_cache(maxsize=4)
def last_full_year(base: EvidenceBase) -> int:
    """The last year with at least half the usual (median) number of projects; later ones are only begun."""
    years, counts = np.unique(base.project_years[base.project_years > 0], return_counts=True)
    full = years[counts >= np.median(counts) / 2] if len(years) else years
    return int(full.max(initial=0))


@lru_cache(maxsize=4)
def partner_counts(base: EvidenceBase) -> NDArray[np.int64]:
    """Distinct partners of each organisation in projects of 2 to ``LARGEST_CONSORTIUM`` organisations."""
    together = base.took_part[tying_projects(base)]
    partners = crossed(together, together)
    return np.maximum(np.diff(partners.indptr).astype(np.int64) - 1, 0)


@lru_cache(maxsize=4)
def tying_projects(base: EvidenceBase) -> NDArray[np.bool_]:
    """Which projects make acquaintances: those of 2 to ``LARGEST_CONSORTIUM`` organisations."""
    sizes = base.project_sizes
    small: NDArray[np.bool_] = (sizes >= 2) & (sizes <= LARGEST_CONSORTIUM)
    return small
