"""The one way out of an event: messages that are due are noted, then sent or taken out as drafts."""

import io
import zipfile

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from intercluster_web.downloads import EML, download
from intercluster_web.events.actions import mails as actions
from intercluster_web.events.models import Event, Notice, Participant, Way
from intercluster_web.events.presentation.letters import letters_of, links_of
from intercluster_web.events.presentation.mails import letters
from intercluster_web.events.queries.mails import Dues, invitation, registration
from intercluster_web.records.posting import deliver


def send(request: HttpRequest, found: Dues) -> int:
    """Send what is due through the mail server; returns how many messages are on their way."""
    noted = actions.note(request.user, found.event, letters_of(request, found), Way.POST)
    deliver(noted, request.user.email)  # type: ignore[union-attr]
    return len(noted)


def send_registration(request: HttpRequest, participant: Participant) -> None:
    """Their link to somebody who registered by themselves."""
    [letter] = letters([registration(participant)], "", lambda one: links_of(request, one))
    deliver(actions.note_registration(letter))


def drafts(request: HttpRequest, found: Dues, part: str = "drafts") -> HttpResponse | None:
    """The same as drafts that one's own mail program opens, one a person, in one archive; None without any."""
    noted = actions.note(request.user, found.event, letters_of(request, found), Way.DRAFT)
    if not noted:
        return None
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for number, one in enumerate(noted, start=1):
            files.writestr(f"{number:04d}-{slugify(one.participant.name) or 'person'}.eml", one.as_draft())
    return download(archive.getvalue(), f"{_name(found.event)}-{part}.zip", "application/zip")


def note_invitation(request: HttpRequest, participant: Participant) -> Notice:
    """Their link as a message; the same anew to somebody who had it."""
    [letter] = letters_of(request, Dues(participant.event, [invitation(participant)]))
    return actions.note_invitation(request.user, letter)


def one_draft(notice: Notice) -> HttpResponse:
    """One message as a draft."""
    return download(notice.as_draft(), f"{slugify(notice.participant.name) or notice.pk}.eml", EML)


def _name(event: Event) -> str:
    return slugify(event.title) or "event"
