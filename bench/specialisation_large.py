"""The large case of the specialisation bench, in a process of its own so that its memory is its own.

The counts are made up (seeded): zones and fields of very uneven size, fields in 24 related blocks, like real tables.
"""

import json
import resource
import time

import numpy as np
from numpy.typing import NDArray

from intercluster.specialisation.complexity import Complexity, complexity
from intercluster.specialisation.density import density
from intercluster.specialisation.rca import Matrix, location_quotients, specialised
from intercluster.specialisation.relatedness import relatedness

LARGE = (1500, 5000)


def everything(counts: NDArray[np.int64]) -> tuple[Matrix, Matrix, Matrix, Complexity]:
    """Quotients, specialisations, density and complexity, all from counts."""
    quotients = location_quotients(counts)
    m = specialised(counts)
    related = relatedness(m)
    return quotients, m, density(m, related), complexity(m)


def made_up(zones: int, fields: int, seed: int = 7) -> NDArray[np.int64]:
    """Integer counts; every zone and every field has some."""
    random = np.random.default_rng(seed)
    size = random.pareto(1.3, zones) + 0.2
    width = random.pareto(1.5, fields) + 0.2
    liking = random.gamma(0.35, 1.0, (zones, 24))[:, random.integers(0, 24, fields)]
    counts = random.poisson(1.2 * size[:, np.newaxis] * width * liking)
    counts[np.arange(zones), np.arange(zones) % fields] += 1
    counts[np.arange(fields) % zones, np.arange(fields)] += 1
    return counts


def main() -> None:
    """Print seconds and peak megabytes."""
    counts = made_up(*LARGE)
    start = time.perf_counter()
    everything(counts)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    main()
