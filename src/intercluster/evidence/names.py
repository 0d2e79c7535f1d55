"""Organisations of the evidence by name, whatever the accents, the case and the order of the words."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.evidence.store import EvidenceBase
from intercluster.fields.wording import words


def find_organisations(base: EvidenceBase, text: str) -> NDArray[np.intp]:
    """Rows of the organisations every word of the text begins a word of; all of them for an empty text.

    Those with most projects come first. A PIC or an ``org_id`` finds its organisation.
    """
    wanted = text.strip()
    if wanted in base.org_index:
        return np.array([base.org_index[wanted]], dtype=np.intp)
    if wanted.isdigit() and f"pic:{wanted}" in base.org_index:
        return np.array([base.org_index[f"pic:{wanted}"]], dtype=np.intp)
    rows = np.arange(len(base.org_ids))
    starts = [f" {word}" for word in words(wanted)]
    if starts:
        names = _names(base)
        rows = np.flatnonzero([all(start in name for start in starts) for name in names])
    elif wanted:
        rows = rows[:0]
    return rows[np.argsort(-base.project_counts[rows], kind="stable")]


@lru_cache(maxsize=2)
def _names(base: EvidenceBase) -> list[str]:
    """Folded names, each word after a space."""
    return [" " + " ".join(words(name or "")) for name in base.org_names]
