"""What a mission costs and who pays it: shares by funder, the rest, expert days."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from intercluster_web.missions.api.rooms import kept_mission
from intercluster_web.missions.models import CostKind, Rest
from intercluster_web.missions.presentation.words import payer_name, payers_in_order, remark_words
from intercluster_web.missions.queries import brought

router = Router(tags=["missions: rooms"])


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


@router.get(
    "/{int:pk}/budget", response=BudgetOut, operation_id="missions_budget", summary="Budget, with shares by funder"
)
def budget(request: HttpRequest, pk: int) -> Any:
    """Who pays what of each line and over all: funders up to their ceilings, then the cluster or the delegates."""
    mission = kept_mission(request, pk)
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
