"""What calling an event off, postponing it or taking it up again does: to whom, and to how much."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from intercluster_web.events.models import (
    Announcement,
    AnnouncementKind,
    Event,
    EventState,
    Meeting,
    MeetingState,
    Participant,
    ParticipantState,
    Request,
    RequestState,
)
from intercluster_web.events.queries.participants import left_alone
from intercluster_web.events.queries.plan import OVER, TO_PLAN


def latest(event: Event) -> Announcement | None:
    """What was announced last; None for most events."""
    return event.announcements.first()


def called_off(event: Event) -> Announcement | None:
    """Why the event does not take place; None where it does."""
    if event.state != EventState.CANCELLED:
        return None
    return event.announcements.filter(kind=AnnouncementKind.CANCELLED).first()


def concerned(event: Event) -> "QuerySet[Participant]":
    """Who heard of the event: people who registered, were sent their link, or got any message."""
    heard = Q(invited_at__isnull=False) | Q(state=ParticipantState.REGISTERED) | Q(notices__isnull=False)
    return event.participants.filter(heard).select_related("contact", "event__owner").distinct()


def waiting(event: Event) -> "QuerySet[Request]":
    """Requests that may still be answered."""
    return event.requests.filter(state=RequestState.ASKED, expires_at__gt=timezone.now())


@dataclass(frozen=True)
class Effect:
    """What would happen. ``meetings`` have a time that people may know; ``with_meetings`` are the people who sit there.

    ``people`` heard of the event; of these ``unreachable`` have no address and ``alone`` asked not to be written to.
    ``away``: people who said when they cannot come. ``mark``: of what is shown, so that nothing else is done.
    """

    meetings: int
    to_place: int
    over: int
    with_meetings: int
    people: int
    unreachable: tuple[Participant, ...]
    alone: int
    requests: int
    programme: int
    away: int
    mark: str

    @property
    def written_to(self) -> int:
        return self.people - self.alone - len(self.unreachable)


def effect(event: Event) -> Effect:
    """The same for every step: what there is at the event now."""
    placed = event.meetings.filter(state=MeetingState.PLACED, slot__isnull=False)
    people = list(concerned(event))
    alone = left_alone(event, people)
    return Effect(
        meetings=placed.count(),
        to_place=event.meetings.filter(state=MeetingState.TO_PLACE).count(),
        over=event.meetings.filter(state__in=OVER).count(),
        with_meetings=event.participants.filter(seats__meeting__in=placed).distinct().count(),
        people=len(people),
        unreachable=tuple(one for one in people if not one.email),
        alone=sum(one.pk in alone for one in people if one.email),
        requests=waiting(event).count(),
        programme=event.programme.filter(cancelled=False).count(),
        away=event.participants.filter(away__isnull=False).distinct().count(),
        mark=mark_of(event),
    )


def mark_of(event: Event) -> str:
    """Changes with the state and the days of the event, with what was announced, and with any published meeting."""
    event = Event.objects.get(pk=event.pk)
    meetings = event.meetings.filter(state=MeetingState.PLACED).order_by("pk")
    said = [
        (event.state, event.starts_on, event.ends_on, event.time_zone, event.announcements.count()),
        list(meetings.values_list("pk", "slot_id", "table_id", "sequence")),
    ]
    return sha256(repr(said).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Back:
    """What comes back when an event is taken up again: meetings to be placed, the requests that waited. ``lost``:
    meetings that do not, because somebody no longer comes."""

    meetings: dict[int, dict[str, Any]]
    lost: int
    requests: tuple[int, ...]
    programme: tuple[int, ...]


def coming_back(event: Event, said: Announcement) -> Back:
    """What calling off ended and nobody changed since."""
    ended: dict[str, dict[str, Any]] = said.ended.get("meetings", {})
    gone = set(event.participants.filter(state=ParticipantState.WITHDRAWN).values_list("pk", flat=True))
    off = event.meetings.filter(pk__in=ended, state=MeetingState.CANCELLED).prefetch_related("seats")
    found, lost = {}, 0
    for meeting in off:
        if sum(seat.participant_id not in gone for seat in meeting.seats.all()) >= 2:
            found[meeting.pk] = ended[str(meeting.pk)]
        else:
            lost += 1
    requests = event.requests.filter(pk__in=said.ended.get("requests", ()), state=RequestState.WITHDRAWN)
    requests = requests.exclude(asks__in=gone).exclude(asked__in=gone)
    programme = event.programme.filter(pk__in=said.ended.get("programme", ()), cancelled=True)
    return Back(found, lost, _keys(requests), _keys(programme))


def _keys(records: "QuerySet[Any]") -> tuple[int, ...]:
    return tuple(records.values_list("pk", flat=True))


def to_call_off(event: Event) -> "QuerySet[Meeting]":
    """Meetings that calling off ends: those to take place; what was held or missed stays as it was noted."""
    return event.meetings.filter(state__in=TO_PLAN)


def moved(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """So many days later, at the same hour of the place."""
    local = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone)
