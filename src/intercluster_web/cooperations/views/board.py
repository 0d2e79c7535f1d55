"""The board: one column a step, the first cards of each. Moving a card is ``cooperations:move``."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import seat_required
from intercluster_web.cooperations.forms.portfolio import FilterForm
from intercluster_web.cooperations.models import Ladder, Status
from intercluster_web.cooperations.presentation.portfolio import Card, board_card
from intercluster_web.cooperations.queries.portfolio import (
    UNDER_WAY,
    counts_by_stage,
    counts_by_status,
    first_cards,
    stage_labels,
)
from intercluster_web.cooperations.queries.portfolio_gates import missing
from intercluster_web.cooperations.views.portfolio import portfolio, shown

CARDS = 8  # of each step; the list shows them all


@dataclass(frozen=True, slots=True)
class Column:
    stage: str
    label: Any
    count: int
    cards: list[Card]

    @property
    def more(self) -> int:
        """How many are not on the board."""
        return self.count - len(self.cards)


@seat_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Cooperations under way, by step. Planned ones are the wish-list, ended ones are in the list."""
    here = portfolio(request)
    form = FilterForm(request.GET, here=here, without=("status", "stage", "sort"))
    context = shown(here, "board", form)
    every = here.chosen(context["chosen"])
    found = every.filter(status__in=UNDER_WAY)
    first = first_cards(found, CARDS)
    lacking = missing(request.user, first)
    writes = context["writes"]
    cards = [board_card(one, here.organisation, here.limits, lacking[one.pk], writes=writes) for one in first]
    counts = counts_by_stage(found)
    columns = [
        Column(stage, label, counts.get(stage, 0), [card for card in cards if card.cooperation.stage == stage])
        for stage, label in stage_labels()
    ]
    others = counts_by_status(every)
    return render(
        request,
        "cooperations/board.html",
        context
        | {
            "columns": columns,
            "total": sum(counts.values()),
            "steps": Ladder.choices,
            "here": request.get_full_path(),
            "planned": others.get(Status.PLANNED, 0),
            "ended": others.get(Status.ENDED, 0),
        },
    )
