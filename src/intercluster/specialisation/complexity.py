"""Economic complexity of zones and fields (ECI, PCI) and what a zone could gain (COI, COG)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import eigh

from intercluster.specialisation.density import density
from intercluster.specialisation.rca import Matrix, Rows, binary, without_empty
from intercluster.specialisation.relatedness import relatedness

_SAME = 1e-9  # eigenvalues closer than this cannot be told apart in float64


class UndefinedComplexityError(ValueError):
    """The specialisations do not determine one order of complexity."""


@dataclass(frozen=True, slots=True)
class Complexity:
    """Complexity of the zones and fields that have any specialisation; ``zones`` and ``fields`` say which rows.

    ``eci``  zones, mean 0 and (population) standard deviation 1
    ``pci``  fields, in the unit of ``eci``: the ECI of a zone is the mean PCI of its specialisations
    ``coi``  zones, mean 0 and standard deviation 1: complexity of the fields within reach
    ``cog``  zones × fields, in the unit of ``eci``: what a new field would open up; 0 where the zone has it
    """

    eci: NDArray[np.float64]
    pci: NDArray[np.float64]
    coi: NDArray[np.float64]
    cog: Matrix
    zones: Rows
    fields: Rows
    empty_zones: Rows
    empty_fields: Rows


def complexity(specialisations: ArrayLike, related: ArrayLike | None = None) -> Complexity:
    """Complexity after Hidalgo and Hausmann 2009, PNAS 106:10570, in the form and units of ecomplexity 0.5.3.

    PCI is the second eigenvector kp of U⁻¹MᵀD⁻¹M (D diversity of zones, U ubiquity of fields), kc = D⁻¹M kp gives
    ECI. With B = D^-½ M U^-½ it is the second singular vector of B, taken from the symmetric product on the smaller
    side. The sign is the one by which diverse zones are complex: corr(diversity, kc) > 0. Then
    coi[c] = Σp RD[c,p] (1-M[c,p]) kp[p], standardised, and cog = (1-M) ∘ [(1-M)(φ ∘ kp/Σφ)] / std(kc).

    Parameters
    ----------
    specialisations
        M, zones × fields, 0 or 1. Zones and fields without any are left out and reported.
    related
        φ, fields × fields as in M; minimum conditional probability when not given.

    Raises
    ------
    UndefinedComplexityError
        Zones fall into groups without a common field, or differ in nothing: the second eigenvector is not unique.
    ValueError
        A shape or a value does not fit.
    """
    kept = without_empty(binary(specialisations))
    m = kept.matrix
    if min(m.shape, default=0) < 2:
        raise UndefinedComplexityError("at least two zones and two fields with specialisations are needed")
    phi = relatedness(m) if related is None else np.asarray(related, dtype=np.float64)[np.ix_(kept.fields, kept.fields)]
    kp = _second_vector(m)
    kc = m @ kp / m.sum(axis=1)
    sign = np.sign(_covariance(m.sum(axis=1), kc)) or 1.0
    kp, kc = sign * kp, sign * kc
    spread = kc.std()
    outlook = (density(m, phi) * (1 - m)) @ kp
    return Complexity(
        eci=(kc - kc.mean()) / spread,
        pci=(kp - kc.mean()) / spread,
        coi=_standardised(outlook),
        cog=(1 - m) * ((1 - m) @ (phi * (kp / phi.sum(axis=1))[:, np.newaxis])) / spread,
        zones=kept.zones,
        fields=kept.fields,
        empty_zones=kept.empty_zones,
        empty_fields=kept.empty_fields,
    )


def _second_vector(m: Matrix) -> NDArray[np.float64]:
    """kp: second right eigenvector of U⁻¹MᵀD⁻¹M."""
    diversity, ubiquity = m.sum(axis=1), m.sum(axis=0)
    b = m / np.sqrt(np.multiply.outer(diversity, ubiquity))
    by_zone = m.shape[0] <= m.shape[1]
    product = b @ b.T if by_zone else b.T @ b
    size = len(product)
    values, vectors = eigh(product, subset_by_index=[max(size - 3, 0), size - 1])
    if 1 - values[-2] < _SAME:
        raise UndefinedComplexityError("zones fall into groups that have no field in common")
    if values[-2] < _SAME:
        raise UndefinedComplexityError("all zones have the same specialisations")
    if size > 2 and values[-2] - values[-3] < _SAME:
        raise UndefinedComplexityError("two orders of complexity fit equally well")
    second = vectors[:, -2]
    on_fields = b.T @ second / np.sqrt(values[-2]) if by_zone else second
    kp: NDArray[np.float64] = on_fields / np.sqrt(ubiquity)
    return kp


def _covariance(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float((a - a.mean()) @ (b - b.mean()))


def _standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean 0, population standard deviation 1; all 0 when the values do not differ."""
    centred = values - values.mean()
    spread = centred.std()
    return centred / spread if spread > 0 else np.zeros_like(centred)
