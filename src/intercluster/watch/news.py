"""A need watched: what the evidence holds for it now, what it held before, and why each new thing matches.

A watch begins with what is there and tells what comes after. What an import takes away and another brings back was
known and is not told twice: what was ever seen stays seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from intercluster.evidence.portraits import organisation_line, project_line
from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.inhabitants import inhabitants
from intercluster.scouting.places import places_of
from intercluster.scouting.types import Candidate


class Kind(StrEnum):
    """What can be new."""

    PROJECT = "project"
    ORGANISATION = "organisation"
    PARTNER = "partner"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for: fields (keys of the vocabulary) and zones of any level, everywhere where none is named."""

    concepts: tuple[str, ...]
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Something the evidence holds for a need. ``concept``: the field of the need it matches best; ``weight``: 0..1,
    the confidence that the project is in the field; ``zone``: the one of the need it is in, or nothing; ``count``:
    matching projects of an organisation, organisations of a project, place of a partner."""

    kind: Kind
    key: str
    label: str
    country: str = ""
    year: int | None = None
    concept: str = ""
    weight: float = 0.0
    zone: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What is new, surest first within each kind; ``more`` counts what was left out of each."""

    matches: tuple[Match, ...] = ()
    more: Mapping[Kind, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Found:
    """Rows of the evidence that match a need, surest first, before anything is said of them."""

    base: EvidenceBase
    need: Need
    projects: NDArray[np.intp]
    organisations: NDArray[np.intp]
    relevance: NDArray[np.float32]  # of every project, 0..1
    best: NDArray[np.intp]  # of every project: place of the field of the need it matches best
    place: Mapping[int, str]  # row of an organisation: zone of the need it is in
    counts: NDArray[np.int64]  # of every organisation: its matching projects

    def keys(self) -> frozenset[str]:
        """What is kept to tell the new from the old: identifiers of the projects and the organisations."""
        return frozenset(self.base.project_ids[self.projects]) | frozenset(self.base.org_ids[self.organisations])


def find(base: EvidenceBase, vocabulary: Vocabulary, need: Need) -> Found:
    """Projects in the fields of a need with somebody in its zones, and the organisations there that take part in them.

    Raises
    ------
    ValueError
        The need names no field.
    KeyError
        A field is not in the vocabulary, or a zone is not in the evidence's table of zones.
    """
    if not need.concepts:
        raise ValueError("a need names at least one field")
    by_field = np.stack([project_relevance(base, vocabulary.expand((concept,))) for concept in need.concepts])
    relevance = by_field.max(axis=0)
    in_field = np.flatnonzero(relevance >= IN_FIELD)
    place = _places(base, need.zones)
    there = np.zeros(len(base.org_ids), dtype=bool)
    there[list(place) if need.zones else slice(None)] = True
    taken = base.took_part[in_field]
    reached = np.asarray(taken @ there.astype(np.float32)) > 0
    projects = in_field[reached] if need.zones else in_field
    counts = np.bincount(taken.indices, minlength=len(base.org_ids)).astype(np.int64)
    organisations = np.flatnonzero(there & (counts > 0))
    years = base.project_years[projects].astype(np.int64)
    return Found(
        base=base,
        need=need,
        projects=projects[np.lexsort((base.project_ids[projects].astype(str), -years, -relevance[projects]))],
        organisations=organisations[np.lexsort((organisations, -counts[organisations]))],
        relevance=relevance,
        best=by_field.argmax(axis=0),
        place=place,
        counts=counts,
    )


def news(found: Found, seen: Iterable[str], most: int = 100) -> News:
    """What was not seen before, at most ``most`` of each kind.

    Raises
    ------
    ValueError
        ``most`` is negative.
    """
    if most < 0:
        raise ValueError("the number of things told cannot be negative")
    known = frozenset(seen)
    base = found.base
    projects = [int(row) for row in found.projects if base.project_ids[row] not in known]
    organisations = [int(row) for row in found.organisations if base.org_ids[row] not in known]
    told = [_project(found, row) for row in projects[:most]]
    told += [_organisation(found, row) for row in organisations[:most]]
    left = {Kind.PROJECT: len(projects) - most, Kind.ORGANISATION: len(organisations) - most}
    return News(tuple(told), {kind: number for kind, number in left.items() if number > 0})


def new_partners(ranked: Iterable[Candidate], seen: Iterable[str]) -> tuple[Match, ...]:
    """Partners that are among the first of a search for the first time; ``count`` is their place."""
    known = frozenset(seen)
    return tuple(
        Match(Kind.PARTNER, partner_key(one), one.label, one.country or "", count=place)
        for place, one in enumerate(ranked, start=1)
        if partner_key(one) not in known
    )


def partner_key(candidate: Candidate) -> str:
    """What tells a candidate from everything else a watch has seen."""
    return f"{candidate.unit.value}:{candidate.key}"


def _places(base: EvidenceBase, zones: tuple[str, ...]) -> dict[int, str]:
    """Row of each organisation in the zones of a need, with the first zone named that holds it."""
    found: dict[int, str] = {}
    for zone in zones:
        if zone not in places_of(base).row:
            raise KeyError(zone)
        for row in inhabitants(base, zone):
            found.setdefault(int(row), zone)
    return found


def _project(found: Found, row: int) -> Match:
    line = project_line(found.base, row)
    members = found.base.took_part.indices[found.base.took_part.indptr[row] : found.base.took_part.indptr[row + 1]]
    zone = next((found.place[int(member)] for member in members if int(member) in found.place), "")
    return Match(
        Kind.PROJECT,
        line.project_id,
        f"{line.acronym}: {line.title}" if line.acronym and line.title else line.name,
        year=line.year,
        concept=found.need.concepts[int(found.best[row])],
        weight=float(found.relevance[row]),
        zone=zone,
        count=line.partners,
    )


def _organisation(found: Found, row: int) -> Match:
    columns = found.base.projects_by_organisation
    taken = columns.indices[columns.indptr[row] : columns.indptr[row + 1]]
    matching = taken[found.relevance[taken] >= IN_FIELD]
    surest = matching[np.argmax(found.relevance[matching])]
    line = organisation_line(found.base, row, int(found.counts[row]), int(found.base.project_years[matching].max()))
    return Match(
        Kind.ORGANISATION,
        line.org_id,
        line.name,
        line.country or "",
        line.last_year,
        concept=found.need.concepts[int(found.best[surest])],
        weight=float(found.relevance[surest]),
        zone=found.place.get(row, ""),
        count=line.projects,
    )
