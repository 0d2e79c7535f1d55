"""Requests to meet: asked, answered, ended; and the meetings they become. A request never keeps a slot."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.events.actions.event import require_going_on, touch
from intercluster_web.events.models import (
    Event,
    EventState,
    Meeting,
    MeetingState,
    Participant,
    ParticipantState,
    Request,
    RequestState,
    Seat,
    Wish,
)
from intercluster_web.events.queries.requests import agreed_meetings, declined_pairs, limit_of, pair
from intercluster_web.records.ownership import require_change

ASKING = {EventState.OPEN, EventState.CLOSED, EventState.PRELIMINARY}
WAITING_FOR_EACH_MEETING = 3  # requests of one person that may wait at once, for each meeting they may have


@transaction.atomic
def ask(
    asks: Participant,
    asked: Participant,
    *,
    message: str = "",
    weight: int = 3,
    wish: str = Wish.ANY,
    organiser: Any = None,
    both: bool = False,
) -> Request:
    """Ask to meet somebody. Where they asked first, this accepts it; asked twice, it is one request.

    ``organiser``: the person of the organiser who suggests the meeting; ``both``: each of the two has to agree.

    Raises
    ------
    ValidationError
        Requests are over, one of the two does not come, the other declined before, or too many wait already.
    """
    event = Event.objects.select_for_update().get(pk=asks.event_id)
    if organiser is not None:
        require_change(organiser, event)
    _may_ask(event, asks, asked)
    before = list(pair(asks, asked))
    if any(one.state == RequestState.DECLINED for one in before):
        raise ValidationError(_("One of the two declined this meeting before; they are not put together again."))
    theirs = next((one for one in before if one.waits and (one.asks_id == asked.pk or one.both_asked)), None)
    if theirs and organiser is None:
        accept(theirs, asks)
        return theirs
    there = next((one for one in before if one.state == RequestState.ACCEPTED or one.waits), None)
    if there:
        return there
    open_now = asks.requests_sent.filter(state=RequestState.ASKED, expires_at__gt=timezone.now()).count()
    if organiser is None and open_now >= WAITING_FOR_EACH_MEETING * max(limit_of(asks, event), 1):
        raise ValidationError(_("Many of your requests wait for an answer; withdraw one, or wait."))
    values = {
        "message": message,
        "weight": weight,
        "wish": wish,
        "state": RequestState.ASKED,
        "by_organiser": organiser is not None,
        "expires_at": timezone.now() + timedelta(days=event.answer_days),
        "both_asked": both,
        **_ANEW,
    }
    made, _new = Request.objects.update_or_create(event=event, asks=asks, asked=asked, defaults=values)
    return made


_ANEW: dict[str, Any] = {
    "answered_at": None,
    "reminded_at": None,
    "asks_yes_at": None,
    "asked_yes_at": None,
    "hides_asked": False,
}


def _may_ask(event: Event, asks: Participant, asked: Participant) -> None:
    if event.state not in ASKING:
        raise ValidationError(_("Requests are over, or have not begun."))
    if asks.event_id != asked.event_id or asks.pk == asked.pk:
        raise ValidationError(_("Choose somebody else of this event."))
    for one in (asks, asked):
        if one.state != ParticipantState.REGISTERED:
            raise ValidationError(_("Only people who have confirmed that they come can meet."))


@transaction.atomic
def put_to_both(user: Any, a: Participant, b: Participant, message: str = "") -> Request:
    """The organiser suggests a meeting to two people, who are both asked; what is between them already stays.

    Raises
    ------
    ValidationError
        As ``ask`` does.
    """
    first, second = sorted((a, b), key=lambda one: one.pk)
    return ask(first, second, message=message, organiser=user, both=True)


@transaction.atomic
def accept(request: Request, by: Participant | None = None) -> Meeting | None:
    """Say yes, ``by`` one of the two, else by who was asked. It becomes a meeting to be placed, where both were asked
    when both said yes; where one of the two is at their limit it stays agreed, in reserve.

    Raises
    ------
    ValidationError
        It was answered, withdrawn or ran out before.
    """
    found = _waiting(request)
    event = found.event
    _may_ask(event, found.asks, found.asked)
    if not _all_said_yes(found, by or found.asked):
        return None
    _answer(found, RequestState.ACCEPTED)
    request.state = found.state
    if all(agreed_meetings(one) < limit_of(one, event) for one in (found.asks, found.asked)):
        return meet(found)
    return None


def _all_said_yes(found: Request, by: Participant) -> bool:
    """Note the yes of one person; whether nobody else has to say it."""
    column = "asks_yes_at" if by.pk == found.asks_id else "asked_yes_at"
    if not found.both_asked:
        return True
    setattr(found, column, timezone.now())
    found.save(update_fields=[column])
    return found.asks_yes_at is not None and found.asked_yes_at is not None


def _waiting(request: Request) -> Request:
    found = Request.objects.select_for_update().select_related("event", "asks", "asked").get(pk=request.pk)
    if found.over:
        raise ValidationError(_("This request has expired; you can ask in your turn."))
    if found.state != RequestState.ASKED:
        raise ValidationError(_("This request has been answered or withdrawn meanwhile."))
    return found


def _answer(found: Request, state: str) -> None:
    found.state, found.answered_at = state, timezone.now()
    found.save(update_fields=["state", "answered_at"])


def meet(request: Request) -> Meeting:
    """The meeting of an accepted request; one that was set aside comes back to be placed."""
    made, new = Meeting.objects.get_or_create(request=request, defaults={"event": request.event, "wish": request.wish})
    if new:
        Seat.objects.bulk_create(Seat(meeting=made, participant=one) for one in (request.asks, request.asked))
    elif made.state == MeetingState.CANCELLED:
        made.state, made.cancelled_because = MeetingState.TO_PLACE, ""
        made.slot = made.table = None
        made.save()
    touch(request.event)
    return made


@transaction.atomic
def decline(request: Request) -> None:
    """Say no: these two are never put together. Raises ``ValidationError`` as ``accept`` does."""
    _answer(_waiting(request), RequestState.DECLINED)
    request.state = RequestState.DECLINED


@transaction.atomic
def withdraw(request: Request) -> None:
    """Take back a request that nobody answered. Raises ``ValidationError`` as ``accept`` does."""
    _answer(_waiting(request), RequestState.WITHDRAWN)
    request.state = RequestState.WITHDRAWN


def expire_due() -> int:
    """Write down what has run out; safe to run every day, or twice. Returns how many."""
    due = Request.objects.filter(state=RequestState.ASKED, expires_at__lte=timezone.now())
    return due.update(state=RequestState.EXPIRED)


@transaction.atomic
def set_must(user: Any, request: Request, must: bool) -> None:
    """Say that a meeting must take place. Raises ``ValidationError`` where it was declined."""
    require_change(user, request.event)
    if must and request.state == RequestState.DECLINED:
        raise ValidationError(_("It was declined; it cannot be made to take place."))
    request.must = must
    request.save(update_fields=["must"])
    touch(request.event)


@transaction.atomic
def group_meeting(
    user: Any,
    event: Event,
    people: Sequence[Participant],
    *,
    title: str = "",
    wish: str = Wish.ANY,
    any_colleague: bool = False,
) -> Meeting:
    """A meeting of two or more, by the organiser. ``any_colleague``: somebody else of an organisation may sit there.

    Raises
    ------
    ValidationError
        Fewer than two people, or two of whom one declined the other.
    """
    require_change(user, event)
    require_going_on(event)
    if len(people) < 2:
        raise ValidationError(_("Choose at least two people."))
    keys = {one.pk for one in people}
    if any(declined <= keys for declined in declined_pairs(event)):
        raise ValidationError(_("One of the two declined this meeting before; they are not put together again."))
    made = Meeting.objects.create(event=event, title=title, wish=wish)
    Seat.objects.bulk_create(Seat(meeting=made, participant=one, any_colleague=any_colleague) for one in people)
    touch(event)
    return made


@transaction.atomic
def choose(user: Any, event: Event, chosen: Iterable[Request], aside: Iterable[Meeting]) -> None:
    """Apply a choice of meetings: those chosen are to be placed, the others agreed upon wait in reserve.

    A request still without an answer becomes a meeting only because the organiser decides so.

    Raises
    ------
    ValidationError
        The event is called off.
    """
    require_change(user, event)
    require_going_on(event)
    for request in chosen:
        if request.state == RequestState.ASKED:
            _answer(request, RequestState.ACCEPTED)
        meet(request)
    keys = [meeting.pk for meeting in aside]
    Meeting.objects.filter(Q(pk__in=keys), event=event, state=MeetingState.TO_PLACE).update(
        state=MeetingState.CANCELLED,
        cancelled_because=_("Not chosen within the limits; kept in reserve."),
        revision=F("revision") + 1,
    )
    touch(event)
