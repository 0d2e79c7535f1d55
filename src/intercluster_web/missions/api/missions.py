"""Missions themselves: listed, read, made, changed; their history by zone and year."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster.missions import history as rules
from intercluster_web.accounts.permissions import changeable_or_404, current_seat, visible_or_404
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, written
from intercluster_web.missions.actions import missions as actions
from intercluster_web.missions.forms.missions import MissionForm
from intercluster_web.missions.models import Direction, Mission, Precision, State
from intercluster_web.missions.queries import missions as queries
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.together import fingerprint

router = Router(tags=["missions"])

WRITTEN = [name for name in MissionForm._meta.fields or () if name != "owner"]


class MissionIn(Sent):
    """``precision``: how precisely the days are known. A mission that took place needs a first day."""

    owner: str = Field(max_length=200, description="key of the directory; an organisation you write for")
    title: str = Field(min_length=1, max_length=200)
    direction: Direction = Direction.OUT
    purpose: str = Field("", max_length=20_000)
    country: str = Field("", max_length=2)
    place: str = Field("", max_length=160)
    occasion: str = Field("", max_length=160, description="fair or event it goes to")
    starts: dt.date | None = None
    ends: dt.date | None = None
    precision: Precision = Precision.DAY
    time_zone: str = Field("Europe/Paris", max_length=40, description="of the programme")
    invited_by: str = Field("", max_length=200)
    programme: Key | None = Field(None, description="support scheme: number of a programme of the directory")
    convention: str = Field("", max_length=200, description="agreement that brought it about")
    cooperation: Key | None = None
    group_size: int | None = Field(None, ge=0, le=10_000, description="organisations that go and are not named")
    state: State = State.IDEA


class MissionChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    title: str | None = Field(None, max_length=200)
    direction: Direction | None = None
    purpose: str | None = Field(None, max_length=20_000)
    country: str | None = Field(None, max_length=2)
    place: str | None = Field(None, max_length=160)
    occasion: str | None = Field(None, max_length=160)
    starts: dt.date | None = None
    ends: dt.date | None = None
    precision: Precision | None = None
    time_zone: str | None = Field(None, max_length=40)
    invited_by: str | None = Field(None, max_length=200)
    programme: Key | None = None
    convention: str | None = Field(None, max_length=200)
    cooperation: Key | None = None
    group_size: int | None = Field(None, ge=0, le=10_000)
    state: State | None = None


class MissionOut(Schema):
    """``precision`` says how much of the dates is known: day, month or year. ``programme``: key of the directory."""

    id: int
    title: str
    owner: str
    direction: Direction
    state: State
    country: str
    place: str
    occasion: str
    starts: dt.date | None
    ends: dt.date | None
    precision: Precision
    programme: str
    convention: str
    source: str


class MissionsOut(Schema):
    count: int
    items: list[MissionOut]


class MissionDetail(MissionOut):
    """``companions``: clusters that organise it too; ``delegates``, ``hosts`` and they are organisations: people are in
    the rooms of the mission's own team. ``mark``: send it with a change of the card."""

    purpose: str
    invited_by: str
    time_zone: str
    group_size: int | None
    companions: list[str]
    delegates: list[str]
    hosts: list[str]
    results: list[str]
    mark: str


class TripOut(Schema):
    """``years`` between this mission and the one ``before`` it to the same zone; none for the first on record."""

    mission: int
    title: str
    day: dt.date
    country: str
    joint: bool
    before: int | None
    years: int | None


class MissionZoneOut(Schema):
    """``zone``: continent as GeoNames writes it, such as AS."""

    zone: str
    missions: list[TripOut]


class YearOut(Schema):
    """Missions abroad that took place, of these joint ones, and with how many of each support."""

    year: int
    missions: int
    joint: int
    support: dict[str, int]


class HistoryOut(Schema):
    organisation: str
    zones: list[MissionZoneOut]
    years: list[YearOut]


class MissionFilter(Schema):
    q: str = Field("", max_length=100, description="title, place, occasion or organisation")
    state: State | Literal[""] = ""
    direction: Direction | Literal[""] = ""
    country: str = Field("", max_length=2)


def _out(mission: Mission) -> dict[str, Any]:
    names = ("title", "direction", "state", "country", "place", "occasion", "starts", "ends", "precision", "convention")
    return {
        "id": mission.pk,
        **{name: getattr(mission, name) for name in names},
        "owner": mission.owner.key,
        "programme": mission.programme.key if mission.programme else "",
        "source": mission.source_url,
    }


def _shown(found: Iterable[Mission]) -> list[dict[str, Any]]:
    return [_out(each) for each in found]


def _detail(mission: Mission) -> dict[str, Any]:
    lists = {
        name: [str(each) for each in getattr(mission, name).all()]
        for name in ("companions", "delegates", "hosts", "results")
    }
    more = {name: getattr(mission, name) for name in ("purpose", "invited_by", "time_zone", "group_size")}
    return _out(mission) | more | lists | {"mark": fingerprint(mission, WRITTEN)}


@router.get("/", response=MissionsOut, operation_id="missions_list", summary="Missions you may see")
def missions(request: HttpRequest, part: Query[Part.Input], filters: Query[MissionFilter]) -> Any:
    """The latest first."""
    return part_of(queries.missions(request.user, **filters.dict()), part, _shown)


@router.get(
    "/history", response=HistoryOut, operation_id="missions_history", summary="Missions abroad by zone and year"
)
def history(request: HttpRequest, of: str = "") -> Any:
    """Of one organisation (``of``: its key; else the one you sit at), as far as you may see its missions."""
    owner = _whose(request, of)
    found = queries.trips(request.user, owner)
    missions = {trip.key: mission for trip, mission in found}
    trips = [trip for trip, _mission in found]
    zones = [
        {"zone": zone, "missions": [_trip(since, missions) for since in chain]}
        for zone, chain in rules.by_zone(trips).items()
    ]
    return {"organisation": owner.key, "zones": zones, "years": rules.by_year(trips)}


def _whose(request: HttpRequest, key: str) -> Any:
    if key:
        offered = {each.key: each for each in queries.organisations_with_missions(request.user)}
        if key in offered:
            return offered[key]
    seat = current_seat(request)
    if seat is None or key not in ("", seat.organisation.key):
        raise Http404
    return seat.organisation


def _trip(since: rules.Since, missions: dict[str, Mission]) -> dict[str, Any]:
    trip = since.trip
    return {
        "mission": missions[trip.key].pk,
        "title": missions[trip.key].title,
        **{name: getattr(trip, name) for name in ("day", "country", "joint")},
        "before": missions[since.before.key].pk if since.before else None,
        "years": since.years,
    }


@router.get("/{int:pk}", response=MissionDetail, operation_id="missions_one", summary="One mission")
def mission(request: HttpRequest, pk: int) -> Any:
    """What it is, for everybody it is visible to."""
    return _detail(visible_or_404(request.user, queries.CARDS, pk=pk))


@router.post("/", response={201: MissionDetail}, operation_id="missions_create", summary="Make a mission")
def create(request: HttpRequest, sent: MissionIn) -> Any:
    """It is an idea until you say how far it is. Sent twice at once, it is one mission."""
    owner = get_object_or_404(writable_organisations(request.user), key=sent.owner)
    form = checked(MissionForm({**sent.dict(), "owner": owner.pk}, user=request.user))
    made = actions.create(request.user, form.save(commit=False))
    return 201, _detail(queries.CARDS.get(pk=made.pk))


@router.patch(
    "/{int:pk}",
    response={200: MissionDetail, 409: Conflict},
    operation_id="missions_change",
    summary="Change a mission",
)
def change(request: HttpRequest, pk: int, sent: MissionChange) -> Any:
    """Where somebody changed the card since you read it, nothing is written and you are told what differs (409). One
    that took place proves a visit in its cooperation."""
    found = changeable_or_404(request.user, queries.CARDS, pk=pk)
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(MissionForm, found, given, sent.mark, user=request.user))
    return written(
        form,
        lambda: actions.change(request.user, form.save(commit=False), form.written(), sent.mark),
        lambda: _detail(queries.CARDS.get(pk=pk)),
    )


@router.delete("/{int:pk}", response={204: None}, operation_id="missions_delete", summary="Delete a mission")
def delete(request: HttpRequest, pk: int) -> Any:
    """With all that belongs to it; encounters and contacts kept of it stay."""
    actions.delete(request.user, changeable_or_404(request.user, queries.CARDS, pk=pk))
    return 204, None
