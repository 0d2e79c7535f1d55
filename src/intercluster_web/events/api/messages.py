"""Messages to the people of an event: looked through, sent or taken out as drafts; and their log."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts import post
from intercluster_web.api_lists import Part, part_of, part_of_list
from intercluster_web.api_writing import Sent, refused
from intercluster_web.downloads import EML, download
from intercluster_web.events.actions import mails as actions
from intercluster_web.events.models import Delivery, Event, Notice, NoticeKind, Way
from intercluster_web.events.presentation.letters import letters_of
from intercluster_web.events.presentation.mails import Letter
from intercluster_web.events.queries import mails as queries
from intercluster_web.events.queries import notices as log_queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.queries.participants import left_alone
from intercluster_web.records.posting import deliver

router = Router(tags=["events: messages"])

Kind = Literal[
    *("cancelled", "resumed", "postponed", "changes", "final", "preliminary", "event"),
    *("buyers", "requests", "answers", "invitation"),
]


class MessagesWanted(Schema):
    """``kinds``: what the messages may be about, all where none is named. ``urgent``: also to who was written to today.
    ``remind``: requests that wait are named once more."""

    kinds: list[Kind] = Field([], max_length=20, examples=[["changes", "requests"]])
    urgent: bool = False
    remind: bool = False


class MessagesIn(Sent, MessagesWanted):
    """``way``: post hands them to the mail server of the installation, draft makes files that you send yourself."""

    way: Way = Field(description="post, or draft", examples=["draft"])


class LetterOut(Schema):
    """A message as it would leave, in the language of its reader."""

    participant: int
    to: str
    kinds: list[NoticeKind]
    subject: str
    text: str


class MessagesDueOut(Schema):
    """``items``: the messages that would leave now. By number, people who are due one and get none: without an address,
    who asked not to be written to, who was written to today and is written to ``tomorrow``. ``can_send``: there is a
    mail server; without one take them as drafts."""

    can_send: bool
    no_address: list[int]
    left_alone: list[int]
    tomorrow: list[int]
    count: int
    items: list[LetterOut]


class NoticeOut(Schema):
    """``state``: draft, waiting, sent (the mail server took it, nobody knows whether it was read) or failed, with what
    went wrong in ``error``. ``again``: the message it repeats. ``attachments``: names of files."""

    id: int
    participant: int
    name: str
    to: str
    kinds: list[NoticeKind]
    subject: str
    way: Way
    state: Delivery
    error: str
    at: dt.datetime
    again: int | None
    attachments: list[str]


class NoticesOut(Schema):
    """Those that were just made are on their way, or are drafts to be fetched by their numbers."""

    count: int
    items: list[NoticeOut]


def notice_out(one: Notice) -> dict[str, Any]:
    """A message of the log."""
    alike = ("to", "kinds", "subject", "way", "error", "at")
    return {
        "id": one.pk,
        "participant": one.participant_id,
        "name": one.participant.name,
        **{name: getattr(one, name) for name in alike},
        "state": Delivery.FAILED if one.lost else one.state,
        "again": one.again_id,
        "attachments": [name for name, _content, _media in one.attachments],
    }


def _shown(found: Iterable[Notice]) -> list[dict[str, Any]]:
    return [notice_out(one) for one in found]


def _due(event: Event, wanted: MessagesWanted) -> queries.Dues:
    return queries.dues(event, wanted.kinds or NoticeKind.values, urgent=wanted.urgent, remind=wanted.remind)


@router.get("/{int:pk}/messages", response=NoticesOut, operation_id="events_messages", summary="Log of the messages")
def messages(request: HttpRequest, pk: int, part: Query[Part.Input], state: Delivery | Literal[""] = "") -> Any:
    """What was told to whom and how far it came, the latest first. For those who run the event."""
    event = changeable_or_404(request.user, pk)
    return part_of(log_queries.notices(event, state), part, _shown)


@router.get(
    "/{int:pk}/messages/due",
    response=MessagesDueOut,
    operation_id="events_messages_due",
    summary="Messages that would leave now",
)
def due(request: HttpRequest, pk: int, wanted: Query[MessagesWanted], part: Query[Part.Input]) -> Any:
    """One a person, with all that is new for them, and never what they were told already. Nothing is written."""
    event = changeable_or_404(request.user, pk)
    found = _due(event, wanted)

    def shown(some: Sequence[queries.Due]) -> list[dict[str, Any]]:
        return [_letter(one) for one in letters_of(request, queries.Dues(event, list(some)))]

    left = {name: [one.pk for one in getattr(found, name)] for name in ("no_address", "left_alone", "tomorrow")}
    return part_of_list(found.letters, part, shown) | left | {"can_send": post.can_send()}


def _letter(one: Letter) -> dict[str, Any]:
    subject, text = one.written
    kinds = list(one.due.kinds)
    return {"participant": one.due.participant.pk, "to": one.to, "kinds": kinds, "subject": subject, "text": text}


@router.post(
    "/{int:pk}/messages", response=NoticesOut, operation_id="events_messages_send", summary="Send the messages due"
)
def send(request: HttpRequest, pk: int, sent: MessagesIn) -> Any:
    """Asked twice, or by two at once, nobody is written to twice: what was noted is no longer due. Refused (422) by
    post where the installation has no mail server."""
    event = changeable_or_404(request.user, pk)
    if sent.way == Way.POST:
        _require_server("way")
    noted = actions.note(request.user, event, letters_of(request, _due(event, sent)), sent.way)
    if sent.way == Way.POST:
        deliver(noted, request.user.email)  # type: ignore[union-attr]
    return {"count": len(noted), "items": _shown(noted)}


def _require_server(*where: str) -> None:
    if not post.can_send():
        raise refused("this installation has no mail server: take the messages out as drafts", *where)


@router.post(
    "/{int:pk}/messages/retry",
    response=NoticesOut,
    operation_id="events_messages_retry",
    summary="Send once more what did not leave",
)
def retry(request: HttpRequest, pk: int) -> Any:
    """To the address people have now; refused (422) without a mail server."""
    event = changeable_or_404(request.user, pk)
    _require_server()
    found = actions.try_again(request.user, event)
    deliver(found, request.user.email)  # type: ignore[union-attr]
    return {"count": len(found), "items": _shown(found)}


def _notice(event: Event, pk: int) -> Notice:
    return get_object_or_404(event.notices.select_related("participant__contact", "event__owner"), pk=pk)


@router.get(
    "/{int:pk}/messages/{int:notice_pk}.eml",
    response={200: None},
    operation_id="events_message_file",
    summary="One message as a file",
)
def file(request: HttpRequest, pk: int, notice_pk: int) -> HttpResponse:
    """As it was written, with its calendar entries: what mail programs open as a draft (message/rfc822)."""
    found = _notice(changeable_or_404(request.user, pk), notice_pk)
    return download(found.as_draft(), f"message-{found.pk}.eml", EML)


@router.post(
    "/{int:pk}/messages/{int:notice_pk}/again",
    response={201: NoticeOut},
    operation_id="events_message_again",
    summary="Draft a message anew",
)
def again(request: HttpRequest, pk: int, notice_pk: int) -> Any:
    """For somebody who says it never came; fetch the draft as a file. Refused (422) for who has no address or asked not
    to be written to."""
    event = changeable_or_404(request.user, pk)
    found = _notice(event, notice_pk)
    if not found.participant.email or left_alone(event, [found.participant]):
        raise refused("this person has no address, or asked not to be written to")
    return 201, notice_out(actions.note_again(request.user, found, Way.DRAFT))
