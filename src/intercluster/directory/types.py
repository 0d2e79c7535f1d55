"""What the directory says of organisations, in the terms of the W3C Organization Ontology (2014)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is. Only governed kinds can be party to an alliance (S91)."""

    POLE = "pole_de_competitivite"
    GRAPPE = "grappe"
    SPL = "spl"
    REGIONAL_CLUSTER = "regional_cluster"
    SCIENCE_PARK = "science_park"
    NETWORK = "network_of_clusters"
    ASSOCIATION = "association"
    UNIVERSITY = "university"
    RESEARCH_ORGANISATION = "research_organisation"
    COMPANY = "company"
    TRAINING_CENTRE = "training_centre"
    FOREIGN_POST = "foreign_post"
    BUYER = "buyer"
    AUTHORITY = "authority"


CLUSTER_KINDS = frozenset(
    {
        OrganisationKind.POLE,
        OrganisationKind.GRAPPE,
        OrganisationKind.SPL,
        OrganisationKind.REGIONAL_CLUSTER,
        OrganisationKind.SCIENCE_PARK,
        OrganisationKind.NETWORK,
        OrganisationKind.ASSOCIATION,
    }
)


class MemberType(StrEnum):
    """What a member is to the cluster it belongs to (S8, S78, S81)."""

    SME = "sme"
    LARGE_FIRM = "large_firm"
    LAB = "lab"
    TRAINING = "training"
    PUBLIC = "public"
    CLUSTER = "cluster"
    NETWORK = "network"
    FEDERATION = "federation"
    TECHNICAL_CENTRE = "technical_centre"
    RELAY = "relay"
    OTHER = "other"


class Coverage(StrEnum):
    """How much of a region a territory takes in (S77)."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class TerritoryPart:
    zone: str
    coverage: Coverage = Coverage.WHOLE


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was seen. ``stated_on`` is the day of the source, ``checked_on`` the day we looked."""

    url: str
    seen_text: str = ""
    stated_on: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClusterRecord:
    """One organisation of the directory as the scouting room needs it."""

    key: str  # stable slug
    name: str
    kind: OrganisationKind
    country: str | None = None
    zone: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    short_name: str = ""
    city: str = ""
    level: str = ""  # world | world_vocation | national | ""
    members_count: int | None = None
    website: str = ""
    fields: tuple[str, ...] = ()  # concept keys
    territory: tuple[TerritoryPart, ...] = ()
    members: tuple[str, ...] = ()  # org_id of known members with evidence
    source: Source | None = None
    ended: bool = False  # merged, renamed or closed
    successors: tuple[str, ...] = ()  # names of those that followed
    ended_in: int | None = None


@dataclass(frozen=True, slots=True)
class MembershipRecord:
    """``member`` belongs to ``organisation`` (both keys of the directory). org:Membership."""

    organisation: str
    member: str
    member_type: MemberType = MemberType.OTHER
    since: int | None = None
    until: int | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class CooperationRecord:
    """Two organisations known to cooperate. org:OrganizationalCollaboration."""

    a: str
    b: str
    kind: str
    started: int | None = None
    topic: str = ""
    programme: str = ""
    source: Source | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Directory:
    """The directory as plain records, whoever keeps it (bundled files, the database, a notebook).

    Two directories are equal only if they are the same object, so that results can be kept for a directory.
    """

    clusters: tuple[ClusterRecord, ...] = ()
    memberships: tuple[MembershipRecord, ...] = ()
    cooperations: tuple[CooperationRecord, ...] = ()
    by_key: dict[str, ClusterRecord] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.by_key.update({cluster.key: cluster for cluster in self.clusters})
