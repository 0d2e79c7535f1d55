"""Relatedness against the formulas written out with loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from intercluster.specialisation.relatedness import Method, cooccurrences, relatedness

flags = arrays(np.float64, st.tuples(st.integers(1, 7), st.integers(1, 6)), elements=st.sampled_from([0.0, 1.0]))


def _by_loops(m: NDArray[np.float64], method: Method) -> NDArray[np.float64]:
    size = m.shape[1]
    c = [[sum(row[i] * row[j] for row in m) for j in range(size)] for i in range(size)]
    result = np.zeros((size, size))
    if method is Method.MIN_CONDITIONAL:
        for i in range(size):
            for j in range(size):
                if c[i][i] and c[j][j]:
                    result[i, j] = min(c[i][j] / c[i][i], c[i][j] / c[j][j])
        return result
    s = [sum(c[i][j] for j in range(size) if j != i) for i in range(size)]
    t = sum(s)
    for i in range(size):
        for j in range(size):
            if i == j or not c[i][j]:
                continue
            if method is Method.PROBABILITY:
                result[i, j] = c[i][j] / ((s[i] / t * s[j] / (t - s[i]) + s[j] / t * s[i] / (t - s[j])) * t / 2)
            elif method is Method.ASSOCIATION:
                result[i, j] = (c[i][j] / t) / (s[i] / t * s[j] / t)
            elif method is Method.COSINE:
                result[i, j] = c[i][j] / (s[i] * s[j]) ** 0.5
            else:
                result[i, j] = c[i][j] / (s[i] + s[j] - c[i][j])
    return result


@pytest.mark.parametrize("method", list(Method))
@given(m=flags)
def test_every_method_is_its_formula(method: Method, m: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(relatedness(m, method), _by_loops(m, method), rtol=0, atol=1e-11)


@pytest.mark.parametrize("method", list(Method))
@given(m=flags)
def test_relatedness_is_symmetric_and_follows_the_order_of_fields(method: Method, m: NDArray[np.float64]) -> None:
    found = relatedness(m, method)
    order = np.random.default_rng(0).permutation(m.shape[1])
    np.testing.assert_allclose(found, found.T, rtol=0, atol=1e-12)
    np.testing.assert_allclose(relatedness(m[:, order], method), found[np.ix_(order, order)], rtol=0, atol=1e-12)


def test_cooccurrences_count_zones() -> None:
    assert cooccurrences([[1, 1, 0], [1, 0, 0]]).tolist() == [[2, 1, 0], [1, 1, 0], [0, 0, 0]]


def test_something_else_than_flags_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or 1"):
        relatedness([[2, 1]])
