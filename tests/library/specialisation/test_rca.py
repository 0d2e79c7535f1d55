"""Location quotients and specialisations."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from intercluster.specialisation.rca import location_quotients, specialised, without_empty

counts = arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(0, 50))


def test_a_hand_computed_quotient() -> None:
    # Zone 0: 6 of its 8 projects are in field 0, against 9 of 20 in the world.
    quotients = location_quotients([[6, 2], [3, 9]])
    np.testing.assert_allclose(
        quotients, [[(6 / 8) / (9 / 20), (2 / 8) / (11 / 20)], [(3 / 12) / 0.45, (9 / 12) / 0.55]]
    )


@given(counts)
def test_flags_are_those_of_exact_fractions(matrix: NDArray[np.int64]) -> None:
    total = int(matrix.sum())
    rows, columns = [int(v) for v in matrix.sum(axis=1)], [int(v) for v in matrix.sum(axis=0)]
    expected = [
        [x > 0 and Fraction(x, rows[r]) >= Fraction(columns[c], total) for c, x in enumerate(row)]
        for r, row in enumerate(matrix.tolist())
    ]
    assert specialised(matrix).astype(bool).tolist() == expected


@given(counts, st.integers(1, 1000))
def test_the_unit_of_the_counts_does_not_matter(matrix: NDArray[np.int64], factor: int) -> None:
    np.testing.assert_array_equal(specialised(matrix * factor), specialised(matrix))
    np.testing.assert_allclose(location_quotients(matrix * factor), location_quotients(matrix), rtol=1e-12)


@given(counts)
def test_the_order_of_zones_and_fields_does_not_matter(matrix: NDArray[np.int64]) -> None:
    generator = np.random.default_rng(int(matrix.sum()))
    zones, fields = generator.permutation(matrix.shape[0]), generator.permutation(matrix.shape[1])
    shuffled = np.ix_(zones, fields)
    np.testing.assert_array_equal(specialised(matrix[shuffled]), specialised(matrix)[shuffled])


@given(counts)
def test_empty_zones_and_fields_are_dropped_and_named_never_nan(matrix: NDArray[np.int64]) -> None:
    kept = without_empty(matrix)
    assert np.isfinite(location_quotients(matrix)).all()
    np.testing.assert_array_equal(kept.matrix, matrix[np.ix_(kept.zones, kept.fields)])
    assert sorted([*kept.zones, *kept.empty_zones]) == list(range(matrix.shape[0]))
    assert not matrix[kept.empty_zones].any()
    assert not matrix[:, kept.empty_fields].any()
    assert kept.matrix.any(axis=1).all()
    assert kept.matrix.any(axis=0).all()


def test_a_tie_is_a_specialisation_and_the_floor_keeps_small_numbers_out() -> None:
    matrix = np.array([[2, 4], [3, 6]])
    assert specialised(matrix).tolist() == [[1, 1], [1, 1]]
    assert specialised(matrix, floor=3).tolist() == [[0, 1], [1, 1]]


def test_fractional_counts_and_numbers_too_large_for_integers_work_in_floats() -> None:
    assert specialised([[0.5, 0.1], [0.1, 0.5]]).tolist() == [[1, 0], [0, 1]]
    huge = np.array([[2**40, 1], [1, 2**40]])
    assert specialised(huge).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("bad", [[[1, -1]], [[1, float("nan")]], [[1, float("inf")]], [1, 2]])
def test_bad_counts_are_refused(bad: list[object]) -> None:
    with pytest.raises(ValueError, match=r"finite and not negative|matrix of zones"):
        location_quotients(bad)  # type: ignore[arg-type]
