"""The portfolio in the REST API: the same list and figures as the pages, with the same permissions.

On the router of the app, whose first address is shared: GET lists, POST opens.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from intercluster.cooperations.durations import Distribution
from intercluster.cooperations.ladder import LADDER
from intercluster.cooperations.stagnation import marks
from intercluster_web.accounts.permissions import current_seat, organisations_of
from intercluster_web.cooperations.forms.portfolio import FilterForm
from intercluster_web.cooperations.models import Cooperation, Status
from intercluster_web.cooperations.queries.portfolio import (
    UNDER_WAY,
    Portfolio,
    counts_by_stage,
    counts_by_status,
    in_order,
    stagnating,
    with_parties,
)
from intercluster_web.cooperations.queries.portfolio_durations import on_steps, portfolio_of, to_agreement
from intercluster_web.directory.models import Organisation

router = Router(tags=["cooperations"])


class Whose(Schema):
    organisation: str = Field("", description="key of an organisation you sit at; the first one without it")


class PortfolioIn(Whose):
    """The filters of the page of the same name."""

    q: str = ""
    stage: str = ""
    status: str = ""
    purpose: str = ""
    beneficiary: str = ""
    plane: str = ""
    process: str = ""
    country: str = ""
    region: str = ""
    market: str = ""
    partner: str = ""
    responsible: str = ""
    mediated: bool = False
    stagnating: bool = False
    due: bool = False
    sort: str = ""
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=500)


class PortfolioPartyOut(Schema):
    key: str
    name: str
    country: str
    role: str


class PortfolioLineOut(Schema):
    id: int
    title: str
    owner: str
    parties: list[PortfolioPartyOut]
    status: str
    stage: str
    stage_since: date
    purpose: str
    beneficiary: str
    plane: str
    process: str
    market: str
    countries: list[str]
    started_on: date | None
    next_step: str
    next_step_due: date | None
    last_activity_on: date | None
    standing_still: list[str] = Field(description="slow, quiet")
    revision: int


class PortfolioOut(Schema):
    cooperations: list[PortfolioLineOut]
    total: int


class DurationOut(Schema):
    """Days when 25, 50, 75 % had arrived (Kaplan-Meier); null where so many have not."""

    n: int
    arrived: int
    lower: int | None
    median: int | None
    upper: int | None


class StepOut(Schema):
    stage: str
    under_way: int
    limit_days: int | None
    limit_from: str
    time: DurationOut | None


class StatisticsOut(Schema):
    by_status: dict[str, int]
    standing_still: int
    quiet_days: int
    steps: list[StepOut]
    to_agreement: DurationOut


@router.get("/", response=PortfolioOut, operation_id="cooperations_list")
def list_cooperations(request: HttpRequest, asked: Query[PortfolioIn]) -> dict[str, Any]:
    """The cooperations an organisation owns or is a named partner of."""
    here = _portfolio(request, asked.organisation)
    filters = {name: value for name, value in asked.dict().items() if value}
    chosen = FilterForm(filters, here=here).chosen()
    found = here.chosen(chosen)
    page = with_parties(in_order(found, chosen.get("sort", "")))[asked.offset : asked.offset + asked.limit]
    return {"cooperations": [_out(one, here) for one in page], "total": found.count()}


@router.get("/statistics", response=StatisticsOut, operation_id="cooperations_statistics")
def statistics(request: HttpRequest, asked: Query[Whose]) -> dict[str, Any]:
    """How many, on which step, how long it takes, and how many stand still."""
    here = _portfolio(request, asked.organisation)
    found = here.all()
    under_way = counts_by_stage(found.filter(status__in=UNDER_WAY))
    seen = on_steps(request.user, here.organisation)
    return {
        "by_status": counts_by_status(found),
        "standing_still": stagnating(found, here.limits).count(),
        "quiet_days": here.limits.quiet_days,
        "steps": [
            {
                "stage": stage.value,
                "under_way": under_way.get(stage.value, 0),
                "limit_days": here.limits.steps[stage].days if stage in here.limits.steps else None,
                "limit_from": here.limits.steps[stage].basis.value if stage in here.limits.steps else "",
                "time": _duration(seen[stage]) if stage in seen else None,
            }
            for stage in LADDER
        ],
        "to_agreement": _duration(to_agreement(request.user, found)),
    }


def _portfolio(request: HttpRequest, key: str) -> Portfolio:
    seat = current_seat(request)
    own = Organisation.objects.filter(pk__in=organisations_of(request.user))
    organisation = own.filter(key=key).first() if key else seat and seat.organisation
    if organisation is None:
        raise HttpError(403, "You sit at no such organisation.")
    return portfolio_of(request.user, organisation)


def _out(one: Any, here: Portfolio) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in PortfolioLineOut.model_fields if hasattr(Cooperation, name)}
    why = marks(one.stage, one.stage_since, one.last_activity_on, timezone.localdate(), here.limits)
    return plain | {
        "id": one.pk,
        "owner": one.owner.key,
        "parties": [
            {
                "key": party.organisation.key,
                "name": party.organisation.name,
                "country": party.organisation.country,
                "role": party.role,
            }
            for party in one.taking_part
        ],
        "standing_still": [mark.value for mark in why] if one.status == Status.ACTIVE else [],
    }


def _duration(seen: Distribution) -> dict[str, Any]:
    return {"n": seen.n, "arrived": seen.done, "lower": seen.lower, "median": seen.median, "upper": seen.upper}
