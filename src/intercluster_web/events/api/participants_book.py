"""People of the address book put on the list; the link of a participant, as a draft or anew."""

from collections.abc import Iterable
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Key, Sent, refused, told
from intercluster_web.contacts.models import Contact, Role
from intercluster_web.events.actions import mails
from intercluster_web.events.actions import participants as actions
from intercluster_web.events.api.messages import NoticeOut, notice_out
from intercluster_web.events.models import Event, Participant
from intercluster_web.events.presentation.letters import letters_of
from intercluster_web.events.presentation.participants import link_of
from intercluster_web.events.queries import participants as queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.queries.mails import Dues, invitation

router = Router(tags=["events: participants"])


class BookEntryOut(Schema):
    """``organisation``: key of the directory, where it has theirs."""

    id: int
    name: str
    function: str
    organisation_name: str
    organisation: str | None
    email: str
    role: Role


class BookOut(Schema):
    count: int
    items: list[BookEntryOut]


class ContactFilter(Schema):
    """``role``: what they are to us; ``members``: of our members only."""

    q: str = Field("", max_length=100, description="name or organisation")
    role: Role | Literal[""] = ""
    members: bool = False


class BookIn(Sent):
    contacts: list[Key] = Field(min_length=1, max_length=1000, description="entries of your address book, by number")


class BookAddedOut(Schema):
    added: int


class OwnLinkOut(Schema):
    own_page: str


def _shown(found: Iterable[Contact]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            **{name: getattr(one, name) for name in ("name", "function", "email", "role")},
            "organisation_name": one.where,
            "organisation": one.organisation.key if one.organisation else None,
        }
        for one in found
    ]


@router.get("/{int:pk}/book", response=BookOut, operation_id="events_book", summary="Whom of your address book to add")
def book(request: HttpRequest, pk: int, part: Query[Part.Input], filters: Query[ContactFilter]) -> Any:
    """Those who are not on the list, by name."""
    event = changeable_or_404(request.user, pk)
    return part_of(queries.could_come(event, **filters.dict()), part, _shown)


@router.post(
    "/{int:pk}/book",
    response=BookAddedOut,
    operation_id="events_book_add",
    summary="Add people of your address book",
)
def add(request: HttpRequest, pk: int, sent: BookIn) -> Any:
    """All of them or, where a number is unknown or the event is full, none (422). Who is on the list stays."""
    event = changeable_or_404(request.user, pk)
    entries = Contact.objects.living().filter(owner=event.owner).select_related("organisation", "owner")
    chosen = entries.in_bulk(sent.contacts)
    for number, key in enumerate(sent.contacts):
        if key not in chosen:
            raise refused("nobody of your address book has this number", "contacts", number)
    with told():
        return {"added": actions.add_contacts(request.user, event, chosen.values())}


def _participant(event: Event, pk: int) -> Participant:
    return get_object_or_404(event.participants.select_related("event__owner", "contact"), pk=pk)


@router.post(
    "/{int:pk}/participants/{int:participant_pk}/link",
    response=OwnLinkOut,
    operation_id="events_participant_link",
    summary="Replace somebody's link",
)
def link(request: HttpRequest, pk: int, participant_pk: int) -> Any:
    """The one sent before no longer works; send them the new one."""
    found = _participant(changeable_or_404(request.user, pk), participant_pk)
    actions.renew_link(request.user, found)
    return {"own_page": link_of(request, found)}


@router.post(
    "/{int:pk}/participants/{int:participant_pk}/invitation",
    response={201: NoticeOut},
    operation_id="events_participant_invitation",
    summary="Draft the message with somebody's link",
)
def draft_invitation(request: HttpRequest, pk: int, participant_pk: int) -> Any:
    """Anew for who had it; fetch the draft as a file. Refused (422) for who asked not to be written to."""
    event = changeable_or_404(request.user, pk)
    found = _participant(event, participant_pk)
    if queries.left_alone(event, [found]):
        raise refused("this person asked not to be written to")
    [letter] = letters_of(request, Dues(event, [invitation(found)]))
    return 201, notice_out(mails.note_invitation(request.user, letter))
