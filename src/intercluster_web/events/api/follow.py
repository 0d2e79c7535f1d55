"""After an event: whom our organisations met, what becomes of it, and the figures of the report."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import named_in
from intercluster_web.api_lists import Part, part_of_list
from intercluster_web.api_writing import Key, Sent, refused
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.events.actions import follow as actions
from intercluster_web.events.queries import follow as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404

router = Router(tags=["events: follow-up"])


class MetOut(Schema):
    """The meetings ``owner``, one of your organisations, held with ``met`` on one day; ``met``: key of the directory,
    else a name. ``encounter``: it is logged in scouting. ``cooperations``: of yours with them, by number; ``proved_in``
    one of them."""

    owner: str
    met: str
    name: str
    country: str
    on: dt.date
    meetings: list[int]
    they_asked: bool
    encounter: bool
    cooperations: list[int]
    proved_in: int | None


class MetsOut(Schema):
    count: int
    items: list[MetOut]


class LoggedOut(Schema):
    new: int = Field(description="encounters that were not logged before")


class ProofIn(Sent):
    """``owner``, ``met`` and ``on`` as the list has them; ``cooperation``: one of those it names."""

    owner: str = Field(max_length=200)
    met: str = Field(max_length=260)
    on: dt.date
    cooperation: Key


class ProvedOut(Schema):
    """``written``: false where the journal of the cooperation had it already."""

    written: bool


class CountryOut(Schema):
    country: str
    people: int


class EventFiguresOut(Schema):
    """``acceptance``: accepted of answered requests; ``held_rate``: held of the meetings ``noted``; none while there is
    nothing to divide by. ``ordered``: euros of the orders whose amount is known."""

    registered: int
    organisations: int
    countries: list[CountryOut]
    asked: int
    answered: int
    accepted: int
    acceptance: float | None
    meetings: int
    noted: int
    held: int
    held_rate: float | None
    orders: int
    ordered: Decimal


def _met(one: queries.Met) -> dict[str, Any]:
    return {
        "owner": one.owner.key,
        "met": one.key,
        **{name: getattr(one, name) for name in ("name", "country", "on", "they_asked")},
        "meetings": [meeting.pk for meeting in one.meetings],
        "encounter": bool(one.done and one.done.encounter_id),
        "cooperations": [each.pk for each in one.cooperations],
        "proved_in": one.done.cooperation_id if one.done else None,
    }


@router.get("/{int:pk}/met", response=MetsOut, operation_id="events_met", summary="Whom your organisations met")
def met(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """From the meetings noted as held, by name, each pair once a day."""
    found = queries.met_at(request.user, readable_or_404(request.user, pk))
    return part_of_list(found, part, lambda some: [_met(one) for one in some])


@router.post(
    "/{int:pk}/encounters",
    response=LoggedOut,
    operation_id="events_encounters",
    summary="Log those met as encounters of scouting",
)
def encounters(request: HttpRequest, pk: int) -> Any:
    """For your own organisations; what is logged is not logged twice."""
    event = readable_or_404(request.user, pk)
    if not queries.writes_for(request.user):
        raise PermissionDenied
    return {"new": actions.log_encounters(request.user, event, queries.met_at(request.user, event))}


@router.post(
    "/{int:pk}/proof",
    response=ProvedOut,
    operation_id="events_prove",
    summary="Write a meeting held into the journal of a cooperation",
)
def prove(request: HttpRequest, pk: int, sent: ProofIn) -> Any:
    """Companies on both sides prove a meeting between companies, else an event attended together; once."""
    event = changeable_or_404(request.user, pk)
    wanted = (sent.owner, sent.met, sent.on)
    found = (one for one in queries.met_at(request.user, event) if (one.owner.key, one.key, one.on) == wanted)
    row = next(found, None)
    if row is None:
        raise refused("nobody was met so: see the list of those met", "met")
    cooperation = get_object_or_404(Cooperation.objects.filter(named_in(request.user)), pk=sent.cooperation)
    if cooperation not in row.cooperations:
        raise refused("this cooperation is not one with them", "cooperation")
    return {"written": actions.prove(request.user, event, row, cooperation)}


@router.get(
    "/{int:pk}/figures", response=EventFiguresOut, operation_id="events_figures", summary="Figures of the report"
)
def figures(request: HttpRequest, pk: int) -> Any:
    """What funders and boards are told: who came, requests, meetings held, orders."""
    found = queries.figures(readable_or_404(request.user, pk))
    countries = [{"country": code, "people": number} for code, number in found.countries]
    return {name: getattr(found, name) for name in EventFiguresOut.model_fields} | {"countries": countries}
