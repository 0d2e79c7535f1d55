"""Reads the bundled directory: clusters, networks, cooperations and what surrounds them, each with its source."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from intercluster.datafolder import BUNDLED
from intercluster.directory.types import (
    ClusterRecord,
    CooperationRecord,
    Coverage,
    Directory,
    MembershipRecord,
    MemberType,
    OrganisationKind,
    Source,
    TerritoryPart,
)
from intercluster.territory.zones import children

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ClusterProfile:
    """What the bundled directory says of a cluster beyond its `ClusterRecord`.

    ``governed`` is false for a mere space ("cluster-espace") and for an agreement without a body of its own.
    ``members_unit`` is the source's word for what it counts; empty for members without further words.
    """

    key: str
    governed: bool
    founded_year: int | None
    members_count: int | None
    members_unit: str
    members_year: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class LabelRecord:
    """A label of a cluster, with its class and the year it was awarded where a source tells it."""

    cluster: str
    label: str
    level: str
    awarded: str
    source: Source


@dataclass(frozen=True, slots=True)
class IdentifierRecord:
    """The same organisation in another register; ``PIC`` is the key of the tables of participants."""

    cluster: str
    scheme: str
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class TerritoryRecord:
    """A part of a territory that a source names."""

    cluster: str
    part: TerritoryPart
    source: Source


@dataclass(frozen=True, slots=True)
class SuccessionRecord:
    """org:ChangeEvent: ``successor`` followed ``predecessor``."""

    predecessor: str
    successor: str
    year: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """An authority, agency, foreign post or other body that is no cluster."""

    key: str
    name: str
    kind: OrganisationKind
    country: str | None
    role: str
    source: Source


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """A support programme. Rates, dates and countries are the source's words."""

    key: str
    name: str
    owner: str
    level: str
    countries: str
    min_partners: int | None
    min_countries: int | None
    funding_rate_pct: str
    eligible_costs: str
    opened: str
    closed: str
    source: Source


@lru_cache(maxsize=1)
def load_bundled_directory() -> Directory:
    """The bundled directory as plain records; read once.

    Fields are concept keys ``field:<key>``. A territory is what a source names, else the region of the seat, whole
    (the country, in part, for a national cluster without a known seat and where we know no regions).
    """
    parts: dict[str, list[TerritoryPart]] = defaultdict(list)
    for named in bundled_territories():
        parts[named.cluster].append(named.part)
    names = {row["key"]: row["name"] for row in _rows("clusters")}
    followed: dict[str, list[SuccessionRecord]] = defaultdict(list)
    for succession in bundled_successions():
        followed[succession.predecessor].append(succession)
    return Directory(
        clusters=tuple(
            replace(
                _cluster(row, parts),
                ended=bool(followed[row["key"]]),
                successors=tuple(names[after.successor] for after in followed[row["key"]]),
                ended_in=min((after.year for after in followed[row["key"]] if after.year), default=None),
            )
            for row in _rows("clusters")
        ),
        memberships=tuple(
            MembershipRecord(
                organisation=row["network"],
                member=row["member"],
                member_type=MemberType(row["member_type"]),
                since=_whole(row["since_year"]),
                source=_source(row),
            )
            for row in _rows("networks")
        ),
        cooperations=tuple(
            CooperationRecord(
                a=row["a"],
                b=row["b"],
                kind=row["kind"],
                started=_whole(row["started"]),
                topic=row["topic"],
                programme=row["support_programme"],
                source=_source(row),
            )
            for row in _rows("cooperations")
        ),
    )


def bundled_profiles() -> Iterator[ClusterProfile]:
    """One profile a cluster, in key order."""
    for row in _rows("clusters"):
        yield ClusterProfile(
            key=row["key"],
            governed=row["governed"] == "true",
            founded_year=_whole(row["founded_year"]),
            members_count=_whole(row["members_count"]),
            members_unit=row["members_unit"],
            members_year=_whole(row["members_year"]),
            source=_source(row),
        )


def bundled_territories() -> Iterator[TerritoryRecord]:
    """Only what a source names; the region of a seat is not in it."""
    for row in _rows("territories"):
        part = TerritoryPart(row["zone"], Coverage(row["coverage"]))
        yield TerritoryRecord(cluster=row["cluster"], part=part, source=_source(row))


def bundled_labels() -> Iterator[LabelRecord]:
    for row in _rows("labels"):
        yield LabelRecord(row["cluster"], row["label"], row["level"], row["awarded"], _source(row))


def bundled_identifiers() -> Iterator[IdentifierRecord]:
    for row in _rows("identifiers"):
        yield IdentifierRecord(row["cluster"], row["scheme"], row["value"], _source(row))


def bundled_successions() -> Iterator[SuccessionRecord]:
    for row in _rows("successions"):
        yield SuccessionRecord(row["predecessor"], row["successor"], _whole(row["year"]), _source(row))


def bundled_actors() -> Iterator[ActorRecord]:
    for row in _rows("actors"):
        kind = OrganisationKind(row["kind"])
        yield ActorRecord(row["key"], row["name"], kind, row["country"] or None, row["role"], _source(row))


def bundled_programmes() -> Iterator[ProgrammeRecord]:
    for row in _rows("programmes"):
        yield ProgrammeRecord(
            key=row["key"],
            name=row["name"],
            owner=row["owner"],
            level=row["level"],
            countries=row["countries"],
            min_partners=_whole(row["min_partners"]),
            min_countries=_whole(row["min_countries"]),
            funding_rate_pct=row["funding_rate_pct"],
            eligible_costs=row["eligible_costs"],
            opened=row["opened"],
            closed=row["closed"],
            source=_source(row),
        )


def _cluster(row: Row, parts: dict[str, list[TerritoryPart]]) -> ClusterRecord:
    return ClusterRecord(
        key=row["key"],
        name=row["name"],
        kind=OrganisationKind(row["kind"]),
        country=row["country"] or None,
        zone=row["zone"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        short_name=row["short_name"],
        city=row["city"],
        level=row["level"],
        members_count=_whole(row["members_count"]),
        website=row["website"],
        fields=tuple(row["fields"].split(";")) if row["fields"] else (),
        territory=tuple(parts.get(row["key"], ())) or _seat(row["zone"], row["level"]),
        source=_source(row),
    )


def _seat(zone: str, level: str) -> tuple[TerritoryPart, ...]:
    """The region of the seat; else the country, in part, for a national cluster or where we know no regions."""
    if len(zone) > 2:
        return (TerritoryPart(zone),)
    vague = bool(zone) and (level == "national" or not children(zone))
    return (TerritoryPart(zone, Coverage.PART),) if vague else ()


def _rows(name: str) -> Iterator[Row]:
    with (BUNDLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _source(row: Row) -> Source:
    return Source(row["source_url"], row.get("seen_text", ""), _day(row["stated_on"]), _day(row["checked_on"]))


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
