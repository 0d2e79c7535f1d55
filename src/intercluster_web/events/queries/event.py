"""Events in lists, and the counts of the cockpit."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from intercluster_web.accounts.permissions import visible_to
from intercluster_web.events.models import Event, Meeting, MeetingState, Participant, ParticipantState, Request
from intercluster_web.events.queries.access import entered_by

WAITING = Q(state="asked")


def announced(user: Any) -> "QuerySet[Event]":
    """Events a person may know of: those they enter, and what others announce to them."""
    return visible_to(user, Event.objects.select_related("owner", "cooperation"))


def listed(user: Any, *, q: str = "", kind: str = "", state: str = "", when: str = "") -> "QuerySet[Event]":
    """The list of events, filtered; ``when``: coming | past. ``comes``: people registered, of events one enters."""
    found = announced(user)
    if q:
        found = found.filter(Q(title__icontains=q) | Q(place__icontains=q) | Q(beside__icontains=q))
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    today = timezone.localdate()
    if when == "coming":
        found = found.filter(ends_on__gte=today)
    elif when == "past":
        found = found.filter(ends_on__lt=today)
    return found


def registered_at(user: Any, events: list[Event]) -> dict[int, int]:
    """People registered at those of the events that a person enters."""
    counted = Count("participants", filter=Q(participants__state=ParticipantState.REGISTERED))
    inside = entered_by(user).filter(pk__in=[event.pk for event in events]).order_by()
    return dict(inside.annotate(comes=counted).values_list("pk", "comes"))


@dataclass(frozen=True)
class Counts:
    """Where an event stands. ``waiting`` and ``expired`` as of now; ``capacity``: meetings there is room for, slots ×
    tables."""

    invited: int
    registered: int
    withdrawn: int
    asked: int
    accepted: int
    declined: int
    waiting: int
    expired: int
    to_place: int
    placed: int
    held: int
    slots: int
    tables: int
    capacity: int

    @property
    def answered(self) -> int:
        """Accepted or declined."""
        return self.accepted + self.declined

    @property
    def acceptance(self) -> float | None:
        """Accepted of answered; None while nobody answered."""
        return self.accepted / self.answered if self.answered else None


def counts(event: Event) -> Counts:
    """The figures of the cockpit, each counted once."""
    people = _by(Participant.objects.filter(event=event))
    meetings = _by(Meeting.objects.filter(event=event))
    requests = Request.objects.filter(event=event)
    by_state = _by(requests)
    slots, tables = event.slots.count(), event.tables.count()
    over = requests.filter(WAITING, expires_at__lte=timezone.now()).count()
    return Counts(
        invited=people.get(ParticipantState.INVITED, 0),
        registered=people.get(ParticipantState.REGISTERED, 0),
        withdrawn=people.get(ParticipantState.WITHDRAWN, 0),
        asked=sum(by_state.values()),
        accepted=by_state.get("accepted", 0),
        declined=by_state.get("declined", 0),
        waiting=by_state.get("asked", 0) - over,
        expired=by_state.get("expired", 0) + over,
        to_place=meetings.get(MeetingState.TO_PLACE, 0),
        placed=meetings.get(MeetingState.PLACED, 0),
        held=meetings.get(MeetingState.HELD, 0),
        slots=slots,
        tables=tables,
        capacity=slots * tables,
    )


def _by(records: "QuerySet[Any]") -> dict[str, int]:
    return dict(records.order_by().values_list("state").annotate(n=Count("pk")))
