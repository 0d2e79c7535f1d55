"""What an organiser announces to everybody at once: the event is called off, postponed, takes place after all."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Sent, checked, told
from intercluster_web.events.actions import announcements as actions
from intercluster_web.events.forms.announcements import DayForm
from intercluster_web.events.models import Announcement, AnnouncementKind, Event, EventState
from intercluster_web.events.queries import announcements as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.records.together import ChangedMeanwhileError

router = Router(tags=["events: announcements"])


class AnnouncementOut(Schema):
    """``days``: by how many it was postponed, negative where it comes sooner."""

    id: int
    kind: AnnouncementKind
    because: str
    days: int
    at: dt.datetime


class AnnouncementsOut(Schema):
    count: int
    items: list[AnnouncementOut]


class EffectOut(Schema):
    """``mark`` is sent with the word to do it. ``meetings`` have a time that people may know, ``with_meetings`` people
    sit there; ``people`` heard of the event: ``written_to`` of them, not who has no address (``unreachable``) or asked
    not to be written to (``alone``). ``over``: meetings that were held or missed. ``away``: people who said when they
    cannot come."""

    mark: str
    meetings: int
    to_place: int
    over: int
    with_meetings: int
    people: int
    written_to: int
    unreachable: int
    alone: int
    requests: int
    programme: int
    away: int


class WordIn(Sent):
    """``mark``: of the effect you looked through. ``because`` stands in the messages and on everybody's page."""

    mark: str = Field(min_length=1, max_length=64)
    because: str = Field(min_length=1, max_length=300, examples=["The hall is closed by a strike."])


class PostponeIn(WordIn):
    """``starts_on``: the new first day; slots and programme move by as many days, at the same hours of the place."""

    starts_on: dt.date = Field(examples=["2031-06-02"])


class AnnouncedOut(Schema):
    """The event as it stands. ``draft``: number of the draft that has the meetings where they were, where an event with
    a timetable was taken up again: look through it and publish it. Nobody is written to before you send the messages
    that are due."""

    state: EventState
    starts_on: dt.date
    ends_on: dt.date
    announcement: AnnouncementOut
    draft: int | None = None


@router.get(
    "/{int:pk}/announcements",
    response=AnnouncementsOut,
    operation_id="events_announcements",
    summary="What was announced to everybody",
)
def announcements(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """The latest first."""
    return part_of(readable_or_404(request.user, pk).announcements.all(), part, _shown)


def _shown(found: Iterable[Announcement]) -> list[Announcement]:
    return list(found)


@router.get(
    "/{int:pk}/effect",
    response=EffectOut,
    operation_id="events_effect",
    summary="Whom calling off or postponing an event concerns",
)
def effect(request: HttpRequest, pk: int) -> Any:
    """Look through this first; calling off, postponing and taking up again ask for its ``mark``."""
    found = queries.effect(changeable_or_404(request.user, pk))
    return {name: getattr(found, name) for name in EffectOut.model_fields} | {"unreachable": len(found.unreachable)}


@router.post(
    "/{int:pk}/call-off",
    response={200: AnnouncedOut, 409: Conflict},
    operation_id="events_call_off",
    summary="Call an event off",
)
def call_off(request: HttpRequest, pk: int, sent: WordIn) -> Any:
    """Its meetings and programme are cancelled in every calendar, requests that wait end, registration closes; what was
    held stays noted. Refused with 422 where it is over, with 409 and the new mark where it changed meanwhile."""
    event = changeable_or_404(request.user, pk)
    return _announced(event, lambda: actions.call_off(request.user, event, sent.because, sent.mark))


@router.post(
    "/{int:pk}/postpone",
    response={200: AnnouncedOut, 409: Conflict},
    operation_id="events_postpone",
    summary="Postpone an event",
)
def postpone(request: HttpRequest, pk: int, sent: PostponeIn) -> Any:
    """Everything moves to the new days, and calendars get it with a higher sequence. Refused as calling off is, and
    with 422 where meetings were held."""
    event = changeable_or_404(request.user, pk)
    starts_on = checked(DayForm({"starts_on": sent.starts_on}, event=event)).cleaned_data["starts_on"]
    return _announced(event, lambda: actions.postpone(request.user, event, starts_on, sent.because, sent.mark))


@router.post(
    "/{int:pk}/take-up",
    response={200: AnnouncedOut, 409: Conflict},
    operation_id="events_take_up",
    summary="Take an event up again that was called off",
)
def take_up(request: HttpRequest, pk: int, sent: WordIn) -> Any:
    """Its meetings come back in a draft, the requests that waited wait again. Refused with 422 where it is not called
    off."""
    event = changeable_or_404(request.user, pk)
    return _announced(event, lambda: actions.resume(request.user, event, sent.because, sent.mark))


def _announced(event: Event, act: Callable[[], Any]) -> Any:
    try:
        with told():
            made = act()
    except ChangedMeanwhileError:
        now = {"mark": queries.mark_of(event)}
        return 409, {"detail": "the event changed meanwhile: look through the effect again", "now": now}
    event.refresh_from_db()
    stands = {name: getattr(event, name) for name in ("state", "starts_on", "ends_on")}
    return stands | {"announcement": queries.latest(event), "draft": getattr(made, "number", None)}
