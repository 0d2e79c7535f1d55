"""What a participant does through their link about the others: whom to meet, what to answer, buyers' needs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of, part_of_list
from intercluster_web.api_writing import Sent, told
from intercluster_web.events.actions import needs as need_actions
from intercluster_web.events.actions import requests as actions
from intercluster_web.events.api.own import OwnRequestOut, acting, own_request
from intercluster_web.events.api.participants import ProfileLineOut
from intercluster_web.events.models import Participant, ProfileKind, ProfileLine, Request, Wish
from intercluster_web.events.presentation.pairs import Why, own_reasons
from intercluster_web.events.presentation.participants import Seen, seen
from intercluster_web.events.queries import needs as need_queries
from intercluster_web.events.queries import requests as queries
from intercluster_web.events.queries.pairs_own import known_of
from intercluster_web.events.queries.requests_suggestions import Suggested, suggested

router = Router(tags=["events: a participant's own"], auth=None)


class SeenOut(Schema):
    """Somebody as they show themselves: without ``person``, and ``title`` the kind of organisation, where they wish so.
    ``score``: how well their offers and needs meet your own, kind × fields, 0 to 1; none below a match.
    ``known``: what projects and directory say of the two of you, in words, for suggestions."""

    id: int
    title: str
    person: str
    kind: str
    country: str
    about: str
    offers: list[ProfileLineOut]
    needs: list[ProfileLineOut]
    score: float | None
    known: list[str]


class SeenPeopleOut(Schema):
    count: int
    items: list[SeenOut]


class PeopleFilter(Schema):
    """``suggestions``: only those whose offers and needs meet one's own, best first."""

    q: str = Field("", max_length=100, description="name where it is shown, organisation, offer or need")
    suggestions: bool = False


class AskIn(Sent):
    """``weight``: how much you wish it, 1 to 5."""

    message: str = Field("", max_length=500)
    weight: int = Field(3, ge=1, le=5)
    wish: Wish = Wish.ANY


class OwnAnswerIn(Sent):
    answer: Literal["accept", "decline", "withdraw"]


class ProposeIn(Sent):
    message: str = Field("", max_length=500, description="what you propose")


class SoughtOut(Schema):
    """``buyer``: empty where they wish so. ``fit``: as ``score`` of people. ``proposed``: you proposed yourself."""

    id: int
    buyer: str
    kind: ProfileKind
    text: str
    details: str
    wanted_by: dt.date | None
    fit: float
    proposed: bool


class SoughtsOut(Schema):
    count: int
    items: list[SoughtOut]


def _card(card: Seen, score: float | None, known: Iterable[Why] = ()) -> dict[str, Any]:
    alike = ("title", "person", "kind", "country", "about", "offers", "needs")
    words = [one.text for one in known]
    return {"id": card.pk, **{name: getattr(card, name) for name in alike}, "score": score, "known": words}


@router.get(
    "/me/{token}/people", response=SeenPeopleOut, operation_id="events_own_people", summary="Whom they could meet"
)
def people(
    request: HttpRequest,  # noqa: ARG001 - ninja gives it
    token: str,
    response: HttpResponse,
    part: Query[Part.Input],
    filters: Query[PeopleFilter],
) -> Any:
    """Everybody one may still ask, as they show themselves."""
    with acting(token, response) as me:
        found = queries.others(me, filters.q.strip())
        if not filters.suggestions:
            return part_of(found, part, lambda some: [_card(seen(one), None) for one in some])
        prefetch_related_objects([me], "lines")
        everybody = list(found)
        near = suggested(me, everybody, known_of(me, everybody))
        return part_of_list(near, part, lambda some: [_suggestion(me, one) for one in some])


def _suggestion(me: Participant, one: Suggested) -> dict[str, Any]:
    score = one.score if one.reasons else None
    return _card(seen(one.participant), score, own_reasons(me, one.participant, one.known))


@router.post(
    "/me/{token}/people/{int:participant_pk}/ask",
    response={201: OwnRequestOut},
    operation_id="events_own_ask",
    summary="Ask somebody for a meeting",
)
def ask(request: HttpRequest, token: str, participant_pk: int, sent: AskIn, response: HttpResponse) -> Any:  # noqa: ARG001
    """Who asked you is agreed with at once; asked twice, it is one request. Refused (422) where requests are closed, or
    one of the two declined."""
    with acting(token, response) as me:
        other = get_object_or_404(Participant, event=me.event, pk=participant_pk)
        with told():
            made = actions.ask(me, other, **sent.dict())
        return 201, _one(me, made.pk)


def _one(me: Participant, pk: int) -> dict[str, Any]:
    return own_request(next(one for one in _mine(me) if one.pk == pk), me, with_message=True)


def _mine(me: Participant) -> Iterable[Request]:
    sent, received = queries.of_participant(me)
    return [*sent, *received]


@router.post(
    "/me/{token}/requests/{int:request_pk}/answer",
    response=OwnRequestOut,
    operation_id="events_own_answer",
    summary="Answer a request, or withdraw one's own",
)
def answer(request: HttpRequest, token: str, request_pk: int, sent: OwnAnswerIn, response: HttpResponse) -> Any:  # noqa: ARG001
    """Where both are asked it is agreed once both accept. Refused (422) where it was answered or has run out."""
    with acting(token, response) as me:
        found = get_object_or_404(queries.answerable(me, sent.answer), pk=request_pk)
        with told():
            if sent.answer == "accept":
                actions.accept(found, me)
            else:
                {"decline": actions.decline, "withdraw": actions.withdraw}[sent.answer](found)
        return _one(me, request_pk)


@router.get("/me/{token}/needs", response=SoughtsOut, operation_id="events_own_needs", summary="What buyers look for")
def needs(request: HttpRequest, token: str, response: HttpResponse, part: Query[Part.Input]) -> Any:  # noqa: ARG001
    """Open needs of the others, the nearest to one's own offers first."""
    with acting(token, response) as me:
        return part_of_list(need_queries.sought(me), part, lambda some: [_sought(one) for one in some])


def _sought(one: need_queries.Sought) -> dict[str, Any]:
    need: ProfileLine = one.need
    alike = {name: getattr(need, name) for name in ("kind", "text", "details", "wanted_by")}
    return {"id": need.pk, "buyer": one.buyer, **alike, "fit": one.fit, "proposed": one.proposal is not None}


@router.post(
    "/me/{token}/needs/{int:need_pk}/propose",
    response={201: OwnRequestOut},
    operation_id="events_own_propose",
    summary="Propose oneself to a buyer's need",
)
def propose(request: HttpRequest, token: str, need_pk: int, sent: ProposeIn, response: HttpResponse) -> Any:  # noqa: ARG001
    """A request to the buyer, whose name stays hidden where the need does not show it; proposed twice, it is one."""
    with acting(token, response) as me:
        need = get_object_or_404(need_queries.open_needs(me.event), pk=need_pk)
        with told():
            made = need_actions.propose(me, need, sent.message)
        return 201, _one(me, made.pk)
