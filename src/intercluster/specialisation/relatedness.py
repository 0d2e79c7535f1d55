"""Which fields go together: fields are related when the same zones are specialised in both.

Every function takes M, zones × fields, 0 or 1 (``rca.specialised``), and counts zones: C = MᵀM. A field that
no zone is specialised in is related to nothing (0), itself included.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from intercluster.specialisation.rca import Matrix, binary

_EXACT_IN_SINGLE = 2**24


class Method(StrEnum):
    """Ways to turn co-occurrences into relatedness."""

    MIN_CONDITIONAL = "min_conditional"
    PROBABILITY = "probability"
    ASSOCIATION = "association"
    COSINE = "cosine"
    JACCARD = "jaccard"


def cooccurrences(specialisations: ArrayLike) -> Matrix:
    """C = MᵀM: zones specialised in both fields; on the diagonal, in the field (its ubiquity)."""
    together: Matrix = _counted(specialisations).astype(np.float64)
    return together


def _counted(specialisations: ArrayLike) -> NDArray[np.float32] | Matrix:
    """C in the narrowest floats that hold it exactly: whole numbers under 2²⁴ fit in 32 bits, at twice the speed."""
    m = binary(specialisations)
    narrow = m.astype(np.float32) if len(m) < _EXACT_IN_SINGLE else m
    together: NDArray[np.float32] | Matrix = narrow.T @ narrow
    return together


def relatedness(specialisations: ArrayLike, method: Method = Method.MIN_CONDITIONAL) -> Matrix:
    """Relatedness of every two fields, fields × fields, symmetric.

    ``min_conditional``
        min(P(i|j), P(j|i)) = C[i,j] / max(u[i], u[j]), 0..1, diagonal 1. Hidalgo, Klinger, Barabási and Hausmann
        2007, Science 317:482.
    ``probability``
        Observed over expected co-occurrences, 1: as by chance, diagonal 0. Steijn 2017 after van Eck and Waltman
        2009, as in EconGeo ``relatedness(method="prob")``:
        C[i,j] / ((S[i]/T · S[j]/(T-S[i]) + S[j]/T · S[i]/(T-S[j])) · T/2), S the row sums of C without its
        diagonal and T their sum.
    ``association``
        (C[i,j]/T) / (S[i]/T · S[j]/T), diagonal 0 (EconGeo).
    ``cosine``
        C[i,j] / √(S[i] S[j]), diagonal 0 (EconGeo).
    ``jaccard``
        C[i,j] / (S[i] + S[j] - C[i,j]), diagonal 0 (EconGeo).

    Raises
    ------
    ValueError
        The matrix holds something else than 0 and 1.
    """
    if method is Method.MIN_CONDITIONAL:
        counted = _counted(specialisations)
        ubiquity = np.maximum(counted.diagonal(), 1).astype(np.float64)
        larger: Matrix = np.maximum.outer(ubiquity, ubiquity)
        return np.divide(counted, larger, out=larger)
    together = cooccurrences(specialisations)
    np.fill_diagonal(together, 0.0)
    sums = together.sum(axis=0)
    return _ratio(together, _expected(together, sums, method))


def _expected(together: Matrix, sums: Matrix, method: Method) -> Matrix:
    """The denominator of a method."""
    total = sums.sum()
    products = np.multiply.outer(sums, sums)
    if method is Method.COSINE:
        return np.sqrt(products)
    if method is Method.JACCARD:
        return np.add.outer(sums, sums) - together
    if method is Method.ASSOCIATION:
        return _ratio(products, np.full_like(products, total))
    others = (total - sums)[:, np.newaxis]  # co-occurrences that do not involve the field
    first_then_second = _ratio(products, others * np.ones_like(products)) / 2
    expected: Matrix = first_then_second + first_then_second.T
    return expected


def _ratio(numerator: Matrix, denominator: Matrix) -> Matrix:
    """Quotient, 0 where there is nothing to divide by; writes over the numerator to spare memory."""
    numerator[denominator <= 0] = 0.0
    return np.divide(numerator, denominator, out=numerator, where=denominator > 0)
