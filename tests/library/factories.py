"""Small worlds of evidence for tests: a few organisations, projects and fields, and a directory around them.

``WorldBuilder`` collects rows and puts the real ``EvidenceBase``, ``Vocabulary`` and ``Directory`` together.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from intercluster.directory.types import ClusterRecord, CooperationRecord, Directory, MembershipRecord, OrganisationKind
from intercluster.evidence.schema import EVIDENCE_TABLES, REFERENCE_TABLES
from intercluster.evidence.store import EvidenceBase, assemble_evidence
from intercluster.fields.concepts import Concept, ConceptMapping
from intercluster.fields.vocabulary import Vocabulary

DAY = dt.date(2018, 12, 31)
FIELDS = ("coatings", "lasers", "polymers", "metals", "robots", "batteries")


@dataclass(frozen=True)
class World:
    """Everything a search needs."""

    base: EvidenceBase
    vocabulary: Vocabulary
    directory: Directory


@dataclass
class WorldBuilder:
    """Rows of a small world. ``fields`` become third-level concepts ``esv:<name>`` of one EuroSciVoc branch."""

    fields: tuple[str, ...] = FIELDS
    organisations: dict[str, dict[str, Any]] = field(default_factory=dict)
    projects: dict[str, dict[str, Any]] = field(default_factory=dict)
    participations: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, str, float]] = field(default_factory=list)
    clusters: list[ClusterRecord] = field(default_factory=list)
    memberships: list[MembershipRecord] = field(default_factory=list)
    cooperations: list[CooperationRecord] = field(default_factory=list)
    mappings: list[ConceptMapping] = field(default_factory=list)
    zones: list[tuple[str, int, str | None, str, float, float]] = field(
        default_factory=lambda: [
            ("FR", 0, None, "FR", 46.0, 2.0),
            ("FRK", 1, "FR", "FR", 45.5, 4.5),
            ("FRK1", 2, "FRK", "FR", 45.8, 3.1),
            ("FRK2", 2, "FRK", "FR", 45.4, 5.0),
            ("DE", 0, None, "DE", 51.0, 10.0),
            ("DE9", 1, "DE", "DE", 52.8, 9.2),
            ("DE91", 2, "DE9", "DE", 52.2, 10.5),
            ("GB", 0, None, "GB", 54.0, -2.0),
            ("UKJ", 1, "GB", "GB", 51.3, -0.8),
            ("UKJ3", 2, "UKJ", "GB", 51.0, -1.4),
            ("JP", 0, None, "JP", 36.0, 138.0),
        ]
    )

    def organisation(self, key: str, zone: str = "FRK2", **more: Any) -> str:
        country = next((row[3] for row in self.zones if row[0] == zone), zone[:2])
        self.organisations[key] = {"org_id": key, "name": key.upper(), "country": country, "zone": zone, **more}
        return key

    def project(
        self, key: str, members: str | list[str], tags: dict[str, float] | None = None, year: int = 2015
    ) -> str:
        """A project of organisations (added in FRK2 when new) with its fields and how surely it is in each."""
        self.projects[key] = {"project_id": key, "framework": "H2020", "title": f"About {key}", "start_year": year}
        for member in members:
            if member not in self.organisations:
                self.organisation(member)
            self.participations.append((key, member))
        self.tags += [(key, f"esv:{name}", weight) for name, weight in (tags or {}).items()]
        return key

    def cluster(self, key: str, zone: str | None = None, **more: Any) -> ClusterRecord:
        country = next((row[3] for row in self.zones if row[0] == zone), None)
        record = ClusterRecord(key, key.title(), OrganisationKind.REGIONAL_CLUSTER, country, zone)
        record = replace(record, **more)
        self.clusters.append(record)
        return record

    def build(self) -> World:
        concepts = self._concepts()
        rows = {
            "organisations": [dict(row) for row in self.organisations.values()],
            "projects": [dict(row) for row in self.projects.values()],
            "participations": [{"project_id": project, "org_id": org} for project, org in self.participations],
            "project_fields": [
                {"project_id": project, "concept": concept, "weight": weight, "method": "text"}
                for project, concept, weight in self.tags
            ],
            "employment": [],
            "concepts": [
                {
                    "concept": concept.key,
                    "scheme": concept.scheme,
                    "notation": concept.notation,
                    "broader": concept.broader,
                    "label_en": concept.label(),
                }
                for concept in concepts
            ],
            "mappings": [
                {"concept": mapping.concept, "relation": str(mapping.relation), "target": mapping.target}
                for mapping in self.mappings
            ],
            "zones": [
                {
                    "zone": code,
                    "level": level,
                    "parent": parent,
                    "label": f"Zone {code}",
                    "country": country,
                    "latitude": latitude,
                    "longitude": longitude,
                }
                for code, level, parent, country, latitude, longitude in self.zones
            ],
            "nuts_crosswalk": [],
        }
        tables = {
            name: pa.Table.from_pylist([_sourced(row, schema) for row in rows[name]], schema=schema)
            for name, schema in (EVIDENCE_TABLES | REFERENCE_TABLES).items()
        }
        directory = Directory(tuple(self.clusters), tuple(self.memberships), tuple(self.cooperations))
        return World(assemble_evidence(tables), Vocabulary(concepts, self.mappings), directory)

    def _concepts(self) -> list[Concept]:
        tops = [Concept("esv:science", "esv", "science", None, {"en": "Science"})]
        tops += [Concept("esv:engineering", "esv", "engineering", "esv:science", {"en": "Engineering"})]
        return tops + [
            Concept(f"esv:{name}", "esv", name, "esv:engineering", {"en": name.title()}) for name in self.fields
        ]


def _sourced(row: dict[str, Any], schema: pa.Schema) -> dict[str, Any]:
    more = {"source": "test", "as_of": DAY}
    return {name: row.get(name, more.get(name)) for name in schema.names}
