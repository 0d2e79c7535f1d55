"""The day of an event: who came, what took place."""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from intercluster_web.api_writing import Sent, told
from intercluster_web.events.actions import day as actions
from intercluster_web.events.api.meetings import MeetingOut, one_meeting
from intercluster_web.events.models import Attendance, Seat
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.day import held_rate

router = Router(tags=["events: the day"])


class AttendanceIn(Sent):
    attendance: Attendance


class HeldIn(Sent):
    state: Literal["held", "missed", "placed"]


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
    return held_rate(readable_or_404(request.user, pk))


@router.put(
    "/{int:pk}/seats/{int:seat_pk}/attendance",
    response=MeetingOut,
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
    response=MeetingOut,
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
