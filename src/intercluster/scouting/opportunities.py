"""Where to look first: a matrix of places, markets and purposes instead of a flat list (S31).

A cell counts the organisations of one place that are within reach in one market and fit one purpose: firms for sales
and licences, universities and labs to lift a lock, those that bring a capability we lack to complete the chain or to
open a field. Its *promise* is the mean percentile of its five best, 0 to 100, an empty place among the five counting 0:
by feasibility for the first two purposes, by gain for the others. Priority = promise × urgency of the market, divided
by one plus the cooperations we already have there.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from intercluster.directory.types import Directory
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.assessment import FIRM, LAB, Assessment, assess, organisation_kinds
from intercluster.scouting.networks import networks_of
from intercluster.scouting.places import places_of
from intercluster.scouting.ranking import percentiles
from intercluster.scouting.types import ObjectiveKind, Query, Seeker, UnitKind

BEST = 5
BY_FEASIBILITY = frozenset({ObjectiveKind.SALES_AND_LICENCES, ObjectiveKind.LIFT_A_LOCK})


class Grain(StrEnum):
    """How fine the places of the matrix are."""

    COUNTRY = "country"
    REGION = "region"  # NUTS 2, US states, countries elsewhere


@dataclass(frozen=True, slots=True)
class Market:
    """A market by the fields it asks for. ``urgency`` weighs it, 1 for the usual (S34)."""

    name: str
    concepts: tuple[str, ...]
    urgency: float = 1.0


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One cell. ``best`` is the highest feasibility, ``gain`` the highest added density, of organisations in it."""

    place: str
    place_label: str
    market: str
    objective: ObjectiveKind
    candidates: int
    best: float
    best_key: str
    best_label: str
    gain: float
    promise: float
    priority: float
    cooperations: tuple[str, ...]  # names of those we are already known to cooperate with there, in the market
    text: str


def opportunities(
    base: EvidenceBase,
    directory: Directory,
    vocabulary: Vocabulary,
    seeker: Seeker,
    markets: Sequence[Market],
    *,
    objectives: Sequence[ObjectiveKind] = tuple(ObjectiveKind),
    grain: Grain = Grain.COUNTRY,
) -> tuple[Opportunity, ...]:
    """Every cell with at least one candidate within reach, the first to look at in front.

    Within reach: known to us or met through at least one bridging partner, and of at least median feasibility.

    Raises
    ------
    ValueError
        A market names no field.
    """
    cells: list[Opportunity] = []
    for market in markets:
        query = Query(seeker, market.concepts, units=UnitKind.ORGANISATION)
        assessment = assess(base, directory, vocabulary, query)
        places = _places(assessment, grain)
        covered = _covered(assessment, vocabulary, market, grain)
        for objective in objectives:
            cells.extend(_cells(assessment, places, market, objective, covered))
    return tuple(sorted(cells, key=lambda cell: (-cell.priority, -cell.best, cell.place, cell.market, cell.objective)))


def _places(assessment: Assessment, grain: Grain) -> NDArray[np.object_]:
    """The place of every organisation."""
    if grain is Grain.COUNTRY:
        return assessment.base.org_countries
    region = {zone: assessment.places.region(zone) for zone in set(assessment.base.org_zones)}
    return np.array([region[zone] for zone in assessment.base.org_zones], dtype=object)


def _fit(assessment: Assessment, objective: ObjectiveKind) -> NDArray[np.bool_]:
    """Which organisations serve a purpose."""
    if objective in BY_FEASIBILITY:
        wanted = FIRM if objective is ObjectiveKind.SALES_AND_LICENCES else LAB
        fits: NDArray[np.bool_] = organisation_kinds(assessment.base) == wanted
    else:
        fits = assessment.gains.for_us > 0
    return fits


def _cells(
    assessment: Assessment,
    places: NDArray[np.object_],
    market: Market,
    objective: ObjectiveKind,
    covered: dict[str, tuple[str, ...]],
) -> list[Opportunity]:
    pool = assessment.pool
    if not len(pool):
        return []
    feasibility = assessment.feasibility
    reached = assessment.access.total > assessment.access.floor
    within = reached & _fit(assessment, objective) & (feasibility >= np.median(feasibility[pool]))
    candidates = pool[within[pool]]
    score = feasibility if objective in BY_FEASIBILITY else assessment.gains.for_us
    standing = dict(zip(candidates.tolist(), percentiles(score[candidates]).tolist(), strict=True))
    by_place: dict[str, list[int]] = defaultdict(list)
    for row in candidates.tolist():
        if places[row]:
            by_place[places[row]].append(row)
    cells = []
    for place, rows in by_place.items():
        best_first = sorted(rows, key=lambda row: -standing[row])
        promise = sum(standing[row] for row in best_first[:BEST]) / BEST
        cells.append(_cell(assessment, place, market, objective, best_first, promise=promise, covered=covered))
    return cells


def _cell(
    assessment: Assessment,
    place: str,
    market: Market,
    objective: ObjectiveKind,
    rows: list[int],
    *,
    promise: float,
    covered: dict[str, tuple[str, ...]],
) -> Opportunity:
    already = covered.get(place, ())
    first, name = rows[0], assessment.units.labels[rows[0]]
    label = assessment.places.label.get(place, place)
    known = f"you already cooperate there with {', '.join(already)}" if already else "no known cooperation there yet"
    return Opportunity(
        place=place,
        place_label=label,
        market=market.name,
        objective=objective,
        candidates=len(rows),
        best=float(assessment.feasibility[rows].max()),
        best_key=assessment.units.keys[first],
        best_label=name,
        gain=float(assessment.gains.for_us[rows].max()),
        promise=promise,
        priority=promise * market.urgency / (1 + len(already)),
        cooperations=already,
        text=f"{len(rows)} organisations of {label} within reach in {market.name}, first {name}; {known}",
    )


def _covered(
    assessment: Assessment, vocabulary: Vocabulary, market: Market, grain: Grain
) -> dict[str, tuple[str, ...]]:
    """By place, those we cooperate with there and whose fields meet the market's."""
    found: dict[str, tuple[str, ...]] = {}
    networks, places = networks_of(assessment.directory), places_of(assessment.base)
    asked = set(vocabulary.expand(market.concepts))
    for key in sorted(networks.cooperations.get(assessment.query.seeker.key, {})):
        record = assessment.directory.by_key.get(key)
        if record and asked & set(vocabulary.expand(record.fields)):
            place = record.country if grain is Grain.COUNTRY else places.region(record.zone)
            if place:
                found[place] = (*found.get(place, ()), networks.label(key))
    return found
