"""How long cooperations take: on a step, and from the first contact to the agreement.

Those still on their way count as well: their time is a lower bound (censored). The share that is done after a time is
the Kaplan-Meier estimate (E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations", Journal of
the American Statistical Association 53, 1958), computed by ``scipy.stats.ecdf``. Leaving the slow ones out would
make every cluster look quicker than it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.stats import CensoredData, ecdf

FEW = 8  # with fewer completed cases a quartile is not told from chance
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Spell:
    """Cooperations that took, or have taken so far (``done`` false), a number of days."""

    days: int
    done: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Distribution:
    """``n`` cooperations, of which ``done`` arrived. Quartiles in days: when 25, 50, 75 % have arrived; None where the
    observed time does not reach so far. ``curve``: days, and the share that had arrived by then (0..1)."""

    n: int
    done: int
    lower: int | None
    median: int | None
    upper: int | None
    curve: tuple[tuple[int, float], ...]

    @property
    def few(self) -> bool:
        """Whether too few arrived for the quartiles to say much."""
        return self.done < FEW


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A cooperation whose way to the agreement the sources date. ``months``: as the source says, "about"."""

    names: tuple[str, str]
    first_contact: str
    months: int
    source: str


KNOWN_CASES = (
    KnownCase(("OpticsValley", "SEPNET"), "2010-06", 6, "Le Moci, PRIT 2010"),
    KnownCase(("OpticsValley", "Photonics Cluster UK"), "2010-06", 6, "Le Moci, PRIT 2010"),
    KnownCase(("Cap Digital", "TSB Berlin"), "2009-06", 12, "Le Moci, PRIT 2010"),
)


def distribution(spells: Iterable[Spell]) -> Distribution:
    """Kaplan-Meier quartiles and curve of spells.

    Raises
    ------
    ValueError
        A negative duration or count.
    """
    kept = [spell for spell in spells if spell.count]
    if any(spell.days < 0 or spell.count < 0 for spell in kept):
        raise ValueError("a duration or a count is negative")
    done, open_ = _days(kept, done=True), _days(kept, done=False)
    if not len(done):
        return Distribution(len(open_), 0, None, None, None, ())
    arrived = ecdf(CensoredData(uncensored=done, right=open_)).cdf
    curve = [(int(day), float(share)) for day, share in zip(arrived.quantiles, arrived.probabilities, strict=True)]
    steps = [point for point, before in zip(curve, [(0, 0.0), *curve], strict=False) if point[1] > before[1]]
    lower, median, upper = (_reached(steps, share) for share in QUARTILES)
    return Distribution(len(done) + len(open_), len(done), lower, median, upper, tuple(steps))


def _days(spells: list[Spell], *, done: bool) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    found = [spell for spell in spells if spell.done is done]
    return np.repeat([float(spell.days) for spell in found], [spell.count for spell in found])


def _reached(curve: list[tuple[int, float]], share: float) -> int | None:
    """The first day by which a share has arrived; a hair below counts, for sums of fractions."""
    return next((day for day, arrived in curve if arrived >= share - 1e-9), None)
