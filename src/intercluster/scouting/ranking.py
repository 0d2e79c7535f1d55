"""The order of the candidates in each mode, and where each stands inside the candidate set."""

import numpy as np
from numpy.typing import NDArray

from intercluster.scouting.types import Mode

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]


def percentiles(values: Numbers) -> Numbers:
    """Share of the candidates at or below each value, 0..100."""
    if not values.size:
        return values
    found: Numbers = 100.0 * np.searchsorted(np.sort(values), values, side="right") / len(values)
    return found


def eligible(mode: Mode, feasibility: Numbers, known: Flags) -> Flags:
    """Which candidates a mode keeps."""
    if mode is Mode.KNOWN_PARTNERS:
        return known
    if mode is Mode.LESS_OBVIOUS:
        return ~known
    if mode is Mode.NEW_FIELD and feasibility.size:
        kept: Flags = feasibility >= np.median(feasibility)
        return kept
    return np.ones(len(feasibility), dtype=np.bool_)


def order(mode: Mode, feasibility: Numbers, gain: Numbers) -> NDArray[np.int64]:
    """Positions from the first to the last: by gain to open a new field, by feasibility otherwise.

    Equal candidates keep the order they came in, so that the same search always gives the same list.
    """
    if mode is Mode.NEW_FIELD:
        return np.lexsort((-feasibility, -gain))
    return np.argsort(-feasibility, kind="stable")
