"""Metres between the rooms of an event: what a person walks between two meetings."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from intercluster_web.api_writing import Key, Sent, refused
from intercluster_web.events.actions import event_places as actions
from intercluster_web.events.queries import event_places as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404

router = Router(tags=["events: slots and tables"])

LONGEST = 20_000


class RoomOut(Schema):
    id: int
    name: str


class WayOut(Schema):
    """``metres``: none while nobody said."""

    a: RoomOut
    b: RoomOut
    metres: int | None


class WaysOut(Schema):
    count: int
    items: list[WayOut]


class WayIn(Sent):
    """Rooms by number, in either order; no ``metres`` forgets them."""

    a: Key
    b: Key
    metres: int | None = Field(ge=0, le=LONGEST, examples=[120])


class WaysIn(Sent):
    ways: list[WayIn] = Field(min_length=1, max_length=2000)


@router.get("/{int:pk}/ways", response=WaysOut, operation_id="events_ways", summary="Metres between rooms")
def ways(request: HttpRequest, pk: int) -> Any:
    """Each pair of rooms once; rooms come with their tables."""
    found = queries.distances(readable_or_404(request.user, pk))
    items = [{"a": a, "b": b, "metres": metres} for a, b, metres in found]
    return {"count": len(items), "items": items}


@router.put("/{int:pk}/ways", response=WaysOut, operation_id="events_ways_set", summary="Set metres between rooms")
def set_ways(request: HttpRequest, pk: int, sent: WaysIn) -> Any:
    """Ways you do not send stay."""
    event = changeable_or_404(request.user, pk)
    rooms = set(event.rooms.values_list("pk", flat=True))
    for number, way in enumerate(sent.ways):
        if way.a == way.b or not {way.a, way.b} <= rooms:
            raise refused("name two different rooms of this event", "ways", number)
    actions.set_distances(request.user, event, {(way.a, way.b): way.metres for way in sent.ways})
    return ways(request, pk)
