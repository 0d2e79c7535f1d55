"""Scouting records for tests: plain functions, every argument optional."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intercluster.scouting.types import (
    Axis,
    Basis,
    Candidate,
    Evidence,
    Query,
    Reason,
    Route,
    RouteKind,
    Seeker,
    UnitKind,
)
from intercluster_web.directory.models import Organisation, OrganisationField, TerritoryPart
from intercluster_web.scouting.models import (
    Encounter,
    Lock,
    Objective,
    SavedComparison,
    Shortlist,
    ShortlistLine,
    Strategy,
    StrategyDocument,
    Track,
)
from intercluster_web.scouting.snapshots import candidate_to_json, query_to_json
from tests.web import factories

PHOTONICS = "field:photonics"
REASONS = (
    Reason(
        Axis.RELEVANCE,
        "field_strength",
        2.0,
        "40 projects",
        {
            "projects": 40,
            "world_rank": 3,
            "world_of": 90,
            "specialisation": 2.5,
            "recent": 4,
            "before": 9,
            "trend_years": 4,
            "last_year": 2018,
        },
    ),
    Reason(Axis.ACCESS, "cooperation", 0.5, "you are known to cooperate"),
    Reason(Axis.ACCESS, "cold_contact", 0.25, "anyone can write to them", {"partners": 1000}),
    Reason(
        Axis.GAIN,
        "capability",
        0.04,
        "lasers",
        {"concept": "esv:none", "label": "lasers", "count": 3.5, "target": 1},
        (Evidence("concept", "esv:none", "lasers"),),
    ),
)


def candidate(key: str = "target", **more: Any) -> Candidate:
    values: dict[str, Any] = {
        "unit": UnitKind.CLUSTER,
        "key": key,
        "label": key.title(),
        "country": "GB",
        "zone": "UKJ3",
        "basis": Basis.MEMBERS,
        "relevance": 2.0,
        "access": 0.75,
        "feasibility": 1.5,
        "gain": 0.04,
        "gain_for_them": 0.01,
        "similarity": 0.3,
        "feasibility_percentile": 91.0,
        "gain_percentile": 62.0,
        "known": True,
        "courted": 80.0,
        "projects": 40,
        "reasons": REASONS,
        "routes": (Route(RouteKind.DIRECT, "", "", "you know each other", "direct", {"ties": 1}),),
    }
    return Candidate(**(values | more))


def query(**more: Any) -> Query:
    return Query(Seeker("ours", "Ours", "FR"), (PHOTONICS,), **more)


def in_photonics(organisation: Organisation, zone: str = "FR10") -> Organisation:
    """Give an organisation evidence: a territory and a field in it."""
    organisation.zone = zone
    organisation.save()
    OrganisationField.objects.create(organisation=organisation, concept=PHOTONICS)
    TerritoryPart.objects.create(organisation=organisation, zone=zone)
    return organisation


def strategy(owner: Organisation | None = None, **more: Any) -> Strategy:
    values = {"title": "To the world", "statement": "Lift our locks with foreign partners", "horizon": 2029}
    return Strategy.objects.create(owner=owner or factories.organisation(), **(values | more))


def document(of: Strategy, content: bytes = b"%PDF-1.7 roadmap", name: str = "roadmap.pdf") -> StrategyDocument:
    return StrategyDocument.objects.create(
        strategy=of, kind="strategic_roadmap", name=name, size=len(content), file=ContentFile(content, name)
    )


def lock(of: Strategy, name: str = "adhesion of coatings") -> Lock:
    return Lock.objects.create(strategy=of, name=name)


def objective(owner: Organisation | None = None, **more: Any) -> Objective:
    values = {"text": "photonics", "statement": "Find lasers", "kind": "lift_a_lock", "concepts": [PHOTONICS]}
    return Objective.objects.create(owner=owner or factories.organisation(), **(values | more))


def encounter(owner: Organisation | None = None, **more: Any) -> Encounter:
    values = {"name": "Somebody", "met_on": dt.date(2026, 6, 1), "occasion": "fair", "origin": "embassy"}
    return Encounter.objects.create(owner=owner or factories.organisation(), **(values | more))


def shortlist(of: Objective | None = None, **more: Any) -> Shortlist:
    of = of or objective()
    return Shortlist.objects.create(owner=of.owner, objective=of, **({"name": "Lasers abroad"} | more))


def line(on: Shortlist | None = None, key: str = "target", **more: Any) -> ShortlistLine:
    kept = candidate(key)
    values = {"label": kept.label, "country": kept.country, "evidence": "bundled", "taken_at": timezone.now()}
    return ShortlistLine.objects.create(
        shortlist=on or shortlist(),
        unit="cluster",
        key=key,
        query=query_to_json(query()),
        snapshot=candidate_to_json(kept),
        **(values | more),
    )


def track(on: ShortlistLine | None = None, what: str = "A joint stand") -> Track:
    return Track.objects.create(line=on or line(), what=what, who="Ann")


def comparison(owner: Organisation | None = None, **more: Any) -> SavedComparison:
    owner = owner or factories.organisation()
    return SavedComparison.objects.create(owner=owner, **({"name": "Us and them", "keys": ["ours", "theirs"]} | more))


def same_cost(client: Client, address: str, make: Callable[[], object]) -> None:
    """Fail unless a page asks the database as often for ten rows as for one."""
    make()
    client.get(address)  # what is kept between requests is loaded once
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        for _row in range(9):
            make()
    assert counts[0] == counts[1]
