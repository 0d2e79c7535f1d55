"""Files of an event: the page that lists them, and what is printed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import may_change
from intercluster_web.downloads import download
from intercluster_web.events.exports import paper
from intercluster_web.events.models import Event
from intercluster_web.events.presentation.participants import link_of
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.views.calendars import participant_of
from intercluster_web.languages import language

PDF = "application/pdf"
SHEETS = {
    "people": paper.people_pdf,
    "tables": paper.tables_pdf,
    "meetings": paper.meetings_pdf,
    "attendance": paper.attendance_pdf,
}


@login_required
@require_GET
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything to take away from an event, and what to do with it."""
    event = readable_or_404(request.user, pk)
    context = {
        "event": event,
        "tab": "files",
        "changeable": may_change(request.user, event),
        "tables": event.tables.select_related("room"),
    }
    return render(request, "events/paper_files.html", context)


@never_cache
@login_required
@require_GET
def sheet(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A sheet to print."""
    event = readable_or_404(request.user, pk)
    return download(SHEETS[what](event, language()), _name(event, what), PDF)


@never_cache
@login_required
@require_GET
def badges(request: HttpRequest, pk: int) -> HttpResponse:
    """Badges bear personal links, so only those who run the event get them."""
    event = changeable_or_404(request.user, pk)
    written = paper.badges(event, language(), lambda one: link_of(request, one))
    return download(written, _name(event, "badges"), PDF)


def _name(event: Event, what: str) -> str:
    return f"{slugify(event.title) or 'event'}-{what}.pdf"


@never_cache
@require_GET
def mine(_request: HttpRequest, token: str) -> HttpResponse:
    """One person's timetable, by their link."""
    person = participant_of(token)
    with translation.override(person.language):
        written = paper.person_pdf(person, language())
    return download(written, f"{slugify(person.event.title) or 'timetable'}.pdf", PDF)
