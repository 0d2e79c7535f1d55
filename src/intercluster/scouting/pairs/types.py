"""A pair of parties, why they could meet, and what each reason is worth."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from intercluster.scouting.types import Evidence

NOTE_POINTS = {"encounters": 0.5, "shortlist": 1.5, "objective": 1.5, "portfolio": 1.0, "match": 2.0}
"""Points of a note of value 1. Encounters grow as ½ log₂(1 + n), at most 1.5; matches in proportion, value 0 to 1."""

SAME_FIELD_FROM = 0.1  # cosine below which two profiles have little in common
SHOWN_PROJECTS, SHOWN_FIELDS, SHOWN_MEMBERS = 4, 4, 5
DECLARED, DECLARED_MOST = 0.3, 0.9
NETWORK, NETWORK_MOST = 0.25, 0.5
COOPERATION = 1.0
DIRECTORY = "directory"

Matrix = NDArray[np.float64]
Params = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Note:
    """What the caller knows of two parties besides: an encounter, a shortlist, a need that an offer meets.

    ``code`` is one of ``NOTE_POINTS``; ``value`` counts encounters, else it is a share or score, 0 to 1. ``projects``:
    for an objective, the projects of the other in its fields.
    """

    first: str
    second: str
    code: str
    label: str = ""
    value: float = 1.0
    period: tuple[int, int] | None = None
    source: str = ""
    key: str = ""
    projects: float = 0.0


@dataclass(frozen=True, slots=True)
class PairReason:
    """One reason to meet. ``value`` is a number of ``unit`` (a code: projects, members, fields, times, cosine, share,
    score), counted over the years of ``period`` from ``source``; ``text`` is the English wording."""

    code: str
    points: float
    value: float
    unit: str
    text: str
    period: tuple[int, int] | None = None
    source: str = ""
    params: Params = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PairSuggestion:
    """Two parties who could meet, the strongest reason first."""

    first: str
    second: str
    points: float
    reasons: tuple[PairReason, ...]


def grown(number: Matrix | float, most: float) -> Matrix:
    """½ log₂(1 + n), at most ``most``."""
    return np.minimum(0.5 * np.log2(1.0 + np.asarray(number, dtype=np.float64)), most)
