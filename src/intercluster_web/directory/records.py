"""The directory as the library's plain records, for the scouting room."""

from collections import defaultdict
from functools import lru_cache

from django.db.models import Q

from intercluster.directory.types import (
    CLUSTER_KINDS,
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
from intercluster.territory.zones import children, zones
from intercluster_web.directory import models
from intercluster_web.directory.queries import revision

EVIDENCE_SCHEMES = {"PIC": "pic", "FP7": "fp7"}  # identifier scheme -> prefix of an org_id
_RECORDED_KINDS = [str(kind) for kind in (*CLUSTER_KINDS, OrganisationKind.UNIVERSITY)]


def current_directory() -> Directory:
    """Clusters, networks and universities, and whoever has people here; built again only when something changed.

    Drafts are left out. ``members`` are the evidence identifiers of the known members of each.
    """
    return _directory(revision())


def evidence_ids(identifiers: "list[models.Identifier]") -> tuple[str, ...]:
    """The ``org_id`` of the evidence that identifiers stand for."""
    return tuple(
        sorted(
            f"{EVIDENCE_SCHEMES[identifier.scheme]}:{identifier.value}"
            for identifier in identifiers
            if identifier.scheme in EVIDENCE_SCHEMES
        )
    )


@lru_cache(maxsize=2)
def _directory(stamp: str) -> Directory:  # noqa: ARG001 - the cache key
    """``stamp`` only says which state of the database this is."""
    organisations = _organisations()
    keys = {organisation.pk: organisation.key for organisation in organisations}
    members = _members_with_evidence()
    return Directory(
        clusters=tuple(_record(organisation, members[organisation.pk]) for organisation in organisations),
        memberships=tuple(
            MembershipRecord(
                organisation=keys[row.organisation_id],
                member=keys[row.member_id],
                member_type=MemberType(row.member_type),
                since=row.since,
                until=row.until,
                source=_source(row),
            )
            for row in models.Membership.objects.order_by("pk")
            if row.organisation_id in keys and row.member_id in keys
        ),
        cooperations=tuple(
            CooperationRecord(
                a=keys[row.a_id],
                b=keys[row.b_id],
                kind=row.kind,
                started=row.started,
                topic=row.topic,
                programme=row.programme,
                source=_source(row),
            )
            for row in models.KnownCooperation.objects.order_by("pk")
            if row.a_id in keys and row.b_id in keys
        ),
    )


def _organisations() -> list[models.Organisation]:
    recorded = Q(kind__in=_RECORDED_KINDS) | Q(seats__isnull=False)
    return list(
        models.Organisation.objects.filter(recorded)
        .exclude(standing=models.Standing.DRAFT)
        .distinct()
        .order_by("key")
        .prefetch_related("fields", "territory", "labels", "successions__successor")
    )


def _members_with_evidence() -> dict[int, tuple[str, ...]]:
    """``org_id``s by primary key of the organisation whose known members they are."""
    known = models.Identifier.objects.filter(scheme__in=EVIDENCE_SCHEMES, organisation__memberships__isnull=False)
    found: dict[int, set[str]] = defaultdict(set)
    for scheme, value, organisation in known.values_list(
        "scheme", "value", "organisation__memberships__organisation"
    ).distinct():
        found[organisation].add(f"{EVIDENCE_SCHEMES[scheme]}:{value}")
    return defaultdict(tuple, {key: tuple(sorted(ids)) for key, ids in found.items()})


def _record(organisation: models.Organisation, members: tuple[str, ...]) -> ClusterRecord:
    return ClusterRecord(
        key=organisation.key,
        name=organisation.name,
        kind=OrganisationKind(organisation.kind),
        country=organisation.country or None,
        zone=organisation.zone or organisation.country or None,
        latitude=organisation.latitude,
        longitude=organisation.longitude,
        short_name=organisation.short_name,
        city=organisation.city,
        level=organisation.level,
        members_count=organisation.members_count,
        website=organisation.website,
        fields=tuple(sorted(row.concept for row in organisation.fields.all())),
        territory=territory_of(organisation),
        members=members,
        ended=organisation.standing == models.Standing.ENDED,
        successors=tuple(after.successor.name for after in organisation.successions.all()),
        ended_in=min((after.year for after in organisation.successions.all() if after.year), default=None),
    )


def territory_of(organisation: models.Organisation) -> tuple[TerritoryPart, ...]:
    """The territory as declared; else the region of the seat, whole; else, for a national cluster or in a
    country without regions of evidence, the country in part."""
    parts = sorted(organisation.territory.all(), key=lambda row: row.zone)
    if parts:
        return tuple(TerritoryPart(row.zone, Coverage(row.coverage)) for row in parts)
    if organisation.zone:
        return (TerritoryPart(organisation.zone),)
    country = organisation.country
    if country in zones() and (organisation.level == "national" or not children(country)):
        return (TerritoryPart(country, Coverage.PART),)
    return ()


def _source(row: models.Sourced) -> Source:
    return Source(row.source_url, row.seen_text, row.stated_on, row.checked_on)
