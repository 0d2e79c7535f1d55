"""Candidates and queries as JSON and back: what a shortlist freezes and the API sends."""

from dataclasses import asdict
from typing import Any

from intercluster.directory.types import Coverage, TerritoryPart
from intercluster.scouting.types import (
    Axis,
    Basis,
    Candidate,
    Condition,
    Evidence,
    Mode,
    ObjectiveKind,
    Query,
    Reason,
    Route,
    RouteKind,
    Seeker,
    UnitKind,
)


def candidate_to_json(candidate: Candidate) -> dict[str, Any]:
    """All numbers, reasons, routes and conditions; enumerations as their values."""
    return asdict(candidate)


def candidate_from_json(data: dict[str, Any]) -> Candidate:
    """The candidate as it was frozen."""
    return Candidate(
        **{
            **data,
            "unit": UnitKind(data["unit"]),
            "basis": Basis(data["basis"]),
            "reasons": tuple(
                Reason(**{**reason, "axis": Axis(reason["axis"]), "evidence": _evidence(reason)})
                for reason in data["reasons"]
            ),
            "routes": tuple(
                Route(**{**route, "kind": RouteKind(route["kind"]), "evidence": _evidence(route)})
                for route in data["routes"]
            ),
            "conditions": tuple(Condition(**condition) for condition in data["conditions"]),
        }
    )


def query_to_json(query: Query) -> dict[str, Any]:
    return asdict(query)


def query_from_json(data: dict[str, Any]) -> Query:
    """The query as it was asked."""
    seeker = data["seeker"]
    return Query(
        **{
            **data,
            "seeker": Seeker(
                **{
                    **seeker,
                    "members": tuple(seeker["members"]),
                    "fields": tuple(seeker["fields"]),
                    "encounters": tuple(seeker["encounters"]),
                    "territory": tuple(
                        TerritoryPart(part["zone"], Coverage(part["coverage"])) for part in seeker["territory"]
                    ),
                }
            ),
            "concepts": tuple(data["concepts"]),
            "countries": tuple(data["countries"]),
            "exclude_countries": tuple(data.get("exclude_countries", ())),  # older shortlists have none
            "units": UnitKind(data["units"]),
            "mode": Mode(data["mode"]),
            "objective": ObjectiveKind(data["objective"]) if data["objective"] else None,
        }
    )


def _evidence(part: dict[str, Any]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**each) for each in part["evidence"])
