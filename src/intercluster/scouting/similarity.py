"""Similarity: do we understand each other? The cosine of the two profiles of capabilities.

Too little, and there is no common language; too much, and they may be a competitor (Boschma 2005). Shown, never mixed
into the order.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intercluster.scouting.gain import CapabilityMap, profiles
from intercluster.scouting.matrices import columns_of, data_of, row_of, weighed
from intercluster.scouting.types import Axis, Evidence, Reason
from intercluster.scouting.units import Units

NAMED_FIELDS = 6


@dataclass(frozen=True, eq=False)
class Similarity:
    """Cosine of each unit with the seeker, 0..1, and its terms."""

    capabilities: CapabilityMap
    seeker: Units
    units: Units

    @cached_property
    def _mine(self) -> NDArray[np.float64]:
        counts = row_of(profiles(self.capabilities, self.seeker), 0)
        return counts / (float(np.linalg.norm(counts)) or 1.0)

    @cached_property
    def _lengths(self) -> NDArray[np.float64]:
        theirs = profiles(self.capabilities, self.units)
        squares = np.asarray(theirs.multiply(theirs).sum(axis=1), dtype=np.float64)
        lengths: NDArray[np.float64] = np.sqrt(squares)
        return lengths

    @cached_property
    def cosine(self) -> NDArray[np.float64]:
        products = weighed(profiles(self.capabilities, self.units), self._mine)
        return np.divide(products, self._lengths, out=np.zeros_like(products), where=self._lengths > 0)

    def reasons(self, unit: int) -> tuple[Reason, ...]:
        """The shared fields that weigh most, and the rest in one reason."""
        theirs = profiles(self.capabilities, self.units)
        columns = columns_of(theirs, unit)
        terms = data_of(theirs, unit) * self._mine[columns] / max(self._lengths[unit], 1e-12)
        columns, terms = columns[terms > 0], terms[terms > 0]
        order = np.argsort(-terms, kind="stable")
        named = [self._reason(int(columns[at]), float(terms[at])) for at in order[:NAMED_FIELDS]]
        rest = order[NAMED_FIELDS:]
        if not len(rest):
            return tuple(named)
        text = f"{len(rest)} more shared fields"
        more = Reason(Axis.SIMILARITY, "more_shared_fields", float(terms[rest].sum()), text, {"count": len(rest)})
        return (*named, more)

    def _reason(self, column: int, amount: float) -> Reason:
        key, label = self.capabilities.concepts[column], self.capabilities.label(column)
        params: dict[str, str | int | float] = {"concept": key, "label": label}
        return Reason(
            Axis.SIMILARITY,
            "shared_field",
            amount,
            f"both active in {label}",
            params,
            (Evidence("concept", key, label),),
        )
