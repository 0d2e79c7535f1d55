"""What the sheets of a mission say, and what followed from it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.missions.api.rooms import kept_mission
from intercluster_web.missions.models import ResultKind, Sheet
from intercluster_web.missions.queries import brought

router = Router(tags=["missions: rooms"])


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


class MissionResultOut(Schema):
    id: int
    kind: ResultKind
    title: str
    on: dt.date | None
    host: int | None
    url: str


class MissionResultsOut(Schema):
    count: int
    items: list[MissionResultOut]


@router.get("/{int:pk}/sheets", response=SheetsOut, operation_id="missions_sheets", summary="Evaluation sheets")
def sheets(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """What each delegate says of each host, on research and on training."""
    found = kept_mission(request, pk).sheets.select_related("delegate", "host")
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
    return brought.evaluated(kept_mission(request, pk)).figures


@router.get("/{int:pk}/results", response=MissionResultsOut, operation_id="missions_results", summary="What followed")
def results(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """Agreements, projects, orders and visits that followed from it."""
    names = ("kind", "title", "on", "url")
    found = kept_mission(request, pk).results.all()
    return part_of(
        found,
        part,
        lambda some: [
            {"id": one.pk, "host": one.host_id, **{name: getattr(one, name) for name in names}} for one in some
        ],
    )
