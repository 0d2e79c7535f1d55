"""The one way out of an event: messages that are due are noted, then sent or taken out as drafts."""

import io
import zipfile

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from intercluster_web.downloads import EML, download
from intercluster_web.events.actions import mails as actions
from intercluster_web.events.models import Event, Notice, Participant, Way
from intercluster_web.events.presentation.mails import Letter, Links, letters
from intercluster_web.events.presentation.participants import link_of
from intercluster_web.events.queries.mails import Dues, invitation, registration
from intercluster_web.mail import draft


def letters_of(request: HttpRequest, found: Dues) -> list[Letter]:
    """The messages as they would leave."""
    return letters(found.letters, request.user.email, lambda one: _links(request, one))  # type: ignore[union-attr]


def _links(request: HttpRequest, participant: Participant) -> Links:
    token = participant.token()
    return Links(
        page=link_of(request, participant),
        calendar=request.build_absolute_uri(reverse("events:me-calendar", args=[token])),
        stop=request.build_absolute_uri(reverse("events:me-stop", args=[token])),
    )


def send(request: HttpRequest, found: Dues) -> int:
    """Send what is due through the mail server; returns how many messages are on their way."""
    noted = actions.note(request.user, found.event, letters_of(request, found), Way.POST)
    actions.deliver(noted, request.user.email)  # type: ignore[union-attr]
    return len(noted)


def send_registration(request: HttpRequest, participant: Participant) -> None:
    """Their link to somebody who registered by themselves."""
    [letter] = letters([registration(participant)], "", lambda one: _links(request, one))
    actions.deliver(actions.note_registration(letter))


def drafts(request: HttpRequest, found: Dues, part: str = "drafts") -> HttpResponse | None:
    """The same as drafts that one's own mail program opens, one a person, in one archive; None without any."""
    noted = actions.note(request.user, found.event, letters_of(request, found), Way.DRAFT)
    if not noted:
        return None
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for number, one in enumerate(noted, start=1):
            files.writestr(f"{number:04d}-{slugify(one.participant.name) or 'person'}.eml", written(one))
    return download(archive.getvalue(), f"{_name(found.event)}-{part}.zip", "application/zip")


def note_invitation(request: HttpRequest, participant: Participant) -> Notice:
    """Their link as a message; the same anew to somebody who had it."""
    due = invitation(participant)
    there = participant.notices.filter(fingerprint=due.fingerprint, again=None).first()
    if there is not None:
        return actions.note_again(request.user, there, Way.DRAFT)
    found = Dues(participant.event, [due])
    [made] = actions.note(request.user, participant.event, letters_of(request, found), Way.DRAFT)
    return made


def one_draft(notice: Notice) -> HttpResponse:
    """One message as a draft."""
    return download(written(notice), f"{slugify(notice.participant.name) or notice.pk}.eml", EML)


def written(notice: Notice) -> bytes:
    to = [notice.to] if notice.to else []
    return draft(notice.subject, notice.text, to, actions.attachments_of(notice))


def _name(event: Event) -> str:
    return slugify(event.title) or "event"
