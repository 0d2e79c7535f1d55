"""The same numbers as ecomplexity 0.5.3, the reference implementation of the Growth Lab."""

import numpy as np
import pandas as pd
import pytest
from ecomplexity import ecomplexity
from numpy.typing import NDArray

from intercluster.specialisation.complexity import complexity, outlook
from intercluster.specialisation.density import density
from intercluster.specialisation.rca import location_quotients, specialised
from intercluster.specialisation.relatedness import relatedness

pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")  # pandas 3.1 warns of what the reference does
COLUMNS = {"time": "year", "loc": "zone", "prod": "field", "val": "count"}


def _counts(zones: int, fields: int, seed: int) -> NDArray[np.int64]:
    """Integer counts with uneven margins and related blocks of fields."""
    random = np.random.default_rng(seed)
    size = random.pareto(1.5, zones)[:, np.newaxis] + 0.3
    liking = random.gamma(0.6, 1.0, (zones, 4))[:, random.integers(0, 4, fields)]
    counts = random.poisson(4 * size * liking)
    counts[counts.sum(axis=1) == 0, 0] = 1
    counts[0, counts.sum(axis=0) == 0] = 1
    return counts


@pytest.fixture(scope="module", params=[(12, 9, 1), (40, 60, 2), (60, 25, 3)])
def case(request: pytest.FixtureRequest) -> tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]:
    counts = _counts(*request.param)
    zone, field = np.indices(counts.shape)
    table = pd.DataFrame({"year": 2020, "zone": zone.ravel(), "field": field.ravel(), "count": counts.ravel()})
    result = ecomplexity(table, COLUMNS, check_logsupermodularity=False, verbose=False)
    result = result.sort_values(["zone", "field"])
    return counts, {
        name: result[name].to_numpy(dtype=float).reshape(counts.shape)
        for name in ["rca", "mcp", "density", "eci", "pci", "coi", "cog"]
    }


def test_location_quotients_and_flags(case: tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]) -> None:
    counts, reference = case
    np.testing.assert_allclose(location_quotients(counts), reference["rca"], rtol=0, atol=1e-12)
    np.testing.assert_array_equal(specialised(counts), reference["mcp"])


def test_density(case: tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]) -> None:
    counts, reference = case
    m = specialised(counts)
    np.testing.assert_allclose(density(m, relatedness(m)), reference["density"], rtol=0, atol=1e-12)


def test_complexity_with_its_sign(case: tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]) -> None:
    counts, reference = case
    m = specialised(counts)
    found, ahead = complexity(m), outlook(m, relatedness(m))
    np.testing.assert_allclose(found.eci, reference["eci"][:, 0], rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.pci, reference["pci"][0], rtol=0, atol=1e-10)
    np.testing.assert_allclose(ahead.coi, reference["coi"][:, 0], rtol=0, atol=1e-10)
    np.testing.assert_allclose(ahead.cog, reference["cog"], rtol=0, atol=1e-10)
