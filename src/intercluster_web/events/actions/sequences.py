"""Calendars take for newer what has a higher SEQUENCE (RFC 5545, 3.8.7.4); the UID never changes.

A change of one meeting raises its own; a change of the event raises the one of the event, which is counted with that of
every meeting and item of the programme."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import F

from intercluster_web.events.models import Event, Meeting, MeetingState
from intercluster_web.events.queries.event_news import IN_CALENDARS

if TYPE_CHECKING:
    from django.db.models import QuerySet

NAMES = ("name", "function", "organisation_name")


def raise_event(event: Event, before: Event) -> None:
    """Every entry of the event is newer where its title, place or time zone is another one than ``before``."""
    if any(getattr(before, name) != getattr(event, name) for name in IN_CALENDARS):
        Event.objects.filter(pk=event.pk).update(calendar_sequence=F("calendar_sequence") + 1)
        event.refresh_from_db(fields=["calendar_sequence"])


def raise_meetings(meetings: "QuerySet[Meeting]") -> int:
    """Placed meetings that people may have in a calendar are newer; returns how many."""
    known = meetings.filter(state=MeetingState.PLACED, sequence__gt=0)
    return Meeting.objects.filter(pk__in=list(known.values_list("pk", flat=True))).update(sequence=F("sequence") + 1)


def raise_for_people(people: Iterable[Any]) -> int:
    """The meetings of people who are called otherwise now, in the calendars of those they meet."""
    return raise_meetings(Meeting.objects.filter(seats__participant__in=list(people)).distinct())
