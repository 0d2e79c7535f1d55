"""Who enters an event: its owner's people and those of its named partners read, its owner's writers change.

Through a network or the public page others see the announcement only (``queries.event.announced``), never who comes.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from intercluster_web.accounts.permissions import may_change, organisations_of
from intercluster_web.events.models import Event


def entered_by(user: Any) -> "QuerySet[Event]":
    """The events whose participants and timetable a person may read."""
    own = organisations_of(user)
    named = Event.partners.through._default_manager.filter(organisation__in=own).values("event_id")
    inside = Q(owner__in=own) | Q(visibility="partner", pk__in=named)
    return Event.objects.filter(inside).select_related("owner", "cooperation")


def readable_or_404(user: Any, pk: int) -> Event:
    """An event whose participants and timetable the person may read; raises Http404."""
    return get_object_or_404(entered_by(user), pk=pk)


def changeable_or_404(user: Any, pk: int) -> Event:
    """An event the person runs.

    Raises
    ------
    Http404
        There is none, or the person may not enter it.
    PermissionDenied
        The person only reads it.
    """
    event = readable_or_404(user, pk)
    if not may_change(user, event):
        raise PermissionDenied
    return event
