"""The log of an event: which messages were made, and how far each is."""

from django.db.models import QuerySet

from intercluster_web.events.models import Event, Notice
from intercluster_web.records.messages import in_state


def notices(event: Event, state: str = "") -> "QuerySet[Notice]":
    """The log: what was told to whom, the latest first; ``state`` filters."""
    return in_state(event.notices.select_related("participant", "by", "again"), state)
