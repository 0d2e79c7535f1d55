"""Calling an event off, postponing it, taking it up again: for everybody at once, and nothing is lost."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.events.actions import plan
from intercluster_web.events.actions.event import touch
from intercluster_web.events.actions.timetable import begin_with
from intercluster_web.events.models import (
    Announcement,
    AnnouncementKind,
    Event,
    EventState,
    Meeting,
    MeetingState,
    ParticipantState,
    RequestState,
    Seat,
    Timetable,
    TimetableState,
)
from intercluster_web.events.queries.announcements import (
    Back,
    called_off,
    coming_back,
    mark_of,
    moved,
    to_call_off,
    waiting,
)
from intercluster_web.events.queries.participants import link_until
from intercluster_web.events.queries.plan import IN_FORCE, OVER, Place
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import ChangedMeanwhileError


@transaction.atomic
def call_off(user: Any, event: Event, because: str, seen: str) -> Announcement:
    """The event does not take place: its meetings and programme are cancelled, with a higher sequence in every
    calendar, requests that wait end, nobody registers any more. What was held stays noted. Messages wait for the
    organiser's word.

    ``seen``: ``mark_of`` the event when it was looked through.

    Raises
    ------
    ChangedMeanwhileError
        Something of it changed since.
    ValidationError
        It is over, or called off already.
    """
    stored = _stored(user, event, seen)
    if stored.state in (EventState.HELD, EventState.CANCELLED):
        raise ValidationError(_("This event is over, or called off already."))
    meetings, requests = to_call_off(stored), waiting(stored)
    programme = stored.programme.filter(cancelled=False)
    said = Announcement.objects.create(
        event=stored,
        kind=AnnouncementKind.CANCELLED,
        because=because,
        by=user,
        ended={
            "state": stored.state,
            "meetings": {one.pk: _kept(one) for one in meetings},
            "requests": list(requests.values_list("pk", flat=True)),
            "programme": list(programme.values_list("pk", flat=True)),
        },
    )
    _raised(meetings, state=MeetingState.CANCELLED, cancelled_because=because, locked=False)
    programme.update(cancelled=True, sequence=F("sequence") + 1)
    requests.update(state=RequestState.WITHDRAWN, answered_at=timezone.now())
    for run in stored.timetables.filter(state=TimetableState.RUNNING):
        plan.stop(user, run)
    _state(event, EventState.CANCELLED)
    return said


def _kept(meeting: Meeting) -> dict[str, Any]:
    return {"state": meeting.state, "slot": meeting.slot_id, "table": meeting.table_id, "locked": meeting.locked}


@transaction.atomic
def resume(user: Any, event: Event, because: str, seen: str) -> Timetable | None:
    """The event takes place after all, with its registration closed. Meetings come back to be placed, in a draft that
    has them where they were: it is looked through and published like any other, and calendars change only then. The
    requests that waited wait again, for their full time. Meetings of somebody who said meanwhile that they do not come
    stay cancelled. Returns the draft, where there was anything placed.

    Raises
    ------
    ChangedMeanwhileError
        Somebody was first.
    ValidationError
        It is not called off.
    """
    stored = _stored(user, event, seen)
    said = called_off(stored)
    if said is None:
        raise ValidationError(_("This event is not called off."))
    back = coming_back(stored, said)
    Announcement.objects.create(event=stored, kind=AnnouncementKind.RESUMED, because=because, by=user)
    _bring_back(stored, back)
    was = said.ended.get("state")
    _state(event, EventState.DRAFT if was == EventState.DRAFT else EventState.CLOSED)
    stored.timetables.filter(state__in=IN_FORCE).update(state=TimetableState.REPLACED)
    places = {key: Place(kept["slot"], kept["table"]) for key, kept in back.meetings.items() if kept["slot"]}
    return begin_with(user, stored, places, {"origin": "resumed"}) if places else None


def _bring_back(event: Event, back: Back) -> None:
    """Meetings without those who no longer come, to be placed; requests and programme as they were."""
    meetings = event.meetings.filter(pk__in=back.meetings)
    gone = event.participants.filter(state=ParticipantState.WITHDRAWN)
    Seat.objects.filter(meeting__in=meetings, participant__in=gone).delete()
    locked = [key for key, kept in back.meetings.items() if kept["locked"] and kept["slot"]]
    meetings.filter(pk__in=locked).update(locked=True)
    meetings.update(
        state=MeetingState.TO_PLACE, cancelled_because="", slot=None, table=None, revision=F("revision") + 1
    )
    event.programme.filter(pk__in=back.programme).update(cancelled=False, sequence=F("sequence") + 1)
    expires = timezone.now() + timedelta(days=event.answer_days)
    event.requests.filter(pk__in=back.requests).update(
        state=RequestState.ASKED, answered_at=None, reminded_at=None, expires_at=expires
    )


@transaction.atomic
def postpone(user: Any, event: Event, starts_on: date, because: str, seen: str) -> Announcement:
    """The event takes place on other days: every slot, and the programme, move by as many days at the same hour of the
    place; published meetings stay in their slot and calendars get them with a higher sequence. The last day of
    registration and the links of participants move along. Messages wait for the organiser's word.

    Raises
    ------
    ChangedMeanwhileError
        Something of it changed since it was looked through.
    ValidationError
        It is over or called off, meetings were held, or these are the days it has.
    """
    stored = _stored(user, event, seen)
    days = (starts_on - stored.starts_on).days
    if stored.state in (EventState.HELD, EventState.CANCELLED):
        raise ValidationError(_("This event is over or called off: take it up again first."))
    if not days:
        raise ValidationError(_("This is the day it begins already."))
    if stored.meetings.filter(state__in=OVER).exists():
        raise ValidationError(_("Meetings were noted as held or missed; what is left can be called off."))
    said = Announcement.objects.create(
        event=stored, kind=AnnouncementKind.POSTPONED, because=because, days=days, by=user
    )
    zone = ZoneInfo(stored.time_zone)
    _move(stored.slots.all(), days, zone)
    _move(stored.programme.all(), days, zone, sequence=F("sequence") + 1)
    # Cancelled ones stand in calendars too, at the time of their slot.
    _raised(stored.meetings.filter(Q(slot__isnull=False) | Q(sequence__gt=0)))
    step = timedelta(days=days)
    stored.starts_on, stored.ends_on = starts_on, stored.ends_on + step
    stored.register_until = stored.register_until + step if stored.register_until else None
    stored.save(update_fields=["starts_on", "ends_on", "register_until", "updated_at"])
    stored.participants.update(expires_at=link_until(stored))
    touch(stored)
    event.refresh_from_db()
    return said


def _move(records: Any, days: int, zone: ZoneInfo, **more: Any) -> None:
    """One after the other, so that no slot begins when another still does."""
    for record in sorted(records, key=lambda each: each.starts, reverse=days > 0):
        moments = {name: moved(getattr(record, name), days, zone) for name in ("starts", "ends")}
        type(record).objects.filter(pk=record.pk).update(**moments, **more)


def _raised(meetings: Any, **values: Any) -> None:
    """Change meetings so that calendars take the change for newer than what they have."""
    meetings.update(sequence=F("sequence") + 1, revision=F("revision") + 1, **values)


def _stored(user: Any, event: Event, seen: str) -> Event:
    require_change(user, event)
    stored = Event.objects.select_for_update().get(pk=event.pk)
    if mark_of(stored) != seen:
        raise ChangedMeanwhileError(stored)
    return stored


def _state(event: Event, state: str) -> None:
    Event.objects.filter(pk=event.pk).update(state=state)
    touch(event)
    event.refresh_from_db()
