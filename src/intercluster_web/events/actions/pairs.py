"""Suggestions of the organiser put to the people, and organisations of scouting put on the list."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from intercluster_web.events.actions.participants import add, of_contact
from intercluster_web.events.actions.requests import put_to_both
from intercluster_web.events.models import Event, Participant
from intercluster_web.events.queries.guests import Guest, participant_of
from intercluster_web.records.ownership import require_change

Two = tuple[Participant, Participant]


def suggest(user: Any, event: Event, couples: Iterable[Two], message: str = "") -> list[str]:
    """Put each meeting to both of its people. Returns why some could not be, each once; the others stand.

    Raises
    ------
    PermissionDenied
        The person does not run the event.
    """
    require_change(user, event)
    refused: list[str] = []
    for a, b in couples:
        try:
            put_to_both(user, a, b, message)
        except ValidationError as why:
            refused += why.messages
    return list(dict.fromkeys(refused))


@transaction.atomic
def put_on_list(user: Any, event: Event, guests: Iterable[Guest]) -> list[Participant]:
    """Put organisations on the list: the people of the address book there, else somebody still to be named. Who is on
    the list already stays. Returns those of the guests.

    Raises
    ------
    ValidationError
        The event is full.
    """
    return [
        add(user, event, one)
        for guest in guests
        for one in ([of_contact(contact) for contact in guest.contacts] or [participant_of(guest)])
    ]
