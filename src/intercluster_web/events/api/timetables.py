"""Timetables: computed beside the page, with their proof; drafts of them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Sent, refused, told
from intercluster_web.events.actions import plan as runs
from intercluster_web.events.actions import timetable as actions
from intercluster_web.events.models import Event, Timetable, TimetableState
from intercluster_web.events.presentation import plan as words
from intercluster_web.events.queries import timetable as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404

router = Router(tags=["events: timetables"])

SECONDS = Literal[10, 30, 60, 180]
PROOF = ("status", "gaps", "bound", "idle", "table_changes", "metres", "seconds", "sound", "origin")


class TimetableStartIn(Sent):
    """``seconds``: compute for at most so long. ``base``: number of the draft whose locked meetings stay where it has
    them; without one they stay where they are in force."""

    seconds: SECONDS = 30
    base: int | None = Field(None, ge=1, le=32767)


class ProgressOut(Schema):
    """How far a run is: ``gaps`` of the best timetable so far, ``bound`` that none can go below, seconds of ``of``."""

    seconds: int
    of: int
    gaps: int | None = None
    bound: int | None = None


class TimetableOut(Schema):
    """``outdated``: the event has changed since it was computed."""

    number: int
    state: TimetableState
    outdated: bool
    made_at: dt.datetime
    published_at: dt.datetime | None
    meetings: int
    placed: int
    status: str = Field(description="optimal, within (of the bound), incomplete, infeasible; empty if made by hand")
    said: str


class TimetablesOut(Schema):
    count: int
    items: list[TimetableOut]


class TimetableDetail(TimetableOut):
    """The proof: no timetable has fewer than ``bound`` gaps; equal to ``gaps`` it is optimal. ``sound``: an independent
    checker found nothing wrong. ``reasons``: why there is no timetable that keeps every rule. ``addresses``: its files
    and pages, for who is signed in."""

    progress: ProgressOut | None
    gaps: int | None = None
    bound: int | None = None
    idle: int | None = Field(None, description="slots without a meeting between the first and the last of a person")
    table_changes: int | None = None
    metres: float | None = None
    seconds: float | None = None
    sound: bool | None = None
    origin: str = Field("", description="change, replan or file, where it was not computed")
    faults: list[str]
    reasons: list[str]
    why_none: str = Field("", description="why a run gave nothing")
    addresses: dict[str, str]


def timetable_out(found: Timetable) -> dict[str, Any]:
    failed = found.state == TimetableState.FAILED
    names = ("number", "state", "made_at", "published_at", "meetings", "placed")
    return {
        **{name: getattr(found, name) for name in names},
        "outdated": found.based_on != found.event.revision,
        "status": "" if failed else found.report.get("status", ""),
        "said": "" if failed or found.state == TimetableState.RUNNING else str(words.status_words(found.report)[0]),
    }


def timetable_or_404(event: Event, number: int) -> Timetable:
    """A timetable with the number of its meetings; a run whose process is gone is said to have failed."""
    found = get_object_or_404(queries.timetables(event).select_related("event__owner"), number=number)
    return runs.bury_if_dead(found)


def worked_on_or_404(event: Event, number: int) -> Timetable:
    """A timetable that has something to show."""
    wanted = event.timetables.exclude(state__in=(TimetableState.RUNNING, TimetableState.FAILED))
    return get_object_or_404(wanted.select_related("event__owner"), number=number)


@router.get(
    "/{int:pk}/timetables", response=TimetablesOut, operation_id="events_timetables", summary="Timetables of an event"
)
def timetables(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """All that were computed or made by hand, the newest first."""
    event = readable_or_404(request.user, pk)

    def shown(found: Iterable[Timetable]) -> list[dict[str, Any]]:
        return [timetable_out(one) for one in found]

    return part_of(queries.timetables(event).select_related("event"), part, shown)


@router.post(
    "/{int:pk}/timetables",
    response={201: TimetableDetail, 409: Conflict},
    operation_id="events_timetable_start",
    summary="Start computing a timetable",
)
def start(request: HttpRequest, pk: int, sent: TimetableStartIn) -> Any:
    """It runs beside; read it until its state is no longer running. It is a draft: nobody is told before you publish
    it. Refused with 409 while one is being computed, with 422 where there is nothing to place."""
    event = changeable_or_404(request.user, pk)
    base = None
    if sent.base is not None:
        base = event.timetables.filter(number=sent.base, state=TimetableState.DRAFT).first()
        if base is None:
            raise refused("there is no draft of this number", "base")
    try:
        with told():
            begun = runs.start(request.user, event, sent.seconds, base)
    except runs.BusyError:
        return 409, {"detail": "a timetable of this event is being computed already"}
    return 201, timetable_detail(request, event, timetable_or_404(event, begun.number))


@router.get(
    "/{int:pk}/timetables/{int:number}",
    response=TimetableDetail,
    operation_id="events_timetable",
    summary="One timetable: how far it is, then how good, with its proof",
)
def timetable(request: HttpRequest, pk: int, number: int) -> Any:
    """While it is computed, its best so far and the bound; then figures, faults and the addresses of its files."""
    event = readable_or_404(request.user, pk)
    return timetable_detail(request, event, timetable_or_404(event, number))


def timetable_detail(request: HttpRequest, event: Event, found: Timetable) -> dict[str, Any]:
    """How far a run is, or how good a timetable is."""
    names, report = words.Names(event), found.report
    detail = timetable_out(found) | {name: report[name] for name in PROOF if name in report}
    running, failed = found.state == TimetableState.RUNNING, found.state == TimetableState.FAILED
    return detail | {
        "progress": _progress(found) if running else None,
        "faults": [words.fault_words(one, names) for one in report.get("faults", ())],
        "reasons": [words.reason_words(one, names) for one in report.get("reasons", ())],
        "why_none": words.why_none(found, names) if failed else "",
        "addresses": {} if running or failed else _addresses(request, event, found),
    }


def _progress(found: Timetable) -> dict[str, Any]:
    so_far = {name: found.progress.get(name) for name in ("gaps", "bound")}
    return {"seconds": runs.seconds_of(found), "of": found.progress.get("of", 0), **so_far}


def _addresses(request: HttpRequest, event: Event, found: Timetable) -> dict[str, str]:
    here = [event.pk, found.number]
    pages = {
        "page": ("events:plan", here),
        "xlsx": ("events:plan-file", [*here, "timetable"]),
        "layout_xlsx": ("events:plan-file", [*here, "layout"]),
        "by_person": ("events:plan-paper", here),
        "by_table": ("events:plan-paper-tables", here),
    }
    return {name: request.build_absolute_uri(reverse(page, args=args)) for name, (page, args) in pages.items()}


@router.post(
    "/{int:pk}/timetables/{int:number}/stop",
    response=TimetableDetail,
    operation_id="events_timetable_stop",
    summary="Give a run up",
)
def stop(request: HttpRequest, pk: int, number: int) -> Any:
    """One that has ended is left as it is."""
    event = changeable_or_404(request.user, pk)
    runs.stop(request.user, timetable_or_404(event, number))
    return timetable_detail(request, event, timetable_or_404(event, number))


@router.post(
    "/{int:pk}/timetables/{int:number}/draft",
    response={201: TimetableDetail},
    operation_id="events_timetable_draft",
    summary="Begin a draft from a timetable",
)
def draft(request: HttpRequest, pk: int, number: int) -> Any:
    """To be changed by hand; the timetable itself stays as it is."""
    event = changeable_or_404(request.user, pk)
    begun = actions.begin_from(request.user, worked_on_or_404(event, number))
    return 201, timetable_detail(request, event, timetable_or_404(event, begun.number))


@router.delete(
    "/{int:pk}/timetables/{int:number}",
    response={204: None},
    operation_id="events_timetable_discard",
    summary="Drop a draft",
)
def discard(request: HttpRequest, pk: int, number: int) -> Any:
    """What people know is kept (422); so is one being computed, which is stopped first."""
    event = changeable_or_404(request.user, pk)
    with told():
        actions.discard(request.user, timetable_or_404(event, number))
    return 204, None
