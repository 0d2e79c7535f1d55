"""Location quotients, relatedness, density and complexity against PyPI ``ecomplexity``, and at 1,500 × 5,000.

Equality is checked before speed is compared. The reference cannot leave out the outlook (COI, COG), so both ratios are
shown: without it, which is what is asked of either, and with it.
"""

import json
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
from ecomplexity import ecomplexity
from numpy.typing import NDArray

from bench.report import Measure, measure, timed
from bench.specialisation_large import LARGE, everything, made_up
from intercluster.specialisation.complexity import Outlook, outlook
from intercluster.specialisation.relatedness import relatedness

SMALL = (300, 650)
DENSITY_TOLERANCE, ECI_TOLERANCE = 1e-12, 1e-10
COLUMNS = {"time": "year", "loc": "zone", "prod": "field", "val": "count"}


def run() -> list[Measure]:
    """All measures of this bench.

    Raises
    ------
    AssertionError
        A result differs from the reference by more than its tolerance.
    """
    counts = made_up(*SMALL)
    table = as_table(counts)
    reference = timed(lambda: by_reference(table), runs=3)
    found = by_reference(table).sort_values(["zone", "field"])
    quotients, m, near, order = everything(counts)
    np.testing.assert_array_equal(m.ravel(), found["mcp"])
    np.testing.assert_allclose(quotients.ravel(), found["rca"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(order.eci, found["eci"].to_numpy().reshape(SMALL)[:, 0], rtol=0, atol=ECI_TOLERANCE)
    difference = float(np.abs(near.ravel() - found["density"].to_numpy()).max())
    ours, ours_with = timed(lambda: everything(counts), runs=15), timed(lambda: with_outlook(counts), runs=15)
    size = f"{SMALL[0]} × {SMALL[1]}"
    ratio, ratio_with = (float(np.median(reference)) / float(np.median(own)) for own in (ours, ours_with))
    seconds, megabytes = zip(*(_in_a_process() for _ in range(3)), strict=True)
    large = f"{LARGE[0]:,} × {LARGE[1]:,}"
    return [
        measure(f"ecomplexity, {size}", reference),
        measure(f"ours, {size}", ours),
        measure("times faster", [ratio], "×", at_least=30),
        measure(f"ours with the outlook, {size}", ours_with),
        measure("times faster with the outlook", [ratio_with], "×"),
        measure("largest difference of density", [difference], "", at_most=DENSITY_TOLERANCE),
        measure(f"ours, {large}", seconds, at_most=4),
        measure(f"peak memory, {large}", megabytes, "MB", at_most=1000),
    ]


def with_outlook(counts: NDArray[np.int64]) -> Outlook:
    """All that the reference computes."""
    _quotients, m, _density, order = everything(counts)
    return outlook(m, relatedness(m), order)


def by_reference(table: pd.DataFrame) -> pd.DataFrame:
    """The same by ``ecomplexity``, without its random sample check."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses what pandas 3.1 warns of
        return ecomplexity(table, COLUMNS, check_logsupermodularity=False, verbose=False)


def as_table(counts: NDArray[np.int64]) -> pd.DataFrame:
    zone, field = np.indices(counts.shape)
    return pd.DataFrame({"year": 2020, "zone": zone.ravel(), "field": field.ravel(), "count": counts.ravel()})


def _in_a_process() -> tuple[float, float]:
    """Seconds and peak megabytes of the large case, in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.specialisation_large"], capture_output=True, check=True, text=True
    )
    seconds, megabytes = json.loads(answer.stdout)
    return float(seconds), float(megabytes)
