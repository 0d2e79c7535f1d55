"""Bringing in a file of participants: the file, then what each column is with every error and change, then writing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web import uploads
from intercluster_web.accounts.permissions import writer_required
from intercluster_web.downloads import table_file
from intercluster_web.events.actions import participants_import as importing
from intercluster_web.events.forms.participants import UploadForm
from intercluster_web.events.models import Event
from intercluster_web.events.presentation.participants import template_table
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.queries.participants_columns import FIELDS, remembered
from intercluster_web.records.together import ChangedMeanwhileError
from intercluster_web.spreadsheets import Sheet, guess_mapping, read_sheet
from intercluster_web.table_imports import CHANGED, NEW, SAME, chosen_mapping, preview_context, sheet_of

_HELD = "participants_upload"


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    if request.method == "POST" and "token" in request.POST:
        return _second_step(request, event)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (found := sheet_of(form)):
        content, name, sheet = found
        language = form.cleaned_data["language"]
        uploads.hold(request, _HELD, content, name, event.pk, language=language)
        return _preview(request, event, sheet, guess_mapping(sheet.headings, remembered(event), FIELDS))
    context = {"form": form, "event": event, "tab": "participants"}
    return render(request, "events/participants_import.html", context, status=422 if form.is_bound else 200)


def _second_step(request: HttpRequest, event: Event) -> HttpResponse:
    found = uploads.held(request, _HELD)
    if found is None or found[0]["for"] != event.pk:
        messages.warning(request, _("The file is no longer here. Send it again."))
        return redirect("events:participants-import", event.pk)
    held, content = found
    sheet = read_sheet(content, held["name"])
    mapping = chosen_mapping(request.POST, sheet.headings, FIELDS)
    plan = importing.plan_import(event, sheet, mapping, held["language"])
    if "write" not in request.POST or plan.errors:
        return _preview(request, event, sheet, mapping)
    try:
        counts = importing.apply_plan(request.user, event, plan, mapping, held.get("mark", ""))
    except ChangedMeanwhileError:
        messages.warning(request, _("People of this file changed meanwhile. Look through it again."))
        return _preview(request, event, sheet, mapping)
    uploads.let_go(request, _HELD)
    said = {status: counts[status] for status in (NEW, CHANGED, SAME)}
    messages.success(request, _("Participants added: %(new)s; changed: %(changed)s; unchanged: %(same)s.") % said)
    return redirect("events:participants", event.pk)


def _preview(request: HttpRequest, event: Event, sheet: Sheet, mapping: dict[str, str]) -> HttpResponse:
    held = request.session[_HELD]
    plan = importing.plan_import(event, sheet, mapping, held["language"])
    request.session[_HELD] = held | {"mark": importing.mark_of(plan)}
    context = {"event": event, "tab": "participants"} | preview_context(
        held, sheet, mapping, FIELDS, plan, shown=("organisation_name", "email")
    )
    return render(request, "events/participants_import_preview.html", context, status=422 if plan.errors else 200)


@writer_required
@require_GET
def template(_request: HttpRequest, form: str) -> HttpResponse:
    if form not in {"xlsx", "csv"}:
        raise Http404
    return table_file(template_table(), form, _("participants-template"))
