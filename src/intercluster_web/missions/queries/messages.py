"""The log of a mission's messages."""

from django.db.models import QuerySet

from intercluster_web.missions.models import Mission, MissionMessage
from intercluster_web.records.messages import in_state


def log(mission: Mission, state: str = "") -> "QuerySet[MissionMessage]":
    """What was written to whom, the latest first; ``state`` filters."""
    found: QuerySet[MissionMessage] = in_state(mission.messages.select_related("by"), state)
    return found


def last_to(mission: Mission) -> dict[int, MissionMessage]:
    """The last message of each delegate, by key."""
    rows = mission.messages.exclude(delegate=None).order_by("at", "pk")
    return {one.delegate_id: one for one in rows if one.delegate_id}
