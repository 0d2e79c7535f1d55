"""Who has what an objective of one of the parties asks for."""

from collections.abc import Sequence

import numpy as np

from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.scouting.matrices import weighed_columns
from intercluster.scouting.pairs.ground import Pairs
from intercluster.scouting.pairs.types import Note

ENOUGH = 1.0  # fractional projects in the fields of the objective


def wanted_for(pairs: Pairs, owner: str, concepts: Sequence[str], label: str, key: str = "") -> tuple[Note, ...]:
    """A note for every other party with projects in the fields of an objective of ``owner``.

    Its value is log(1 + projects) over that of the party with most, 0 to 1; projects are fractional.

    Raises
    ------
    KeyError
        A concept is not in the vocabulary (``UnknownConceptError``).
    """
    relevance = project_relevance(pairs.base, pairs.vocabulary.expand(concepts))
    rows = np.flatnonzero(relevance >= IN_FIELD)
    counts = weighed_columns(pairs.units.projects[rows], relevance[rows])
    if owner in pairs.row:
        counts[pairs.row[owner]] = 0.0
    most = np.log1p(counts.max(initial=0.0))
    return tuple(
        Note(
            owner,
            party.key,
            "objective",
            label,
            value=float(np.log1p(count) / most),
            period=pairs.period,
            source=pairs.source,
            key=key,
            projects=float(count),
        )
        for party, count in zip(pairs.parties, counts.tolist(), strict=True)
        if count >= ENOUGH
    )
