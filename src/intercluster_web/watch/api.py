"""Watches for programs: what is new for a need."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.watch import digest
from intercluster_web.watch.models import Watch
from intercluster_web.watch.queries import watches as queries

router = Router(tags=["watches"])


class WatchOut(Schema):
    """``new``: findings nobody of the organisation has marked as read."""

    id: int
    title: str
    owner: str
    comes_from: str
    concepts: list[str]
    zones: list[str]
    new: int
    looked_at: dt.datetime | None


class WatchesOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[WatchOut]


class FindingOut(Schema):
    """``kind``: partner, organisation, project, call or report; ``page``: the path or address that says more."""

    id: int
    kind: str
    label: str
    country: str
    year: int | None
    why: str
    text: str
    page: str
    found_at: dt.datetime


class FindingsOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[FindingOut]


def _out(watch: Any) -> dict[str, Any]:
    return {
        "id": watch.pk,
        "title": watch.title,
        "owner": watch.owner.key,
        "comes_from": watch.comes_from,
        "concepts": watch.concepts,
        "zones": watch.zones,
        "new": watch.new,
        "looked_at": watch.looked_at,
    }


@router.get("", response=WatchesOut, operation_id="watch_list")
def watches(request: HttpRequest, part: Query[Part.Input]) -> Any:
    """The watches you see, the latest first."""
    return part_of(queries.watches(request.user), part, lambda some: [_out(watch) for watch in some])


@router.get("/{pk}/findings", response=FindingsOut, operation_id="watch_findings")
def findings(request: HttpRequest, pk: int, part: Query[Part.Input], new: bool = False) -> Any:
    """What was found for a watch, the latest first; only what is not read yet with ``new``."""
    found: Watch = get_object_or_404(queries.watches(request.user), pk=pk)
    told = queries.fresh(found) if new else queries.findings(found)
    return part_of(told, part, _lines)


def _lines(some: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": line["finding"].pk,
            "kind": line["finding"].kind,
            "label": line["finding"].label,
            "country": line["finding"].country,
            "year": line["finding"].year,
            "why": line["why"],
            "text": line["finding"].text,
            "page": line["page"],
            "found_at": line["finding"].found_at,
        }
        for line in digest.lines(some)
    ]
