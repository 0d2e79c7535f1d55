"""The organisations of a zone, and what they do there."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.places import places_of
from intercluster.scouting.spread import counted


@dataclass(frozen=True, slots=True)
class OrganisationInZone:
    """One organisation by its part in projects of the field."""

    org_id: str
    name: str
    country: str | None
    count: float
    projects: int
    last_year: int | None


def inhabitants(base: EvidenceBase, zone: str) -> NDArray[np.int32]:
    """Rows of the organisations that sit in a zone of any level.

    Raises
    ------
    KeyError
        The zone is not in the evidence's table of zones.
    """
    places = places_of(base)
    row = places.row[zone]
    found: NDArray[np.int32] = places.inside.indices[places.inside.indptr[row] : places.inside.indptr[row + 1]]
    return found


def organisations_in(
    base: EvidenceBase, zone: str, weights: Mapping[str, float] | None = None, limit: int = 20
) -> tuple[OrganisationInZone, ...]:
    """The organisations of a zone (any level) by their part in projects of the field; of all fields without weights.

    Raises
    ------
    KeyError
        The zone is not in the evidence's table of zones.
    """
    members = inhabitants(base, zone)
    relevance = (
        np.ones(len(base.project_ids), dtype=np.float32) if weights is None else project_relevance(base, weights)
    )
    in_field = counted(base) & (relevance >= IN_FIELD)
    part = np.where(in_field, relevance / np.maximum(base.project_sizes, 1), 0.0)
    taken = base.projects_by_organisation[:, members].tocsc()
    counts = np.asarray(taken.T @ part)
    order = [column for column in np.argsort(-counts, kind="stable")[:limit] if counts[column] > 0]
    found = []
    for column in order:
        projects = taken.indices[taken.indptr[column] : taken.indptr[column + 1]]
        projects = projects[in_field[projects]]
        organisation = int(members[column])
        found.append(
            OrganisationInZone(
                org_id=base.org_ids[organisation],
                name=base.org_names[organisation] or base.org_ids[organisation],
                country=base.org_countries[organisation],
                count=float(counts[column]),
                projects=len(projects),
                last_year=int(base.project_years[projects].max()) or None,
            )
        )
    return tuple(found)
