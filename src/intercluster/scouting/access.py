"""Access: can we reach them? A sum over named bridging partners, prior ties, and a cold contact.

A bridging partner z worked with us, in any field, and with them. It counts 1 / log k_z (Adamic and Adar 2003), k_z its
distinct partners: a partner with few others opens doors better. To look past the obvious, 1 / k_z (resource allocation,
Zhou, Lü and Zhang 2009) discounts hubs far more. One that worked with them in the target fields counts in full (field
bridge), one that did so in other fields only counts ``OUTSIDE_FIELD`` of that, tuned on 2016 (methods/backtest.md).

For a seeker of several organisations every term is the mean over them: z counts by the share of our organisations it
worked with. All other terms are worth a multiple of one bridging partner with a stated number of partners, so that all
are in one unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.matrices import columns_of, crossed, data_of, present, weighed, weighed_columns
from intercluster.scouting.question import Question, partner_counts, tying_projects
from intercluster.scouting.types import Evidence, Mode
from intercluster.scouting.units import Units

Weights = NDArray[np.float64]

KNOWN_SHARE = 0.1  # of our organisations: below it a few projects together do not make a partner of us all
FEWEST_PARTNERS = 3  # a bridging partner with fewer counts as if it had three: 1 / log 1 would be infinite
OUTSIDE_FIELD = 0.1  # what a bridging partner outside the target fields counts, of one inside
COLD_CONTACT_AS = 1000  # writing to them out of the blue: like a bridging partner with a thousand others
ENCOUNTER_AS = 5  # one noted encounter
PRIOR_PROJECT_AS = 5  # one earlier project together
COOPERATION_AS = 3  # a known cooperation of the two


def adamic_adar(partners: Weights) -> Weights:
    """1 / log k."""
    weights: Weights = 1.0 / np.log(np.maximum(partners, FEWEST_PARTNERS))
    return weights


def resource_allocation(partners: Weights) -> Weights:
    """1 / k."""
    weights: Weights = 1.0 / np.maximum(partners, FEWEST_PARTNERS)
    return weights


def weighting(mode: Mode) -> Callable[[Weights], Weights]:
    """How a bridging partner counts in a mode."""
    return resource_allocation if mode is Mode.LESS_OBVIOUS else adamic_adar


@dataclass(frozen=True, eq=False)
class Acquaintances:
    """Whom the seeker worked with, in any field. ``members`` are rows of its organisations.

    ``knows``     our organisations x organisations: 1 where they took part in a project together
    ``share``     organisations: the share of our organisations that worked with each, 0 for our own
    ``others``    rows of those that any of our organisations worked with
    ``projects``  rows of our projects of 2 to ``LARGEST_CONSORTIUM`` organisations
    """

    members: NDArray[np.int64]
    weights: NDArray[np.float64]
    projects: NDArray[np.int64]
    knows: sparse.csr_array
    share: NDArray[np.float64]

    @cached_property
    def others(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.share)

    @cached_property
    def known_by(self) -> NDArray[np.int64]:
        """How many of our organisations worked with each organisation."""
        return np.bincount(self.knows.indices, minlength=self.knows.shape[1])


@lru_cache(maxsize=32)
def acquaintances(base: EvidenceBase, seeker: Units) -> Acquaintances:
    """Whom the seeker worked with; nobody when it has no evidence."""
    mine = seeker.projects_of(0)
    projects = mine[tying_projects(base)[mine]]
    members = seeker.members_of(0)
    weights = seeker.members[[0]].data.astype(np.float64)
    took_part = base.took_part[projects]
    knows = present(crossed(took_part[:, members], took_part))
    share = weighed_columns(knows, weights) / max(weights.sum(), 1.0)
    share[members] = 0.0
    return Acquaintances(members, weights, projects, knows, share)


@lru_cache(maxsize=32)
def partners_of(base: EvidenceBase, units: Units, seeker: Units) -> sparse.csr_array:
    """Units x organisations the seeker worked with: 1 where the unit worked with them too, in any field."""
    others = acquaintances(base, seeker).others
    small = tying_projects(base)
    found = present(crossed(units.projects[small], base.took_part[small][:, others]))
    own = found.multiply(present(units.members[:, others]))
    return present(found - own)


@dataclass(frozen=True, eq=False)
class Access:
    """The access of all units at once, and the terms of one."""

    question: Question
    seeker: Units
    units: Units
    mode: Mode
    cooperations: dict[int, tuple[Evidence, ...]]  # known cooperations, by row of the units
    encounters: NDArray[np.float64]  # noted encounters with each unit

    @cached_property
    def acquaintances(self) -> Acquaintances:
        return acquaintances(self.question.base, self.seeker)

    @cached_property
    def floor(self) -> float:
        return self.worth(COLD_CONTACT_AS)

    def worth(self, partners: int) -> float:
        """What one bridging partner with so many others counts."""
        return float(weighting(self.mode)(np.array([float(partners)]))[0])

    @property
    def _bridging(self) -> NDArray[np.int64]:
        return self.acquaintances.others

    @cached_property
    def _bridge_weights(self) -> Weights:
        partners = partner_counts(self.question.base)[self._bridging].astype(np.float64)
        weights: Weights = self.acquaintances.share[self._bridging] * weighting(self.mode)(partners)
        return weights

    @cached_property
    def _bridges(self) -> sparse.csr_array:
        """Units x bridging partners: 1 where they worked together in the target fields, less in others only."""
        theirs = self.units.projects[self.question.tying]
        in_field = present(crossed(theirs, self.question.ties[:, self._bridging]))
        anywhere = partners_of(self.question.base, self.units, self.seeker)
        in_full = in_field.multiply(anywhere)  # leaves out the unit's own organisations
        found: sparse.csr_array = (in_full * (1.0 - OUTSIDE_FIELD) + anywhere * OUTSIDE_FIELD).tocsr()
        return found

    @cached_property
    def bridges(self) -> NDArray[np.float64]:
        return weighed(self._bridges, self._bridge_weights)

    @cached_property
    def prior_projects_of_each(self) -> sparse.csr_array:
        """Our organisations x units: projects together, in any field."""
        known = self.acquaintances
        ours = self.question.base.took_part[known.projects][:, known.members]
        return crossed(ours, present(self.units.projects[known.projects]))

    @cached_property
    def prior_projects(self) -> NDArray[np.float64]:
        """Mean over our organisations of log2(1 + projects together), in bridging partners."""
        logs = self.prior_projects_of_each.copy()
        logs.data = np.log2(1.0 + logs.data)
        known = self.acquaintances
        mean: Weights = weighed_columns(logs, known.weights) / max(known.weights.sum(), 1.0)
        return mean * self.worth(PRIOR_PROJECT_AS)

    @cached_property
    def prior_ties(self) -> NDArray[np.float64]:
        """Everything we already have with each unit (S122)."""
        noted = np.log2(1.0 + self.encounters) * self.worth(ENCOUNTER_AS)
        agreed = np.zeros(len(self.units.keys))
        agreed[list(self.cooperations)] = self.worth(COOPERATION_AS)
        return self.prior_projects + noted + agreed

    @cached_property
    def total(self) -> NDArray[np.float64]:
        return self.floor + self.bridges + self.prior_ties

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Noted, cooperating, or met in a project by at least ``KNOWN_SHARE`` of our organisations."""
        ours = self.acquaintances
        share = weighed_columns(present(self.prior_projects_of_each), ours.weights) / max(ours.weights.sum(), 1.0)
        known: NDArray[np.bool_] = (share >= KNOWN_SHARE) | (self.encounters > 0)
        known[list(self.cooperations)] = True
        return known

    def bridging_partners(self, unit: int) -> tuple[NDArray[np.int64], Weights]:
        """Rows of the bridging partners towards a unit, strongest first, and what each counts."""
        found = columns_of(self._bridges, unit)
        weights = self._bridge_weights[found] * data_of(self._bridges, unit)
        order = np.argsort(-weights, kind="stable")
        return self._bridging[found[order]], weights[order]
