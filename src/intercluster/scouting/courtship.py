"""How courted each unit already is: distinct partners in the target fields (S45)."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.scouting.matrices import crossed
from intercluster.scouting.question import Question
from intercluster.scouting.units import Units


@lru_cache(maxsize=16)
def courtship(question: Question, units: Units) -> NDArray[np.int64]:
    """Organisations that each unit worked with in the target fields, its own left out."""
    theirs = units.projects[question.tying]
    partners = crossed(theirs, question.ties)
    own = partners.multiply(units.members).tocsr()
    found: NDArray[np.int64] = np.diff(partners.indptr).astype(np.int64) - np.diff(own.indptr)
    return found
