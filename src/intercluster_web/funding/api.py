"""Programme cards for programs: public; what fits a cooperation, for its people."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from intercluster_web.accounts.permissions import ANYONE, PEOPLE, inside_or_404
from intercluster_web.api_lists import Part, part_of
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.funding import queries, wording
from intercluster_web.funding.exports import in_language
from intercluster_web.funding.models import Card

router = Router(tags=["funding"], auth=ANYONE)


class ConditionOut(Schema):
    """``asks``: the condition in words; ``seen`` and ``source``: where it was read."""

    kind: str
    asks: str
    seen: str
    source: str


class CardOut(Schema):
    key: str
    name: str
    level: str
    status: str
    about: str
    pays: list[str]
    pays_not: list[str]
    next_deadline: dt.date | None
    conditions: list[ConditionOut]
    source: str
    stated_on: dt.date | None


class CardsOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[CardOut]


class CheckOut(Schema):
    """``verdict``: met, open or not_met; ``why`` in words."""

    asks: str
    verdict: str
    why: str


class FitOut(Schema):
    key: str
    name: str
    status: str
    verdict: str
    checks: list[CheckOut]


def _out(card: Card) -> dict[str, Any]:
    return {
        "key": card.programme.key,
        "name": card.programme.name,
        "level": card.level,
        "status": card.status,
        "about": in_language(card, "about"),
        "pays": card.pays,
        "pays_not": card.pays_not,
        "next_deadline": card.next_deadline,
        "conditions": [
            {
                "kind": each.kind,
                "asks": wording.asks(each.rule()),
                "seen": each.seen_text,
                "source": each.source_url,
            }
            for each in card.requirements.all()
        ],
        "source": card.source_url,
        "stated_on": card.stated_on,
    }


@router.get("", response=CardsOut, operation_id="funding_cards")
def cards(
    request: HttpRequest,  # noqa: ARG001 - ninja gives it
    part: Query[Part.Input],
    country: str = "",
    level: str = "",
    q: str = "",
) -> Any:
    """Programme cards by name. ``country``: open to its partners, as far as the conditions say."""
    found = queries.cards(q=q, level=level, country=country)
    return part_of(found, part, lambda some: [_out(card) for card in some])


@router.get("/cooperations/{pk}", response=list[FitOut], auth=PEOPLE, operation_id="funding_fit")
def fit(request: HttpRequest, pk: int) -> Any:
    """Every programme that has not ended against who takes part in a cooperation, condition by condition."""
    found = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    return [
        {
            "key": row.card.programme.key,
            "name": row.card.programme.name,
            "status": row.card.status,
            "verdict": row.fit.verdict.value,
            "checks": [
                {"asks": wording.asks(one.condition), "verdict": one.verdict.value, "why": wording.because(one)}
                for one in row.fit.checks
            ],
        }
        for row in queries.fitted(queries.partners_of(found))
    ]
