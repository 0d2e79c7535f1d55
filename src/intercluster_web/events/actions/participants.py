"""Participants: added by the organiser, registered by themselves; their profile, and when they cannot come."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.contacts.models import Contact, Role
from intercluster_web.events.actions.event import touch
from intercluster_web.events.actions.sequences import NAMES, raise_for_people
from intercluster_web.events.models import (
    Event,
    EventState,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
    ParticipantState,
    ProfileLine,
    Request,
    RequestState,
    Slot,
)
from intercluster_web.events.queries.participants import MOST, link_until
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import keep_the_rest, refuse_if_changed

MOST_LINES = 20
KIND_OF_ROLE = {
    Role.MIRROR: ParticipantKind.CLUSTER,
    Role.MEMBER: ParticipantKind.SME,
    Role.LABORATORY: ParticipantKind.LABORATORY,
    Role.POST: ParticipantKind.AUTHORITY,
    Role.AUTHORITY: ParticipantKind.AUTHORITY,
    Role.BUYER: ParticipantKind.BUYER,
}


@transaction.atomic
def add(user: Any, event: Event, new: Participant) -> Participant:
    """Put somebody on the list; the same address, or the same name and organisation, is not there twice.

    Raises
    ------
    ValidationError
        The event is full.
    """
    require_change(user, event)
    return _placed(event, new)


def _placed(event: Event, new: Participant) -> Participant:
    new.event, new.email = event, new.email.strip().lower()
    same = (
        Q(email=new.email) if new.email else Q(name__iexact=new.name, organisation_name__iexact=new.organisation_name)
    )
    if twin := event.participants.filter(same).first():
        return twin
    if event.participants.count() >= MOST:
        raise ValidationError(_("An event has at most %(n)s participants.") % {"n": MOST})
    new.expires_at = link_until(event)
    new.save()
    touch(event)
    return new


@transaction.atomic
def add_contacts(user: Any, event: Event, contacts: Iterable[Contact]) -> int:
    """Put people of the address book on the list; returns how many are new."""
    require_change(user, event)
    before = event.participants.count()
    for contact in contacts:
        _placed(event, of_contact(contact))
    return event.participants.count() - before


def of_contact(contact: Contact) -> Participant:
    """Somebody of the address book as a participant, not saved."""
    return Participant(
        contact=contact,
        name=contact.name,
        function=contact.function,
        organisation=contact.organisation,
        organisation_name=contact.where or contact.name,
        kind=KIND_OF_ROLE.get(Role(contact.role), ParticipantKind.OTHER),
        country=contact.country or (contact.organisation.country if contact.organisation else ""),
        email=contact.email,
        language=contact.language,
        member_of=contact.owner.name if contact.role == Role.MEMBER else "",
    )


@transaction.atomic
def change(user: Any, participant: Participant, names: Iterable[str], seen: str) -> None:
    """Save what the organiser changed. Raises ``ChangedMeanwhileError``."""
    require_change(user, participant.event)
    _save(participant, names, seen)


@transaction.atomic
def change_own(participant: Participant, names: Iterable[str], seen: str) -> None:
    """Save what the participant changed through their link. Raises ``ChangedMeanwhileError``."""
    _save(participant, names, seen)


def _save(participant: Participant, names: Iterable[str], seen: str) -> None:
    names = list(names)
    refuse_if_changed(participant, names, seen)
    keep_the_rest(participant, [*names, *(["organisation"] if "organisation_name" in names else [])])
    participant.email = participant.email.strip().lower()
    before = Participant.objects.get(pk=participant.pk)
    if any(getattr(before, name) != getattr(participant, name) for name in NAMES):
        raise_for_people([participant])
    participant.revision = F("revision") + 1  # type: ignore[assignment]
    participant.save()
    participant.refresh_from_db(fields=["revision"])
    touch(participant.event)


@transaction.atomic
def register(event: Event, new: Participant) -> Participant:
    """Somebody registers through the public link; who is on the list already stays as they are.

    They count as invited until they confirm by their own link, which only the owner of the address gets.

    Raises
    ------
    ValidationError
        The registration is closed, or the event is full.
    """
    if not takes_registrations(event):
        raise ValidationError(_("The registration is closed."))
    new.state = ParticipantState.INVITED
    return _placed(event, new)


def takes_registrations(event: Event) -> bool:
    late = event.register_until is not None and event.register_until < timezone.localdate()
    return event.state == EventState.OPEN and not late


@transaction.atomic
def say_coming(participant: Participant) -> None:
    """They confirm that they come."""
    _state(participant, ParticipantState.REGISTERED)


@transaction.atomic
def say_not_coming(participant: Participant) -> list[Meeting]:
    """They cannot come: their open requests end, their meetings are cancelled. Returns those meetings, whose other
    people are to be told."""
    _state(participant, ParticipantState.WITHDRAWN)
    mine = Q(asks=participant) | Q(asked=participant)
    Request.objects.filter(mine, event=participant.event, state=RequestState.ASKED).update(
        state=RequestState.WITHDRAWN, answered_at=timezone.now()
    )
    open_states = (MeetingState.TO_PLACE, MeetingState.PLACED)
    meetings = list(Meeting.objects.filter(seats__participant=participant, state__in=open_states))
    because = _("%(name)s can no longer come.") % {"name": participant.organisation_name}
    # A meeting of three goes on without one of them; two people are needed.
    ended = [meeting for meeting in meetings if meeting.seats.count() <= 2]
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in ended]).update(
        state=MeetingState.CANCELLED,
        cancelled_because=because[:300],
        sequence=F("sequence") + 1,
        revision=F("revision") + 1,
    )
    for meeting in set(meetings) - set(ended):
        meeting.seats.filter(participant=participant).delete()
        Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1, revision=F("revision") + 1)
    touch(participant.event)
    return meetings


def _state(participant: Participant, state: str) -> None:
    Participant.objects.filter(pk=participant.pk).update(state=state, revision=F("revision") + 1)
    participant.refresh_from_db(fields=["state", "revision"])


@transaction.atomic
def withdraw(user: Any, participant: Participant) -> list[Meeting]:
    """The organiser notes that somebody does not come; as ``say_not_coming``."""
    require_change(user, participant.event)
    return say_not_coming(participant)


@transaction.atomic
def restore(user: Any, participant: Participant) -> None:
    """They come after all. Meetings that were cancelled stay so: people may ask again."""
    require_change(user, participant.event)
    say_coming(participant)


@transaction.atomic
def renew_link(user: Any, participant: Participant) -> None:
    """The link sent so far dies; a new one is to be sent."""
    require_change(user, participant.event)
    participant.withdraw()
    participant.invited_at = None
    participant.save(update_fields=["nonce", "invited_at"])


@transaction.atomic
def set_away(participant: Participant, slots: Iterable[Slot]) -> int:
    """When they cannot come; returns how many of their placed meetings lie there: they stay, the organiser is told."""
    slots = list(slots)
    participant.away.set(slots)
    touch(participant.event)
    return Meeting.objects.filter(seats__participant=participant, slot__in=slots, state=MeetingState.PLACED).count()


@transaction.atomic
def add_line(participant: Participant, line: ProfileLine) -> ProfileLine:
    """One more offer or need; word for word the same is not added twice. Raises ``ValidationError``."""
    line.participant = participant
    if twin := participant.lines.filter(side=line.side, kind=line.kind, text=line.text).first():
        return twin
    if participant.lines.count() >= MOST_LINES:
        raise ValidationError(_("A profile has at most %(n)s lines.") % {"n": MOST_LINES})
    line.save()
    return line


@transaction.atomic
def set_concepts(line: ProfileLine, concepts: Iterable[str]) -> None:
    line.concepts = list(concepts)
    line.save(update_fields=["concepts"])


@transaction.atomic
def remove_line(line: ProfileLine) -> None:
    line.delete()
