"""The day of an event: who came, what took place."""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from intercluster_web.api_writing import Key, Sent, checked, told
from intercluster_web.events.actions import day as actions
from intercluster_web.events.actions.grid import ClashError
from intercluster_web.events.api.board import MoveConflict, clashing
from intercluster_web.events.api.meetings import EventMeetingOut, one_meeting
from intercluster_web.events.api.participants import Who, people_called
from intercluster_web.events.api.timetables import TimetableOut, timetable_or_404, timetable_out
from intercluster_web.events.forms.day import AddForm, TroubleForm
from intercluster_web.events.models import Attendance, Seat
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.day import held_rate

router = Router(tags=["events: the day"])


class AttendanceIn(Sent):
    attendance: Attendance


class HeldIn(Sent):
    state: Literal["held", "missed", "placed"]


class OneMoreIn(Sent):
    """Two people who agreed to meet at the event, each by number or e-mail address; ``slot`` and ``table`` by number,
    no table takes one that is free. ``agreed``: both want it although one of them declined before."""

    people: list[Who] = Field(min_length=2, max_length=2)
    slot: Key
    table: Key | None = None
    agreed: bool = False


class TroubleIn(Sent):
    """``kind``: no_show, somebody does not come at all; away, not in ``slots``; table, it cannot be used in ``slots``.
    ``participant`` by number or e-mail address, ``table`` and ``slots`` by number."""

    kind: Literal["no_show", "away", "table"]
    participant: Who | None = None
    table: Key | None = None
    slots: list[Key] = Field([], max_length=400)


class ProposalOut(TimetableOut):
    """A draft that copes with it. ``moved``: meetings elsewhere than before, ``least`` it could be; ``cancelled`` and
    ``not_placed``: meetings by number. Look through its changes and publish it; nothing changes before."""

    moved: int
    least: int
    cancelled: list[int]
    not_placed: list[int]


class HeldRateOut(Schema):
    """Meetings in the timetable that took place (``held``) and did not (``missed``); ``share``: held of these two, none
    while nothing is noted. ``unnoted``: past, nobody noted anything; ``ahead``: still to come."""

    held: int
    missed: int
    noted: int
    share: float | None
    unnoted: int
    ahead: int


@router.get(
    "/{int:pk}/held", response=HeldRateOut, operation_id="events_held_rate", summary="How many meetings took place"
)
def held(request: HttpRequest, pk: int) -> Any:
    """As noted so far; meetings nobody noted anything of count in no share."""
    return held_rate(readable_or_404(request.user, pk))


@router.put(
    "/{int:pk}/seats/{int:seat_pk}/attendance",
    response=EventMeetingOut,
    operation_id="events_attendance",
    summary="Note whether somebody came",
)
def attendance(request: HttpRequest, pk: int, seat_pk: int, sent: AttendanceIn) -> Any:
    """The meeting is held once everybody came, missed once somebody did not. Refused (422) where it is not in the
    timetable."""
    event = changeable_or_404(request.user, pk)
    seat = get_object_or_404(Seat, pk=seat_pk, meeting__event=event)
    with told():
        meeting = actions.attend(request.user, event, seat, sent.attendance)
    return one_meeting(event, meeting.pk)


@router.put(
    "/{int:pk}/meetings/{int:meeting_pk}/held",
    response=EventMeetingOut,
    operation_id="events_meeting_held",
    summary="Note whether a meeting took place",
)
def meeting_held(request: HttpRequest, pk: int, meeting_pk: int, sent: HeldIn) -> Any:
    """``placed`` takes the note back."""
    event = changeable_or_404(request.user, pk)
    meeting = get_object_or_404(event.meetings, pk=meeting_pk)
    with told():
        actions.hold(request.user, event, meeting, sent.state)
    return one_meeting(event, meeting_pk)


@router.post(
    "/{int:pk}/day/meetings",
    response={201: EventMeetingOut, 409: MoveConflict},
    operation_id="events_day_meeting_add",
    summary="One more meeting, agreed on at the event",
)
def add(request: HttpRequest, pk: int, sent: OneMoreIn) -> Any:
    """Into the timetable in force. Where somebody is busy then or no table is free, nothing is written (409)."""
    event = changeable_or_404(request.user, pk)
    people = people_called(event, sent.people, "people")
    given = {"first": people[0].pk, "second": people[1].pk, "slot": sent.slot, "table": sent.table}
    chosen = checked(AddForm(given | {"agreed": sent.agreed}, event=event)).cleaned_data
    pair = [chosen["first"], chosen["second"]]
    try:
        with told():
            made = actions.add_meeting(
                request.user, event, pair, chosen["slot"], chosen["table"], agreed=chosen["agreed"]
            )
    except ClashError as clash:
        return 409, clashing(clash)
    return 201, one_meeting(event, made.pk)


@router.post(
    "/{int:pk}/day/trouble",
    response={201: ProposalOut},
    operation_id="events_trouble",
    summary="Propose what to change when something goes wrong",
)
def trouble(request: HttpRequest, pk: int, sent: TroubleIn) -> Any:
    """The fewest changes around what is locked, over or under way. Refused (422) while no timetable is out."""
    event = changeable_or_404(request.user, pk)
    who = people_called(event, [sent.participant], "participant")[0].pk if sent.participant is not None else None
    given = checked(TroubleForm(sent.dict() | {"participant": who}, event=event)).cleaned_data
    about_table = sent.kind == "table"
    with told():
        draft = actions.propose(
            request.user,
            event,
            participant=None if about_table else given["participant"],
            table=given["table"] if about_table else None,
            slots=list(given["slots"]),
            comes_not=sent.kind == "no_show",
        )
    names = ("moved", "least", "cancelled", "not_placed")
    return 201, timetable_out(timetable_or_404(event, draft.number)) | {name: draft.report[name] for name in names}
