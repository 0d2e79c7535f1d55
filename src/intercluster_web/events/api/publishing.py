"""What publishing a timetable changes, and for whom; published."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of_list
from intercluster_web.api_writing import Conflict, Sent, told
from intercluster_web.events.actions import timetable as actions
from intercluster_web.events.api.timetables import TimetableOut, timetable_or_404, timetable_out, worked_on_or_404
from intercluster_web.events.models import Event, MeetingState, Timetable
from intercluster_web.events.presentation import plan as words
from intercluster_web.events.queries import timetable as queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.records.together import ChangedMeanwhileError

router = Router(tags=["events: timetables"])


class ChangeOut(Schema):
    """``change``: new, moved, table, people, out or cancelled."""

    meeting: int
    name: str
    change: str
    said: str
    people: list[int]


class ChangesOut(Schema):
    """``mark`` is sent when it is published. ``faults``: clashes that keep it from being published. ``without_place``:
    meetings it does not place. ``people``: how many are concerned."""

    mark: str
    outdated: bool
    people: int
    without_place: int
    faults: list[str]
    count: int
    items: list[ChangeOut]


class PublishIn(Sent):
    """``mark``: of the changes you looked through. ``anyway``: although the event changed since it was computed."""

    mark: str = Field(min_length=1, max_length=64)
    final: bool = False
    anyway: bool = False


class PublishedOut(TimetableOut):
    """``people``: numbers of the participants concerned; their messages are sent from the event's page of messages."""

    people: list[int]


@router.get(
    "/{int:pk}/timetables/{int:number}/changes",
    response=ChangesOut,
    operation_id="events_timetable_changes",
    summary="What publishing a timetable changes, and for whom",
)
def changes(request: HttpRequest, pk: int, number: int, part: Query[Part.Input]) -> Any:
    """Look through this first; publishing asks for its ``mark``."""
    event = changeable_or_404(request.user, pk)
    return _changes(event, worked_on_or_404(event, number), part)


def _changes(event: Event, found: Timetable, part: Part.Input) -> dict[str, Any]:
    differ, names = queries.changes(found), words.Names(event)
    without = found.placements.filter(slot=None).exclude(meeting__state=MeetingState.CANCELLED)
    faults = actions.hard_faults(event, queries.shown_places(found))
    return part_of_list(differ, part, lambda some: [_change(one, names) for one in some]) | {
        "mark": queries.seal(differ),
        "outdated": found.based_on != event.revision,
        "people": len({key for one in differ for key in one.concerned}),
        "without_place": without.exclude(meeting__in=found.report.get("cancelled", ())).count(),
        "faults": [words.fault_words({"code": one.code, "params": one.params}, names) for one in faults],
    }


def _change(one: queries.Change, names: words.Names) -> dict[str, Any]:
    return {
        "meeting": one.meeting.pk,
        "name": words.meeting_name(one.meeting),
        "change": one.code,
        "said": words.change_words(one, names),
        "people": sorted(one.concerned),
    }


@router.post(
    "/{int:pk}/timetables/{int:number}/publish",
    response={200: PublishedOut, 409: Conflict},
    operation_id="events_timetable_publish",
    summary="Publish a timetable",
)
def publish(request: HttpRequest, pk: int, number: int, sent: PublishIn) -> Any:
    """Its places become those of the meetings. Where the changes are others than those you looked through, nothing is
    written (409); a clash is refused with its reasons (422)."""
    event = changeable_or_404(request.user, pk)
    found = worked_on_or_404(event, number)
    try:
        with told():
            people = actions.publish(request.user, found, final=sent.final, seen=sent.mark, anyway=sent.anyway)
    except ChangedMeanwhileError:
        now = queries.seal(queries.changes(worked_on_or_404(event, number)))
        return 409, {"detail": "changed meanwhile: look through its changes again", "now": {"mark": now}}
    return timetable_out(timetable_or_404(event, number)) | {"people": [one.participant.pk for one in people]}
