# ruff: noqa: ARG001 - django-ninja hands every operation its request
"""The directory in the REST API. Reading is open to everybody; writing goes through the same actions as the pages."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from intercluster_web.accounts.permissions import ANYONE, PEOPLE, may_edit_directory, may_write_somewhere
from intercluster_web.directory import actions, queries
from intercluster_web.directory.attributes import ATTRIBUTES, as_text
from intercluster_web.directory.freshness import freshness, review_months
from intercluster_web.directory.models import FORMER_KEY, Organisation
from intercluster_web.directory.profile import fact_rows
from intercluster_web.directory.provenance import Provenance

router = Router(tags=["directory"])
_MOST = 200
_FARTHEST = 2**31  # an offset a database can count to


class OrganisationFilters(Schema):
    q: str = ""
    kind: str = ""
    country: str = ""
    zone: str = ""
    field: str = ""
    label: str = ""
    level: str = ""
    network: str = ""
    governed: str = Field("", pattern="^(|yes|no)$")
    standing: str = ""
    freshness: str = Field("", pattern="^(|fresh|stale|undated)$")
    sort: str = ""


class OrganisationOut(Schema):
    key: str
    name: str
    short_name: str
    kind: str
    standing: str
    governed: bool
    country: str
    city: str
    zone: str
    latitude: float | None
    longitude: float | None
    founded_year: int | None
    members_count: int | None
    website: str
    fields: list[str]
    version: int


class OrganisationPage(Schema):
    count: int
    offset: int
    items: list[OrganisationOut]


class SourceOut(Schema):
    source_url: str
    seen_text: str
    stated_on: date | None
    checked_on: date | None


class FactOut(SourceOut):
    attribute: str
    value: str
    in_force: bool
    age: str = Field(description="fresh, stale or undated")
    months: int | None


class TieOut(SourceOut):
    kind: str = Field(description="member, network, cooperation, successor or predecessor")
    key: str
    name: str
    since: int | None
    words: str


class OrganisationDetail(OrganisationOut):
    missions: str
    orientations: str
    structure: str
    labels: list[dict[str, str]]
    territory: list[dict[str, str]]
    identifiers: list[dict[str, str]]
    facts: list[FactOut]
    ties: list[TieOut]


class NetworkOut(Schema):
    key: str
    name: str
    known_members: int
    countries: int
    belongs_to: int


class SourceIn(Schema):
    source_url: str = Field(min_length=1, max_length=500)
    seen_text: str = Field("", max_length=300)
    stated_on: date


class OrganisationIn(SourceIn):
    values: dict[str, str] = Field(description="attribute -> value as text; name and kind at least")


class OrganisationChange(SourceIn):
    values: dict[str, str]
    version: int = Field(description="the version the change was made from; another one now answers 409")


def _row(organisation: Organisation) -> dict[str, Any]:
    columns = [name for name in OrganisationOut.model_fields if name != "fields"]
    fields = sorted(row.concept for row in organisation.fields.all())
    return {name: getattr(organisation, name) for name in columns} | {"fields": fields}


@router.get("/organisations", response=OrganisationPage, auth=ANYONE, operation_id="directory_organisations")
def organisations(
    request: HttpRequest, filters: Query[OrganisationFilters], offset: int = 0, limit: int = 50
) -> dict[str, Any]:
    """Organisations by the filters of the list page; at most 200 at a time."""
    found = queries.organisations(filters.dict()).prefetch_related("fields")
    start = min(max(offset, 0), _FARTHEST)
    end = start + max(1, min(limit, _MOST))
    return {"count": found.count(), "offset": start, "items": [_row(row) for row in found[start:end]]}


@router.get("/organisations/{key}", response=OrganisationDetail, auth=ANYONE, operation_id="directory_organisation")
def organisation(request: HttpRequest, key: str) -> dict[str, Any]:
    """One organisation: every fact with its source and age, and its ties."""
    return _detail(_found(key))


def _found(key: str) -> Organisation:
    found = queries.organisation_by_key(key)
    if found is None:
        raise HttpError(404, "no organisation has this key")
    return found


def _detail(found: Organisation) -> dict[str, Any]:
    return _row(found) | {
        "missions": found.missions,
        "orientations": found.orientations,
        "structure": found.structure,
        "labels": list(found.labels.order_by("pk").values("name", "level", "awarded", "expires")),
        "territory": list(found.territory.order_by("zone").values("zone", "coverage")),
        "identifiers": list(found.identifiers.exclude(scheme=FORMER_KEY).values("scheme", "value")),
        "facts": [_fact(row) for first in fact_rows(found).values() for row in (first, *first.history)],
        "ties": _ties(found),
    }


def _fact(row: Any) -> dict[str, Any]:
    aged = freshness(row.fact, review_months(row.attribute))
    return _source(row.fact) | {
        "attribute": row.attribute,
        "value": row.fact.value,
        "in_force": row.fact.in_force,
        "age": aged.age,
        "months": aged.months,
    }


def _source(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("source_url", "seen_text", "stated_on", "checked_on")}


def _ties(found: Organisation) -> list[dict[str, Any]]:
    cooperations = [(row, row.b if row.a_id == found.pk else row.a) for row in queries.cooperations_of(found)]
    rows = [
        *(("network", row.organisation, row.since, row.member_type, row) for row in _with(found.memberships)),
        *(("member", row.member, row.since, row.member_type, row) for row in _with(found.members)),
        *(("cooperation", other, row.started, row.topic, row) for row, other in cooperations),
        *(("successor", row.successor, row.year, "", row) for row in _with(found.successions)),
        *(("predecessor", row.predecessor, row.year, "", row) for row in _with(found.predecessions)),
    ]
    return [
        {"kind": kind, "key": other.key, "name": other.name, "since": since, "words": words} | _source(row)
        for kind, other, since, words, row in rows
    ]


def _with(rows: Any) -> Any:
    """With the organisations at both ends, in one query."""
    return rows.select_related().order_by("pk")


@router.get("/networks", response=list[NetworkOut], auth=ANYONE, operation_id="directory_networks")
def networks(request: HttpRequest) -> Any:
    """Networks with the number of their known members and of the countries these come from."""
    return queries.networks()


@router.post("/organisations", response={201: OrganisationDetail}, auth=PEOPLE, operation_id="directory_create")
def create(request: HttpRequest, payload: OrganisationIn) -> tuple[int, dict[str, Any]]:
    """Add an organisation; every value becomes a fact with the source given."""
    if not may_write_somewhere(request.user):
        raise HttpError(403, "only editors and managers write to the directory")
    try:
        made = actions.create_organisation(_parsed(payload.values), _provenance(payload, request))
    except ValidationError as error:
        raise HttpError(422, "; ".join(error.messages)) from error
    return 201, _detail(made)


@router.patch("/organisations/{key}", response=OrganisationDetail, auth=PEOPLE, operation_id="directory_change")
def change(request: HttpRequest, key: str, payload: OrganisationChange) -> dict[str, Any]:
    """Change attributes, with their source."""
    found = _found(key)
    if not may_edit_directory(request.user, found):
        raise HttpError(403, "only its own people, or editors where it has none, change this entry")
    provenance = _provenance(payload, request)
    try:
        changes = {name: (value, provenance) for name, value in _parsed(payload.values).items()}
        return _detail(actions.update_organisation(found, changes, payload.version))
    except actions.EditedMeanwhile as error:
        raise HttpError(
            409, f"somebody changed it meanwhile; it is now at version {error.organisation.version}"
        ) from error
    except ValidationError as error:
        raise HttpError(422, "; ".join(error.messages)) from error


def _parsed(values: dict[str, str]) -> dict[str, Any]:
    unknown = set(values) - set(ATTRIBUTES)
    if unknown:
        raise HttpError(422, f"unknown attributes: {', '.join(sorted(unknown))}")
    return {name: ATTRIBUTES[name].parse(as_text(value)) for name, value in values.items()}


def _provenance(payload: SourceIn, request: HttpRequest) -> Provenance:
    return Provenance(
        source_url=payload.source_url,
        seen_text=payload.seen_text,
        stated_on=payload.stated_on,
        checked_on=timezone.localdate(),
        user=request.user,
    )
