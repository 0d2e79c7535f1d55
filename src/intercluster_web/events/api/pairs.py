"""From the scouting room: whom to bring together and why, and whom to invite."""

from collections.abc import Iterable
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of_list
from intercluster_web.api_writing import Sent, refused, told
from intercluster_web.events.actions.pairs import put_on_list
from intercluster_web.events.actions.requests import put_to_both
from intercluster_web.events.api.participants import Who, people_called
from intercluster_web.events.api.requests import PersonOut, person_out
from intercluster_web.events.models import ParticipantState
from intercluster_web.events.presentation.pairs import CODES, Card, cards
from intercluster_web.events.queries import guests as guest_queries
from intercluster_web.events.queries import pairs as queries
from intercluster_web.events.queries.access import changeable_or_404

router = Router(tags=["events: suggestions"])

Source = Field(max_length=40, pattern=r"^(shortlist|objective)-\d{1,17}$", examples=["shortlist-3"])


class ShownOut(Schema):
    """A piece of evidence; ``page``: the path that says more, where there is one."""

    label: str
    year: int | None
    page: str


class WhyOut(Schema):
    """A reason in words, with its number, its unit and years (``counted``) and its source."""

    code: str
    text: str
    points: float
    counted: str
    source: str
    source_page: str
    evidence: list[ShownOut]


class SuggestedPairOut(Schema):
    """Two organisations that could meet, with who comes for each. ``points``: the sum of those of the reasons; they
    order the pairs and are no probability."""

    first: list[PersonOut]
    second: list[PersonOut]
    points: float
    reasons: list[WhyOut]


class SuggestedPairsOut(Schema):
    count: int
    items: list[SuggestedPairOut]


class PairFilter(Schema):
    """``between``: home (organisations of the event's country with others), countries (of different ones), research
    (companies with laboratories), buyers (with others); else anybody with anybody. ``why``: code of a reason the pair
    must have. ``who``: key of an organisation that is one of the two."""

    between: Literal["", "home", "countries", "research", "buyers"] = ""
    why: str = Field("", max_length=40, examples=["same_fields"])
    who: str = Field("", max_length=200)


class PairsIn(Sent):
    """``pairs`` of people, each by number or e-mail address: usually the first of either side."""

    pairs: list[list[Who]] = Field(min_length=1, max_length=200, examples=[[["ada@example.org", "cy@example.org"]]])
    message: str = Field("", max_length=500, description="that both read")


class PairRefusedOut(Schema):
    pair: int = Field(description="place in the list sent, from 0")
    why: str


class PairsPutOut(Schema):
    """``requests``: the numbers of the requests, in the order sent, none where it was ``refused``; the others stand."""

    requests: list[int | None]
    refused: list[PairRefusedOut]


class GuestListOut(Schema):
    source: str = Field(examples=["objective-5"])
    title: str


class GuestListsOut(Schema):
    count: int
    items: list[GuestListOut]


class GuestContactOut(Schema):
    """Somebody of your address book."""

    name: str
    function: str
    email: str


class GuestOut(Schema):
    """An organisation one could invite, at its place in the list or ranking. ``there``: who comes for it already."""

    place: int
    organisation: str
    name: str
    country: str
    why: str
    contacts: list[GuestContactOut]
    there: list[PersonOut]


class GuestsOut(Schema):
    count: int
    items: list[GuestOut]


class GuestsIn(Sent):
    """``organisations``: keys of those of the list that you want to invite."""

    source: str = Source
    organisations: list[str] = Field(min_length=1, max_length=200)


class InvitedOut(Schema):
    """Who is now on the list for them; somebody still to be named where the address book knows nobody."""

    count: int
    items: list[PersonOut]


@router.get(
    "/{int:pk}/pairs",
    response=SuggestedPairsOut,
    operation_id="events_pairs",
    summary="Whom to bring together, and why",
)
def pairs(request: HttpRequest, pk: int, part: Query[Part.Input], filters: Query[PairFilter]) -> Any:
    """Most points first; those that were asked, agreed or declined are left out. Nothing is written."""
    event = changeable_or_404(request.user, pk)
    if filters.why and filters.why not in CODES:
        raise refused(f"no reason is called that; known: {', '.join(CODES)}", "why")
    found = queries.couples(request.user, event, **filters.dict())
    return part_of_list(found, part, lambda some: [_pair(card) for card in cards(some)])


def _pair(card: Card) -> dict[str, Any]:
    couple = card.couple
    return {
        **{side: [person_out(one) for one in getattr(couple, side)] for side in ("first", "second")},
        "points": couple.points,
        "reasons": [
            {
                "code": reason.code,
                **{name: getattr(why, name) for name in ("text", "points", "counted", "source")},
                "source_page": why.source_url,
                "evidence": [{"label": one.label, "year": one.year, "page": one.href} for one in why.evidence],
            }
            for reason, why in zip(couple.reasons, card.reasons, strict=True)
        ],
    }


@router.post(
    "/{int:pk}/pairs", response=PairsPutOut, operation_id="events_pairs_put", summary="Put suggested meetings to both"
)
def put(request: HttpRequest, pk: int, sent: PairsIn) -> Any:
    """Each becomes a request that is agreed once both say yes; one that waits already is found again, not doubled."""
    event = changeable_or_404(request.user, pk)
    couples = [_two(event, number, pair) for number, pair in enumerate(sent.pairs)]
    made: list[int | None] = []
    wrong: list[dict[str, Any]] = []
    for number, (a, b) in enumerate(couples):
        try:
            made.append(put_to_both(request.user, a, b, sent.message).pk)
        except ValidationError as why:
            made.append(None)
            wrong += [{"pair": number, "why": said} for said in why.messages]
    return {"requests": made, "refused": wrong}


def _two(event: Any, number: int, pair: list[Who]) -> Any:
    where = ("pairs", number)
    if len(pair) != 2:
        raise refused("a pair is of two people", *where)
    people = people_called(event, pair, *where)
    if gone := next((one for one in people if one.state != ParticipantState.REGISTERED), None):
        raise refused(f"{gone} has not confirmed to come", *where)
    return people


@router.get(
    "/{int:pk}/guests/lists",
    response=GuestListsOut,
    operation_id="events_guest_lists",
    summary="Where guests could come from",
)
def lists(request: HttpRequest, pk: int) -> Any:
    """Your shortlists, and the objectives you can rank partners for."""
    shortlists, objectives = guest_queries.lists_of(request.user, changeable_or_404(request.user, pk))
    items = [
        {"source": f"{kind}-{one.pk}", "title": str(one)}
        for kind, records in (("shortlist", shortlists), ("objective", objectives))
        for one in records
    ]
    return {"count": len(items), "items": items}


@router.get("/{int:pk}/guests", response=GuestsOut, operation_id="events_guests", summary="Whom to invite")
def guests(request: HttpRequest, pk: int, part: Query[Part.Input], source: str = Query(..., max_length=40)) -> Any:
    """The organisations of a ``source`` that are in the directory, in its order."""
    event = changeable_or_404(request.user, pk)
    return part_of_list(guest_queries.guests(request.user, event, source), part, _guests)


def _guests(found: Iterable[guest_queries.Guest]) -> list[dict[str, Any]]:
    return [
        {
            "place": one.place,
            "organisation": one.organisation.key,
            "name": one.organisation.name,
            "country": one.organisation.country,
            "why": one.why,
            "contacts": [{"name": each.name, "function": each.function, "email": each.email} for each in one.contacts],
            "there": [person_out(each) for each in one.there],
        }
        for one in found
    ]


@router.post(
    "/{int:pk}/guests", response=InvitedOut, operation_id="events_guests_invite", summary="Put guests on the list"
)
def invite(request: HttpRequest, pk: int, sent: GuestsIn) -> Any:
    """With the people you know there. Who is on the list stays; their invitations wait among the messages due."""
    event = changeable_or_404(request.user, pk)
    found = {one.organisation.key: one for one in guest_queries.guests(request.user, event, sent.source)}
    for number, key in enumerate(sent.organisations):
        if key not in found:
            raise refused(f"{key[:80]} is not on this list", "organisations", number)
    with told():
        made = put_on_list(request.user, event, [found[key] for key in dict.fromkeys(sent.organisations)])
    return {"count": len(made), "items": [person_out(one) for one in made]}
