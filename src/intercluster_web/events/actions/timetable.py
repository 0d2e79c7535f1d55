"""Timetables that people know: published, begun anew by hand, put aside. Nothing changes for anybody elsewhere."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.meetings.checker import Fault, check
from intercluster_web.events.actions.event import require_going_on
from intercluster_web.events.actions.plan import new_timetable
from intercluster_web.events.models import (
    Event,
    EventState,
    Meeting,
    MeetingState,
    Placement,
    Seat,
    Slot,
    Table,
    Timetable,
    TimetableState,
)
from intercluster_web.events.presentation.plan import Names, fault_words
from intercluster_web.events.queries.plan import IN_FORCE, Place, case_of, places_of
from intercluster_web.events.queries.timetable import Change, Told, changes, seal, shown_places, told
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import ChangedMeanwhileError

SOFT = {"not_placed", "against_wish", "unfair"}
"""Faults a timetable may be published with: everybody sees them, and nobody is put in two places."""


def hard_faults(event: Event, places: dict[int, Place]) -> list[Fault]:
    """Clashes that keep a timetable from being published, by the library's checker, as of now."""
    case = case_of(event, places)
    known = case.person_number
    gone = [
        key for key, place in places.items() if key in case.meeting_number and set(place.sits.values()) - set(known)
    ]
    if gone:
        return [Fault("wrong_people", "", {"meeting": f"{{m{key}}}"}) for key in gone]
    return [fault for fault in check(case.problem, case.schedule(places)).faults if fault.code not in SOFT]


@transaction.atomic
def publish(
    user: Any,
    timetable: Timetable,
    *,
    final: bool,
    seen: str,
    anyway: bool = False,
) -> list[Told]:
    """Put a timetable in force: its placements become those of the meetings. Returns and keeps who is concerned, with
    the timetable; the messages are sent by ``actions.mails``, one a person.

    ``seen``: ``queries.timetable.seal`` of the changes that were looked through. ``anyway``: publish although the event
    changed since it was computed.

    Raises
    ------
    ChangedMeanwhileError
        Somebody changed the timetable or its meetings after they were looked through, or published one.
    ValidationError
        It clashes with what the event is by now, or the event changed and ``anyway`` is not said.
    """
    event = Event.objects.select_for_update().get(pk=timetable.event_id)
    require_change(user, event)
    require_going_on(event)
    timetable = Timetable.objects.select_related("event").get(pk=timetable.pk)
    found = changes(timetable)
    if timetable.state not in (TimetableState.DRAFT, TimetableState.PRELIMINARY) or seal(found) != seen:
        raise ChangedMeanwhileError(timetable)
    if timetable.based_on != event.revision and not anyway and timetable.state == TimetableState.DRAFT:
        raise ValidationError(
            _("The event has changed since this was computed. Compute it again, or tick that it goes out anyway.")
        )
    _apply_disruption(event, timetable)
    if faults := hard_faults(event, places_of(timetable)):
        names = Names(event)
        raise ValidationError([fault_words({"code": one.code, "params": one.params}, names) for one in faults[:8]])
    people = told(found)
    _apply(found)
    event.timetables.filter(state__in=IN_FORCE).exclude(pk=timetable.pk).update(state=TimetableState.REPLACED)
    timetable.state = TimetableState.FINAL if final else TimetableState.PRELIMINARY
    timetable.published_at = timezone.now()
    timetable.report = timetable.report | {"told": [*timetable.report.get("told", []), *_kept(people)]}
    timetable.save(update_fields=["state", "published_at", "report"])
    if event.state != EventState.HELD:
        Event.objects.filter(pk=event.pk).update(state=EventState.FINAL if final else EventState.PRELIMINARY)
    return people


def _apply(found: Iterable[Change]) -> None:
    """Write what changes into the meetings; only these get a new sequence."""
    touched = []
    for change in found:
        meeting, new = change.meeting, change.new
        meeting.slot_id, meeting.table_id = new.slot, new.table
        meeting.state = MeetingState.PLACED if new.slot else MeetingState.TO_PLACE
        if change.code == "cancelled":
            meeting.state = MeetingState.CANCELLED
            meeting.cancelled_because = _("somebody does not come")
        if not new.slot:
            meeting.locked = False
        meeting.sequence += 1
        meeting.revision += 1
        touched.append(meeting)
        for seat in meeting.seats.all():
            if str(seat.pk) in new.sits:
                Seat.objects.filter(pk=seat.pk).update(participant=new.sits[str(seat.pk)])
    columns = ["slot", "table", "state", "cancelled_because", "locked", "sequence", "revision"]
    Meeting.objects.bulk_update(touched, columns, batch_size=200)


def _apply_disruption(event: Event, timetable: Timetable) -> None:
    """What a re-planning on the day answered to becomes known of people and tables."""
    case = timetable.report.get("disruption") or {}
    slots = list(event.slots.filter(pk__in=case.get("slots", ())))
    if key := case.get("participant"):
        person = event.participants.filter(pk=key).first()
        if person:
            person.away.add(*slots)
    if key := case.get("table"):
        table = event.tables.filter(pk=key).first()
        if table:
            table.closed.add(*slots)


def _kept(people: Iterable[Told]) -> list[dict[str, Any]]:
    """Who was told what, to be read later; with keys, so that it says no names of people who are gone."""
    return [
        {
            "participant": one.participant.pk,
            "lines": [
                {
                    "code": change.code,
                    "meeting": change.meeting.pk,
                    "old": [change.old.slot, change.old.table],
                    "new": [change.new.slot, change.new.table],
                }
                for change in one.changes
            ],
        }
        for one in people
    ]


@transaction.atomic
def begin_from(user: Any, timetable: Timetable) -> Timetable:
    """A draft that starts where a timetable is, to be changed by hand; the timetable itself stays as it is."""
    require_change(user, timetable.event)
    event = Event.objects.get(pk=timetable.event_id)
    draft = new_timetable(event, user, state=TimetableState.DRAFT)
    draft.report = {"origin": "change", "from": timetable.number}
    draft.save()
    return _place(draft, shown_places(timetable))


@transaction.atomic
def begin_with(user: Any, event: Event, places: dict[int, Place], report: dict[str, Any]) -> Timetable:
    """A draft with these places, of a re-planning or a file."""
    require_change(user, event)
    event.refresh_from_db()
    draft = new_timetable(event, user, state=TimetableState.DRAFT)
    draft.report = report
    draft.save()
    return _place(draft, places)


def _place(draft: Timetable, places: dict[int, Place]) -> Timetable:
    slots = set(Slot.objects.filter(event=draft.event_id).values_list("pk", flat=True))
    tables = set(Table.objects.filter(event=draft.event_id).values_list("pk", flat=True))
    alive = draft.event.meetings.exclude(state=MeetingState.CANCELLED).values_list("pk", flat=True)
    Placement.objects.bulk_create(
        [
            Placement(
                timetable=draft,
                meeting_id=key,
                slot_id=place.slot if place.slot in slots else None,
                table_id=place.table if place.slot in slots and place.table in tables else None,
                sits=dict(place.sits),
                because="cancelled" if key in draft.report.get("cancelled", ()) else "",
            )
            for key in alive
            for place in (places.get(key, Place()),)
        ],
        batch_size=500,
    )
    return draft


@transaction.atomic
def discard(user: Any, timetable: Timetable) -> None:
    """Drop a draft, or a run that gave nothing; what people know is kept for good.

    Raises
    ------
    ValidationError
        The timetable was published, or is being computed.
    """
    require_change(user, timetable.event)
    gone, _each = Timetable.objects.filter(
        pk=timetable.pk, state__in=(TimetableState.DRAFT, TimetableState.FAILED)
    ).delete()
    if not gone:
        raise ValidationError(_("A timetable that people know is kept; one being computed is stopped first."))
