"""Missions side by side, what is kept of their hosts, the links of their delegates, who sees them."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import changeable_or_404, kept_for
from intercluster_web.api_sharing import SharingIn, SharingOut, shared, sharing_out
from intercluster_web.api_writing import Key, refused
from intercluster_web.missions.actions import follow_up
from intercluster_web.missions.actions.missions import renew_link
from intercluster_web.missions.api.evaluation import FiguresOut
from intercluster_web.missions.models import Delegate, Host, Mission
from intercluster_web.missions.queries import brought

router = Router(tags=["missions"])

MOST_COMPARED = 4


class Compared(Schema):
    mission: list[Key] = Field([], max_length=MOST_COMPARED, description="numbers of missions")


class ComparedOut(Schema):
    mission: int
    title: str
    figures: FiguresOut


class ComparisonOut(Schema):
    items: list[ComparedOut]


class HostKeptOut(Schema):
    """Numbers of the encounter of scouting and of the entry of the address book a host is kept as."""

    host: int
    encounter: int | None
    contact: int | None


class RoadLinkOut(Schema):
    road_page: str


def _changeable(request: HttpRequest, pk: int) -> Mission:
    found: Mission = changeable_or_404(request.user, Mission.objects.select_related("owner"), pk=pk)
    return found


@router.get(
    "/compare", response=ComparisonOut, operation_id="missions_compare", summary="Parallel missions side by side"
)
def compare(request: HttpRequest, wanted: Query[Compared]) -> Any:
    """Up to four of your own, in the order asked for (``?mission=1&mission=2``); others are left out."""
    found = kept_for(request.user, Mission.objects.select_related("owner", "programme")).in_bulk(wanted.mission)
    ordered = [found[pk] for pk in dict.fromkeys(wanted.mission) if pk in found]
    return {
        "items": [{"mission": one.pk, "title": one.title, "figures": brought.evaluated(one).figures} for one in ordered]
    }


@router.get("/{int:pk}/sharing", response=SharingOut, operation_id="missions_sharing", summary="Who sees a mission")
def sharing(request: HttpRequest, pk: int) -> Any:
    """For those who may change it."""
    return sharing_out(_changeable(request, pk))


@router.put("/{int:pk}/sharing", response=SharingOut, operation_id="missions_share", summary="Say who sees a mission")
def share(request: HttpRequest, pk: int, sent: SharingIn) -> Any:
    """Named partners read its programme too; group, budget and evaluation are its owner's alone."""
    return shared(request.user, _changeable(request, pk), sent)


@router.post(
    "/{int:pk}/delegates/{int:delegate_pk}/link",
    response=RoadLinkOut,
    operation_id="missions_delegate_link",
    summary="Replace a delegate's link",
)
def renew(request: HttpRequest, pk: int, delegate_pk: int) -> Any:
    """The one sent before no longer works; send them the new one."""
    mission = _changeable(request, pk)
    found = get_object_or_404(Delegate.objects.select_related("mission__owner"), mission=mission, pk=delegate_pk)
    renew_link(request.user, found)
    return {"road_page": request.build_absolute_uri(reverse("missions:road", args=[found.token()]))}


def _host(request: HttpRequest, pk: int, host_pk: int) -> Host:
    return get_object_or_404(Host, mission=_changeable(request, pk), pk=host_pk)


def _kept(host: Host) -> dict[str, Any]:
    host.refresh_from_db()
    return {"host": host.pk, "encounter": host.encounter_id, "contact": host.contact_id}


@router.post(
    "/{int:pk}/hosts/{int:host_pk}/encounter",
    response=HostKeptOut,
    operation_id="missions_host_encounter",
    summary="Keep a host as an encounter",
)
def encounter(request: HttpRequest, pk: int, host_pk: int) -> Any:
    """For scouting to weigh; one that is kept already is found again."""
    host = _host(request, pk, host_pk)
    follow_up.note_encounter(request.user, host)
    return _kept(host)


@router.post(
    "/{int:pk}/hosts/{int:host_pk}/contact",
    response=HostKeptOut,
    operation_id="missions_host_contact",
    summary="Keep a host's person in the address book",
)
def contact(request: HttpRequest, pk: int, host_pk: int) -> Any:
    """Found again where it is kept already. Refused (422) while the host names no person."""
    host = _host(request, pk, host_pk)
    if follow_up.keep_contact(request.user, host) is None:
        raise refused("write the name of the person on the host first")
    return _kept(host)
