"""What a partner brings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from intercluster.specialisation.complementarity import gain, gain_for_each, gain_from_each, gain_of_all_pairs
from intercluster.specialisation.density import density
from intercluster.specialisation.relatedness import relatedness

flags = arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.sampled_from([0.0, 1.0]))


@given(flags)
def test_added_is_the_density_together_less_the_density_alone(m: NDArray[np.float64]) -> None:
    phi = relatedness(m)
    mine, theirs = m[0], m[1]
    found = gain(mine, theirs, phi)
    alone, together = density([mine], phi)[0], density([np.maximum(mine, theirs)], phi)[0]
    np.testing.assert_allclose(found.before, alone[found.targets], atol=1e-12)
    np.testing.assert_allclose(found.after, together[found.targets], atol=1e-12)
    added = (together - alone)[mine == 0]
    assert found.total == pytest.approx(added.mean() if added.size else 0.0, abs=1e-12)


@given(flags, st.data())
def test_the_terms_add_up_and_taking_one_away_lowers_the_gain(m: NDArray[np.float64], data: st.DataObject) -> None:
    phi = relatedness(m)
    targets = data.draw(st.lists(st.integers(0, m.shape[1] - 1), unique=True))
    found = gain(m[0], m[1], phi, targets)
    assert found.brought.sum() == pytest.approx(found.total, abs=1e-12)
    for field, amount in zip(found.fields, found.brought, strict=True):
        fewer = m[1].copy()
        fewer[field] = 0
        assert gain(m[0], fewer, phi, targets).total == pytest.approx(found.total - amount, abs=1e-12)
        assert amount >= 0


@given(flags)
def test_all_pairs_at_once_are_each_pair_in_both_directions(m: NDArray[np.float64]) -> None:
    phi = relatedness(m)
    pairs = gain_of_all_pairs(m, phi)
    one_by_one = [[gain(ours, theirs, phi).total for theirs in m] for ours in m]
    np.testing.assert_allclose(pairs, one_by_one, atol=1e-12)
    np.testing.assert_allclose(gain_from_each(m[0], m, phi), pairs[0], atol=1e-12)
    np.testing.assert_allclose(gain_for_each(m[0], m, phi), pairs[:, 0], atol=1e-12)


def test_a_hand_computed_gain_for_one_target() -> None:
    phi = np.array([[1.0, 0.5, 0.2], [0.5, 1.0, 0.3], [0.2, 0.3, 1.0]])
    found = gain([0, 0, 1], [1, 1, 0], phi, targets=[0])
    np.testing.assert_allclose(found.before, [0.2 / 1.7])
    np.testing.assert_allclose(found.after, [1.0])
    assert found.fields.tolist() == [0, 1]
    np.testing.assert_allclose(found.brought, [1 / 1.7, 0.5 / 1.7])


def test_a_partner_like_us_brings_nothing_and_without_targets_nothing_is_gained() -> None:
    phi = np.eye(3)
    assert gain([1, 0, 1], [1, 0, 1], phi).total == 0
    assert gain([1, 1, 1], [1, 1, 1], phi).total == 0
    assert gain_from_each([1, 0, 0], [[0, 1, 1]], phi, targets=[]).tolist() == [0]


def test_the_two_directions_differ() -> None:
    phi = np.full((3, 3), 0.5) + np.eye(3) / 2
    m = np.array([[1.0, 0, 0], [1.0, 1, 0]])
    pairs = gain_of_all_pairs(m, phi)
    assert pairs[0, 1] > 0
    assert pairs[1, 0] == 0
