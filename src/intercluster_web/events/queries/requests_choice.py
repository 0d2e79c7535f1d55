"""Which meetings to hold: the wishes of an event as the exact selection takes them, and what it answers."""

import hashlib
import json
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from intercluster.meetings.selection import Candidate, Limits, Selection, select
from intercluster_web.events.models import Event, Meeting, MeetingState, Participant, Request, RequestState
from intercluster_web.events.queries.participants import coming
from intercluster_web.events.queries.requests import declined_pairs, limit_of

SECONDS = 20.0
FIXED = (MeetingState.PLACED, MeetingState.HELD)


@dataclass(frozen=True)
class Pair:
    """Two people who could meet: the requests between them, their meeting if there is one, what it is worth.

    ``worth``: the sum of how much both wish it, 1 to 5 each.
    """

    first: Participant
    second: Participant
    requests: tuple[Request, ...]
    worth: int
    must: bool

    @property
    def request(self) -> Request:
        """The request the meeting belongs to: an accepted one first."""
        return min(self.requests, key=lambda one: (one.state != RequestState.ACCEPTED, one.pk))

    @property
    def meeting(self) -> Meeting | None:
        return next((one.meeting for one in self.requests if hasattr(one, "meeting")), None)


@dataclass(frozen=True)
class Choice:
    """What the selection answers. ``added`` become meetings, ``aside`` are meetings to be placed that go into
    the reserve."""

    pairs: tuple[Pair, ...]
    selection: Selection
    people: tuple[Participant, ...]
    added: tuple[Pair, ...]
    kept: tuple[Pair, ...]
    aside: tuple[Pair, ...]

    @property
    def mark(self) -> str:
        """The choice as a short mark, so that what is written is what was shown."""
        said = [sorted(pair.request.pk for pair in part) for part in (self.added, self.aside)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def left_out(self) -> int:
        return len(self.pairs) - len(self.added) - len(self.kept)

    @property
    def starved_by_greedy(self) -> int:
        """People to whom always taking the best pair first would have given fewer meetings."""
        exact, greedy = self.selection.meetings_of, self.selection.greedy_meetings_of
        return sum(g < e for e, g in zip(exact, greedy, strict=True))

    @property
    def fewest(self) -> tuple[int, int]:
        """The smallest number of meetings of anybody who has a wish: exact and greedy."""
        with_wish = {one.pk for pair in self.pairs for one in (pair.first, pair.second)}
        wishing = [index for index, one in enumerate(self.people) if one.pk in with_wish]
        exact = [self.selection.meetings_of[index] for index in wishing]
        greedy = [self.selection.greedy_meetings_of[index] for index in wishing]
        return min(exact, default=0), min(greedy, default=0)


def pairs(event: Event, *, unanswered: bool = False) -> list[Pair]:
    """The pairs to choose among: agreed ones, and with ``unanswered`` those that wait as well."""
    here = {one.pk: one for one in coming(event)}
    found: dict[frozenset[int], list[Request]] = {}
    for one in _in_force(event, unanswered=unanswered).select_related("meeting").order_by("pk"):
        if one.asks_id in here and one.asked_id in here:
            one.asks, one.asked = here[one.asks_id], here[one.asked_id]
            found.setdefault(frozenset((one.asks_id, one.asked_id)), []).append(one)
    never = declined_pairs(event)
    return [_pair(requests) for key, requests in found.items() if key not in never]


def pairs_wished(event: Event) -> int:
    """How many pairs there are to choose among, those that wait counted."""
    here = set(coming(event).values_list("pk", flat=True))
    asked = _in_force(event, unanswered=True).order_by().values_list("asks", "asked")
    found = {frozenset(pair) for pair in asked if here.issuperset(pair)}
    return len(found - declined_pairs(event))


def _in_force(event: Event, *, unanswered: bool) -> "QuerySet[Request]":
    """Requests that were accepted, and with ``unanswered`` those that can still be."""
    wanted = Q(state=RequestState.ACCEPTED)
    if unanswered:
        wanted |= Q(state=RequestState.ASKED, expires_at__gt=timezone.now())
    return event.requests.filter(wanted)


def _pair(requests: list[Request]) -> Pair:
    first = requests[0]
    placed = any(hasattr(one, "meeting") and one.meeting.state in FIXED for one in requests)
    must = placed or any(one.must for one in requests)
    return Pair(first.asks, first.asked, tuple(requests), sum(one.weight for one in requests), must)


def choose(event: Event, *, unanswered: bool = False, most: int, least: int = 0, fair: bool = True) -> Choice:
    """The exact best choice; raises ``SelectionError`` where must-have meetings cannot all be kept.

    Meetings the organiser set without a request count against the limits and are not chosen among.
    """
    people = list(coming(event))
    index = {one.pk: number for number, one in enumerate(people)}
    among = pairs(event, unanswered=unanswered)
    others = _set_otherwise(event)
    room = [max(min(most, limit_of(one, event)) - others.get(one.pk, 0), 0) for one in people]
    limits = Limits(tuple(room), tuple(min(least, cap) for cap in room), tuple(str(one) for one in people))
    candidates = [Candidate(index[p.first.pk], index[p.second.pk], float(p.worth), p.must) for p in among]
    selection = select(candidates, limits, fair=fair, seconds=SECONDS)
    chosen = set(selection.chosen)
    alive = {number for number, pair in enumerate(among) if _is_on(pair)}
    return Choice(
        pairs=tuple(among),
        selection=selection,
        people=tuple(people),
        added=tuple(among[number] for number in sorted(chosen - alive)),
        kept=tuple(among[number] for number in sorted(chosen & alive)),
        aside=tuple(among[number] for number in sorted(alive - chosen)),
    )


def _is_on(pair: Pair) -> bool:
    return pair.meeting is not None and pair.meeting.state != MeetingState.CANCELLED


def _set_otherwise(event: Event) -> dict[int, int]:
    """Meetings of each person that come from no request."""
    found: dict[int, int] = {}
    for meeting in event.meetings.filter(request=None).exclude(state=MeetingState.CANCELLED).prefetch_related("seats"):
        for seat in meeting.seats.all():
            found[seat.participant_id] = found.get(seat.participant_id, 0) + 1
    return found
