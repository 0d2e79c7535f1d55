"""Revealed comparative advantage: what a zone does more of than its size lets expect."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]
Rows = NDArray[np.intp]

_EXACT_IN_FLOAT = 2.0**53  # whole numbers below are exact in float64, which multiplies faster
_LARGEST_EXACT = 2.0**63


@dataclass(frozen=True, slots=True)
class Kept:
    """A matrix without its empty zones and fields, and which rows and columns of the original are left or gone."""

    matrix: Matrix
    zones: Rows
    fields: Rows
    empty_zones: Rows
    empty_fields: Rows


def without_empty(matrix: ArrayLike) -> Kept:
    """Leave out zones (rows) and fields (columns) where nothing happens, and say which.

    Ratios of an empty zone or field are not defined; it is named here instead of turning into NaN later.
    """
    values = non_negative(matrix)
    has_zone, has_field = values.sum(axis=1) > 0, values.sum(axis=0) > 0
    return Kept(
        matrix=values if has_zone.all() and has_field.all() else values[np.ix_(has_zone, has_field)],
        zones=np.flatnonzero(has_zone),
        fields=np.flatnonzero(has_field),
        empty_zones=np.flatnonzero(~has_zone),
        empty_fields=np.flatnonzero(~has_field),
    )


def location_quotients(counts: ArrayLike) -> Matrix:
    """Share of a field in a zone over its share in the world: (X[r,t] / X[r,.]) / (X[.,t] / X[.,.]).

    Balassa 1965 (revealed comparative advantage), the location quotient of regional science.

    Parameters
    ----------
    counts
        Activity, zones × fields, not negative (projects, patents, persons employed).

    Returns
    -------
    Matrix
        Zones × fields, no unit. 1: as expected from size. 0 where the zone or the field is empty.

    Raises
    ------
    ValueError
        ``counts`` is not a finite, non-negative matrix.
    """
    values = non_negative(counts)
    zones, fields = values.sum(axis=1, keepdims=True), values.sum(axis=0, keepdims=True)
    quotients: Matrix = values / np.where(zones > 0, zones, 1.0)
    quotients /= np.where(fields > 0, fields / (fields.sum() or 1.0), 1.0)  # share in the world
    return quotients


def specialised(counts: ArrayLike, floor: float = 0) -> Matrix:
    """M[r,t] = 1 where the location quotient is at least 1 and the activity reaches the floor, else 0.

    Tested without division, X[r,t]·X[.,.] >= X[r,.]·X[.,t], so that integers decide ties exactly. In small zones
    quotients explode on one or two projects: the floor keeps those out.

    Parameters
    ----------
    counts
        Activity, zones × fields, not negative. Integers are compared as integers.
    floor
        Smallest activity that counts as a specialisation, in the unit of ``counts``.

    Raises
    ------
    ValueError
        ``counts`` is not a finite, non-negative matrix.
    """
    raw = np.asarray(counts)
    values = non_negative(raw)
    activity = _exact(raw, values)
    zones, fields = activity.sum(axis=1, keepdims=True), activity.sum(axis=0, keepdims=True)
    flags = activity * activity.sum() >= zones * fields
    flags &= values >= floor if floor > 0 else values > 0
    found: Matrix = flags.astype(np.float64)
    return found


def _exact(raw: NDArray[Any], values: Matrix) -> Matrix | NDArray[np.int64]:
    """The activity in numbers whose products are exact: no product exceeds the square of the total."""
    largest = float(values.sum()) ** 2
    whole = np.issubdtype(raw.dtype, np.integer)
    return raw.astype(np.int64) if whole and _EXACT_IN_FLOAT <= largest < _LARGEST_EXACT else values


def non_negative(matrix: ArrayLike) -> Matrix:
    """The matrix as float64.

    Raises
    ------
    ValueError
        It does not have two dimensions, or a value is negative, infinite or missing.
    """
    values = np.asarray(matrix, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError(f"a matrix of zones × fields is needed, not {values.ndim} dimension(s)")
    if values.size and not (np.isfinite(values.sum()) and values.min() >= 0):
        raise ValueError("counts must be finite and not negative")
    return values


def binary(matrix: ArrayLike) -> Matrix:
    """The matrix as float64 zeros and ones.

    Raises
    ------
    ValueError
        It does not have two dimensions, or a value is neither 0 nor 1.
    """
    values = non_negative(matrix)
    if np.count_nonzero(values == 1) != values.sum():  # none is negative: then all others are 0
        raise ValueError("specialisations must be 0 or 1")
    return values
