"""How sure a count is: an interval for sums of weighted events."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

Values = NDArray[np.float64]


def weighted_count_interval(
    total: Values, squares: Values, largest: Values, confidence: float = 0.9
) -> tuple[Values, Values]:
    """Interval of a sum of weighted Poisson events (Fay and Feuer 1997, Statistics in Medicine 16:791).

    With y the sum of the weights, v the sum of their squares and w the largest, the ends are quantiles of gamma
    distributions with mean y and variance v, and mean y+w and variance v+w². With all weights 1 it is the exact
    interval of Garwood 1936. It treats projects as independent of each other.

    Parameters
    ----------
    total, squares, largest
        y, v and w, arrays of one shape. Where y is 0 the low end is 0 and the high end that of one event of weight w.
    confidence
        Share of intervals that hold the true value, 0.9 by default.

    Returns
    -------
    tuple
        Low and high ends, in the unit of ``total``.
    """
    tail = (1 - confidence) / 2
    some = total > 0
    safe_total, safe_squares = np.where(some, total, 1.0), np.where(some, squares, 1.0)
    low = np.where(some, safe_squares / safe_total * gammaincinv(safe_total**2 / safe_squares, tail), 0.0)
    mean, variance = total + largest, squares + largest**2
    safe_mean, safe_variance = np.where(mean > 0, mean, 1.0), np.where(mean > 0, variance, 1.0)
    high = np.where(mean > 0, safe_variance / safe_mean * gammaincinv(safe_mean**2 / safe_variance, 1 - tail), 0.0)
    return low, high
