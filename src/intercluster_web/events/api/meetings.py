"""Meetings: those agreed on, those you set, and the exact choice of which take place."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster.meetings.selection import SelectionError
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Sent, refused, told
from intercluster_web.events.actions import cancelling
from intercluster_web.events.actions import requests as actions
from intercluster_web.events.api.participants import Who, people_called
from intercluster_web.events.api.requests import PersonOut, person_out
from intercluster_web.events.models import Attendance, Event, Meeting, MeetingState, ParticipantState, Wish
from intercluster_web.events.queries import requests as queries
from intercluster_web.events.queries import requests_choice as choice_queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.records.together import ChangedMeanwhileError

router = Router(tags=["events: requests and meetings"])


class SeatOut(PersonOut):
    """Somebody at a meeting; ``seat`` is what attendance is noted of."""

    seat: int
    attendance: Attendance


class EventMeetingOut(Schema):
    """``starts`` and ``ends`` in the time of the event, of the timetable in force; none while it has no place there.
    ``sequence`` rises with each change people hear of; ``revision`` with every change."""

    id: int
    uid: str
    title: str
    people: list[SeatOut]
    wish: Wish
    state: MeetingState
    cancelled_because: str
    request: int | None
    slot: int | None
    starts: dt.datetime | None
    ends: dt.datetime | None
    time_zone: str
    table: int | None
    table_name: str
    room: str
    locked: bool
    sequence: int
    revision: int


class MeetingsOut(Schema):
    count: int
    items: list[EventMeetingOut]


class GroupIn(Sent):
    """Two or more people, agreed by other means; each by number or e-mail address."""

    people: list[Who] = Field(min_length=2, max_length=50)
    title: str = Field("", max_length=200)
    wish: Wish = Wish.ANY
    any_colleague: bool = Field(False, description="a colleague of the same organisation may sit there instead")


class CancelIn(Sent):
    """``revision`` is the one you read; ``because`` stands in their message and their calendars."""

    revision: int = Field(ge=1, le=2**31)
    because: str = Field("", max_length=300)


class MeetingConflict(Schema):
    """Nothing was written: ``now`` is how the meeting stands."""

    detail: str
    now: EventMeetingOut


class Limits(Schema):
    """``unanswered``: also requests without an answer, you decide for them; ``fair``: first raise the smallest number
    of meetings of anybody. Without ``most`` and ``least`` those of the event hold."""

    most: int | None = Field(None, ge=1, le=200)
    least: int | None = Field(None, ge=0, le=200)
    fair: bool = True
    unanswered: bool = False


class ChoiceIn(Sent, Limits):
    mark: str = Field(min_length=1, max_length=64, description="of the choice you looked through")


class ChosenPairOut(Schema):
    """``worth``: how much both wish it, 1 to 5 each."""

    request: int
    first: PersonOut
    second: PersonOut
    worth: int
    must: bool


class ChoiceOut(Schema):
    """``added`` become meetings, ``kept`` stay, ``aside`` go into the reserve. ``worth`` of those chosen against
    ``greedy_worth``, what taking the best pair first would have given."""

    mark: str
    among: int
    added: list[ChosenPairOut]
    kept: list[ChosenPairOut]
    aside: list[ChosenPairOut]
    worth: float
    greedy_worth: float
    people_with_fewer_by_greedy: int


def meeting_out(meeting: Meeting, event: Event, slot: Any = None, table: Any = None) -> dict[str, Any]:
    """A meeting at a slot and a table: its own, or those a draft gives it."""
    here = ZoneInfo(event.time_zone)
    return {
        "id": meeting.pk,
        "uid": str(meeting.uid),
        **{name: getattr(meeting, name) for name in ("title", "wish", "state", "cancelled_because", "locked")},
        "people": [
            {**person_out(seat.participant), "seat": seat.pk, "attendance": seat.attendance}
            for seat in meeting.seats.all()
        ],
        "request": meeting.request_id,
        "slot": slot.pk if slot else None,
        "starts": slot.starts.astimezone(here) if slot else None,
        "ends": slot.ends.astimezone(here) if slot else None,
        "time_zone": event.time_zone,
        "table": table.pk if table else None,
        "table_name": table.name if table else "",
        "room": str(table.room or "") if table else "",
        "sequence": meeting.sequence + event.calendar_sequence,
        "revision": meeting.revision,
    }


@router.get("/{int:pk}/meetings", response=MeetingsOut, operation_id="events_meetings", summary="Meetings of an event")
def meetings(request: HttpRequest, pk: int, part: Query[Part.Input], cancelled: bool = False) -> Any:
    """Those to be placed first, then by time; ``cancelled=true`` gives the cancelled ones as well."""
    event = readable_or_404(request.user, pk)
    found = queries.meetings(event, alive=not cancelled).select_related("table__room")

    def shown(rows: Iterable[Meeting]) -> list[dict[str, Any]]:
        return [meeting_out(one, event, one.slot, one.table) for one in rows]

    return part_of(found, part, shown)


@router.post(
    "/{int:pk}/meetings", response={201: EventMeetingOut}, operation_id="events_meeting_set", summary="Set a meeting"
)
def group(request: HttpRequest, pk: int, sent: GroupIn) -> Any:
    """A meeting of two or more, to be placed. Two people of whom one declined the other are refused (422)."""
    event = changeable_or_404(request.user, pk)
    people = people_called(event, sent.people, "people")
    if gone := next((one for one in people if one.state != ParticipantState.REGISTERED), None):
        raise refused(f"{gone} has not confirmed to come", "people")
    if len({one.pk for one in people}) < len(people):
        raise refused("somebody is named twice", "people")
    with told():
        made = actions.group_meeting(
            request.user, event, people, title=sent.title, wish=sent.wish, any_colleague=sent.any_colleague
        )
    return 201, one_meeting(event, made.pk)


@router.post(
    "/{int:pk}/meetings/{int:meeting_pk}/cancel",
    response={200: EventMeetingOut, 409: MeetingConflict},
    operation_id="events_meeting_cancel",
    summary="Cancel a meeting",
)
def cancel(request: HttpRequest, pk: int, meeting_pk: int, sent: CancelIn) -> Any:
    """Its people's pages and calendars say so at once; the messages to them wait for your word on the event's page.
    Refused (422) where it is over or cancelled already."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.meetings, pk=meeting_pk)
    try:
        with told():
            cancelling.cancel(request.user, found, sent.because, seen=sent.revision)
    except ChangedMeanwhileError:
        return 409, {"detail": "somebody changed it meanwhile", "now": one_meeting(event, meeting_pk)}
    return one_meeting(event, meeting_pk)


def one_meeting(event: Event, pk: int) -> dict[str, Any]:
    """A meeting as it is now, cancelled or not."""
    found = queries.meetings(event, alive=False).select_related("table__room").get(pk=pk)
    return meeting_out(found, event, found.slot, found.table)


def _chosen(event: Event, limits: Limits) -> choice_queries.Choice:
    most = event.most_meetings if limits.most is None else limits.most
    least = event.least_meetings if limits.least is None else limits.least
    try:
        return choice_queries.choose(
            event, unanswered=limits.unanswered, most=max(most, 1), least=least, fair=limits.fair
        )
    except SelectionError as error:
        raise refused("somebody has more meetings that must take place than their limit allows", "most") from error


def _choice_out(found: choice_queries.Choice) -> dict[str, Any]:
    return {
        "mark": found.mark,
        "among": len(found.pairs),
        **{name: [_pair_out(pair) for pair in getattr(found, name)] for name in ("added", "kept", "aside")},
        "worth": found.selection.worth,
        "greedy_worth": found.selection.greedy_worth,
        "people_with_fewer_by_greedy": found.starved_by_greedy,
    }


def _pair_out(pair: choice_queries.Pair) -> dict[str, Any]:
    people = {"first": person_out(pair.first), "second": person_out(pair.second)}
    return {"request": pair.request.pk, "worth": pair.worth, "must": pair.must, **people}


@router.get(
    "/{int:pk}/choice", response=ChoiceOut, operation_id="events_choice", summary="Which meetings would take place"
)
def choice(request: HttpRequest, pk: int, limits: Query[Limits]) -> Any:
    """The exact best choice within everybody's limits. Nothing is written."""
    event = changeable_or_404(request.user, pk)
    return _choice_out(_chosen(event, limits))


@router.post(
    "/{int:pk}/choice",
    response={200: ChoiceOut, 409: Conflict},
    operation_id="events_choose",
    summary="Let these meetings take place",
)
def choose(request: HttpRequest, pk: int, sent: ChoiceIn) -> Any:
    """Writes the choice you looked through; where answers came in meanwhile and it is another one, nothing (409)."""
    event = changeable_or_404(request.user, pk)
    found = _chosen(event, sent)
    if found.mark != sent.mark:
        return 409, {"detail": "answers came in meanwhile and the choice is another one", "now": {"mark": found.mark}}
    added = [pair.request for pair in found.added]
    with told():
        actions.choose(request.user, event, added, [pair.meeting for pair in found.aside if pair.meeting])
    return _choice_out(found)
