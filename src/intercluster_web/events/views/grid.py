"""A timetable as a grid of people or tables and slots: looked at, changed by hand, with or without a script."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercluster_web.accounts.permissions import may_change
from intercluster_web.events.actions import grid as actions
from intercluster_web.events.actions.cancelling import AHEAD
from intercluster_web.events.forms.plan import GridFilterForm, MoveForm
from intercluster_web.events.models import Event, Meeting, Participant, Placement, Timetable, TimetableState
from intercluster_web.events.presentation.grid import Drawn, days, heads, obstacle_words
from intercluster_web.events.presentation.plan import TONES, Names, meeting_name
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.grid import Moving, board, grid_people, placement_of
from intercluster_web.records.together import ChangedMeanwhileError


@login_required
@require_safe
def grid(request: HttpRequest, pk: int, number: int, by: str = "people") -> HttpResponse:
    """People or tables by slots. A draft is changed here by dragging, by keys, or by its forms."""
    event = readable_or_404(request.user, pk)
    found = _timetable(event, number)
    form = GridFilterForm(request.GET or None, event=event)
    wanted = form.cleaned_data if form.is_valid() else {}
    shown = board(found, grid_people(event, **wanted))
    drawn, columns = Drawn(shown), heads(shown.slots, event.time_zone)
    changeable = may_change(request.user, event)
    context = {
        "event": event,
        "tab": "timetable",
        "timetable": found,
        "tone": TONES.get(found.state, ""),
        "by": by,
        "form": form,
        "columns": columns,
        "days": days(columns),
        "rows": drawn.people() if by == "people" else drawn.tables(),
        "count": len(shown.people) if by == "people" else len(shown.tables),
        "waiting": drawn.waiting(),
        "changeable": changeable,
        "editable": changeable and found.state == TimetableState.DRAFT,
    }
    return render(request, "events/grid.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, pk: int, number: int, meeting_pk: int) -> HttpResponse:
    """Where one meeting is and could go, with what stands in the way; moves it. Answers JSON to the grid's script."""
    writes = request.method == "POST"
    event = changeable_or_404(request.user, pk) if writes else readable_or_404(request.user, pk)
    found = _timetable(event, number)
    chosen = get_object_or_404(event.meetings.prefetch_related("seats__participant"), pk=meeting_pk)
    placement = placement_of(found, chosen)
    if writes:
        return _move(request, event, placement)
    moving = Moving(placement)
    if _asks_json(request):
        return JsonResponse({"slots": _openings(moving), "seen": placement.revision})
    return _meeting_page(request, event, moving)


def _move(request: HttpRequest, event: Event, placement: Placement) -> HttpResponse:
    form = MoveForm(request.POST, event=event)
    if not form.is_valid():
        return _refused(request, event, placement, [str(each) for errors in form.errors.values() for each in errors])
    given = form.cleaned_data
    before = {seat.participant_id for seat in placement.meeting.seats.all()}
    tables = {placement.table_id}
    try:
        moved = actions.move(
            request.user,
            placement,
            given["slot"],
            given["table"],
            seen=given["seen"],
            anyway=given["anyway"],
        )
    except ChangedMeanwhileError as meanwhile:
        names = Names(event)
        now = names.slot(meanwhile.record.slot_id)
        said = _("Somebody else moved this meeting meanwhile: it is now at %(when)s, %(where)s. Nothing was changed.")
        told = [said % {"when": now, "where": names.table(meanwhile.record.table_id)}]
        rows = _redrawn(placement.timetable, before)["rows"] if _asks_json(request) else None
        return _refused(request, event, placement, told, rows=rows)
    except actions.ClashError as clash:
        soft = all(not one.hard for one in clash.obstacles)
        return _refused(request, event, placement, [obstacle_words(one) for one in clash.obstacles], soft=soft)
    except ValidationError as refused:
        return _refused(request, event, placement, refused.messages)
    if _asks_json(request):
        reload = given["slot"] is None or placement.slot_id is None
        tables.add(moved.table_id)
        return JsonResponse(_redrawn(moved.timetable, before, tables) | {"reload": reload})
    messages.success(request, _("Moved. Nobody is told before the draft is published."))
    return redirect("events:grid", event.pk, placement.timetable.number)


def _redrawn(found: Timetable, people: set[int], tables: set[int | None] | None = None) -> dict[str, Any]:
    """The rows that look different after a move; those of all tables where nobody says which."""
    shown = board(found, Participant.objects.filter(pk__in=people))
    shown.tables = [table for table in shown.tables if tables is None or table.pk in tables]
    drawn = Drawn(shown)
    return {
        "rows": {f"p{key}": row for key, row in drawn.people()} | {f"t{key}": row for key, row in drawn.tables()},
        "said": _("Moved. Nobody is told before the draft is published."),
    }


def _refused(
    request: HttpRequest,
    event: Event,
    placement: Placement,
    said: list[str],
    *,
    soft: bool = False,
    rows: dict[str, Any] | None = None,
) -> HttpResponse:
    """Why a move is refused; ``rows``: how the grid looks by now, where somebody else changed it."""
    if _asks_json(request):
        return JsonResponse({"obstacles": said, "soft": soft, "rows": rows or {}}, status=409)
    for each in said:
        messages.error(request, each)
    fresh = placement_of(
        placement.timetable, Meeting.objects.prefetch_related("seats__participant").get(pk=placement.meeting_id)
    )
    return _meeting_page(request, event, Moving(fresh), status=409)


def _openings(moving: Moving) -> dict[str, Any]:
    """For each slot, by its key: what stands in the way and whether it may be overruled."""
    found = {}
    for slot in moving.slots:
        obstacles = moving.obstacles(slot)
        if obstacles:
            hard = any(one.hard for one in obstacles)
            found[str(slot.pk)] = {"hard": hard, "said": [obstacle_words(one) for one in obstacles]}
    return found


def _meeting_page(request: HttpRequest, event: Event, moving: Moving, status: int = 200) -> HttpResponse:
    names = Names(event)
    slots = []
    for slot in moving.slots:
        obstacles = moving.obstacles(slot)
        table = moving.table_at(slot)
        slots.append(
            {
                "slot": slot,
                "when": names.slot(slot.pk),
                "said": [obstacle_words(one) for one in obstacles],
                "hard": any(one.hard for one in obstacles),
                "here": slot.pk == moving.placement.slot_id,
                "table": table,
            }
        )
    changeable = may_change(request.user, event)
    context = {
        "event": event,
        "tab": "timetable",
        "timetable": moving.timetable,
        "meeting": moving.meeting,
        "title": meeting_name(moving.meeting),
        "people": moving.people,
        "placement": moving.placement,
        "when": names.slot(moving.placement.slot_id),
        "where": names.table(moving.placement.table_id),
        "slots": sorted(slots, key=lambda one: one["hard"]),
        "tables": moving.tables,
        "changeable": changeable,
        "editable": changeable and moving.timetable.state == TimetableState.DRAFT and moving.meeting.state in AHEAD,
    }
    return render(request, "events/grid_meeting.html", context, status=status)


@login_required
@require_POST
def lock(request: HttpRequest, pk: int, number: int, meeting_pk: int) -> HttpResponse:
    """Keep a meeting where it is, or let it move again."""
    event = changeable_or_404(request.user, pk)
    chosen = get_object_or_404(event.meetings, pk=meeting_pk)
    placement = placement_of(_timetable(event, number), chosen)
    try:
        actions.lock(request.user, placement, locked=request.POST.get("locked") == "1")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect(reverse("events:grid-meeting", args=[pk, number, meeting_pk]))


def _asks_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _timetable(event: Event, number: int) -> Timetable:
    """A timetable that has something to show."""
    found = get_object_or_404(event.timetables, number=number)
    if found.state in (TimetableState.RUNNING, TimetableState.FAILED):
        raise Http404
    return found
