"""A participant's own timetable, through their signed link: what their page shows, and nothing of others beyond it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from ninja import Router, Schema
from ninja.errors import HttpError

from intercluster_web.events.models import (
    Event,
    EventState,
    ItemKind,
    MeetingState,
    Participant,
    ProgrammeItem,
    Request,
    RequestState,
)
from intercluster_web.events.presentation.participants import seen_in
from intercluster_web.events.queries import requests as queries
from intercluster_web.events.queries.programme import of_participant as of_programme
from intercluster_web.events.queries.timetable import Line, lines_of

router = Router(tags=["events: a participant's own"], auth=None)


class OtherOut(Schema):
    """Somebody they meet."""

    name: str
    function: str
    organisation: str
    country: str


class OwnMeetingOut(Schema):
    """``starts`` and ``ends`` in the time of the event. ``uid`` is the one of the calendar."""

    uid: str
    title: str
    starts: dt.datetime
    ends: dt.datetime
    table: str
    room: str
    state: MeetingState
    sequence: int
    with_whom: list[OtherOut]


class OwnItemOut(Schema):
    """Something of the programme that is meant for them."""

    uid: str
    kind: ItemKind
    title: str
    starts: dt.datetime
    ends: dt.datetime
    room: str
    speakers: str


class OwnRequestOut(Schema):
    """Somebody who asked, or was asked: without a name until both agree, where they wish so."""

    id: int
    who: str
    person: str
    kind: str
    country: str
    state: RequestState
    message: str
    expires_at: dt.datetime | None
    meeting: MeetingState | None


class OwnTimetableOut(Schema):
    """``preliminary``: times and tables may still change; ``called_off``: the event does not take place. ``waiting``:
    requests for them to answer on their page; ``asked``: their own, and those where the other is still to answer;
    ``agreed``: both said yes, with the state of the meeting (none: in reserve)."""

    event: str
    place: str
    time_zone: str
    starts_on: dt.date
    ends_on: dt.date
    name: str
    organisation: str
    state: str
    preliminary: bool
    called_off: bool
    most_meetings: int
    meetings: list[OwnMeetingOut]
    programme: list[OwnItemOut]
    waiting: list[OwnRequestOut]
    agreed: list[OwnRequestOut]
    asked: list[OwnRequestOut]
    own_page: str
    calendar: str
    pdf: str


@router.get(
    "/me/{token}",
    response=OwnTimetableOut,
    operation_id="events_own_timetable",
    summary="A participant's own timetable, by their link",
)
def own_timetable(request: HttpRequest, token: str, response: HttpResponse) -> Any:
    """``token`` is the last word of the address of their page; no account is needed. A link that was replaced, has run
    out or was cut is gone (410)."""
    with acting(token, response) as me:
        return _out(request, me, me.event)


@contextmanager
def acting(token: str, response: HttpResponse) -> Iterator[Participant]:
    """The participant of a link, in their language; nothing of it is kept on the way. A dead link is gone (410)."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    found = Participant.of(token)
    if found is None:
        raise HttpError(410, "this link no longer works")
    me = Participant.objects.select_related("event__owner", "contact").get(pk=found.pk)
    with translation.override(me.language):
        yield me


def _out(request: HttpRequest, me: Participant, event: Event) -> dict[str, Any]:
    sent, received = queries.of_participant(me)
    every = [*sent, *received]
    waiting = [one for one in every if one.waits_for(me.pk)]
    agreed = [one for one in every if one.state == RequestState.ACCEPTED]
    said_yes = [one for one in received if one.waits and not one.waits_for(me.pk)]
    mine = [one for one in sent if one not in waiting and one not in agreed]
    pages = {"own_page": "events:me", "calendar": "events:me-calendar", "pdf": "events:me-paper"}
    return {
        "event": event.title,
        **{name: getattr(event, name) for name in ("place", "time_zone", "starts_on", "ends_on")},
        "name": me.name,
        "organisation": me.organisation_name,
        "state": me.state,
        "preliminary": event.state == EventState.PRELIMINARY,
        "called_off": event.state == EventState.CANCELLED,
        "most_meetings": queries.limit_of(me, event),
        "meetings": [_meeting(line, event) for line in lines_of([me], event)[me.pk]],
        "programme": [_item(item, event) for item in of_programme(me, cancelled=False)],
        "waiting": [own_request(one, me, with_message=True) for one in waiting],
        "agreed": [own_request(one, me) for one in agreed],
        "asked": [own_request(one, me) for one in (*said_yes, *mine)],
        **{name: request.build_absolute_uri(reverse(page, args=[me.token()])) for name, page in pages.items()},
    }


def _meeting(line: Line, event: Event) -> dict[str, Any]:
    here = ZoneInfo(event.time_zone)
    return {
        "uid": str(line.meeting.uid),
        "title": line.meeting.title,
        "starts": line.slot.starts.astimezone(here),
        "ends": line.slot.ends.astimezone(here),
        "table": line.table.name if line.table else "",
        "room": str(line.table.room or "") if line.table else "",
        "state": line.meeting.state,
        "sequence": line.meeting.sequence + event.calendar_sequence,
        "with_whom": [
            {
                "name": other.name,
                "function": other.function,
                "organisation": other.organisation_name,
                "country": other.country,
            }
            for other in line.others
        ],
    }


def _item(item: ProgrammeItem, event: Event) -> dict[str, Any]:
    here = ZoneInfo(event.time_zone)
    return {
        "uid": str(item.uid),
        **{name: getattr(item, name) for name in ("kind", "title", "room", "speakers")},
        "starts": item.starts.astimezone(here),
        "ends": item.ends.astimezone(here),
    }


def own_request(one: Request, me: Participant, *, with_message: bool = False) -> dict[str, Any]:
    """A request as one of the two reads it."""
    card = seen_in(one, me, agreed=one.state == RequestState.ACCEPTED)
    meeting = getattr(one, "meeting", None)
    return {
        "id": one.pk,
        "who": card.title,
        "person": card.person,
        "kind": card.kind,
        "country": card.country,
        "state": RequestState.EXPIRED if one.over else one.state,
        "message": one.message if with_message else "",
        "expires_at": one.expires_at if one.waits else None,
        "meeting": meeting.state if meeting and meeting.state != MeetingState.CANCELLED else None,
    }
