"""Economic complexity: what must hold for any specialisations, and when it is not defined."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from intercluster.specialisation.complexity import UndefinedComplexityError, complexity, outlook
from intercluster.specialisation.relatedness import Method, relatedness

flags = arrays(np.float64, st.tuples(st.integers(3, 8), st.integers(3, 8)), elements=st.sampled_from([0.0, 1.0]))
NESTED = np.tril(np.ones((6, 6)))


@given(flags)
def test_the_complexity_of_a_zone_is_the_mean_of_its_fields(m: NDArray[np.float64]) -> None:
    try:
        found = complexity(m)
    except UndefinedComplexityError:
        assume(False)
    kept = m[np.ix_(found.zones, found.fields)]
    np.testing.assert_allclose(kept @ found.pci / kept.sum(axis=1), found.eci, atol=1e-8)
    np.testing.assert_allclose([found.eci.mean(), found.eci.std()], [0, 1], atol=1e-8)
    assert (outlook(m, relatedness(m), found).cog[kept == 1] == 0).all()


def test_the_zones_with_most_fields_are_complex_when_specialisations_are_nested() -> None:
    found = complexity(NESTED)
    assert (np.diff(found.eci) > 0).all()
    assert (np.diff(found.pci) > 0).all()


def test_the_order_of_zones_and_fields_does_not_matter() -> None:
    random = np.random.default_rng(3)
    m = (random.random((15, 25)) < 0.4).astype(float)
    zones, fields = random.permutation(15), random.permutation(25)
    found, shuffled = complexity(m), complexity(m[np.ix_(zones, fields)])
    np.testing.assert_allclose(shuffled.eci, found.eci[zones], atol=1e-10)
    np.testing.assert_allclose(shuffled.pci, found.pci[fields], atol=1e-10)


def test_empty_zones_and_fields_are_left_out_and_named() -> None:
    m = np.zeros((8, 7))
    m[1:7, 1:] = NESTED
    found = complexity(m)
    assert (found.empty_zones.tolist(), found.empty_fields.tolist()) == ([0, 7], [0])
    assert (found.zones.tolist(), found.fields.tolist()) == ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])
    np.testing.assert_allclose(found.eci, complexity(NESTED).eci)


def test_another_relatedness_changes_the_outlook() -> None:
    m = np.vstack([NESTED, NESTED[::-1, ::-1]])
    one, other = outlook(m, relatedness(m)), outlook(m, relatedness(m, Method.PROBABILITY))
    assert not np.allclose(one.cog, other.cog)
    assert not np.allclose(one.coi, other.coi)


@pytest.mark.parametrize(
    ("m", "why"),
    [
        ([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]], "no field in common"),
        ([[1, 1], [1, 1], [1, 1]], "same specialisations"),
        ([[0, 1, 1], [1, 0, 1], [1, 1, 0]], "fit equally well"),
        ([[1, 1]], "at least two zones"),
        ([[0, 0], [0, 0]], "at least two zones"),
    ],
)
def test_where_it_is_not_defined_it_says_why(m: list[list[int]], why: str) -> None:
    with pytest.raises(UndefinedComplexityError, match=why):
        complexity(m)
