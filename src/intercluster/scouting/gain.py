"""Gain: what is new for us? Capabilities they have and we lack, by the density they add around our target fields.

The capability map is drawn on one level of the EuroSciVoc tree: projects tagged deeper count for their ancestor there.
Who has a capability: at least ``CAPABILITY_FLOOR`` projects (fractional) and at least the average share of them
(location quotient >= 1). Relatedness of capabilities comes from the regions specialised in both
(``specialisation.relatedness``), gain from ``specialisation.complementarity``.

It says what there is to gain, not how likely a cooperation is: it is shown beside feasibility and never mixed with it.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.matrices import columns_of, crossed, row_of, weighed, weighed_columns
from intercluster.scouting.types import Axis, Evidence, Reason
from intercluster.scouting.units import Units, zone_units
from intercluster.specialisation.complementarity import gain
from intercluster.specialisation.relatedness import relatedness

TREE = "esv"
LEVEL = 3  # 1 is "natural sciences", 2 "chemical sciences", 3 "polymer sciences"
ENOUGH_PROJECTS = 20  # a capability with fewer projects in the whole evidence is left out of the map
CAPABILITY_FLOOR = 2.0


@dataclass(frozen=True, eq=False)
class CapabilityMap:
    """Capabilities in columns. ``concepts`` are their keys, ``in_capability`` is projects x capabilities, 0..1."""

    base: EvidenceBase
    concepts: tuple[str, ...]
    column: dict[str, int]  # concept of any level at or below the map's -> its capability
    in_capability: sparse.csr_array

    @cached_property
    def world_share(self) -> NDArray[np.float64]:
        """Share of each capability in all participations."""
        totals = weighed_columns(self.in_capability, self.base.project_sizes)
        share: NDArray[np.float64] = totals / max(totals.sum(), 1.0)
        return share

    @cached_property
    def related(self) -> NDArray[np.float64]:
        """Relatedness of capabilities, from the regions of the base."""
        return relatedness(specialised_units(self, zone_units(self.base)).toarray())

    def label(self, column: int) -> str:
        key = self.concepts[column]
        return str(self.base.concepts["label_en"][self.base.concept_index[key]].as_py())


@lru_cache(maxsize=4)
def capability_map(base: EvidenceBase) -> CapabilityMap:
    """The capabilities that have enough projects to be judged, on the level ``LEVEL`` of EuroSciVoc."""
    ancestors = _ancestors(base)
    keys = sorted(set(ancestors.values()))
    position = {key: column for column, key in enumerate(keys)}
    rows = [base.concept_index[concept] for concept in ancestors]
    columns = [position[ancestor] for ancestor in ancestors.values()]
    roll_up = sparse.coo_array(
        (np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(base.concept_keys), len(keys))
    ).tocsr()
    tagged = (base.in_field @ roll_up).tocsr()
    np.minimum(tagged.data, 1.0, out=tagged.data)
    enough = np.flatnonzero(np.asarray(tagged.sum(axis=0)) >= ENOUGH_PROJECTS)
    kept = {keys[old]: new for new, old in enumerate(enough)}
    return CapabilityMap(
        base=base,
        concepts=tuple(kept),
        column={concept: kept[ancestor] for concept, ancestor in ancestors.items() if ancestor in kept},
        in_capability=tagged[:, enough].tocsr(),
    )


def _ancestors(base: EvidenceBase) -> dict[str, str]:
    """For every concept of the tree at or below the level, its ancestor there."""
    schemes = base.concepts["scheme"].to_pylist()
    broader = dict(zip(base.concept_keys, base.concepts["broader"].to_pylist(), strict=True))
    found: dict[str, str] = {}
    for concept, scheme in zip(base.concept_keys, schemes, strict=True):
        if scheme == TREE:
            path = [concept]
            while (above := broader.get(path[-1])) and above not in path:
                path.append(above)
            if len(path) >= LEVEL:
                found[concept] = path[-LEVEL]
    return found


@lru_cache(maxsize=32)
def profiles(capabilities: CapabilityMap, units: Units) -> sparse.csr_array:
    """Units x capabilities: fractional projects of each unit."""
    return crossed(units.projects, capabilities.in_capability)


@lru_cache(maxsize=32)
def specialised_units(capabilities: CapabilityMap, units: Units) -> sparse.csr_array:
    """Units x capabilities: 1 where the unit has the capability."""
    counts = profiles(capabilities, units).copy()
    totals = np.asarray(counts.sum(axis=1))
    expected = np.repeat(totals, np.diff(counts.indptr)) * capabilities.world_share[counts.indices]
    counts.data = ((counts.data >= expected) & (counts.data >= CAPABILITY_FLOOR)).astype(np.float32)
    counts.eliminate_zeros()
    return counts


@dataclass(frozen=True, eq=False)
class Gains:
    """What each unit brings the seeker on the target fields, and the seeker each unit: added density, 0..1."""

    capabilities: CapabilityMap
    seeker: Units
    units: Units
    targets: NDArray[np.intp]  # capabilities aimed at

    @cached_property
    def worth(self) -> NDArray[np.float64]:
        """What having each capability adds to the mean density of the targets."""
        size = len(self.capabilities.concepts)
        added = gain(np.zeros(size), np.ones(size), self.capabilities.related, self.targets)
        return added.brought

    @cached_property
    def mine(self) -> NDArray[np.float64]:
        return row_of(specialised_units(self.capabilities, self.seeker), 0)

    @cached_property
    def readiness(self) -> float:
        """Our mean density on the targets today."""
        return float(self.mine @ self.worth)

    @cached_property
    def for_us(self) -> NDArray[np.float64]:
        return weighed(self._theirs, (1.0 - self.mine) * self.worth)

    @cached_property
    def for_them(self) -> NDArray[np.float64]:
        return self.readiness - weighed(self._theirs, self.mine * self.worth)

    @property
    def _theirs(self) -> sparse.csr_array:
        return specialised_units(self.capabilities, self.units)

    def brought(self, unit: int) -> NDArray[np.int64]:
        """Capabilities that a unit has and we lack and that add something, the most useful first."""
        columns = columns_of(self._theirs, unit)
        new = columns[(self.mine[columns] == 0) & (self.worth[columns] > 0)]
        ordered: NDArray[np.int64] = new[np.argsort(-self.worth[new], kind="stable")]
        return ordered

    def reasons(self, unit: int) -> tuple[Reason, ...]:
        """One reason a capability brought; they add up to the gain."""
        counts = row_of(profiles(self.capabilities, self.units), unit)
        return tuple(self._reason(int(column), float(counts[column])) for column in self.brought(unit))

    def _reason(self, column: int, count: float) -> Reason:
        label, amount = self.capabilities.label(column), float(self.worth[column])
        key = self.capabilities.concepts[column]
        params: dict[str, str | int | float] = {
            "concept": key,
            "label": label,
            "count": round(count, 1),
            "target": int(column in self.targets),
        }
        text = f"{label}: they have it ({count:.1f} projects), you do not; readiness +{100 * amount:.1f}"
        return Reason(Axis.GAIN, "capability", amount, text, params, (Evidence("concept", key, label),))

    def gainers(self, unit: int) -> list[tuple[str, str, int]]:
        """Who among our organisations gains (S20): active in the fields, without a capability brought here.

        Each with its id, its name and how many of the capabilities brought it lacks.
        """
        base = self.capabilities.base
        brought = self.brought(unit)
        does = self._what_ours_do
        missing = len(brought) - does[:, brought].sum(axis=1)
        active = np.flatnonzero(does[:, self.targets].any(axis=1))
        order = active[np.argsort(-missing[active], kind="stable")]
        ours = self.seeker.members_of(0)
        return [
            (str(base.org_ids[ours[at]]), str(base.org_names[ours[at]]), int(missing[at]))
            for at in order
            if missing[at]
        ]

    @cached_property
    def _what_ours_do(self) -> NDArray[np.bool_]:
        """Our organisations x capabilities: whether they have any project there."""
        took_part = self.capabilities.base.took_part[:, self.seeker.members_of(0)]
        does: NDArray[np.bool_] = crossed(took_part, self.capabilities.in_capability).toarray() > 0
        return does


def targets_of(capabilities: CapabilityMap, weights: dict[str, float]) -> NDArray[np.intp]:
    """Capabilities that the target fields stand for: those of concepts at least half in them."""
    found: dict[int, float] = defaultdict(float)
    for concept, weight in weights.items():
        if concept in capabilities.column:
            column = capabilities.column[concept]
            found[column] = max(found[column], weight)
    return np.array(sorted(column for column, weight in found.items() if weight >= 0.5), dtype=np.intp)
