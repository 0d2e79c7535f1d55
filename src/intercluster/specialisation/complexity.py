"""Economic complexity of zones and fields (ECI, PCI), and the outlook of a zone (COI, COG)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import eigh
from scipy.sparse.linalg import eigsh

from intercluster.specialisation.density import density, per_field, square
from intercluster.specialisation.rca import Matrix, Rows, binary, without_empty

_DENSE = 64  # up to this size all eigenvalues cost less than Lanczos steps
_SAME = 1e-9  # eigenvalues closer than this cannot be told apart in float64


class UndefinedComplexityError(ValueError):
    """The specialisations do not determine one order of complexity."""


@dataclass(frozen=True, slots=True)
class Complexity:
    """Complexity of the zones and fields that have any specialisation; ``zones`` and ``fields`` say which rows.

    ``eci``  zones, mean 0 and (population) standard deviation 1
    ``pci``  fields, in the unit of ``eci``: the ECI of a zone is the mean PCI of its specialisations
    ``raw_pci``  fields, the eigenvector kp itself, and ``spread``, the standard deviation of kc
    """

    eci: NDArray[np.float64]
    pci: NDArray[np.float64]
    raw_pci: NDArray[np.float64]
    spread: float
    zones: Rows
    fields: Rows
    empty_zones: Rows
    empty_fields: Rows


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies within reach, for the zones and fields of a ``Complexity``.

    ``coi``  zones, mean 0 and standard deviation 1: complexity of the fields near to what a zone has
    ``cog``  zones × fields, in the unit of ``eci``: what a new field would open up; 0 where the zone has it
    """

    coi: NDArray[np.float64]
    cog: Matrix


def complexity(specialisations: ArrayLike) -> Complexity:
    """Complexity after Hidalgo and Hausmann 2009, PNAS 106:10570, in the form and units of ecomplexity 0.5.3.

    PCI is the second eigenvector kp of U⁻¹MᵀD⁻¹M (D diversity of zones, U ubiquity of fields), kc = D⁻¹M kp gives
    ECI. With B = D^-½ M U^-½ it is the second singular vector of B, taken from the symmetric product on the smaller
    side. The sign is the one by which diverse zones are complex: corr(diversity, kc) > 0.

    Parameters
    ----------
    specialisations
        M, zones × fields, 0 or 1. Zones and fields without any are left out and reported.

    Raises
    ------
    UndefinedComplexityError
        Zones fall into groups without a common field, or differ in nothing: the second eigenvector is not unique.
    ValueError
        A shape or a value does not fit.
    """
    left = without_empty(binary(specialisations))
    m = left.matrix
    if min(m.shape, default=0) < 2:
        raise UndefinedComplexityError("at least two zones and two fields with specialisations are needed")
    kp = _second_vector(m)
    kc = m @ kp / m.sum(axis=1)
    sign = np.sign(_covariance(m.sum(axis=1), kc)) or 1.0
    kp, kc = sign * kp, sign * kc
    spread = float(kc.std())
    return Complexity(
        eci=(kc - kc.mean()) / spread,
        pci=(kp - kc.mean()) / spread,
        raw_pci=kp,
        spread=spread,
        zones=left.zones,
        fields=left.fields,
        empty_zones=left.empty_zones,
        empty_fields=left.empty_fields,
    )


def outlook(specialisations: ArrayLike, related: ArrayLike, order: Complexity | None = None) -> Outlook:
    """coi[c] = Σp RD[c,p] (1-M[c,p]) kp[p], standardised, and cog = (1-M) ∘ [(1-M)(φ ∘ kp/Σφ)] / std(kc).

    After ecomplexity 0.5.3. Rows and columns are those of the ``Complexity``: zones and fields without any
    specialisation are left out.

    Parameters
    ----------
    specialisations
        M, zones × fields, 0 or 1.
    related
        φ, fields × fields as in M.
    order
        ``complexity(specialisations)``, where it is at hand.

    Raises
    ------
    UndefinedComplexityError
        As ``complexity``.
    ValueError
        A shape or a value does not fit.
    """
    order = order or complexity(specialisations)
    m = binary(specialisations)[np.ix_(order.zones, order.fields)]
    phi = square(related, m_fields=np.shape(specialisations)[1])[np.ix_(order.fields, order.fields)]
    missing, kp = 1 - m, order.raw_pci
    opened = phi * per_field(kp[np.newaxis], phi).T
    return Outlook(
        coi=_standardised((density(m, phi) * missing) @ kp),
        cog=missing * (missing @ opened) / order.spread,
    )


def _second_vector(m: Matrix) -> NDArray[np.float64]:
    """kp: second right eigenvector of U⁻¹MᵀD⁻¹M."""
    by_zone = m.shape[0] <= m.shape[1]
    rows, columns = (m, m.T) if by_zone else (m.T, m)
    scale, other = np.sqrt(rows.sum(axis=1)), np.sqrt(rows.sum(axis=0))
    product = (rows / other**2) @ columns  # B Bᵀ or BᵀB, without making B
    product /= scale
    product /= scale[:, np.newaxis]
    first = scale / np.linalg.norm(scale)  # the first vector is known, its value is 1: take it out
    product -= np.multiply.outer(first, first)
    (third, value), second = _largest_two(product)
    if 1 - value < _SAME:
        raise UndefinedComplexityError("zones fall into groups that have no field in common")
    if value < _SAME:
        raise UndefinedComplexityError("all zones have the same specialisations")
    if value - third < _SAME:
        raise UndefinedComplexityError("two orders of complexity fit equally well")
    if by_zone:
        carried: NDArray[np.float64] = columns @ (second / scale) / (np.sqrt(value) * other**2)
        return carried
    kp: NDArray[np.float64] = second / scale
    return kp


def _largest_two(product: Matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The two largest eigenvalues of a symmetric matrix, smaller first, and the vector of the largest."""
    size = len(product)
    if size <= _DENSE:
        values, vectors = eigh(product, subset_by_index=[size - 2, size - 1])
    else:
        start = np.random.default_rng(0).standard_normal(size)  # fixed: the same answer every time
        values, vectors = eigsh(product, k=2, which="LA", v0=start)
        ascending = np.argsort(values)
        values, vectors = values[ascending], vectors[:, ascending]
    return values, vectors[:, -1]


def _covariance(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float((a - a.mean()) @ (b - b.mean()))


def _standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean 0, population standard deviation 1; all 0 when the values do not differ."""
    centred = values - values.mean()
    spread = centred.std()
    return centred / spread if spread > 0 else np.zeros_like(centred)
