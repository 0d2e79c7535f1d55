"""Reads: what a mission brought and cost, computed by the library from its sheets and budget."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from intercluster.missions import budget, evaluation
from intercluster.missions.programme import Visit, clashes
from intercluster_web.missions.models import Cost, Delegate, Host, Mission, ResultKind, Sheet, Step


@dataclass(frozen=True)
class Evaluated:
    """The sheets of a mission by delegate and host, and what they add up to."""

    delegates: list[Delegate]
    hosts: list[Host]
    sheets: dict[tuple[int, int], Sheet]
    figures: evaluation.Figures


def evaluated(mission: Mission) -> Evaluated:
    delegates = list(mission.delegates.select_related("contact"))
    hosts = list(mission.hosts.all())
    sheets = list(mission.sheets.select_related("delegate", "host", "filled_by"))
    read = [_read(sheet) for sheet in sheets]
    results = list(mission.results.values_list("kind", flat=True))
    costs = list(mission.costs.all())
    figures = evaluation.Figures(
        delegates=len(delegates),
        hosts=len(hosts),
        hosts_met=len(evaluation.hosts_met(read) | {str(host.pk) for host in hosts if host.met}),
        expected_sheets=len(delegates) * len(hosts),
        research=evaluation.summary([sheet.research for sheet in read]),
        training=evaluation.summary([sheet.training for sheet in read]),
        bridges=evaluation.bridges((str(each.pk) for each in delegates if each.is_pair), read),
        cost=_cost(costs),
        agreements=results.count(ResultKind.AGREEMENT),
        results=len(results),
    )
    return Evaluated(delegates, hosts, {(sheet.delegate_id, sheet.host_id): sheet for sheet in sheets}, figures)


def _read(sheet: Sheet) -> evaluation.Sheet:
    return evaluation.Sheet(
        str(sheet.delegate_id),
        str(sheet.host_id),
        evaluation.Strand(sheet.research_rating, bool(sheet.research_met)),
        evaluation.Strand(sheet.training_rating, bool(sheet.training_met)),
    )


def _cost(costs: list[Cost]) -> Decimal | None:
    """What is written so far; None while no amount is."""
    known = [cost for cost in costs if (cost.planned, cost.actual) != (None, None)]
    return sum((spent(cost) for cost in known), Decimal(0)) if known else None


def spent(cost: Cost) -> Decimal:
    """What a line costs: the actual amount once it is known, the planned one before, nothing without either."""
    return next((amount for amount in (cost.actual, cost.planned) if amount is not None), Decimal(0))


@dataclass(frozen=True)
class Settled:
    """A budget shared out, as planned and as it stands; names of the payers by their key."""

    costs: list[Cost]
    planned: budget.Settlement
    now: budget.Settlement
    funders: dict[str, Any]
    delegates: dict[str, Delegate]


def settled(mission: Mission) -> Settled:
    costs = list(mission.costs.prefetch_related("shares__funder", "payers"))
    funders = {str(each.pk): each for each in mission.funders.all()}
    delegates = {str(each.pk): each for each in mission.delegates.select_related("contact")}
    ceilings = {key: each.ceiling for key, each in funders.items() if each.ceiling is not None}
    planned = [_line(cost, cost.planned or Decimal(0)) for cost in costs]
    now = [_line(cost, spent(cost)) for cost in costs]
    keys = list(delegates)
    return Settled(
        costs, budget.settle(planned, keys, ceilings), budget.settle(now, keys, ceilings), funders, delegates
    )


def _line(cost: Cost, amount: Decimal) -> budget.Line:
    shares = tuple(budget.Share(str(share.funder_id), share.percent, share.ceiling) for share in cost.shares.all())
    return budget.Line(str(cost.pk), amount, shares, cost.rest, tuple(str(payer.pk) for payer in cost.payers.all()))


def steps_of(mission: Mission, delegate: Delegate | None = None) -> list[Step]:
    """The programme in order; of one delegate: the steps of everybody, and theirs."""
    steps = list(mission.steps.select_related("host").prefetch_related("who"))
    return [step for step in steps if delegate is None or goes(step, delegate)]


def goes(step: Step, delegate: Delegate) -> bool:
    who = list(step.who.all())
    return not who or delegate in who


def clashes_of(mission: Mission, steps: list[Step]) -> list[tuple[Step, Step, list[Delegate]]]:
    """Steps at the same time with the same delegates."""
    delegates = {str(each.pk): each for each in mission.delegates.all()}
    by_key = {str(step.pk): step for step in steps}
    visits = [
        Visit(
            key,
            step.starts,
            step.ends,
            frozenset(str(one.pk) for one in step.who.all()) or frozenset(delegates),
        )
        for key, step in by_key.items()
        if not step.cancelled
    ]
    return [
        (by_key[first.key], by_key[second.key], [delegates[key] for key in sorted(both, key=int)])
        for first, second, both in clashes(visits)
    ]
