"""One organisation or one project as the evidence knows it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from intercluster.evidence.store import EvidenceBase


class UnknownEvidenceError(KeyError):
    """No organisation or project of the evidence has this identifier."""

    def __str__(self) -> str:
        return f"{self.args[0]!r} is not in the evidence"


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a list. ``partners`` counts the organisations in it."""

    project_id: str
    acronym: str
    title: str
    framework: str
    programme: str
    year: int | None
    partners: int
    source: str
    as_of: date | None

    @property
    def name(self) -> str:
        """Acronym, else title, else identifier."""
        return self.acronym or self.title or self.project_id


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation in a list. ``projects`` counts those meant by the list, ``last_year`` is their latest start."""

    org_id: str
    name: str
    country: str | None
    zone: str | None
    city: str
    activity_type: str
    projects: int
    last_year: int | None


@dataclass(frozen=True, slots=True)
class OrganisationPortrait:
    """``by_year`` counts projects by year of start, 0 for those without one; ``partners`` are by shared projects.

    ``projects`` are rows of the base, latest first: ``project_line`` shows one.
    """

    org_id: str
    row: int
    name: str
    pic: str | None
    country: str | None
    zone: str | None
    zone_basis: str
    city: str
    activity_type: str
    sme: bool | None
    source: str
    as_of: date | None
    by_year: dict[int, int]
    partners_count: int
    partners: tuple[OrganisationLine, ...]
    projects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProjectPortrait:
    """A project with its organisations and the fields it is tagged with, surest first."""

    line: ProjectLine
    rcn: str | None
    grant_id: str | None
    organisations: tuple[OrganisationLine, ...]
    fields: tuple[tuple[str, float], ...]


def organisation_portrait(base: EvidenceBase, org_id: str, partners: int = 15) -> OrganisationPortrait:
    """Everything about one organisation; its projects latest first.

    Raises
    ------
    UnknownEvidenceError
        There is no such organisation.
    """
    try:
        row = base.org_index[org_id]
    except KeyError:
        raise UnknownEvidenceError(org_id) from None
    record = base.organisations.slice(row, 1).to_pylist()[0]
    projects = projects_of(base, row)
    years = base.project_years[projects]
    shared, latest = _partners(base, row, projects)
    best = np.lexsort((-latest, -shared))[:partners]
    return OrganisationPortrait(
        org_id=org_id,
        row=row,
        name=record["name"] or org_id,
        pic=record["pic"],
        country=record["country"],
        zone=record["zone"],
        zone_basis=record["zone_basis"] or "",
        city=record["city"] or "",
        activity_type=record["activity_type"] or "",
        sme=record["sme"],
        source=record["source"],
        as_of=record["as_of"],
        by_year=dict(sorted(Counter(years.tolist()).items())),
        partners_count=int((shared > 0).sum()),
        partners=tuple(
            organisation_line(base, int(other), int(shared[other]), int(latest[other]))
            for other in best
            if shared[other] > 0
        ),
        projects=tuple(projects[np.argsort(-years, kind="stable")].tolist()),
    )


def project_portrait(base: EvidenceBase, project_id: str) -> ProjectPortrait:
    """Everything about one project.

    Raises
    ------
    UnknownEvidenceError
        There is no such project.
    """
    row = base.project_index.get(project_id)
    if row is None:
        raise UnknownEvidenceError(project_id)
    record = base.projects.slice(row, 1).to_pylist()[0]
    members = base.took_part.indices[base.took_part.indptr[row] : base.took_part.indptr[row + 1]]
    counts = base.project_counts
    tags = slice(base.in_field.indptr[row], base.in_field.indptr[row + 1])
    tagged = zip(base.concept_keys[base.in_field.indices[tags]], base.in_field.data[tags], strict=True)
    return ProjectPortrait(
        line=project_line(base, row),
        rcn=record["rcn"],
        grant_id=record["grant_id"],
        organisations=tuple(
            organisation_line(base, int(member), int(counts[member]))
            for member in members[np.argsort(-counts[members], kind="stable")]
        ),
        fields=tuple((key, float(weight)) for key, weight in sorted(tagged, key=lambda one: (-one[1], one[0]))),
    )


def projects_of(base: EvidenceBase, organisation: int) -> NDArray[np.int32]:
    """Rows of the projects of an organisation (a row)."""
    columns = base.projects_by_organisation
    found: NDArray[np.int32] = columns.indices[columns.indptr[organisation] : columns.indptr[organisation + 1]]
    return found


def project_line(base: EvidenceBase, row: int) -> ProjectLine:
    """One project (a row) for a list."""
    record = base.projects.slice(row, 1).to_pylist()[0]
    return ProjectLine(
        project_id=record["project_id"],
        acronym=record["acronym"] or "",
        title=record["title"] or "",
        framework=record["framework"],
        programme=record["programme"] or "",
        year=record["start_year"] or None,
        partners=int(base.project_sizes[row]),
        source=record["source"],
        as_of=record["as_of"],
    )


def organisation_line(base: EvidenceBase, row: int, projects: int, last_year: int = 0) -> OrganisationLine:
    """One organisation (a row) for a list."""
    record = base.organisations.slice(row, 1).to_pylist()[0]
    return OrganisationLine(
        org_id=record["org_id"],
        name=record["name"] or record["org_id"],
        country=record["country"],
        zone=record["zone"],
        city=record["city"] or "",
        activity_type=record["activity_type"] or "",
        projects=projects,
        last_year=last_year or None,
    )


def _partners(
    base: EvidenceBase, organisation: int, projects: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Projects shared with every other organisation, and the latest year of them."""
    taken = base.took_part[projects]
    size = len(base.org_ids)
    shared = np.bincount(taken.indices, minlength=size)
    latest = np.zeros(size, dtype=np.int64)
    np.maximum.at(latest, taken.indices, np.repeat(base.project_years[projects], np.diff(taken.indptr)))
    shared[organisation] = 0
    return shared, latest
