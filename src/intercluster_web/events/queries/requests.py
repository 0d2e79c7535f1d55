"""Who asked whom, what became of it, and whom a participant could meet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from intercluster_web.events.models import (
    Event,
    Meeting,
    MeetingState,
    Participant,
    ParticipantState,
    Request,
    RequestState,
)

ENDED = (MeetingState.CANCELLED,)


def requests(event: Event, *, q: str = "", state: str = "", must: bool = False) -> "QuerySet[Request]":
    """Those of an event that meet the filters; ``state`` as of now, so what ran out counts as expired."""
    found = event.requests.select_related("asks", "asked", "meeting")
    if q:
        either = Q()
        for side in ("asks", "asked"):
            either |= Q(**{f"{side}__organisation_name__icontains": q}) | Q(**{f"{side}__name__icontains": q})
        found = found.filter(either)
    late = Q(state=RequestState.ASKED, expires_at__lte=timezone.now())
    if state == RequestState.EXPIRED:
        found = found.filter(late | Q(state=state))
    elif state == RequestState.ASKED:
        found = found.filter(state=state).exclude(late)
    elif state == "reserve":
        found = found.filter(reserve())
    elif state:
        found = found.filter(state=state)
    return found.filter(must=True) if must else found


def reserve() -> Q:
    """Agreed on both sides, with no meeting: beyond somebody's limit, or not chosen."""
    return Q(state=RequestState.ACCEPTED) & (Q(meeting=None) | Q(meeting__state=MeetingState.CANCELLED))


def of_participant(participant: Participant) -> tuple[list[Request], list[Request]]:
    """Requests sent and received, the latest first."""
    both = ("asks", "asked", "meeting")
    sent = participant.requests_sent.select_related(*both).prefetch_related("asked__lines", "needs")
    received = participant.requests_received.select_related(*both).prefetch_related("asks__lines", "needs")
    return list(sent), list(received)


def pair(a: Participant, b: Participant) -> "QuerySet[Request]":
    """The requests between two people, either way."""
    return Request.objects.filter(Q(asks=a, asked=b) | Q(asks=b, asked=a))


def agreed_meetings(participant: Participant) -> int:
    """Meetings of a participant that are to take place or took place."""
    return participant.seats.exclude(meeting__state__in=ENDED).count()


def limit_of(participant: Participant, event: Event) -> int:
    """Most meetings of a participant: their own number, else that of the event."""
    return event.most_meetings if participant.most_meetings is None else participant.most_meetings


def waiting_for(event: Event) -> dict[Participant, list[Request]]:
    """Whom requests wait for: people with an address, with the requests they have not answered."""
    found = event.requests.filter(state=RequestState.ASKED, expires_at__gt=timezone.now())
    found = found.select_related("asked__contact", "asks__contact").prefetch_related("asks__lines", "asked__lines")
    people: dict[Participant, list[Request]] = defaultdict(list)
    for one in found.order_by("pk"):
        for person in (one.asked, one.asks):
            if person.email and one.waits_for(person.pk):
                people[person].append(one)
    return dict(people)


def others(me: Participant, q: str = "") -> "QuerySet[Participant]":
    """The other people who come and whom one may still ask: no request between the two, or one that ended unanswered.

    A hidden name is not searched: only kinds, countries and what is offered or needed.
    """
    found = Participant.objects.filter(event=me.event_id, state=ParticipantState.REGISTERED).exclude(pk=me.pk)
    settled = Request.objects.filter(event=me.event_id).filter(
        Q(state__in=(RequestState.ACCEPTED, RequestState.DECLINED))
        | Q(state=RequestState.ASKED, expires_at__gt=timezone.now())
    )
    # Whom one asked without knowing the name is not told by being left out.
    unnamed = Q(state=RequestState.ASKED, hides_asked=True)
    taken = set(settled.filter(asks=me).exclude(unnamed).values_list("asked", flat=True))
    taken |= set(settled.filter(asked=me).values_list("asks", flat=True))
    found = found.exclude(pk__in=taken)
    if q:
        named = Q(shown=True) & (Q(name__icontains=q) | Q(organisation_name__icontains=q) | Q(about__icontains=q))
        by_lines = Participant.objects.filter(event=me.event_id, lines__text__icontains=q).values("pk")
        found = found.filter(named | Q(pk__in=by_lines))
    return found.select_related("organisation").prefetch_related("lines")


def answerable(me: Participant, answer: str) -> "QuerySet[Request]":
    """Those one may ``accept`` or ``decline``, or one's own to ``withdraw``."""
    mine = Q(asks=me) if answer == "withdraw" else Q(asked=me) | Q(asks=me, both_asked=True)
    return Request.objects.filter(mine).select_related("event", "asks", "asked")


@dataclass(frozen=True)
class Load:
    """How one participant fares: asked, answered, agreed, and their limit."""

    participant: Participant
    received: int
    accepted: int
    declined: int
    agreed: int


def loads(event: Event) -> list[Load]:
    """Of each participant who comes; constant in queries."""
    people = event.participants.filter(state=ParticipantState.REGISTERED)
    received = _counted(event, Q())
    accepted = _counted(event, Q(state=RequestState.ACCEPTED))
    declined = _counted(event, Q(state=RequestState.DECLINED))
    on = (
        people.order_by()
        .annotate(agreed=Count("seats", filter=~Q(seats__meeting__state="cancelled")))
        .values_list("pk", "agreed")
    )
    agreed = dict(on)
    return [
        Load(one, received.get(one.pk, 0), accepted.get(one.pk, 0), declined.get(one.pk, 0), agreed[one.pk])
        for one in people
    ]


def _counted(event: Event, which: Q) -> dict[int, int]:
    found = event.requests.filter(which).order_by().values("asked").annotate(n=Count("pk"))
    return dict(found.values_list("asked", "n"))


def meetings(event: Event, *, alive: bool = True) -> "QuerySet[Meeting]":
    """Meetings with their people, those to be placed first."""
    found = event.meetings.select_related("slot", "table", "request").prefetch_related("seats__participant")
    if alive:
        found = found.exclude(state__in=ENDED)
    return found.order_by(F("slot__starts").asc(nulls_first=True), "pk")


def declined_pairs(event: Event) -> set[frozenset[int]]:
    """Two people of whom one declined the other."""
    found = event.requests.filter(state=RequestState.DECLINED).values_list("asks", "asked")
    return {frozenset(pair) for pair in found}


def people_of(event: Event, keys: Iterable[str]) -> list[Participant]:
    """Those of the keys of a form who come to the event."""
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 18]
    return list(event.participants.filter(pk__in=numbers, state=ParticipantState.REGISTERED))
