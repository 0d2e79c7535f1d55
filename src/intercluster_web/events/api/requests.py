"""Requests to meet: listed, made and answered on behalf of people."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Sent, refused, told
from intercluster_web.events.actions import requests as actions
from intercluster_web.events.api.participants import Who, people_called
from intercluster_web.events.models import Event, MeetingState, Participant, Request, RequestState, Wish
from intercluster_web.events.queries import requests as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404

router = Router(tags=["events: requests and meetings"])

ENDS = {"decline": actions.decline, "withdraw": actions.withdraw}


class PersonOut(Schema):
    id: int
    name: str
    organisation: str


class RequestIn(Sent):
    """You suggest that two people meet, each by number or e-mail address; ``asked`` answers, with ``both`` each of the
    two has to agree."""

    asks: Who = Field(examples=["ada@example.org"])
    asked: Who = Field(examples=["bo@example.org"])
    message: str = Field("", max_length=500)
    weight: int = Field(3, ge=1, le=5, description="how much it is wished")
    wish: Wish = Wish.ANY
    must: bool = Field(False, description="must take place")
    both: bool = False


class AnswerIn(Sent):
    """What they told you by telephone or mail. ``by``: who of the two says yes, where both were asked; else who was."""

    answer: Literal["accept", "decline", "withdraw"]
    by: Who | None = None


class MustIn(Sent):
    must: bool


class RequestOut(Schema):
    """``state`` as of now: what ran out is expired. ``said_yes``: who said yes, by number, where both are asked.
    ``meeting``: the number of the meeting it became; none for an accepted one where somebody is at their limit: it
    waits in reserve."""

    id: int
    asks: PersonOut
    asked: PersonOut
    message: str
    weight: int
    wish: Wish
    must: bool
    state: RequestState
    by_organiser: bool
    both_asked: bool
    said_yes: list[int]
    asked_at: dt.datetime
    expires_at: dt.datetime
    answered_at: dt.datetime | None
    meeting: int | None


class RequestsOut(Schema):
    count: int
    items: list[RequestOut]


class RequestFilter(Schema):
    q: str = Field("", max_length=100, description="name or organisation of either")
    state: Literal["", "asked", "accepted", "declined", "expired", "withdrawn", "reserve"] = ""
    must: bool = False


def person_out(one: Participant) -> dict[str, Any]:
    return {"id": one.pk, "name": one.name, "organisation": one.organisation_name}


def _out(one: Request) -> dict[str, Any]:
    alike = ("message", "weight", "wish", "must", "by_organiser", "both_asked", "asked_at", "expires_at", "answered_at")
    said = ((one.asks_id, one.asks_yes_at), (one.asked_id, one.asked_yes_at))
    meeting = getattr(one, "meeting", None)
    return {
        "id": one.pk,
        "asks": person_out(one.asks),
        "asked": person_out(one.asked),
        **{name: getattr(one, name) for name in alike},
        "said_yes": [key for key, when in said if when],
        "state": RequestState.EXPIRED if one.over else one.state,
        "meeting": meeting.pk if meeting and meeting.state != MeetingState.CANCELLED else None,
    }


def _shown(found: Iterable[Request]) -> list[dict[str, Any]]:
    return [_out(one) for one in found]


def _one(event: Event, pk: int) -> Request:
    return get_object_or_404(queries.requests(event), pk=pk)


@router.get("/{int:pk}/requests", response=RequestsOut, operation_id="events_requests", summary="Requests to meet")
def requests(request: HttpRequest, pk: int, part: Query[Part.Input], filters: Query[RequestFilter]) -> Any:
    """The latest first. ``state=reserve``: agreed on both sides, with no meeting."""
    event = readable_or_404(request.user, pk)
    return part_of(queries.requests(event, **filters.dict()), part, _shown)


@router.post(
    "/{int:pk}/requests",
    response={201: RequestOut},
    operation_id="events_request_create",
    summary="Ask on behalf of somebody",
)
def create(request: HttpRequest, pk: int, sent: RequestIn) -> Any:
    """It never takes a slot; it is answered, or expires. Two people of whom one declined are refused (422)."""
    event = changeable_or_404(request.user, pk)
    asks, asked = people_called(event, [sent.asks], "asks") + people_called(event, [sent.asked], "asked")
    with told():
        made = actions.ask(
            asks,
            asked,
            message=sent.message,
            weight=sent.weight,
            wish=sent.wish,
            organiser=request.user,
            both=sent.both,
        )
        if sent.must:
            made.event = event
            actions.set_must(request.user, made, must=True)
    return 201, _out(_one(event, made.pk))


@router.post(
    "/{int:pk}/requests/{int:request_pk}/answer",
    response=RequestOut,
    operation_id="events_request_answer",
    summary="Answer on behalf of somebody",
)
def answer(request: HttpRequest, pk: int, request_pk: int, sent: AnswerIn) -> Any:
    """Refused (422) where it was answered or withdrawn before, or has run out."""
    event = changeable_or_404(request.user, pk)
    found = _one(event, request_pk)
    by = people_called(event, [sent.by], "by")[0] if sent.by is not None else found.asked
    if by.pk not in (found.asks_id, found.asked_id):
        raise refused("this is neither of the two", "by")
    with told():
        if sent.answer == "accept":
            actions.accept(found, by)
        else:
            ENDS[sent.answer](found)
    return _out(_one(event, request_pk))


@router.put(
    "/{int:pk}/requests/{int:request_pk}/must",
    response=RequestOut,
    operation_id="events_request_must",
    summary="Say that a meeting must take place",
)
def must(request: HttpRequest, pk: int, request_pk: int, sent: MustIn) -> Any:
    """The choice of meetings never leaves it out; false takes the mark off."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.requests.select_related("event__owner"), pk=request_pk)
    with told():
        actions.set_must(request.user, found, must=sent.must)
    return _out(_one(event, request_pk))
