"""After an event: whom our organisations met, what becomes of it, and the report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intercluster_web.accounts.permissions import may_change, named_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.downloads import DOCX, XLSX, download
from intercluster_web.events.actions import follow as actions
from intercluster_web.events.exports.report import report_docx, report_xlsx
from intercluster_web.events.queries import follow as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.languages import language


@login_required
@require_GET
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom our organisations met, with what was done already."""
    event = readable_or_404(request.user, pk)
    rows = queries.met_at(request.user, event)
    context = {
        "event": event,
        "tab": "files",
        "rows": rows,
        "new": sum(1 for row in rows if row.done is None or row.done.encounter_id is None),
        "figures": queries.figures(event),
        "writes": bool(queries.writes_for(request.user)),
        "changeable": may_change(request.user, event),
    }
    return render(request, "events/follow.html", context)


@login_required
@require_POST
def encounters(request: HttpRequest, pk: int) -> HttpResponse:
    """All meetings held become encounters of the scouting of those who were there: the organiser, and partners who read
    the event, each for their own organisations."""
    event = readable_or_404(request.user, pk)
    if not queries.writes_for(request.user):
        raise PermissionDenied
    new = actions.log_encounters(request.user, event, queries.met_at(request.user, event))
    messages.success(request, _("New encounters: %(n)s.") % {"n": new})
    return redirect("events:follow", pk)


@login_required
@require_POST
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation met becomes a proof in a cooperation with it."""
    event = changeable_or_404(request.user, pk)
    wanted = request.POST.get("row", "")
    row = next((one for one in queries.met_at(request.user, event) if row_key(one) == wanted), None)
    card = request.POST.get("cooperation", "")
    if row is None or not card.isdecimal() or len(card) > 18:
        raise Http404
    cooperation = get_object_or_404(Cooperation.objects.filter(named_in(request.user)), pk=int(card))
    if cooperation not in row.cooperations:
        raise Http404
    if actions.prove(request.user, event, row, cooperation):
        messages.success(request, _("Written into the journal of %(title)s.") % {"title": cooperation.title})
    return redirect("events:follow", pk)


def row_key(row: queries.Met) -> str:
    """What a row is called in a form."""
    return f"{row.owner.pk} {row.on} {row.key}"


@login_required
@require_GET
def report(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report, for funders and boards."""
    event = readable_or_404(request.user, pk)
    found = queries.figures(event)
    written = (report_docx if form == "docx" else report_xlsx)(event, found, language())
    return download(written, f"{slugify(event.title) or 'event'}-report.{form}", DOCX if form == "docx" else XLSX)
