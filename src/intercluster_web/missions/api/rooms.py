"""What is inside a mission: programme, group, budget with its cost shares, evaluation, what followed.

The programme is read by the owner's people and named partners; the rest by the owner's people alone.
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Query, Router, Schema

from intercluster_web.accounts.permissions import kept_or_404, named_or_404, organisations_of
from intercluster_web.api_lists import Part, part_of
from intercluster_web.missions.models import (
    CostKind,
    DelegateKind,
    Host,
    Mission,
    Rest,
    ResultKind,
    Sheet,
    Step,
    StepKind,
)
from intercluster_web.missions.presentation.words import payer_name, payers_in_order, remark_words
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


class StepOut(Schema):
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


class ClashOut(Schema):
    """Two steps at the same time for the same delegates, by number."""

    first: int
    second: int
    who: list[int]


class ProgrammeOut(Schema):
    time_zone: str
    steps: list[StepOut]
    hosts: list[HostOut]
    clashes: list[ClashOut]


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


class ShareOut(Schema):
    """``percent`` of the line, at most ``ceiling`` euros."""

    id: int
    funder: int
    name: str
    percent: Decimal
    ceiling: Decimal | None


class PaysOut(Schema):
    """``kind``: funder, cluster, delegate, or open where it is not settled; ``id`` of the funder or delegate."""

    kind: str
    id: int | None
    name: str
    euros: Decimal


class CostOut(Schema):
    """A line of the budget. ``rest``: who pays what no funder takes; ``payers``: delegates who share it, all when
    empty. ``pays``: who pays what of it as it stands: the actual amount once it is known, else the planned one."""

    id: int
    kind: CostKind
    title: str
    planned: Decimal | None
    actual: Decimal | None
    rest: Rest
    payers: list[int]
    shares: list[ShareOut]
    pays: list[PaysOut]


class FunderOut(Schema):
    """``ceiling``: the most it pays over all lines."""

    id: int
    name: str
    programme: str
    ceiling: Decimal | None


class ExpertUseOut(Schema):
    id: int
    scheme: str
    expert: str
    days: Decimal | None
    on: dt.date | None
    what: str


class BudgetOut(Schema):
    """All in euros. ``totals``: what each payer gives as it stands; they add up to ``total``. ``remarks``: ceilings
    that are reached, shares of more than 100 %."""

    funders: list[FunderOut]
    costs: list[CostOut]
    planned_total: Decimal
    total: Decimal
    totals: list[PaysOut]
    remarks: list[str]
    expert_uses: list[ExpertUseOut]


class StrandOut(Schema):
    """``rating`` 1 (no potential seen) to 5 (work together begins); none where nobody rated."""

    rating: int | None
    met: str
    potential: str
    next: str


class SheetOut(Schema):
    """What one delegate, or pair, says of one host."""

    delegate: int
    delegate_name: str
    host: int
    host_name: str
    research: StrandOut
    training: StrandOut
    filled_name: str
    filled_at: dt.datetime


class SheetsOut(Schema):
    count: int
    items: list[SheetOut]


class StrandFigures(Schema):
    """``rated`` of ``sheets`` have a rating, ``mean`` of these; ``counts``: sheets for each rating."""

    sheets: int
    rated: int
    mean: Decimal | None
    met: int
    counts: dict[int, int]


class BridgesOut(Schema):
    """Pairs of which both research strands met somebody."""

    built: int
    pairs: int


class FiguresOut(Schema):
    """What the mission brought. ``cost`` in euros, none while nothing is written."""

    delegates: int
    hosts: int
    hosts_met: int
    expected_sheets: int
    research: StrandFigures
    training: StrandFigures
    bridges: BridgesOut
    cost: Decimal | None
    cost_per_contact: Decimal | None
    agreements: int
    results: int


class ResultOut(Schema):
    id: int
    kind: ResultKind
    title: str
    on: dt.date | None
    host: int | None
    url: str


class ResultsOut(Schema):
    count: int
    items: list[ResultOut]


def _kept(request: HttpRequest, pk: int) -> Mission:
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
    return part_of(_kept(request, pk).delegates.select_related("contact"), part, _delegates)


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


@router.get(
    "/{int:pk}/budget", response=BudgetOut, operation_id="missions_budget", summary="Budget, with shares by funder"
)
def budget(request: HttpRequest, pk: int) -> Any:
    """Who pays what of each line and over all: funders up to their ceilings, then the cluster or the delegates."""
    mission = _kept(request, pk)
    settled = brought.settled(mission)
    alike = ("title", "kind", "planned", "actual", "rest")
    return {
        "funders": [
            {
                "id": one.pk,
                "name": one.name,
                "programme": one.programme.key if one.programme else "",
                "ceiling": one.ceiling,
            }
            for one in mission.funders.select_related("programme")
        ],
        "costs": [
            {
                "id": cost.pk,
                **{name: getattr(cost, name) for name in alike},
                "payers": [payer.pk for payer in cost.payers.all()],
                "shares": [_share(share) for share in cost.shares.all()],
                "pays": _pays(settled, settled.now.lines.get(str(cost.pk), {})),
            }
            for cost in settled.costs
        ],
        "planned_total": settled.planned.total,
        "total": settled.now.total,
        "totals": _pays(settled, settled.now.totals),
        "remarks": [remark_words(remark, settled) for remark in settled.now.remarks],
        "expert_uses": [
            {
                "scheme": use.grant.name,
                **{name: getattr(use, name) for name in ("expert", "days", "on", "what")},
                "id": use.pk,
            }
            for use in mission.expert_uses.select_related("grant")
        ],
    }


def _share(share: Any) -> dict[str, Any]:
    amounts = {"percent": share.percent, "ceiling": share.ceiling}
    return {"id": share.pk, "funder": share.funder_id, "name": share.funder.name, **amounts}


def _pays(settled: brought.Settled, amounts: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": payer.kind,
            "id": int(payer.key) if payer.key else None,
            "name": payer_name(payer, settled),
            "euros": amounts[payer],
        }
        for payer in payers_in_order(amounts)
    ]


@router.get("/{int:pk}/sheets", response=SheetsOut, operation_id="missions_sheets", summary="Evaluation sheets")
def sheets(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """What each delegate says of each host, on research and on training."""
    found = _kept(request, pk).sheets.select_related("delegate", "host")
    return part_of(found, part, lambda some: [sheet_out(sheet) for sheet in some])


def sheet_out(sheet: Sheet) -> dict[str, Any]:
    return {
        "delegate": sheet.delegate_id,
        "delegate_name": str(sheet.delegate),
        "host": sheet.host_id,
        "host_name": str(sheet.host),
        **{
            strand: {name: getattr(sheet, f"{strand}_{name}") for name in ("rating", "met", "potential", "next")}
            for strand in ("research", "training")
        },
        "filled_name": sheet.filled_name,
        "filled_at": sheet.filled_at,
    }


@router.get("/{int:pk}/figures", response=FiguresOut, operation_id="missions_figures", summary="What a mission brought")
def figures(request: HttpRequest, pk: int) -> Any:
    """As for the comparison of parallel missions: hosts met, ratings, bridges, what it cost."""
    return brought.evaluated(_kept(request, pk)).figures


@router.get("/{int:pk}/results", response=ResultsOut, operation_id="missions_results", summary="What followed")
def results(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """Agreements, projects, orders and visits that followed from it."""
    names = ("kind", "title", "on", "url")
    found = _kept(request, pk).results.all()
    return part_of(
        found,
        part,
        lambda some: [
            {"id": one.pk, "host": one.host_id, **{name: getattr(one, name) for name in names}} for one in some
        ],
    )
