"""The terms of access in words: prior ties, bridging partners by name, the cold contact."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.access import COLD_CONTACT_AS, COOPERATION_AS, ENCOUNTER_AS, Access
from intercluster.scouting.matrices import columns_of, data_of, rows_of
from intercluster.scouting.question import partner_counts, tying_projects
from intercluster.scouting.strength import project_evidence
from intercluster.scouting.types import Axis, Evidence, Reason

NAMED_BRIDGES = 8  # bridging partners with a reason of their own; the others share one
LISTED_BRIDGES = 12  # of those that share one, how many are listed by name
BRIDGE_PROJECTS = 2
PRIOR_PROJECTS = 8
OUR_ORGANISATIONS = 5

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ways:
    """Words for the access of one unit after the other."""

    access: Access

    @property
    def base(self) -> EvidenceBase:
        return self.access.question.base

    def reasons(self, unit: int, named: int | None = NAMED_BRIDGES) -> tuple[Reason, ...]:
        """All terms of a unit's access; bridging partners beyond ``named`` share one reason (None: none do)."""
        text = "anyone can write to them: counts like a bridging partner with a thousand other partners"
        cold = Reason(Axis.ACCESS, "cold_contact", self.access.floor, text, {"partners": COLD_CONTACT_AS})
        return (*self._history(unit), *self._bridges(unit, named), cold)

    def _history(self, unit: int) -> list[Reason]:
        found: list[Reason] = []
        if self.access.prior_projects[unit] > 0:
            found.append(self._prior_projects(unit))
        if met := int(self.access.encounters[unit]):
            amount = float(np.log2(1.0 + met)) * self.access.worth(ENCOUNTER_AS)
            text = "you met once" if met == 1 else f"you met {met} times"
            found.append(Reason(Axis.ACCESS, "encounters", amount, text, {"times": met}))
        if agreed := self.access.cooperations.get(unit):
            amount, text = self.access.worth(COOPERATION_AS), "you are known to cooperate"
            found.append(Reason(Axis.ACCESS, "cooperation", amount, text, evidence=agreed))
        return found

    def _prior_projects(self, unit: int) -> Reason:
        ours = self.access.acquaintances
        theirs = self.access.units.projects_of(unit)
        shared = theirs[self._our_projects[theirs]]
        taking_part = len(columns_of(self._ours_with_each, unit))
        last = int(self.base.project_years[shared].max(initial=0))
        params: dict[str, str | int | float] = {
            "projects": len(shared),
            "ours": taking_part,
            "of": len(ours.members),
            "last_year": last,
        }
        together = f"{len(shared)} project{'s' if len(shared) > 1 else ''} together"
        by = f", by {taking_part} of your {len(ours.members)} organisations" if len(ours.members) > 1 else ""
        newest = shared[np.argsort(-self.base.project_years[shared], kind="stable")][:PRIOR_PROJECTS]
        evidence = (
            *self._who_of_ours(unit),
            *(project_evidence(self.base, int(row)) for row in newest),
        )
        amount = float(self.access.prior_projects[unit])
        return Reason(Axis.ACCESS, "prior_projects", amount, f"{together}{by}, last in {last}", params, evidence)

    def _who_of_ours(self, unit: int) -> list[Evidence]:
        """Of a seeker of several organisations, those that had most projects with them."""
        members = self.access.acquaintances.members
        if len(members) < 2:
            return []
        columns, projects = columns_of(self._ours_with_each, unit), data_of(self._ours_with_each, unit)
        first = members[columns[np.argsort(-projects, kind="stable")[:OUR_ORGANISATIONS]]]
        return [Evidence("organisation", str(self.base.org_ids[row]), self._name(row)) for row in first.tolist()]

    def _bridges(self, unit: int, named: int | None) -> list[Reason]:
        partners, weights = self.access.bridging_partners(unit)
        shown = len(partners) if named is None else named
        theirs = np.zeros(len(self.base.project_ids), dtype=np.bool_)
        theirs[self.access.units.projects_of(unit)] = True
        found = [
            self._bridge(row, weight, theirs & tying_projects(self.base))
            for row, weight in zip(partners[:shown].tolist(), weights[:shown].tolist(), strict=True)
        ]
        if len(partners) > shown:
            found.append(self._more(partners[shown:], float(weights[shown:].sum())))
        return found

    def _bridge(self, row: int, amount: float, theirs: Flags) -> Reason:
        """One bridging partner; ``theirs`` marks the projects in which it can have worked with them."""
        its = rows_of(self.base.projects_by_organisation, row)
        with_us, together = its[self._our_projects[its]], its[theirs[its]]
        in_field = together[self._in_field[together]]
        with_them = in_field if len(in_field) else together
        name, partners = self._name(row), int(partner_counts(self.base)[row])
        params: dict[str, str | int | float] = {
            "organisation": str(self.base.org_ids[row]),
            "name": name,
            "partners": partners,
            "with_us": len(with_us),
            "with_them": len(with_them),
            "ours": int(self.access.acquaintances.known_by[row]),
            "of": len(self.access.acquaintances.members),
        }
        where = "in the field" if len(in_field) else "in other fields"
        text = (
            f"{name} worked with you in {_projects(len(with_us))} and with them in {_projects(len(with_them))} {where} "
            f"({partners} partners in all)"
        )
        projects = (*with_them[::-1][:BRIDGE_PROJECTS].tolist(), *with_us[::-1][:BRIDGE_PROJECTS].tolist())
        evidence = (
            Evidence("organisation", str(self.base.org_ids[row]), name),
            *(project_evidence(self.base, project) for project in dict.fromkeys(projects)),
        )
        code = "bridge" if len(in_field) else "bridge_elsewhere"
        return Reason(Axis.ACCESS, code, amount, text, params, evidence)

    def _more(self, partners: NDArray[np.int64], amount: float) -> Reason:
        listed = tuple(
            Evidence("organisation", str(self.base.org_ids[row]), self._name(row))
            for row in partners[:LISTED_BRIDGES].tolist()
        )
        text = f"{len(partners)} more bridging partners"
        return Reason(Axis.ACCESS, "more_bridges", amount, text, {"count": len(partners)}, listed)

    def _name(self, row: int) -> str:
        return str(self.base.org_names[row] or self.base.org_ids[row])

    @cached_property
    def _our_projects(self) -> Flags:
        found = np.zeros(len(self.base.project_ids), dtype=np.bool_)
        found[self.access.acquaintances.projects] = True
        return found

    @cached_property
    def _in_field(self) -> Flags:
        found = np.zeros(len(self.base.project_ids), dtype=np.bool_)
        found[self.access.question.tying] = True
        return found

    @cached_property
    def _ours_with_each(self) -> sparse.csr_array:
        """Units x our organisations that had a project with them."""
        found: sparse.csr_array = self.access.prior_projects_of_each.T.tocsr()
        return found


def _projects(count: int) -> str:
    return f"{count} project{'s' if count > 1 else ''}"
