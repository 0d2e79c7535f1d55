"""The evidence for programs: the same reads as the pages. Public."""

from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from intercluster.evidence.portraits import (
    UnknownEvidenceError,
    organisation_portrait,
    project_line,
    project_portrait,
)
from intercluster.scouting.spread import Level
from intercluster.scouting.zones import Order
from intercluster_web.accounts.permissions import ANYONE
from intercluster_web.evidence import queries
from intercluster_web.evidence.forms import DEFAULT_FIELD, ZonesForm

router = Router(auth=ANYONE, tags=["evidence"])


class ZonesAsked(Schema):
    """What to rank: as in the address of the page."""

    field: str = DEFAULT_FIELD
    level: Level = Level.REGION
    order: Order = Order.COUNT
    country: str = ""
    first_year: int | None = None
    last_year: int | None = None


class OrganisationsAsked(Schema):
    q: str = ""
    country: str = ""
    zone: str = ""
    field: str = ""
    limit: int = Field(50, ge=0, le=1000)


class QuotientOut(Schema):
    value: float
    low: float
    high: float
    n: int


class ClusterOut(Schema):
    key: str
    name: str
    seated: bool


class TrendOut(Schema):
    earlier: int
    recent: int
    earlier_share: float
    recent_share: float


class EmploymentOut(Schema):
    persons: float
    quotient: float | None
    year: int
    source: str
    industries: list[str]


class ZoneOut(Schema):
    rank: int
    zone: str
    label: str
    country: str
    latitude: float | None
    longitude: float | None
    count: float
    share: float
    projects: int
    organisations: int
    quotient: QuotientOut | None
    trend: TrendOut | None
    employment: EmploymentOut | None
    clusters: list[ClusterOut]


class RankingOut(Schema):
    """``count`` is fractional; ``quotient`` is null under ``floor`` projects; shares are parts of one."""

    zones: list[ZoneOut]
    level: Level
    floor: int
    concepts: list[str]
    period: tuple[int, int] | None
    projects: int
    undated: int
    count: float
    placed: float
    world_share: float
    sources: list[str]


class OrganisationLineOut(Schema):
    org_id: str
    name: str
    country: str | None
    zone: str | None
    city: str
    activity_type: str
    projects: int
    last_year: int | None


class ProjectLineOut(Schema):
    project_id: str
    acronym: str
    title: str
    framework: str
    programme: str
    year: int | None
    partners: int
    source: str
    as_of: date | None


class EvidenceOrganisationOut(Schema):
    org_id: str
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
    partners: list[OrganisationLineOut]
    projects: list[ProjectLineOut]
    directory: str | None


class TagOut(Schema):
    concept: str
    weight: float


class ProjectOut(Schema):
    project: ProjectLineOut
    rcn: str | None
    grant_id: str | None
    fields: list[TagOut]
    organisations: list[OrganisationLineOut]


class FoundOut(Schema):
    total: int
    organisations: list[OrganisationLineOut]


@router.get("/zones", response=RankingOut, operation_id="evidence_zones")
def zones(request: HttpRequest, asked: Query[ZonesAsked]) -> Any:  # noqa: ARG001
    """World zones ranked in a field."""
    if asked.field not in queries.vocabulary():
        raise HttpError(422, f"not in the vocabulary: {asked.field}")
    address = QueryDict(mutable=True)
    address.update({name: str(value) for name, value in asked.dict().items() if value not in (None, "")})
    form = ZonesForm(address)
    if not form.is_valid():
        raise HttpError(422, form.errors.as_text())
    return queries.zone_ranking(form.chosen())


@router.get("/organisations", response=FoundOut, operation_id="evidence_organisations")
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> Any:  # noqa: ARG001
    """Organisations by name (every word begins a word of it), place and field; most projects first."""
    if asked.field and asked.field not in queries.vocabulary():
        raise HttpError(422, f"not in the vocabulary: {asked.field}")
    chosen = {name: value for name, value in asked.dict(exclude={"limit"}).items() if value}
    rows, counts = queries.organisation_rows(chosen)
    return {"total": len(rows), "organisations": queries.organisation_lines(rows[: asked.limit], counts)}


@router.get("/organisations/{org_id}", response=EvidenceOrganisationOut, operation_id="evidence_organisation")
def organisation(request: HttpRequest, org_id: str) -> Any:  # noqa: ARG001
    """One organisation with its partners and all its projects."""
    base = queries.base()
    try:
        portrait = organisation_portrait(base, org_id)
    except UnknownEvidenceError as error:
        raise HttpError(404, str(error)) from error
    entry = queries.directory_entry(org_id)
    names = EvidenceOrganisationOut.model_fields.keys() - {"projects", "directory"}
    return {name: getattr(portrait, name) for name in names} | {
        "projects": [project_line(base, row) for row in portrait.projects],
        "directory": entry.key if entry else None,
    }


@router.get("/projects/{project_id}", response=ProjectOut, operation_id="evidence_project")
def project(request: HttpRequest, project_id: str) -> Any:  # noqa: ARG001
    """One project with its fields and organisations."""
    try:
        portrait = project_portrait(queries.base(), project_id)
    except UnknownEvidenceError as error:
        raise HttpError(404, str(error)) from error
    return {
        "project": portrait.line,
        "rcn": portrait.rcn,
        "grant_id": portrait.grant_id,
        "fields": [{"concept": concept, "weight": weight} for concept, weight in portrait.fields],
        "organisations": portrait.organisations,
    }
