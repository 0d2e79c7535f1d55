"""The opportunity matrix and the ranking of countries, from the library."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from intercluster.scouting.opportunities import Grain, Market, Opportunity, opportunities
from intercluster.scouting.spread import Level
from intercluster.scouting.types import ObjectiveKind
from intercluster.scouting.zones import Order, ZoneRanking, rank_zones
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_label, field_label
from intercluster_web.scouting.models import Objective
from intercluster_web.scouting.queries.ground import Ground
from intercluster_web.scouting.queries.search import seeker_for

SHOWN_PLACES = 30
MOST_MARKETS = 8
STEPS = (20.0, 45.0, 65.0, 82.0)  # of promise, 0..100: the shades of a cell


@dataclass(frozen=True, slots=True)
class MarketView:
    """A column: a field of the organisation, or an objective with its own fields."""

    name: str
    concepts: tuple[str, ...]
    urgency: float
    objective: int | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    opportunity: Opportunity | None
    step: int
    href: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: str
    label: str
    cells: tuple[CellView, ...]


def markets_of(here: Ground, organisation: Organisation) -> list[MarketView]:
    """The fields the organisation works in, then its objectives with confirmed fields; urgency from their market."""
    own = [
        MarketView(field_label(concept), (concept,), 1.0)
        for concept in organisation.fields.order_by("concept").values_list("concept", flat=True)
        if concept in here.vocabulary
    ]
    stated = [
        MarketView(str(objective), tuple(objective.concepts), _urgency(objective), objective.pk)
        for objective in Objective.objects.filter(owner=organisation).select_related("market")
        if objective.concepts and not objective.is_draft
    ]
    return [*own, *stated][:MOST_MARKETS]


def _urgency(objective: Objective) -> float:
    """1 for the usual, a half more or less by the urgency of the market aimed at (S34)."""
    return {1: 0.5, 3: 1.5}.get(objective.market.urgency, 1.0) if objective.market else 1.0


def matrix(  # noqa: PLR0917
    here: Ground,
    organisation: Organisation,
    user: Any,
    markets: Sequence[MarketView],
    kind: ObjectiveKind,
    grain: Grain,
) -> list[PlaceRow]:
    """Rows by the best priority in them."""
    if not markets:
        return []
    found = opportunities(
        here.base,
        here.directory,
        here.vocabulary,
        seeker_for(organisation, here.directory, user),
        [Market(f"{number}", market.concepts, market.urgency) for number, market in enumerate(markets)],
        objectives=[kind],
        grain=grain,
    )
    by_place: dict[str, dict[int, Opportunity]] = defaultdict(dict)
    for cell in found:  # in order of priority, so places come out in the order of their best cell
        by_place[cell.place][int(cell.market)] = cell
    return [
        PlaceRow(
            place,
            country_label(place) if grain is Grain.COUNTRY else next(iter(cells.values())).place_label,
            tuple(_cell(cells.get(number), market, kind, grain) for number, market in enumerate(markets)),
        )
        for place, cells in list(by_place.items())[:SHOWN_PLACES]
    ]


def _cell(cell: Opportunity | None, market: MarketView, kind: ObjectiveKind, grain: Grain) -> CellView:
    if cell is None:
        return CellView(None, 0, "")
    return CellView(cell, sum(cell.promise >= step for step in STEPS), _search(cell, market, kind, grain))


def _search(cell: Opportunity, market: MarketView, kind: ObjectiveKind, grain: Grain) -> str:
    """The search a cell stands for: of its objective, or one prepared from the field."""
    if market.objective is not None:
        where = {"country": cell.place} if grain is Grain.COUNTRY else {"way": "zones", "zone": cell.place}
        return f"{reverse('scouting:search', args=[market.objective])}?{urlencode(where)}"
    country = cell.place if grain is Grain.COUNTRY else cell.place[:2].replace("UK", "GB").replace("EL", "GR")
    prepared = {"text": market.name, "kind": kind.value, "countries": country}
    return f"{reverse('scouting:quick-start')}?{urlencode(prepared)}"


def countries(here: Ground, concepts: Sequence[str]) -> ZoneRanking:
    """Countries with most clusters of the directory in the fields first."""
    return rank_zones(
        here.base,
        here.vocabulary,
        here.directory,
        tuple(concepts),
        level=Level.COUNTRY,
        order=Order.CLUSTERS,
    )
