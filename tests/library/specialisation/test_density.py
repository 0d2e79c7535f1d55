"""Relatedness density, with all fields or the nearest ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from intercluster.specialisation.density import density
from intercluster.specialisation.relatedness import relatedness

flags = arrays(np.float64, st.tuples(st.integers(1, 7), st.integers(1, 6)), elements=st.sampled_from([0.0, 1.0]))
PHI = np.array([[1.0, 0.5, 0.25, 0.0], [0.5, 1.0, 0.5, 0.1], [0.25, 0.5, 1.0, 0.3], [0.0, 0.1, 0.3, 1.0]])


@given(flags)
def test_density_is_a_share(m: NDArray[np.float64]) -> None:
    found = density(m, relatedness(m))
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-12


@given(flags, st.integers(1, 6))
def test_density_follows_the_order_of_zones_and_fields(m: NDArray[np.float64], neighbours: int) -> None:
    phi = relatedness(m)
    random = np.random.default_rng(0)
    zones, fields = random.permutation(m.shape[0]), random.permutation(m.shape[1])
    both = np.ix_(zones, fields)
    shuffled = phi[np.ix_(fields, fields)]
    np.testing.assert_allclose(density(m[both], shuffled), density(m, phi)[both], atol=1e-12)
    np.testing.assert_allclose(density(m[both], shuffled, neighbours), density(m, phi, neighbours)[both], atol=1e-12)


def test_nearest_neighbours_are_weighted_and_leave_the_field_itself_out() -> None:
    # Nearest two of field 0: fields 1 (0.5) and 2 (0.25); the zone has field 2 only.
    found = density([[0, 0, 1, 0]], PHI, neighbours=2)
    np.testing.assert_allclose(found[0], [0.25 / 0.75, 0.5 / 1.0, 0.0, 0.3 / 0.4])


def test_neighbours_tied_with_the_last_are_all_kept() -> None:
    # Field 1 is as close to field 0 as to field 2.
    assert density([[1, 0, 0, 0]], PHI, neighbours=1)[0, 1] == 0.5


def test_all_neighbours_is_density_without_the_diagonal() -> None:
    m = np.array([[1.0, 0.0, 1.0, 0.0]])
    without = PHI - np.diag(np.diag(PHI))
    np.testing.assert_allclose(density(m, PHI, neighbours=9), m @ without / without.sum(axis=0))


def test_a_field_related_to_none_has_density_zero() -> None:
    assert density([[1, 1]], [[1, 0], [0, 0]]).tolist() == [[1.0, 0.0]]


def test_shapes_and_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="2 × 2 fields, not 4 × 4"):
        density([[1, 0]], PHI)
    with pytest.raises(ValueError, match="at least one neighbour"):
        density([[1, 0, 0, 0]], PHI, neighbours=0)
