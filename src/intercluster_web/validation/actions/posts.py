"""A post abroad asked: a round by name with one person, opened at once."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster_web.contacts.actions import book
from intercluster_web.contacts.models import Contact
from intercluster_web.validation.actions import rounds
from intercluster_web.validation.models import Audience, Invitation, Option, PostRequest, Round, RoundState


@transaction.atomic
def ask_post(user: Any, new: Round, wanted: PostRequest, options: Iterable[Option], person: Contact) -> Invitation:
    """Open a round that asks ``person`` of the post ``wanted`` names; one without a key joins the address book. A
    second click finds the first one's round.

    Raises
    ------
    PermissionDenied
        The person signed in does not write for the owner of the round.
    ValidationError
        Whoever is asked told us not to write to them, or is of another address book; nothing is written.
    """
    new.audience, new.anonymous = Audience.POSTS, False
    found = rounds.create(user, new, options)
    PostRequest.objects.get_or_create(round=found, defaults={"post": wanted.post, "purpose": wanted.purpose})
    if person.pk is None:
        person.owner = found.owner
        person = _of_the_book(person) or book.add(user, person)
    asked = rounds.ask(user, found, [person])
    if not asked:
        raise ValidationError(_("Choose whom to ask first."))
    found.refresh_from_db()
    if found.state == RoundState.DRAFT:
        rounds.open_round(user, found)
    return asked[0]


def _of_the_book(person: Contact) -> Contact | None:
    """Somebody of the same address is the same person."""
    return Contact.objects.living().filter(owner=person.owner, email=person.email).first() if person.email else None
