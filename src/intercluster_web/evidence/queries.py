"""Reads of the evidence, for pages and API alike. The evidence is held in memory; the directory is in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intercluster.directory.types import CLUSTER_KINDS, Directory
from intercluster.evidence.names import find_organisations
from intercluster.evidence.portraits import OrganisationLine, organisation_line
from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.sources import SourceRecord, source_records
from intercluster.evidence.store import EvidenceBase, load_evidence
from intercluster.fields.vocabulary import Vocabulary, load_vocabulary
from intercluster.scouting.inhabitants import inhabitants
from intercluster.scouting.places import places_of
from intercluster.scouting.spaces import Space, governed_beside, spaces
from intercluster.scouting.spread import Level
from intercluster.scouting.zones import Order, ZoneRanking, rank_zones
from intercluster_web.directory.models import Identifier, Organisation
from intercluster_web.directory.records import EVIDENCE_SCHEMES, current_directory


@dataclass(frozen=True)
class SpaceBeside:
    """A computed space with the governed clusters of the same zone and field, as (key, name, seated)."""

    space: Space
    clusters: tuple[Any, ...]


def base() -> EvidenceBase:
    return load_evidence()


def vocabulary() -> Vocabulary:
    return load_vocabulary()


def zone_ranking(chosen: Mapping[str, Any]) -> ZoneRanking:
    """The ranking an address asks for: its valid values, as ``ZonesForm`` gives them."""
    return rank_zones(
        base(),
        vocabulary(),
        current_directory(),
        (chosen["field"],),
        level=Level(chosen.get("level", Level.REGION)),
        order=Order(chosen.get("order", Order.COUNT)),
        countries=(chosen["country"],) if "country" in chosen else (),
        first_year=chosen.get("first_year"),
        last_year=chosen.get("last_year"),
    )


def spaces_beside(chosen: dict[str, Any]) -> list[SpaceBeside]:
    """Computed spaces by the filters of an address, each with its governed clusters."""
    directory = current_directory()
    found = [
        space
        for space in spaces(base(), vocabulary())
        if chosen.get("field", space.concept) == space.concept and chosen.get("country", space.country) == space.country
    ]
    beside = {
        concept: governed_beside(base(), vocabulary(), directory, concept)
        for concept in {space.concept for space in found}
    }
    rows = [SpaceBeside(space, beside[space.concept].get(space.zone, ())) for space in found]
    wanted = chosen.get("governed")
    return rows if wanted is None else [row for row in rows if bool(row.clusters) == (wanted == "yes")]


def clusters_of_zone(directory: Directory, zone: str) -> list[tuple[Any, bool]]:
    """Clusters that sit in a zone of any level (True) or whose territory takes it in or lies in it (False)."""
    places = places_of(base())
    found = []
    for cluster in directory.clusters:
        if cluster.kind not in CLUSTER_KINDS:
            continue
        seated = places.within(cluster.zone or cluster.country, zone)
        covering = any(places.within(part.zone, zone) or places.within(zone, part.zone) for part in cluster.territory)
        if seated or covering:
            found.append((cluster, seated))
    return sorted(found, key=lambda pair: (not pair[1], pair[0].name))


def organisation_rows(chosen: dict[str, Any]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Rows of the organisations an address asks for, most projects first, and the projects of every organisation.

    With a field chosen only projects in the field count, and only organisations with one are found.
    """
    evidence = base()
    rows = find_organisations(evidence, chosen.get("q", ""))
    if "country" in chosen:
        rows = rows[evidence.org_countries[rows] == chosen["country"]]
    if "zone" in chosen:
        known = chosen["zone"] in places_of(evidence).row
        rows = rows[np.isin(rows, inhabitants(evidence, chosen["zone"]))] if known else rows[:0]
    counts = evidence.project_counts
    if "field" in chosen:
        relevance = project_relevance(evidence, vocabulary().expand((chosen["field"],)))
        in_field = np.flatnonzero(relevance >= IN_FIELD)
        counts = np.bincount(evidence.took_part[in_field].indices, minlength=len(evidence.org_ids))
        rows = rows[counts[rows] > 0]
        rows = rows[np.argsort(-counts[rows], kind="stable")]
    return rows, counts


def organisation_lines(rows: Iterable[int], counts: NDArray[np.int64]) -> list[OrganisationLine]:
    return [organisation_line(base(), int(row), int(counts[row])) for row in rows]


def source_record(key: str) -> SourceRecord | None:
    """Who publishes a source, and on what terms; ``None`` for an imported file."""
    return source_records().get(key)


def directory_entry(org_id: str) -> Organisation | None:
    """The entry of the directory that stands for an organisation of the evidence."""
    return directory_entries([org_id]).get(org_id)


def directory_entries(org_ids: Iterable[str]) -> dict[str, Organisation]:
    """Entries of the directory by ``org_id``, in one query."""
    schemes = {prefix: scheme for scheme, prefix in EVIDENCE_SCHEMES.items()}
    wanted = {}
    for org_id in org_ids:
        prefix, _, value = org_id.partition(":")
        if prefix in schemes:
            wanted[(schemes[prefix], value)] = org_id
    found = Identifier.objects.filter(
        scheme__in={scheme for scheme, _ in wanted}, value__in={value for _, value in wanted}
    ).select_related("organisation")
    return {wanted[(row.scheme, row.value)]: row.organisation for row in found if (row.scheme, row.value) in wanted}
