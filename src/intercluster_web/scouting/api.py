"""Scouting in the REST API: the same searches and records as the pages, with the same permissions."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from ninja.errors import HttpError

from intercluster.scouting.types import Mode, ObjectiveKind, Query, UnitKind
from intercluster_web.accounts.permissions import (
    changeable_or_404,
    organisations_of,
    visible_or_404,
    visible_to,
)
from intercluster_web.directory.models import Organisation
from intercluster_web.records.ownership import delete_owned
from intercluster_web.scouting.actions import shortlists as actions
from intercluster_web.scouting.models import LineStatus, Objective, Shortlist, ShortlistLine
from intercluster_web.scouting.presentation.comparison import sheet
from intercluster_web.scouting.queries.comparing import comparison_of
from intercluster_web.scouting.queries.fields import known
from intercluster_web.scouting.queries.filters import Filters
from intercluster_web.scouting.queries.ground import evidence_version, ground
from intercluster_web.scouting.queries.search import answer, find_candidate, left_out, query_for, seeker_for
from intercluster_web.scouting.snapshots import candidate_to_json

router = Router(tags=["scouting"])


class SearchIn(Schema):
    """A search. ``seeker`` is the key of an organisation of the directory you sit at."""

    seeker: str
    concepts: list[str] = Field(min_length=1, max_length=20)
    units: UnitKind = UnitKind.CLUSTER
    mode: Mode = Mode.QUICK_WIN
    objective: ObjectiveKind | None = None
    countries: list[str] = []
    exclude_countries: list[str] = []
    abroad: bool = Field(False, description="leave out the country of the seeker")
    zone: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    limit: int = Field(20, ge=1, le=200)


class SearchOut(Schema):
    """``candidates`` carry every number with its reasons: an axis is the sum of the amounts of its reasons."""

    candidates: list[dict[str, Any]]
    considered: int
    concepts_used: list[str]
    seeker_basis: str
    seeker_organisations: int
    period: tuple[int, int]
    sources: list[str]
    notes: list[str]
    evidence: str


class CompareIn(Schema):
    organisations: list[str] = Field(min_length=2, max_length=4, description="keys of the directory")


class ShortlistIn(Schema):
    objective: int
    name: str = Field(min_length=1, max_length=200)


class ShortlistPatch(Schema):
    name: str | None = Field(None, min_length=1, max_length=200)
    note: str | None = None


class KeepIn(Schema):
    unit: UnitKind
    key: str
    mode: Mode = Mode.QUICK_WIN
    countries: list[str] = []
    exclude_countries: list[str] = []
    abroad: bool = False
    first_year: int | None = None
    last_year: int | None = None


class LinePatch(Schema):
    """``revision`` is the one you read: a line that changed meanwhile is refused with 409."""

    revision: int
    status: LineStatus
    note: str = ""
    set_aside_because: str = Field("", max_length=300)


class TrackOut(Schema):
    what: str
    who: str
    due: date | None
    done: bool


class LineOut(Schema):
    id: int
    unit: str
    key: str
    label: str
    country: str
    position: int
    status: str
    set_aside_because: str
    note: str
    evidence: str
    taken_at: datetime
    revision: int
    tracks: list[TrackOut]
    snapshot: dict[str, Any]


class ShortlistOut(Schema):
    id: int
    name: str
    note: str
    objective_id: int
    owner: str
    visibility: str
    updated_at: datetime

    @staticmethod
    def resolve_owner(record: Shortlist) -> str:
        return record.owner.key


class ShortlistWithLines(ShortlistOut):
    lines: list[LineOut]


@router.post("/shortlist", response=SearchOut, operation_id="scouting_search", summary="Rank partners, with reasons")
def search(request: HttpRequest, wanted: SearchIn) -> dict[str, Any]:
    """The function behind the search page. Nothing is kept."""
    own = Organisation.objects.filter(pk__in=organisations_of(request.user))
    seeker = get_object_or_404(own, key=wanted.seeker)
    here = ground()
    _all_known(wanted.concepts)
    found_seeker = seeker_for(seeker, here.directory, request.user)
    excluded = Filters(abroad=wanted.abroad, exclude_countries=tuple(code.upper() for code in wanted.exclude_countries))
    query = Query(
        seeker=found_seeker,
        concepts=tuple(wanted.concepts),
        units=wanted.units,
        mode=wanted.mode,
        objective=wanted.objective,
        countries=tuple(code.upper() for code in wanted.countries),
        exclude_countries=left_out(excluded, found_seeker),
        zone=wanted.zone,
        first_year=wanted.first_year,
        last_year=wanted.last_year,
        limit=wanted.limit,
    )
    found = answer(here, query)
    return {
        "candidates": [candidate_to_json(candidate) for candidate in found.candidates],
        "considered": found.considered,
        "concepts_used": list(found.concepts_used),
        "seeker_basis": found.seeker_basis.value,
        "seeker_organisations": found.seeker_organisations,
        "period": found.period,
        "sources": list(found.sources),
        "notes": list(found.notes),
        "evidence": evidence_version(here.base),
    }


def _all_known(concepts: list[str]) -> None:
    missing = sorted(set(concepts) - set(known(ground(), concepts)))
    if missing or not concepts:
        raise HttpError(422, f"not in the vocabulary: {', '.join(missing)}" if missing else "name at least one field")


@router.post("/compare", operation_id="scouting_compare", summary="Organisations side by side")
def compare(request: HttpRequest, wanted: CompareIn) -> dict[str, Any]:  # noqa: ARG001
    """Rows under the heads of a first comparison, with differences and what is left to ask."""
    try:
        shown = sheet(comparison_of(ground(), wanted.organisations))
    except ValueError as problem:
        raise HttpError(422, str(problem)) from problem
    return {
        "organisations": [subject.key for subject in shown.subjects],
        "rows": [
            {
                "head": head,
                "code": row.code,
                "label": row.label,
                "differs": row.differs,
                "cells": [
                    {
                        "known": not cell.missing,
                        "text": cell.text,
                        "number": cell.number,
                        "items": [
                            {"text": item.text, "detail": item.detail, "shared": item.shared} for item in cell.items
                        ],
                    }
                    for cell in row.cells
                ],
            }
            for head, rows in shown.heads
            for row in rows
        ],
        "common_partners": [{"name": each.text, "detail": each.detail} for each in shown.common_partners],
        "to_ask": {subject.key: list(questions) for subject, questions in shown.questions},
    }


@router.get(
    "/shortlists", response=list[ShortlistOut], operation_id="scouting_shortlists", summary="Shortlists you see"
)
def shortlists(request: HttpRequest) -> Any:
    return visible_to(request.user, Shortlist.objects.select_related("owner"))


@router.post("/shortlists", response={201: ShortlistOut}, operation_id="scouting_shortlist_create")
def create_shortlist(request: HttpRequest, wanted: ShortlistIn) -> Any:
    """An empty shortlist for an objective of yours that has its statement."""
    objective = changeable_or_404(request.user, Objective.objects.select_related("owner"), pk=wanted.objective)
    try:
        return 201, actions.create_shortlist(request.user, objective, wanted.name)
    except ValidationError as problem:
        raise HttpError(422, problem.messages[0]) from problem


@router.get("/shortlists/{pk}", response=ShortlistWithLines, operation_id="scouting_shortlist")
def shortlist(request: HttpRequest, pk: int) -> Any:
    records = Shortlist.objects.select_related("owner").prefetch_related("lines__tracks")
    return visible_or_404(request.user, records, pk=pk)


@router.patch("/shortlists/{pk}", response=ShortlistOut, operation_id="scouting_shortlist_change")
def change_shortlist(request: HttpRequest, pk: int, wanted: ShortlistPatch) -> Any:
    found = changeable_or_404(request.user, Shortlist.objects.select_related("owner"), pk=pk)
    return actions.rename(request.user, found, wanted.name, wanted.note)


@router.delete("/shortlists/{pk}", response={204: None}, operation_id="scouting_shortlist_delete")
def delete_shortlist(request: HttpRequest, pk: int) -> Any:
    delete_owned(request.user, changeable_or_404(request.user, Shortlist.objects.select_related("owner"), pk=pk))
    return 204, None


@router.post("/shortlists/{pk}/lines", response={201: LineOut}, operation_id="scouting_line_keep")
def keep(request: HttpRequest, pk: int, wanted: KeepIn) -> Any:
    """Keep a candidate with its numbers and reasons of now; one already there is returned as it is."""
    found = changeable_or_404(request.user, Shortlist.objects.select_related("owner", "objective__owner"), pk=pk)
    here = ground()
    filters = Filters(
        units=wanted.unit,
        mode=wanted.mode,
        countries=tuple(wanted.countries),
        abroad=wanted.abroad,
        exclude_countries=tuple(code.upper() for code in wanted.exclude_countries),
        first_year=wanted.first_year,
        last_year=wanted.last_year,
    )
    if not found.objective.concepts:
        raise HttpError(422, "the objective has no confirmed field")
    query = query_for(found.objective, filters, here.directory, request.user)
    candidate = find_candidate(here, query, wanted.key)
    if candidate is None:
        raise HttpError(422, f"{wanted.key} is not among the candidates of this search")
    return 201, actions.keep(request.user, found, query, candidate, evidence_version(here.base))


@router.patch("/shortlists/{pk}/lines/{line_pk}", response=LineOut, operation_id="scouting_line_change")
def change_line(request: HttpRequest, pk: int, line_pk: int, wanted: LinePatch) -> Any:
    line = _line(request, pk, line_pk)
    try:
        actions.annotate(request.user, line, wanted.dict(exclude={"revision"}), wanted.revision)
    except actions.ChangedMeanwhileError as theirs:
        raise HttpError(409, f"changed meanwhile; it stands at revision {theirs.record.revision}") from theirs
    except ValidationError as problem:
        raise HttpError(422, problem.messages[0]) from problem
    return line


@router.delete("/shortlists/{pk}/lines/{line_pk}", response={204: None}, operation_id="scouting_line_remove")
def remove_line(request: HttpRequest, pk: int, line_pk: int) -> Any:
    actions.remove(request.user, _line(request, pk, line_pk))
    return 204, None


def _line(request: HttpRequest, pk: int, line_pk: int) -> ShortlistLine:
    found = changeable_or_404(request.user, Shortlist.objects.all(), pk=pk)
    line: ShortlistLine = get_object_or_404(found.lines.select_related("shortlist__owner"), pk=line_pk)
    return line
