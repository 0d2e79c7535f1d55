"""Messages to the people of an event: looked through first, then sent or taken out as drafts; and their log."""

import io
import zipfile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.downloads import EML, download
from intercluster_web.events.actions import mails as actions
from intercluster_web.events.models import Event, NoticeKind, Participant, Way
from intercluster_web.events.presentation.mails import Letter, Links, kinds_said, letters
from intercluster_web.events.presentation.participants import link_of
from intercluster_web.events.queries import mails as queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.views.calendars import participant_of
from intercluster_web.mail import draft

PAGE = 100
SHOWN = 3  # messages to look at before they leave


def _wanted(chosen: list[str]) -> list[str]:
    return [kind for kind in NoticeKind.values if kind in chosen] or list(NoticeKind.values)


def _letters(request: HttpRequest, found: queries.Dues) -> list[Letter]:
    return letters(found.letters, request.user.email, lambda one: _links(request, one))  # type: ignore[union-attr]


def _links(request: HttpRequest, participant: Participant) -> Links:
    token = participant.token()
    return Links(
        page=link_of(request, participant),
        calendar=request.build_absolute_uri(reverse("events:me-calendar", args=[token])),
        stop=request.build_absolute_uri(reverse("events:me-stop", args=[token])),
    )


@never_cache
@login_required
@require_GET
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    """How many messages would leave now, about what, to whom not; then the log."""
    event = changeable_or_404(request.user, pk)
    wanted, urgent = _wanted(request.GET.getlist("kind")), "urgent" in request.GET
    found = queries.dues(event, wanted, urgent=urgent)
    log = Paginator(queries.notices(event), PAGE).get_page(request.GET.get("page"))
    first = queries.Dues(event, found.letters[:SHOWN])
    context = {
        "event": event,
        "tab": "files",
        "dues": found,
        "samples": [(one.to, *one.written) for one in _letters(request, first)],
        "kinds": [(kind, kind in wanted) for kind in NoticeKind],
        "urgent": urgent,
        "can_send": post.can_send(),
        "page": log,
        "log": [(notice, kinds_said(notice)) for notice in log],
    }
    return render(request, "events/mails.html", context)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what is due through the installation's mail server."""
    event = changeable_or_404(request.user, pk)
    if not post.can_send():
        messages.error(request, _("This installation has no mail server: take the messages out as drafts."))
        return redirect("events:mails", pk)
    noted = actions.note(request.user, event, _due(request, event), Way.POST)
    for letter in noted:
        subject, text = letter.written
        post.send_written(subject, text, letter.to, letter.attachments, letter.organiser)
    messages.success(request, _("Messages on their way: %(n)s.") % {"n": len(noted)})
    return redirect("events:mails", pk)


@login_required
@require_POST
def drafts(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as drafts that one's own mail program opens, one a person, in one archive."""
    event = changeable_or_404(request.user, pk)
    noted = actions.note(request.user, event, _due(request, event), Way.DRAFT)
    if not noted:
        messages.info(request, _("Nobody is due a message now."))
        return redirect("events:mails", pk)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for number, letter in enumerate(noted, start=1):
            name = f"{number:04d}-{slugify(letter.due.participant.name) or 'person'}.eml"
            files.writestr(name, draft(*letter.written, [letter.to], letter.attachments))
    return download(archive.getvalue(), f"{slugify(event.title) or 'event'}-drafts.zip", "application/zip")


def _due(request: HttpRequest, event: Event) -> list[Letter]:
    wanted = _wanted(request.POST.getlist("kind"))
    return _letters(request, queries.dues(event, wanted, urgent="urgent" in request.POST))


@login_required
@require_POST
def again(request: HttpRequest, pk: int, notice_pk: int) -> HttpResponse:
    """One message anew, as a draft: to somebody who says it never came."""
    event = changeable_or_404(request.user, pk)
    notice = get_object_or_404(event.notices.select_related("participant__contact", "event__owner"), pk=notice_pk)
    if not notice.participant.email or queries.left_alone(event, [notice.participant]):
        messages.error(request, _("This person has no address, or asked not to be written to."))
        return redirect("events:mails", pk)
    actions.note_again(request.user, notice, Way.DRAFT)
    return download(draft(notice.subject, notice.text, [notice.participant.email]), f"{notice.pk}.eml", EML)


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A person asks not to be written to again; their page goes on working."""
    person = participant_of(token)
    if request.method == "POST":
        actions.stop(person)
    stopped = bool(queries.left_alone(person.event, [person]))
    return render(request, "events/mails_stop.html", {"participant": person, "event": person.event, "done": stopped})
