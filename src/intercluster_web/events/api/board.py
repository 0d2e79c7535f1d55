"""The rows of a timetable: where and when each meeting is; moved, kept where it is."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Key, Sent, refused, told
from intercluster_web.events.actions import grid as actions
from intercluster_web.events.api.meetings import EventMeetingOut, meeting_out
from intercluster_web.events.api.timetables import worked_on_or_404
from intercluster_web.events.models import Event, Meeting, Timetable
from intercluster_web.events.presentation.grid import obstacle_words
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.grid import placement_of
from intercluster_web.events.queries.rows import rows as rows_of
from intercluster_web.records.together import ChangedMeanwhileError

router = Router(tags=["events: timetables"])


class RowOut(EventMeetingOut):
    """Where this timetable has the meeting. ``place_revision`` is sent to move it, ``revision`` to lock it.
    ``because``: why it has no place: no_place, no_time, cancelled or moved_out."""

    place_revision: int
    because: str


class RowsOut(Schema):
    count: int
    items: list[RowOut]


class MeetingMoveIn(Sent):
    """``place_revision`` is the one you read. ``slot`` and ``table`` by number: no slot takes the meeting out of the
    timetable, no table takes the first that is free. ``anyway``: against the wish of its people."""

    place_revision: int = Field(ge=1, le=2**31)
    slot: Key | None
    table: Key | None = None
    anyway: bool = False


class LockIn(Sent):
    """``revision`` is that of the meeting you read."""

    revision: int = Field(ge=1, le=2**31)
    locked: bool


class ObstacleOut(Schema):
    """``hard``: it cannot be overruled with ``anyway``."""

    code: str
    said: str
    hard: bool


class MoveConflict(Schema):
    """Nothing was moved: somebody was first (``now``: where it is), or something is in the way (``obstacles``)."""

    detail: str
    now: RowOut | None = None
    obstacles: list[ObstacleOut] = []


def _rows_out(event: Event, found: Iterable[Meeting]) -> list[dict[str, Any]]:
    rows: list[Any] = list(found)
    slots = event.slots.in_bulk({one.slot_at for one in rows if one.slot_at})
    tables = event.tables.select_related("room").in_bulk({one.table_at for one in rows if one.table_at})
    return [
        meeting_out(one, event, slots.get(one.slot_at), tables.get(one.table_at))
        | {"place_revision": one.place_revision, "because": one.because if one.slot_at is None else ""}
        for one in rows
    ]


def _row(event: Event, timetable: Timetable, pk: int) -> dict[str, Any]:
    return _rows_out(event, [get_object_or_404(rows_of(timetable), pk=pk)])[0]


@router.get(
    "/{int:pk}/timetables/{int:number}/meetings",
    response=RowsOut,
    operation_id="events_timetable_meetings",
    summary="The rows of a timetable",
)
def rows(request: HttpRequest, pk: int, number: int, part: Query[Part.Input], unplaced: bool = False) -> Any:
    """In the order of time, those without a place last; ``unplaced=true`` gives only these."""
    event = readable_or_404(request.user, pk)
    found = rows_of(worked_on_or_404(event, number), unplaced=unplaced)
    return part_of(found, part, lambda some: _rows_out(event, some))


@router.patch(
    "/{int:pk}/timetables/{int:number}/meetings/{int:meeting_pk}",
    response={200: RowOut, 409: MoveConflict},
    operation_id="events_meeting_move",
    summary="Move a meeting of a draft",
)
def move(request: HttpRequest, pk: int, number: int, meeting_pk: int, sent: MeetingMoveIn) -> Any:
    """Nobody is told before the draft is published. A timetable that people know is not moved in (422): begin a draft
    from it."""
    event = changeable_or_404(request.user, pk)
    found = worked_on_or_404(event, number)
    meeting = get_object_or_404(event.meetings.prefetch_related("seats__participant"), pk=meeting_pk)
    slot = _of(event.slots, sent.slot, "slot")
    table = _of(event.tables, sent.table, "table")
    try:
        with told():
            actions.move(
                request.user, placement_of(found, meeting), slot, table, seen=sent.place_revision, anyway=sent.anyway
            )
    except ChangedMeanwhileError:
        said = "somebody moved it meanwhile"
        return 409, {"detail": said, "now": _row(event, found, meeting_pk)}
    except actions.ClashError as clash:
        return 409, clashing(clash)
    return _row(event, found, meeting_pk)


def clashing(clash: actions.ClashError) -> dict[str, Any]:
    """What is in the way of a meeting."""
    obstacles = [{"code": one.code, "said": obstacle_words(one), "hard": one.hard} for one in clash.obstacles]
    return {"detail": "something is in the way", "obstacles": obstacles}


def _of(records: Any, key: int | None, where: str) -> Any:
    found = records.filter(pk=key).first() if key is not None else None
    if key is not None and found is None:
        raise refused("the event has none of this number", where)
    return found


@router.put(
    "/{int:pk}/timetables/{int:number}/meetings/{int:meeting_pk}/lock",
    response={200: RowOut, 409: MoveConflict},
    operation_id="events_meeting_lock",
    summary="Keep a meeting where it is",
)
def lock(request: HttpRequest, pk: int, number: int, meeting_pk: int, sent: LockIn) -> Any:
    """Or let it move again. Timetables computed from now on respect it."""
    event = changeable_or_404(request.user, pk)
    found = worked_on_or_404(event, number)
    meeting = get_object_or_404(event.meetings, pk=meeting_pk)
    try:
        with told():
            actions.lock(request.user, placement_of(found, meeting), locked=sent.locked, seen=sent.revision)
    except ChangedMeanwhileError:
        return 409, {"detail": "somebody changed it meanwhile", "now": _row(event, found, meeting_pk)}
    return _row(event, found, meeting_pk)
