"""What happens on the day: who came, meetings held, one more meeting, a proposal when something goes wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.meetings.live import Away, Disruption, NoShow, Replan, TableLost, replan
from intercluster.meetings.masks import mask_of
from intercluster_web.events.actions.event import require_going_on
from intercluster_web.events.actions.grid import ClashError
from intercluster_web.events.actions.plan import places_from
from intercluster_web.events.actions.timetable import begin_with
from intercluster_web.events.models import (
    Attendance,
    Event,
    Meeting,
    MeetingState,
    Participant,
    Placement,
    Seat,
    Slot,
    Table,
    Timetable,
)
from intercluster_web.events.queries.day import declined_between
from intercluster_web.events.queries.grid import Moving
from intercluster_web.events.queries.plan import Case, case_of, in_force, places_in_force
from intercluster_web.records.ownership import require_change

LEAVES = (MeetingState.PLACED, MeetingState.HELD, MeetingState.MISSED)


@transaction.atomic
def attend(user: Any, event: Event, seat: Seat, attendance: str) -> Meeting:
    """Note whether somebody came; the meeting is held once everybody came and missed once somebody did not.

    Raises
    ------
    ValidationError
        The meeting is not in the timetable.
    """
    require_change(user, event)
    meeting = _in_timetable(event, seat.meeting_id)
    Seat.objects.filter(pk=seat.pk, meeting=meeting).update(attendance=Attendance(attendance))
    noted = list(meeting.seats.values_list("attendance", flat=True))
    if Attendance.ABSENT in noted:
        meeting.state = MeetingState.MISSED
    elif all(each == Attendance.CAME for each in noted):
        meeting.state = MeetingState.HELD
    else:
        meeting.state = MeetingState.PLACED
    return _noted(meeting)


@transaction.atomic
def hold(user: Any, event: Event, meeting: Meeting, state: str) -> Meeting:
    """Note that a meeting took place or did not, whoever sat there; or that nothing is noted yet.

    Raises
    ------
    ValidationError
        The meeting is not in the timetable.
    """
    require_change(user, event)
    stored = _in_timetable(event, meeting.pk)
    stored.state = MeetingState(state) if state in LEAVES else MeetingState.PLACED
    attendance = {MeetingState.HELD: Attendance.CAME, MeetingState.PLACED: Attendance.UNKNOWN}.get(
        MeetingState(stored.state)
    )
    if attendance is not None:
        stored.seats.update(attendance=attendance)
    return _noted(stored)


def _in_timetable(event: Event, key: int) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=key, event=event)
    if meeting.state not in LEAVES or meeting.slot_id is None:
        raise ValidationError(_("This meeting is not in the timetable any more."))
    return meeting


def _noted(meeting: Meeting) -> Meeting:
    meeting.revision += 1
    meeting.save(update_fields=["state", "revision"])
    return meeting


@transaction.atomic
def add_meeting(
    user: Any, event: Event, people: Sequence[Participant], slot: Slot, table: Table | None, *, agreed: bool = False
) -> Meeting:
    """A meeting that people agreed on at the event, at a free table.

    ``agreed``: both say so although one of them declined before.

    Raises
    ------
    ClashError
        Somebody is busy or away then, or no table is free.
    ValidationError
        Fewer than two people, or one of them declined before.
    """
    require_change(user, event)
    require_going_on(event)
    if len({person.pk for person in people}) < 2:
        raise ValidationError(_("A meeting needs two different people."))
    if not agreed and declined_between(event, list(people)):
        raise ValidationError(_("One of them declined this meeting before. Tick that both have agreed now."))
    known = in_force(event)
    if known is None:
        raise ValidationError(_("No timetable is out yet: compute one first."))
    meeting = Meeting.objects.create(event=event, state=MeetingState.TO_PLACE)
    Seat.objects.bulk_create(Seat(meeting=meeting, participant=person) for person in people)
    moving = Moving(Placement(timetable=known, meeting=meeting))
    chosen = table or moving.table_at(slot)
    if obstacles := [one for one in moving.obstacles(slot, chosen) if one.hard]:
        raise ClashError(obstacles)
    meeting.slot, meeting.table, meeting.state, meeting.sequence = slot, chosen, MeetingState.PLACED, 1
    meeting.save(update_fields=["slot", "table", "state", "sequence"])
    Placement.objects.create(timetable=known, meeting=meeting, slot=slot, table=chosen)
    return meeting


def propose(
    user: Any,
    event: Event,
    *,
    participant: Participant | None = None,
    table: Table | None = None,
    slots: Sequence[Slot] = (),
    comes_not: bool = False,
    now: datetime | None = None,
) -> Timetable:
    """A draft that copes with what happened, with the fewest changes; nothing changes before it is published.

    Somebody does not come at all (``comes_not``), cannot come in ``slots``, or a table cannot be used in ``slots``.

    Raises
    ------
    ValidationError
        Nothing is in force that could be changed, or nothing is said to have happened.
    """
    require_change(user, event)
    require_going_on(event)
    places = places_in_force(event)
    if not any(place.slot for place in places.values()):
        raise ValidationError(_("No timetable is out yet: compute one first."))
    case = case_of(event, places)
    moment = now or timezone.now()
    begun = sum(slot.starts <= moment for slot in case.slots)
    left = list(case.slots[begun:])
    concerned = left if comes_not else [slot for slot in slots if slot.starts > moment]
    disruption = _disruption(case, participant, table, concerned, comes_not=comes_not)
    found = replan(
        case.problem,
        case.schedule(places),
        [disruption] if disruption else [],
        now=begun,
        locked=[number for number, meeting in enumerate(case.meetings) if meeting.locked],
        seconds=1.0,
    )
    report = _report(case, found)
    report["disruption"] = {
        "participant": participant.pk if participant else None,
        "table": table.pk if table else None,
        "slots": [slot.pk for slot in concerned],
        "comes_not": comes_not,
    }
    return begin_with(user, event, places_from(case, found.schedule), report)


def _disruption(
    case: Case, participant: Participant | None, table: Table | None, slots: Sequence[Slot], *, comes_not: bool
) -> Disruption | None:
    """What the library has to cope with; None where it touches nobody who has a meeting."""
    mask = mask_of(case.slot_number[slot.pk] for slot in slots)
    if participant is not None:
        number = case.person_number.get(participant.pk)
        if number is None:
            return None
        return NoShow(number) if comes_not else Away(number, mask)
    if table is not None:
        return TableLost(case.table_number[table.pk], mask)
    raise ValidationError(_("Say who or which table it is about."))


def _report(case: Case, found: Replan) -> dict[str, Any]:
    return {
        "origin": "replan",
        "moved": found.moved,
        "least": found.least,
        "gaps": found.gaps,
        "seconds": round(found.seconds, 2),
        "cancelled": [case.meetings[number].pk for number in found.cancelled],
        "not_placed": [case.meetings[number].pk for number in found.not_placed],
    }
