"""What a partner brings: the density added around our target fields by fields it has and we lack.

    added[r←s, i] = Σj M[s,j] (1-M[r,j]) φ[j,i] / Σj φ[j,i]  =  RD(r ∪ s)[i] - RD(r)[i]

so "your readiness in batteries would go from 0.31 to 0.44" is literally the number. After the complementarity
indicator of Balland and Boschma 2021, Regional Studies 55(6), made precise as density added. It says what there is to
gain, not how likely a cooperation is, and it is not symmetric: look at both directions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from intercluster.specialisation.density import per_field, square
from intercluster.specialisation.rca import Matrix, binary


@dataclass(frozen=True, slots=True)
class Gain:
    """What one partner brings for some target fields; every number a share of density, 0..1.

    ``total``    mean over the targets of ``after`` - ``before`` = sum of ``brought``
    ``targets``  columns aimed at; ``before`` and ``after`` are our densities there, alone and together
    ``fields``   columns that the partner has and we lack; ``brought`` is what each adds to the total
    """

    total: float
    targets: NDArray[np.intp]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    fields: NDArray[np.intp]
    brought: NDArray[np.float64]


def gain(mine: ArrayLike, theirs: ArrayLike, related: ArrayLike, targets: ArrayLike | None = None) -> Gain:
    """What one partner adds to our density on the target fields, with its terms by field brought.

    Parameters
    ----------
    mine, theirs
        Specialisations of the two sides, 0 or 1, shape (fields,).
    related
        φ, fields × fields.
    targets
        Columns aimed at; all fields that we lack when not given. Without any target the gain is 0.

    Raises
    ------
    ValueError
        A shape or a value does not fit.
    """
    us, them = _profile(mine), _profile(theirs)
    weights = _weights(related, us.size)
    aims = _aims(us, targets)
    new = them * (1 - us)
    each = weights[:, aims].mean(axis=1) if aims.size else np.zeros(us.size)
    before = us @ weights[:, aims]
    fields = np.flatnonzero(new)
    return Gain(
        total=float(new @ each),
        targets=aims,
        before=before,
        after=before + new @ weights[:, aims],
        fields=fields,
        brought=each[fields],
    )


def gain_from_each(
    mine: ArrayLike, partners: ArrayLike, related: ArrayLike, targets: ArrayLike | None = None
) -> NDArray[np.float64]:
    """What each of many partners (partners × fields) brings us: ``gain(...).total`` of each, shape (partners,)."""
    us, them = _profile(mine), binary(partners)
    weights = _weights(related, us.size)
    aims = _aims(us, targets)
    if not aims.size:
        return np.zeros(len(them))
    totals: NDArray[np.float64] = them @ ((1 - us) * weights[:, aims].mean(axis=1))
    return totals


def gain_for_each(mine: ArrayLike, partners: ArrayLike, related: ArrayLike) -> NDArray[np.float64]:
    """The other direction: what we bring each of many partners on the fields it lacks, shape (partners,)."""
    us, them = _profile(mine), binary(partners)
    worth, lacking = _worth_of_new_fields(them, _weights(related, us.size))
    return _mean(worth @ us, lacking)


def gain_of_all_pairs(specialisations: ArrayLike, related: ArrayLike) -> Matrix:
    """What zone s (column) brings zone r (row) on the fields r lacks, for all ordered pairs, by two products.

    With W the relatedness of each field scaled to sum 1 and V = (1-M)Wᵀ, it is (((1-M) ∘ V) Mᵀ) over the number
    of fields lacking; 0 for a zone that lacks none.
    """
    m = binary(specialisations)
    worth, lacking = _worth_of_new_fields(m, _weights(related, m.shape[1]))
    return _mean(worth @ m.T, lacking[:, np.newaxis])


def _worth_of_new_fields(m: Matrix, weights: Matrix) -> tuple[Matrix, NDArray[np.float64]]:
    """What each new field would add, summed over the fields a zone lacks; and how many it lacks."""
    missing = 1 - m
    return missing * (missing @ weights.T), missing.sum(axis=1)


def _mean(totals: Matrix, lacking: NDArray[np.float64]) -> Matrix:
    means: Matrix = np.divide(totals, lacking, out=np.zeros_like(totals), where=lacking > 0)
    return means


def _weights(related: ArrayLike, fields: int) -> Matrix:
    """φ with every column scaled to sum 1."""
    phi = square(related, fields)
    return per_field(phi, phi)


def _profile(values: ArrayLike) -> NDArray[np.float64]:
    profile: NDArray[np.float64] = binary(np.atleast_2d(np.asarray(values, dtype=np.float64)))[0]
    return profile


def _aims(mine: NDArray[np.float64], targets: ArrayLike | None) -> NDArray[np.intp]:
    if targets is None:
        return np.flatnonzero(mine == 0)
    return np.unique(np.asarray(targets, dtype=np.intp))
