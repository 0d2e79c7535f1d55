"""Missions for programs: reading."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from intercluster_web.accounts.permissions import visible_or_404
from intercluster_web.missions.models import Mission
from intercluster_web.missions.queries import missions as queries

router = Router(tags=["missions"])


class MissionOut(Schema):
    """``precision`` says how much of the dates is known: day, month or year."""

    id: int
    title: str
    owner: str
    direction: str
    state: str
    country: str
    place: str
    occasion: str
    starts: dt.date | None
    ends: dt.date | None
    precision: str
    programme: str
    convention: str
    source: str


class MissionDetail(MissionOut):
    """``delegates`` and ``hosts`` are organisations; people are on the pages of the mission's own team."""

    purpose: str
    companions: list[str]
    delegates: list[str]
    hosts: list[str]
    results: list[str]


def _out(mission: Mission) -> dict[str, Any]:
    names = ("title", "direction", "state", "country", "place", "occasion", "starts", "ends", "precision", "convention")
    return {
        "id": mission.pk,
        **{name: getattr(mission, name) for name in names},
        "owner": mission.owner.key,
        "programme": mission.programme.key if mission.programme else "",
        "source": mission.source_url,
    }


@router.get("", response=list[MissionOut], operation_id="missions_list")
def missions(request: HttpRequest, q: str = "", state: str = "", direction: str = "", country: str = "") -> Any:
    """Missions you may see, the latest first."""
    return [_out(each) for each in queries.missions(request.user, q, state, direction, country)]


@router.get("/{pk}", response=MissionDetail, operation_id="missions_one")
def mission(request: HttpRequest, pk: int) -> Any:
    found = visible_or_404(request.user, queries.CARDS, pk=pk)
    lists = {
        name: [str(each) for each in getattr(found, name).all()]
        for name in ("companions", "delegates", "hosts", "results")
    }
    return _out(found) | {"purpose": found.purpose} | lists
