"""Relatedness density: how much of what surrounds a field a zone already has, its readiness for the field."""

import numpy as np
from numpy.typing import ArrayLike

from intercluster.specialisation.rca import Matrix, binary, non_negative


def density(specialisations: ArrayLike, related: ArrayLike, neighbours: int | None = None) -> Matrix:
    """RD[r,i] = Σj M[r,j] φ[j,i] / Σj φ[j,i], between 0 and 1.

    Hidalgo et al. 2007, Science 317:482. The diagonal of φ counts, as in that paper.

    Parameters
    ----------
    specialisations
        M, zones × fields, 0 or 1.
    related
        φ, fields × fields, not negative (``relatedness.relatedness``).
    neighbours
        Keep for each field only its so many most related *other* fields, weighted by φ. Fields tied with the last
        one are all kept, so that the order of the columns does not matter. (The ``knn`` of ecomplexity 0.5.3
        computes these weights, then returns plain counts.)

    Returns
    -------
    Matrix
        Zones × fields. 0 for a field that is related to none.

    Raises
    ------
    ValueError
        A shape or a value does not fit, or ``neighbours`` is less than 1.
    """
    m, phi = binary(specialisations), square(related, m_fields=np.shape(specialisations)[1])
    if neighbours is not None:
        phi = nearest(phi, neighbours)
    reached: Matrix = m @ phi
    reached /= _around(phi)
    return reached


def nearest(related: Matrix, neighbours: int) -> Matrix:
    """φ with, in each column, only the most related other fields left; the rest is 0."""
    if neighbours < 1:
        raise ValueError("at least one neighbour is needed")
    phi = related.copy()
    np.fill_diagonal(phi, 0.0)
    if neighbours < len(phi):
        last = np.partition(phi, -neighbours, axis=0)[-neighbours]
        phi[phi < last] = 0.0
    return phi


def per_field(values: Matrix, related: Matrix) -> Matrix:
    """Values (… × fields) over the sum of each field's relatedness, 0 where it is related to none."""
    scaled: Matrix = values / _around(related)
    return scaled


def _around(related: Matrix) -> Matrix:
    """The sum of each field's relatedness; infinite where it is related to none, so that its share is 0."""
    around = related.sum(axis=0)
    return np.where(around > 0, around, np.inf)


def square(related: ArrayLike, m_fields: int) -> Matrix:
    """φ as float64.

    Raises
    ------
    ValueError
        It is not fields × fields, or a value is negative, infinite or missing.
    """
    phi = non_negative(related)
    if phi.shape != (m_fields, m_fields):
        raise ValueError(f"relatedness must be {m_fields} × {m_fields} fields, not {phi.shape[0]} × {phi.shape[1]}")
    return phi
