"""The words of scouting: who searches, for what, and what comes back with its reasons."""

from dataclasses import dataclass, field
from enum import StrEnum

from intercluster.directory.types import TerritoryPart


class ObjectiveKind(StrEnum):
    """What a cooperation is for; the three of the Observatoire survey (S40-S42) and a fourth of ours."""

    SALES_AND_LICENCES = "sales_and_licences"
    LIFT_A_LOCK = "lift_a_lock"
    COMPLETE_THE_CHAIN = "complete_the_chain"
    OPEN_A_FIELD = "open_a_field"


class Mode(StrEnum):
    """The order asked for."""

    QUICK_WIN = "quick_win"  # by feasibility
    NEW_FIELD = "new_field"  # by gain, among feasibility at or above the median
    KNOWN_PARTNERS = "known_partners"  # only those we already worked or cooperate with
    LESS_OBVIOUS = "less_obvious"  # unknown to us, bridges weighted by resource allocation


class UnitKind(StrEnum):
    """What is ranked."""

    CLUSTER = "cluster"
    ORGANISATION = "organisation"
    ZONE = "zone"


class Axis(StrEnum):
    RELEVANCE = "relevance"
    ACCESS = "access"
    GAIN = "gain"
    SIMILARITY = "similarity"
    CONDITIONS = "conditions"


class Basis(StrEnum):
    """Where the evidence of a unit comes from; weaker evidence says so."""

    OWN = "own"  # the organisation's own projects
    MEMBERS = "members"  # known members of the cluster
    TERRITORY = "territory"  # organisations of its territory active in its fields: weaker
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Seeker:
    """The one who searches: its members if known, otherwise its territory in its fields."""

    key: str
    name: str
    country: str | None = None
    members: tuple[str, ...] = ()
    territory: tuple[TerritoryPart, ...] = ()
    fields: tuple[str, ...] = ()
    encounters: tuple[str, ...] = ()  # one entry a noted encounter: key of the organisation met


@dataclass(frozen=True, slots=True)
class Query:
    """One search. ``concepts`` are the confirmed fields; narrower and mapped ones are added by the engine."""

    seeker: Seeker
    concepts: tuple[str, ...]
    units: UnitKind = UnitKind.CLUSTER
    mode: Mode = Mode.QUICK_WIN
    objective: ObjectiveKind | None = None
    countries: tuple[str, ...] = ()  # empty: the world
    exclude_countries: tuple[str, ...] = ()  # left out even where ``countries`` names them; our own: abroad only
    zone: str | None = None  # only units within this zone
    first_year: int | None = None
    last_year: int | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """A thing one can look at: a project, an organisation, a cooperation, an encounter."""

    kind: str  # project | organisation | cooperation | encounter | network | concept
    key: str
    label: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a score. ``amount`` is the term itself: the axis total is the sum of its reasons.

    ``code`` and ``params`` let each interface word the reason in its language;
    ``text`` is the English wording.
    """

    axis: Axis
    code: str
    amount: float
    text: str
    params: dict[str, str | int | float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


class RouteKind(StrEnum):
    DIRECT = "direct"
    BRIDGE = "bridge"  # through a named organisation
    NETWORK = "network"  # through a network we belong to or could join


@dataclass(frozen=True, slots=True)
class Route:
    kind: RouteKind
    via_key: str
    via_label: str
    text: str
    code: str = ""
    params: dict[str, str | int | float] = field(default_factory=dict)
    member_already: bool = False  # for a network: we are in it
    advised_first: bool = False  # "go through network N first" (S37)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A badge, never a hidden weight: language, distance, size ratio, courtedness, hard to get."""

    code: str
    text: str
    value: float | None = None
    unit: str = ""
    params: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One ranked partner. ``feasibility`` = access x relevance, both recomputable from ``reasons``."""

    unit: UnitKind
    key: str
    label: str
    country: str | None
    zone: str | None
    basis: Basis
    relevance: float
    access: float
    feasibility: float
    gain: float  # what they bring us, mean added density on our target fields, 0..1
    gain_for_them: float  # the other direction
    similarity: float  # cosine of field profiles, 0..1
    feasibility_percentile: float  # inside the candidate set, 0..100
    gain_percentile: float
    known: bool
    courted: float  # percentile of distinct partners in the field, 0..100
    projects: int  # projects of the unit in the target fields
    considered: int = 0  # size of the candidate set its percentiles are of; 0: not recorded
    reasons: tuple[Reason, ...] = ()
    routes: tuple[Route, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The answer, with what it was computed from."""

    query: Query
    candidates: tuple[Candidate, ...]
    considered: int  # size of the candidate set before the limit
    concepts_used: tuple[str, ...]  # after adding narrower and mapped ones
    seeker_basis: Basis
    seeker_organisations: int
    period: tuple[int, int]
    sources: tuple[str, ...]
    notes: tuple[str, ...] = ()
