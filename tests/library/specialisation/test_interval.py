"""The interval of a weighted count."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from intercluster.specialisation.interval import weighted_count_interval


def test_counts_of_whole_events_have_the_exact_poisson_interval() -> None:
    events = np.array([1.0, 5.0, 40.0])
    low, high = weighted_count_interval(events, events, np.ones(3))
    np.testing.assert_allclose(low, chi2.ppf(0.05, 2 * events) / 2)
    np.testing.assert_allclose(high, chi2.ppf(0.95, 2 * events + 2) / 2)


def test_nothing_seen_is_not_nothing_for_sure() -> None:
    low, high = weighted_count_interval(np.zeros(2), np.zeros(2), np.array([1.0, 0.0]))
    assert low.tolist() == [0.0, 0.0]
    np.testing.assert_allclose(high, [-np.log(0.05), 0.0])


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=30), st.floats(0.5, 50.0))
def test_the_interval_holds_the_count_and_follows_its_unit(weights: list[float], unit: float) -> None:
    values = np.array(weights)

    def interval(factor: float) -> tuple[float, float]:
        scaled = values * factor
        low, high = weighted_count_interval(*(np.array([v]) for v in (scaled.sum(), (scaled**2).sum(), scaled.max())))
        return float(low[0]), float(high[0])

    low, high = interval(1.0)
    assert low < values.sum() < high
    np.testing.assert_allclose(interval(unit), (low * unit, high * unit), rtol=1e-9)


def test_it_holds_the_true_value_as_often_as_it_says() -> None:
    random = np.random.default_rng(11)
    sizes = np.array([1.0, 0.5, 0.2])
    events = random.poisson([3.0, 6.0, 10.0], (4000, 3))
    total, squares = events @ sizes, events @ sizes**2
    low, high = weighted_count_interval(total, squares, np.ones(4000))
    held = ((low <= 8.0) & (high >= 8.0)).mean()  # 3·1 + 6·0.5 + 10·0.2
    assert 0.9 <= held <= 0.98
