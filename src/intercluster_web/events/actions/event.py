"""Events: made, changed, opened, closed, ended."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from intercluster_web.events.actions.sequences import raise_event
from intercluster_web.events.models import Event, EventState, MeetingState
from intercluster_web.events.queries.participants import link_until
from intercluster_web.records.ownership import change_owned, create_owned, delete_owned, require_change
from intercluster_web.records.together import keep_the_rest

# What an organiser may do by hand; the timetable's own states come from publishing one.
STEPS: dict[str, tuple[set[str], str]] = {
    "open": ({EventState.DRAFT, EventState.CLOSED}, EventState.OPEN),
    "close": ({EventState.OPEN}, EventState.CLOSED),
    "held": ({EventState.CLOSED, EventState.PRELIMINARY, EventState.FINAL}, EventState.HELD),
}


@transaction.atomic
def create(user: Any, event: Event) -> Event:
    """A new event being prepared; a second click finds the first one's."""
    create_owned(user, event)
    return Event.objects.get(pk=event.pk)


@transaction.atomic
def change(user: Any, event: Event, names: Iterable[str], seen: str) -> None:
    """Save changes; raises ``ChangedMeanwhileError``. What the timetable rests on may have changed, and what calendars
    say of the event."""
    require_change(user, event)
    before = Event.objects.select_for_update().get(pk=event.pk)
    keep_the_rest(event, names := list(names))
    change_owned(user, event, names, seen)
    event.participants.update(expires_at=link_until(event))
    raise_event(event, before)
    touch(event)


@transaction.atomic
def step(user: Any, event: Event, name: str) -> None:
    """The next step of an event.

    Raises
    ------
    ValidationError
        It is not the turn of this step: somebody was first, or the page was old.
    """
    require_change(user, event)
    stored = Event.objects.select_for_update().get(pk=event.pk)
    allowed, becomes = STEPS.get(name, (set(), ""))
    if stored.state not in allowed:
        raise ValidationError(_("The event has moved on meanwhile; look at where it stands."))
    Event.objects.filter(pk=event.pk).update(state=becomes)
    event.state = becomes


@transaction.atomic
def delete(user: Any, event: Event) -> None:
    """Delete an event with all that belongs to it.

    Raises
    ------
    ValidationError
        People have its meetings in their calendars, which would never hear of it: it is called off first.
    """
    require_change(user, event)
    if stands_in_calendars(event):
        raise ValidationError(_("People have its meetings in their calendars: call it off first, and tell them."))
    delete_owned(user, event)


def stands_in_calendars(event: Event) -> bool:
    """Whether people have meetings of the event before them."""
    over = event.state in (EventState.CANCELLED, EventState.HELD)
    return not over and event.meetings.filter(state=MeetingState.PLACED, sequence__gt=0).exists()


def require_going_on(event: Event) -> None:
    """Refuse what makes no sense at an event that does not take place.

    Raises
    ------
    ValidationError
        It is called off by now.
    """
    if Event.objects.filter(pk=event.pk, state=EventState.CANCELLED).exists():
        raise ValidationError(_("This event is called off: take it up again first."))


def touch(event: Event) -> None:
    """Say that what a timetable rests on has changed: timetables computed before are out of date."""
    Event.objects.filter(pk=event.pk).update(revision=F("revision") + 1)
