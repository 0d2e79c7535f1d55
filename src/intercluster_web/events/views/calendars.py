"""Calendars of meetings: of a person by their link, of an event and of a table for the organiser."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from intercluster_web.downloads import download
from intercluster_web.events.models import Participant
from intercluster_web.events.presentation.calendars import calendar_file
from intercluster_web.events.presentation.programme import occasions
from intercluster_web.events.queries import calendars as queries
from intercluster_web.events.queries import programme
from intercluster_web.events.queries.access import readable_or_404
from intercluster_web.feeds import ICS, calendar_feed

FETCHED_AFTER = 300  # seconds
HIDE = "hide"  # ?cancelled=hide leaves out what was called off


def _with_cancelled(request: HttpRequest) -> bool:
    return request.GET.get("cancelled") != HIDE


def participant_of(token: str) -> Participant:
    """Whom a link belongs to; a wrong, old or withdrawn one does not exist."""
    found = Participant.of(token)
    if found is None:
        raise Http404
    return found


@require_GET
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program fetches with a person's link; with ``?file`` the same to save and import."""
    person = participant_of(token)
    own_page = request.build_absolute_uri(reverse("events:me", args=[token]))
    with translation.override(person.language):
        found = queries.of_participant(person, cancelled=_with_cancelled(request))
        beside = programme.of_participant(person, cancelled=_with_cancelled(request))
        written = calendar_file(person.event, found, person, own_page, more=occasions(person.event, beside, own_page))
    if "file" in request.GET:
        return download(written, f"{slugify(person.event.title) or 'meetings'}.ics", ICS)
    return calendar_feed(request, written, FETCHED_AFTER)


@login_required
@require_GET
def of_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Every meeting of an event, and its programme."""
    event = readable_or_404(request.user, pk)
    found = queries.of_event(event, cancelled=_with_cancelled(request))
    beside = programme.items(event, cancelled=_with_cancelled(request))
    return download(
        calendar_file(event, found, more=occasions(event, beside)), f"{slugify(event.title) or 'event'}.ics", ICS
    )


@login_required
@require_GET
def of_table(request: HttpRequest, pk: int, table_pk: int) -> HttpResponse:
    """The meetings at one table, for the calendar of a room or a stand."""
    event = readable_or_404(request.user, pk)
    table = get_object_or_404(event.tables.select_related("room"), pk=table_pk)
    name = f"{event.title} – {table}"
    found = queries.of_table(table, cancelled=_with_cancelled(request))
    return download(calendar_file(event, found, name=name), f"{slugify(name) or 'table'}.ics", ICS)
