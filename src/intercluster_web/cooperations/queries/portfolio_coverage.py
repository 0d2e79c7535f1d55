"""What the coverage of a portfolio is computed from: markets of the strategy, cooperations, and what scouting shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from intercluster.cooperations.coverage import Coverage, Market, Promise, Record, coverage
from intercluster.scouting import opportunities as scouting
from intercluster.scouting.types import ObjectiveKind, Seeker
from intercluster.territory.countries import continent, known_countries, normalise_country
from intercluster_web.cooperations.models import Cooperation, Party, PurposeKind, Status
from intercluster_web.cooperations.queries.portfolio import Portfolio
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import field_label
from intercluster_web.scouting.models import TargetMarket
from intercluster_web.scouting.queries.ground import Ground
from intercluster_web.scouting.queries.search import seeker_for

MOST_MARKETS = 8
URGENCY = {1: 0.5, 2: 1.0, 3: 1.5}
# Which objectives of scouting speak for a purpose. Projects say nothing of attraction and mobility.
SPEAK_FOR: dict[str, tuple[ObjectiveKind, ...]] = {
    PurposeKind.MEMBERS: (ObjectiveKind.SALES_AND_LICENCES, ObjectiveKind.LIFT_A_LOCK),
    PurposeKind.COLLECTIVE: (ObjectiveKind.COMPLETE_THE_CHAIN,),
    PurposeKind.TERRITORY: (),
}


@dataclass(frozen=True, slots=True)
class MarketView:
    """A column, and what it is made of: the objective to search with, the fields that tell its cooperations."""

    market: Market
    concepts: tuple[str, ...]
    objective: int | None


def markets_of(here: Portfolio, vocabulary: Any) -> list[MarketView]:
    """Target markets of the strategies, the pressing ones first; then other markets that cooperations name; without
    any, the fields the organisation works in."""
    found: dict[str, MarketView] = {}
    for target in TargetMarket.objects.filter(strategy__owner=here.organisation).prefetch_related("objectives"):
        key = target.name.strip().casefold()
        before = found.get(key)
        one = _of_target(key, target, vocabulary)
        found[key] = _together(before, one) if before else one
    named = here.all().exclude(market="").order_by("market").values_list("market", flat=True).distinct()
    for name in named:
        found.setdefault(key := name.strip().casefold(), MarketView(Market(key, name), (), None))
    if not found:
        for concept in here.organisation.fields.order_by("concept").values_list("concept", flat=True):
            if concept in vocabulary:
                found[concept] = MarketView(Market(concept, field_label(concept), judged=True), (concept,), None)
    return sorted(found.values(), key=lambda view: -view.market.urgency)[:MOST_MARKETS]


def _of_target(key: str, target: TargetMarket, vocabulary: Any) -> MarketView:
    searched = [objective for objective in target.objectives.all() if objective.concepts and not objective.is_draft]
    concepts = tuple(
        dict.fromkeys(concept for objective in searched for concept in objective.concepts if concept in vocabulary)
    )
    aimed = {code.upper() for code in target.countries.replace(",", " ").split()}
    aimed |= {code for objective in searched for code in objective.countries}
    market = Market(key, target.name, URGENCY.get(target.urgency, 1.0), frozenset(aimed), judged=bool(concepts))
    return MarketView(market, concepts, searched[0].pk if searched else None)


def _together(a: MarketView, b: MarketView) -> MarketView:
    """The same market in two strategies: the higher urgency, the countries of both."""
    urgency = max(a.market.urgency, b.market.urgency)
    countries = a.market.countries | b.market.countries
    concepts = tuple(dict.fromkeys((*a.concepts, *b.concepts)))
    market = replace(a.market, urgency=urgency, countries=countries, judged=bool(concepts))
    return MarketView(market, concepts, a.objective or b.objective)


def records_of(found: "QuerySet[Cooperation]", us: Organisation, markets: Sequence[MarketView]) -> list[Record]:
    """The cooperations that are not over, by the countries of their partners and the countries aimed at."""
    rows = found.exclude(status=Status.ENDED).order_by()
    places: dict[int, set[str]] = defaultdict(set)
    others = Party.objects.filter(cooperation__in=rows.values("pk"), left_on=None).exclude(organisation=us)
    for pk, country in others.exclude(organisation__country="").values_list("cooperation", "organisation__country"):
        places[pk].add(country)
    by_objective = {view.objective: view.market.key for view in markets if view.objective}
    by_concept = [(set(view.concepts), view.market.key) for view in markets if view.concepts]
    values = rows.values_list("pk", "status", "countries", "market", "objective__market__name", "objective", "concepts")
    return [
        Record(
            pk,
            frozenset(places[pk] | set(countries)),
            frozenset(_markets((market, aimed), by_objective.get(objective), concepts, by_concept)),
            planned=status == Status.PLANNED,
        )
        for pk, status, countries, market, aimed, objective, concepts in values
    ]


def _markets(
    named: Iterable[str | None], searched: str | None, concepts: list[str], by_concept: list[tuple[set[str], str]]
) -> set[str]:
    """The market a cooperation names; else that of its objective; else those that share a field with it."""
    said = {name.strip().casefold() for name in named if name}
    if searched:
        said.add(searched)
    return said or {key for fields, key in by_concept if fields & set(concepts)}


def evidence_for(
    here: Portfolio, ground: Ground, markets: Sequence[MarketView], purpose: str
) -> dict[tuple[str, str], Promise]:
    """What scouting's matrix shows for the kinds of objective that speak for a purpose: the best promise of a cell."""
    asked = tuple(
        scouting.Market(view.market.key, view.concepts) for view in markets if view.concepts and SPEAK_FOR[purpose]
    )
    if not asked:
        return {}
    seeker = seeker_for(here.organisation, ground.directory, here.user)
    found: dict[tuple[str, str], Promise] = {}
    for cell in _opportunities(ground, seeker, asked, SPEAK_FOR[purpose]):
        place = (cell.place, cell.market)
        if place not in found or found[place].promise < cell.promise / 100:
            found[place] = Promise(cell.promise / 100, cell.candidates, cell.best_label, cell.objective.value)
    return found


@lru_cache(maxsize=16)
def _opportunities(
    ground: Ground, seeker: Seeker, markets: tuple[scouting.Market, ...], kinds: tuple[ObjectiveKind, ...]
) -> tuple[scouting.Opportunity, ...]:
    """Kept for the ground they were computed from: a search over all organisations for each market."""
    country = scouting.Grain.COUNTRY
    here = (ground.base, ground.directory, ground.vocabulary)
    return scouting.opportunities(*here, seeker, markets, objectives=kinds, grain=country)


def coverage_of(
    here: Portfolio, ground: Ground, markets: Sequence[MarketView], purpose: str, *, world: bool = False
) -> Coverage:
    """The matrix of countries, or of the regions of the ``world``, and markets for one purpose. Our own country is no
    gap."""
    place = _region_of_the_world if world else str
    records = records_of(here.all().filter(purpose=purpose), here.organisation, markets)
    records = [replace(record, places=frozenset(map(place, record.places))) for record in records]
    found: dict[tuple[str, str], Promise] = {}
    for (country, market), promise in evidence_for(here, ground, markets, purpose).items():
        cell = (place(country), market)
        if country != here.organisation.country and (cell not in found or found[cell].promise < promise.promise):
            found[cell] = promise
    columns = [replace(view.market, countries=frozenset(map(place, view.market.countries))) for view in markets]
    return coverage(columns, records, found)


def _region_of_the_world(country: str) -> str:
    return continent(country) if normalise_country(country) in known_countries() else country
