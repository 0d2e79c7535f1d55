"""The frame of every page of one mission."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from intercluster_web.accounts.permissions import may_change
from intercluster_web.missions.models import Mission


def frame(request: HttpRequest, found: Mission, room: str) -> dict[str, Any]:
    """What the frame of every page of one mission needs."""
    ours = found.owner_id in {seat.organisation_id for seat in request.user.seats.all()}  # type: ignore[union-attr]
    return {
        "mission": found,
        "here": room,
        "ours": ours,
        "inside": ours or found.visibility == "partner",
        "changeable": may_change(request.user, found),
        "zone": ZoneInfo(found.time_zone),
    }
