"""What real projects say of an organisation and of zones: computed from known members, else from the territory."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.directory.types import CLUSTER_KINDS
from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.store import EvidenceBase, load_evidence
from intercluster.fields.vocabulary import Vocabulary, load_vocabulary
from intercluster.scouting.profiles import field_projects
from intercluster.scouting.types import Basis, Seeker
from intercluster.scouting.units import seeker_unit, zone_units
from intercluster.territory.zones import zones
from intercluster_web.directory.models import Identifier, Organisation
from intercluster_web.directory.records import EVIDENCE_SCHEMES, evidence_ids, territory_of

_FIELDS_SHOWN = 6
_ORGANISATIONS_SHOWN = 8
_ZONES_SHOWN = 80


@dataclass(frozen=True)
class ActiveOrganisation:
    org_id: str
    name: str
    projects: int


@dataclass(frozen=True)
class EvidenceBox:
    """Projects behind an organisation. ``basis`` says whose: its own, its members', or (weaker) its territory's."""

    basis: Basis
    projects: int
    organisations: int
    first_year: int
    last_year: int
    fields: tuple[tuple[str, int], ...]  # concept, projects: the fields with most projects
    most_active: tuple[ActiveOrganisation, ...]
    sources: tuple[str, ...]

    @property
    def is_weak(self) -> bool:
        return self.basis is Basis.TERRITORY


def evidence_of(organisation: Organisation) -> EvidenceBox | None:
    """The evidence of an organisation by the same rules as the scores; ``None`` where no evidence is installed."""
    try:
        base = load_evidence()
    except FileNotFoundError:
        return None
    known = Identifier.objects.filter(scheme__in=EVIDENCE_SCHEMES, organisation__memberships__organisation=organisation)
    members = evidence_ids(list(known))
    # A cluster stands on its members, not on the few projects of its own office; everybody else on their own.
    own = () if organisation.kind in CLUSTER_KINDS else evidence_ids(list(organisation.identifiers.all()))
    seeker = Seeker(
        key=organisation.key,
        name=organisation.name,
        country=organisation.country or None,
        members=members or own,
        territory=territory_of(organisation),
        fields=tuple(row.concept for row in organisation.fields.order_by("concept")),
    )
    return _box(base, load_vocabulary(), seeker, own=bool(own) and not members)


def is_in_evidence(org_id: str) -> bool:
    try:
        return org_id in load_evidence().org_index
    except FileNotFoundError:
        return False


@lru_cache(maxsize=256)
def _box(base: EvidenceBase, vocabulary: Vocabulary, seeker: Seeker, *, own: bool) -> EvidenceBox:
    unit = seeker_unit(base, vocabulary, seeker)
    rows, organisations = unit.projects_of(0), unit.members_of(0)
    years = base.project_years[rows]
    years = years[years > 0]
    taken = np.asarray(base.projects_by_organisation[:, organisations][rows].sum(axis=0)).ravel()
    busiest = np.argsort(-taken, kind="stable")[:_ORGANISATIONS_SHOWN]
    basis = Basis.OWN if own and len(rows) else unit.basis[0]
    return EvidenceBox(
        basis=basis,
        projects=len(rows),
        organisations=len(organisations),
        first_year=int(years.min()) if len(years) else 0,
        last_year=int(years.max()) if len(years) else 0,
        fields=_fields_of(base, vocabulary, rows),
        most_active=tuple(
            ActiveOrganisation(
                str(base.org_ids[organisations[place]]),
                str(base.org_names[organisations[place]] or base.org_ids[organisations[place]]),
                int(taken[place]),
            )
            for place in busiest
        ),
        sources=tuple(sorted(set(base.projects["framework"].take(rows).to_pylist()))),
    )


def _fields_of(base: EvidenceBase, vocabulary: Vocabulary, rows: NDArray[np.int32]) -> tuple[tuple[str, int], ...]:
    """The fields of the directory with most of these projects; a project may be in several."""
    counts = [
        (field.key, int(np.isin(rows, field_projects(base, vocabulary, field.key)[0]).sum()))
        for field in vocabulary.directory_fields
    ]
    return tuple(sorted(((key, n) for key, n in counts if n), key=lambda pair: (-pair[1], pair[0]))[:_FIELDS_SHOWN])


def zone_projects(concept: str, country: str) -> tuple[tuple[str, float, float, int], ...]:
    """Zones with most projects, in a field or in all: code, latitude, longitude, number of projects."""
    try:
        return _zone_projects(load_evidence(), concept, country)
    except FileNotFoundError:
        return ()


@lru_cache(maxsize=128)
def _zone_projects(base: EvidenceBase, concept: str, country: str) -> tuple[tuple[str, float, float, int], ...]:
    units = zone_units(base)
    vocabulary = load_vocabulary()
    inside = units.projects.copy()
    inside.data[:] = 1.0
    if concept in vocabulary:
        relevant = project_relevance(base, vocabulary.expand((concept,))) >= IN_FIELD
        counts = np.asarray(inside.T @ relevant.astype(np.float32)).ravel()
    else:
        counts = np.asarray(inside.sum(axis=0)).ravel()
    found = []
    for place in np.argsort(-counts, kind="stable"):
        zone = zones().get(units.keys[place])
        if zone is None or zone.latitude is None or zone.longitude is None or counts[place] < 1:
            continue
        if not country or zone.country == country:
            found.append((zone.code, zone.latitude, zone.longitude, int(counts[place])))
        if len(found) == _ZONES_SHOWN:
            break
    return tuple(found)
