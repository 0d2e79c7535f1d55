"""Timetables of an event: where they put each meeting, what differs between two, who has to be told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q, QuerySet

from intercluster.meetings.overbooking import Advice, PastEvent, advise
from intercluster_web.events.models import (
    Event,
    Meeting,
    MeetingState,
    Participant,
    Placement,
    Seat,
    Timetable,
    TimetableState,
)
from intercluster_web.events.queries.plan import IN_FORCE, OVER, Place, places_in_force, places_of

SEATS = ("seats__participant",)


def timetables(event: Event) -> "QuerySet[Timetable]":
    """All of them, the newest first, with how many meetings each places."""
    return (
        event.timetables.select_related("made_by")
        .annotate(meetings=Count("placements"), placed=Count("placements", filter=Q(placements__slot__isnull=False)))
        .order_by("-number")
    )


def shown_places(timetable: Timetable) -> dict[int, Place]:
    """Where a timetable puts each meeting; the one in force follows what happened to its meetings since."""
    return places_in_force(timetable.event) if timetable.state in IN_FORCE else places_of(timetable)


@dataclass(frozen=True)
class Change:
    """A meeting that two timetables put differently.

    ``code``: new, moved, table (only the table), people (only who sits), out, cancelled.
    """

    meeting: Meeting
    code: str
    old: Place
    new: Place

    @property
    def concerned(self) -> set[int]:
        """Keys of the participants who have to know: those who sit there before or after."""
        seats = list(self.meeting.seats.all())
        return {side.sits.get(str(seat.pk), seat.participant_id) for seat in seats for side in (self.old, self.new)}


def changes(timetable: Timetable) -> list[Change]:
    """What publishing a timetable changes for people, in the order of time."""
    cancelled = set(timetable.report.get("cancelled", ()))
    return differences(timetable.event, places_in_force(timetable.event), places_of(timetable), cancelled)


def differences(
    event: Event, old: Mapping[int, Place], new: Mapping[int, Place], cancelled: Iterable[int] = ()
) -> list[Change]:
    """What differs between two timetables, for the meetings that are neither over nor cancelled."""
    alive = event.meetings.exclude(state__in=(*OVER, MeetingState.CANCELLED))
    off = set(cancelled)
    # What was agreed on since keeps what it has. Only what may differ is read with its people.
    differ = [
        key
        for key in alive.values_list("pk", flat=True)
        if key in new and _code(old.get(key, Place()), new[key], cancelled=key in off)
    ]
    found = []
    for meeting in alive.filter(pk__in=differ).prefetch_related(*SEATS):
        before, after = _plain(meeting, old.get(meeting.pk, Place())), _plain(meeting, new[meeting.pk])
        if code := _code(before, after, cancelled=meeting.pk in off):
            found.append(Change(meeting, code, before, after))
    order = {slot: number for number, slot in enumerate(event.slots.values_list("pk", flat=True))}
    last = len(order)
    return sorted(found, key=lambda one: (order.get(one.new.slot or 0, last), one.meeting.pk))


def _plain(meeting: Meeting, place: Place) -> Place:
    """The place without colleagues who have taken the seat for good meanwhile."""
    owns = {str(seat.pk): seat.participant_id for seat in meeting.seats.all()}
    return replace(place, sits={key: who for key, who in place.sits.items() if owns.get(key, who) != who})


def _code(old: Place, new: Place, *, cancelled: bool) -> str:
    if cancelled:
        return "cancelled"
    if new.slot is None:
        return "out" if old.slot is not None else ""
    if old.slot is None:
        return "new"
    if old.slot != new.slot:
        return "moved"
    if old.table != new.table:
        return "table"
    return "people" if old.sits != new.sits else ""


def seal(found: Iterable[Change]) -> str:
    """A short mark of what was previewed, so that nothing else is published."""
    said = [
        (one.meeting.pk, one.meeting.revision, one.code, one.new.slot, one.new.table, sorted(one.new.sits.items()))
        for one in found
    ]
    return sha256(repr(sorted(said)).encode()).hexdigest()[:16]


@dataclass
class Told:
    """What one person is told."""

    participant: Participant
    changes: list[Change] = field(default_factory=list)


def told(found: Iterable[Change]) -> list[Told]:
    """Everybody concerned with their changes, by organisation and name."""
    lists: dict[int, list[Change]] = defaultdict(list)
    for change in found:
        for key in change.concerned:
            lists[key].append(change)
    people = Participant.objects.filter(pk__in=lists)
    return [Told(person, lists[person.pk]) for person in people]


@dataclass(frozen=True)
class Line:
    """One line of somebody's timetable; ``others`` are those they meet."""

    meeting: Meeting
    slot: Any
    table: Any
    others: tuple[Participant, ...]


def lines_of(participants: Iterable[Participant], event: Event) -> dict[int, list[Line]]:
    """The meetings in force of these people, by key, in the order of time; three queries however many they are."""
    wanted = {person.pk for person in participants}
    mine = Seat.objects.filter(participant__in=wanted).values("meeting")
    meetings = (
        event.meetings.filter(pk__in=mine, slot__isnull=False)
        .exclude(state=MeetingState.CANCELLED)
        .select_related("slot", "table__room")
        .prefetch_related(*SEATS)
        .order_by("slot__starts", "pk")
    )
    found: dict[int, list[Line]] = {key: [] for key in wanted}
    for meeting in meetings:
        seated = [seat.participant for seat in meeting.seats.all()]
        for person in seated:
            if person.pk in wanted:
                others = tuple(other for other in seated if other.pk != person.pk)
                found[person.pk].append(Line(meeting, meeting.slot, meeting.table, others))
    return found


@dataclass(frozen=True)
class Lacking:
    """Somebody whose meetings a timetable does not place."""

    participant: Participant
    meetings: tuple[Placement, ...]


def lacking(timetable: Timetable) -> list[Lacking]:
    """Who lacks what: everybody with a meeting without a place, those who lack most first."""
    without = timetable.placements.filter(slot=None).exclude(meeting__state=MeetingState.CANCELLED)
    lists: dict[Participant, list[Placement]] = defaultdict(list)
    for placement in without.select_related("meeting").prefetch_related("meeting__seats__participant"):
        for seat in placement.meeting.seats.all():
            lists[seat.participant].append(placement)
    found = [Lacking(person, tuple(placements)) for person, placements in lists.items()]
    return sorted(found, key=lambda one: (-len(one.meetings), str(one.participant)))


def past_of(event: Event) -> list[PastEvent]:
    """Meetings planned and held at the other events of the organiser, where somebody noted it."""
    noted = Q(meetings__state__in=OVER)
    others = Event.objects.filter(owner_id=event.owner_id).exclude(pk=event.pk).order_by("starts_on")
    counted = others.annotate(
        planned=Count("meetings", filter=noted), held=Count("meetings", filter=Q(meetings__state=MeetingState.HELD))
    ).filter(planned__gt=0)
    return [PastEvent(one.planned, one.held, one.starts_on.year, one.title) for one in counted]


def advice(event: Event, wanted: int) -> Advice | None:
    """How many meetings to plan so that ``wanted`` are held; None without anything to learn from."""
    past = past_of(event)
    if wanted < 1 or not any(one.held for one in past):
        return None
    try:
        return advise(past, wanted)
    except ValueError:  # the past events differ too much for a number
        return None


def older(event: Event, than: Timetable) -> "QuerySet[Timetable]":
    """Timetables another can be compared with."""
    return event.timetables.exclude(pk=than.pk).exclude(state__in=(TimetableState.RUNNING, TimetableState.FAILED))
