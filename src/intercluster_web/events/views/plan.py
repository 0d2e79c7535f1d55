"""Timetables of an event: computed beside the page, compared, published, taken away."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercluster_web.accounts.permissions import may_change
from intercluster_web.downloads import XLSX, ZIP, download, table_file
from intercluster_web.events.actions import plan as runs
from intercluster_web.events.actions import timetable as actions
from intercluster_web.events.exports import certificate
from intercluster_web.events.exports import timetable as exports
from intercluster_web.events.forms.plan import PublishForm, StartForm, WorkbookForm
from intercluster_web.events.models import Event, Timetable, TimetableState
from intercluster_web.events.presentation import plan as words
from intercluster_web.events.presentation import timetable as presentation
from intercluster_web.events.presentation.grid import heads
from intercluster_web.events.queries import timetable as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.grid import board
from intercluster_web.events.queries.plan import in_force, readiness, running
from intercluster_web.languages import language
from intercluster_web.records.together import ChangedMeanwhileError

SHOWN = 60  # changes and reasons on a page; all of them are in the file


@login_required
@require_safe
def timetable(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to plan, the run that goes on, the timetables made so far."""
    event = readable_or_404(request.user, pk)
    return _overview(request, event)


def _overview(
    request: HttpRequest,
    event: Event,
    form: StartForm | None = None,
    workbook: WorkbookForm | None = None,
    faults: Any = (),
) -> HttpResponse:
    there = readiness(event)
    run = running(event)
    run = runs.bury_if_dead(run) if run else None
    status = 422 if faults or (form is not None and form.errors) or (workbook is not None and workbook.errors) else 200
    context = {
        "event": event,
        "tab": "timetable",
        "changeable": may_change(request.user, event),
        "there": there,
        "missing": [words.NEEDS[code] for code in there.missing],
        "run": run if run and run.state == TimetableState.RUNNING else None,
        "form": form or StartForm(event=event, locked=there.locked),
        "workbook": workbook or WorkbookForm(),
        "faults": faults,
        "timetables": [(one, words.TONES.get(one.state, ""), _headline(one)) for one in queries.timetables(event)],
        "in_force": in_force(event),
        "advice": queries.advice(event, there.meetings),
    }
    return render(request, "events/timetable.html", context, status=status)


def _headline(found: Timetable) -> str:
    if found.state == TimetableState.FAILED:
        return str(words.WHY_NONE.get(found.report.get("why", ""), words.WHY_NONE["broken"])) % {"text": ""}
    return str(words.status_words(found.report)[0])


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute a timetable beside the page."""
    event = changeable_or_404(request.user, pk)
    form = StartForm(request.POST, event=event)
    if form.is_valid():
        try:
            begun = runs.start(request.user, event, form.cleaned_data["seconds"], form.cleaned_data["base"])
        except runs.BusyError:
            messages.error(request, _("A timetable is being computed already; wait for it or stop it."))
            return redirect("events:timetable", pk)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("events:plan", pk, begun.number)
    return _overview(request, event, form=form)


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft from a workbook somebody changed."""
    event = changeable_or_404(request.user, pk)
    form = WorkbookForm(request.POST, request.FILES)
    faults: list[str] = []
    if form.is_valid():
        try:
            case, schedule = exports.read_layout(event, form.cleaned_data["file"].read())
        except exports.LayoutError as error:
            faults = error.faults
        else:
            places = runs.places_from(case, schedule)
            draft = actions.begin_with(request.user, event, places, {"origin": "file"})
            return redirect("events:plan", pk, draft.number)
    return _overview(request, event, workbook=form, faults=faults[:SHOWN])


@login_required
@require_safe
def plan(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One timetable: how far it is, then how good it is, what it changes, who lacks what."""
    event = readable_or_404(request.user, pk)
    found = runs.bury_if_dead(_timetable(event, number))
    if found.state == TimetableState.RUNNING:
        return render(request, "events/plan_running.html", _progress_of(request, event, found))
    names = words.Names(event)
    context = {
        "event": event,
        "tab": "timetable",
        "timetable": found,
        "changeable": may_change(request.user, event),
        "tone": words.TONES.get(found.state, ""),
        "report": found.report,
        "outdated": found.based_on != event.revision,
        "provable": _provable(event, found),
        "shown": SHOWN,
    }
    if found.state == TimetableState.FAILED:
        return render(request, "events/plan.html", context | {"why_none": words.why_none(found, names)})
    said, notice = words.status_words(found.report)
    faults = actions.hard_faults(event, queries.shown_places(found))
    context |= {
        "status": said,
        "notice": notice,
        "verdict": [words.fault_words({"code": one.code, "params": one.params}, names) for one in faults[:SHOWN]],
        "reasons": [words.reason_words(one, names) for one in found.report.get("reasons", ())],
        "lacking": [
            (one.participant, [words.meeting_name(line.meeting) for line in one.meetings])
            for one in queries.lacking(found)[:SHOWN]
        ],
        "told": presentation.kept_told(found, names)[: 4 * SHOWN],
        "others": list(queries.older(event, found)),
        **_compared(request, event, found, names),
    }
    return render(request, "events/plan.html", context)


def _compared(request: HttpRequest, event: Event, found: Timetable, names: words.Names) -> dict[str, Any]:
    """What differs from the timetable asked for with ``?with=``."""
    asked = request.GET.get("with", "")
    other = event.timetables.filter(number=int(asked)).first() if asked.isdecimal() and len(asked) < 6 else None
    if other is None:
        return {"other": None}
    differs = queries.differences(event, queries.shown_places(other), queries.shown_places(found))
    return {"other": other, "differs": _worded(differs, names)[:SHOWN], "differ": len(differs)}


def _worded(found: list[queries.Change], names: words.Names) -> list[tuple[str, Any, str]]:
    return [(words.meeting_name(one.meeting), words.CHANGES[one.code], words.change_words(one, names)) for one in found]


@login_required
@require_safe
def progress(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How far a run is; the whole page again as soon as it has ended."""
    event = readable_or_404(request.user, pk)
    found = runs.bury_if_dead(_timetable(event, number))
    response = render(request, "events/_plan_progress.html", _progress_of(request, event, found))
    if found.state != TimetableState.RUNNING:
        response["HX-Refresh"] = "true"
    return response


def _progress_of(request: HttpRequest, event: Event, found: Timetable) -> dict[str, Any]:
    return {
        "event": event,
        "tab": "timetable",
        "timetable": found,
        "changeable": may_change(request.user, event),
        "seconds": min(runs.seconds_of(found), found.progress.get("of", 0)),
        "of": found.progress.get("of", 0),
    }


@login_required
@require_POST
def stop(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    runs.stop(request.user, _timetable(event, number))
    return redirect("events:plan", pk, number)


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Who is told what, first; then the word to do it."""
    event = changeable_or_404(request.user, pk)
    found = _timetable(event, number)
    if found.state not in (TimetableState.DRAFT, TimetableState.PRELIMINARY):
        return redirect("events:plan", pk, number)
    changes = queries.changes(found)
    outdated = found.based_on != event.revision and found.state == TimetableState.DRAFT
    form = PublishForm(request.POST or None, outdated=outdated, initial=_publish_initial(event, found, changes))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            people = actions.publish(
                request.user,
                found,
                final=given["final"],
                seen=given["seen"],
                anyway=given.get("anyway", False),
            )
        except ChangedMeanwhileError:
            form.add_error(None, _("Somebody changed this meanwhile. Look through what follows again."))
            form.data = form.data.copy()
            form.data["seen"] = queries.seal(changes)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The timetable is out; people concerned: %(n)s.") % {"n": len(people)})
            return redirect("events:plan", pk, number)
    names = words.Names(event)
    people = queries.told(changes)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(presentation.told_table(people, names), request.GET["file"], "told")
    context = {
        "event": event,
        "tab": "timetable",
        "timetable": found,
        "form": form,
        "changes": len(changes),
        "outdated": outdated,
        "people": [(one.participant, _worded(one.changes, names)) for one in people],
        "without_address": sum(not one.participant.email for one in people),
        "without_place": found.placements.filter(slot=None)
        .exclude(meeting__state="cancelled")
        .exclude(meeting__in=found.report.get("cancelled", ()))
        .count(),
    }
    return render(request, "events/plan_publish.html", context, status=409 if form.errors else 200)


def _publish_initial(event: Event, found: Timetable, changes: list[queries.Change]) -> dict[str, Any]:
    known = in_force(event)
    final = found.state == TimetableState.PRELIMINARY or (known and known.state == TimetableState.FINAL)
    return {"final": "final" if final else "preliminary", "seen": queries.seal(changes)}


@login_required
@require_POST
def change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A draft to be changed by hand, from any timetable."""
    event = changeable_or_404(request.user, pk)
    found = _timetable(event, number)
    if found.state in (TimetableState.RUNNING, TimetableState.FAILED):
        raise Http404
    draft = actions.begin_from(request.user, found)
    return redirect("events:grid", pk, draft.number)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    try:
        actions.discard(request.user, _timetable(event, number))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("events:plan", pk, number)
    messages.success(request, _("The draft is dropped; nobody was told of it."))
    return redirect("events:timetable", pk)


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, number: int, by: str) -> HttpResponse:
    """The timetable to be printed, a sheet a person or a table."""
    event = readable_or_404(request.user, pk)
    found = _timetable(event, number)
    shown = board(found)
    names = words.Names(event)
    table = presentation.per_person(shown, names) if by == "people" else presentation.per_table(shown, names)
    sheets: dict[tuple[str, str], list[Any]] = {}
    for row in table.rows:
        key = ("organisation", "person") if by == "people" else ("table", "room")
        day = date.fromisoformat(str(row["day"]))
        sheets.setdefault((str(row[key[0]]), str(row[key[1]])), []).append({**row, "day": day})
    context = {
        "event": event,
        "tab": "timetable",
        "timetable": found,
        "by": by,
        "sheets": sheets.items(),
        "several_days": len({head.day for head in heads(shown.slots, event.time_zone)}) > 1,
    }
    return render(request, "events/plan_paper.html", context)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """The timetable as a workbook for people, or in the layout that is read back."""
    event = readable_or_404(request.user, pk)
    found = _timetable(event, number)
    title = presentation.title(event, found)
    if kind == "timetable":
        return download(exports.timetable_xlsx(board(found), language()), f"{title}.xlsx", XLSX)
    if kind == "layout":
        return download(exports.layout_xlsx(found), f"{title}, {_('for a spreadsheet')}.xlsx", XLSX)
    raise Http404


@login_required
@require_safe
def proof(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What proves that no timetable is better, for others to check."""
    event = readable_or_404(request.user, pk)
    found = _timetable(event, number)
    if not _provable(event, found):
        messages.error(request, _("Nothing is proved of this timetable and the event as it is now."))
        return redirect("events:plan", pk, number)
    try:
        content = certificate.certificate_zip(found)
    except certificate.NotProvedError:
        said = _("The proof takes longer than a page can wait. Run this on the file for a spreadsheet: %(command)s")
        messages.error(request, said % {"command": "intercluster meetings certify"})
        return redirect("events:plan", pk, number)
    return download(content, f"{presentation.title(event, found)}, {pgettext('file name', 'proof')}.zip", ZIP)


def _provable(event: Event, found: Timetable) -> bool:
    """Whether the event is still the one of which something was proved."""
    return found.report.get("status") in ("optimal", "infeasible") and found.based_on == event.revision


def _timetable(event: Event, number: int) -> Timetable:
    return get_object_or_404(event.timetables.select_related("made_by", "event"), number=number)
