"""Programme and group of a mission.

The programme is read by the owner's people and named partners; the group, like budget and evaluation, by the owner's
people alone.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Query, Router, Schema

from intercluster_web.accounts.permissions import kept_or_404, named_or_404, organisations_of
from intercluster_web.api_lists import Part, part_of
from intercluster_web.missions.models import DelegateKind, Host, Mission, Step, StepKind
from intercluster_web.missions.queries import brought
from intercluster_web.missions.queries import missions as queries

router = Router(tags=["missions: rooms"])


class HostOut(Schema):
    """``person`` and how to reach them are told to the owner's people alone. ``met``: as the owner noted."""

    id: int
    name: str
    organisation: str | None
    country: str
    about: str
    met: bool
    person: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""


class MissionStepOut(Schema):
    """``starts`` and ``ends`` in the mission's time zone; ``who``: delegates by number, everybody when empty."""

    id: int
    kind: StepKind
    title: str
    starts: dt.datetime
    ends: dt.datetime | None
    place: str
    host: int | None
    who: list[int]
    note: str
    cancelled: bool
    sequence: int


class StepClashOut(Schema):
    """Two steps at the same time for the same delegates, by number."""

    first: int
    second: int
    who: list[int]


class ProgrammeOut(Schema):
    time_zone: str
    steps: list[MissionStepOut]
    hosts: list[HostOut]
    clashes: list[StepClashOut]


class DelegateOut(Schema):
    """``pair``: a company with its academic research partner. ``link_until``: their link works until then."""

    id: int
    kind: DelegateKind
    name: str
    partner_name: str
    pair: bool
    people: str
    email: str
    language: str
    looks_for: str
    link_until: dt.datetime


class DelegatesOut(Schema):
    count: int
    items: list[DelegateOut]


def kept_mission(request: HttpRequest, pk: int) -> Mission:
    found: Mission = kept_or_404(request.user, queries.CARDS, pk=pk)
    return found


@router.get(
    "/{int:pk}/programme", response=ProgrammeOut, operation_id="missions_programme", summary="Programme of visits"
)
def programme(request: HttpRequest, pk: int) -> Any:
    """Steps in order with their hosts, and what is at the same time for the same people."""
    found: Mission = named_or_404(request.user, queries.CARDS, pk=pk)
    ours = found.owner_id in organisations_of(request.user)
    steps, zone = brought.steps_of(found), ZoneInfo(found.time_zone)
    return {
        "time_zone": found.time_zone,
        "steps": [_step(step, zone) for step in steps],
        "hosts": [_host(host, ours=ours) for host in queries.hosts_of(found)],
        "clashes": [
            {"first": first.pk, "second": second.pk, "who": [one.pk for one in both]}
            for first, second, both in brought.clashes_of(found, steps)
        ],
    }


def _step(step: Step, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": step.pk,
        **{name: getattr(step, name) for name in ("kind", "title", "place", "note", "cancelled", "sequence")},
        "starts": step.starts.astimezone(zone),
        "ends": step.ends.astimezone(zone) if step.ends else None,
        "host": step.host_id,
        "who": [one.pk for one in step.who.all()],
    }


def _host(host: Host, *, ours: bool) -> dict[str, Any]:
    person = ("person", "function", "email", "phone") if ours else ()
    return {
        "id": host.pk,
        **{name: getattr(host, name) for name in ("name", "country", "about", "met", *person)},
        "organisation": host.organisation.key if host.organisation else None,
    }


@router.get(
    "/{int:pk}/delegates", response=DelegatesOut, operation_id="missions_delegates", summary="Delegates of a mission"
)
def delegates(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """Companies, alone or with their academic research partner, and others who go."""
    return part_of(kept_mission(request, pk).delegates.select_related("contact"), part, _delegates)


def _delegates(found: Any) -> list[dict[str, Any]]:
    alike = ("kind", "name", "partner_name", "people", "language", "looks_for")
    return [
        {
            "id": one.pk,
            **{name: getattr(one, name) for name in alike},
            "pair": one.is_pair,
            "email": one.address,
            "link_until": one.expires_at,
        }
        for one in found
    ]
