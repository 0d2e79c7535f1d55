"""What to think of before two members sign: a checklist by kind of contract.

A rule of thumb for the cluster's team, not legal advice: it asks questions and proposes no wording. Its heads are those
that model contracts have in common (see docs/methods/matching-members.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ContractKind(StrEnum):
    COMMERCIAL = "commercial"
    LICENCE = "licence"
    TECHNOLOGY = "technology"
    RESEARCH = "research"
    STUDENTS = "students"
    RESEARCHERS = "researchers"


EXCHANGES = (ContractKind.STUDENTS, ContractKind.RESEARCHERS)

_ALWAYS = ("parties", "scope", "confidentiality", "term", "liability", "dispute", "law_and_language")
_CLAUSES: dict[ContractKind, tuple[str, ...]] = {
    ContractKind.COMMERCIAL: ("price", "delivery", "acceptance", "warranty", "exclusivity", "reference_use", "export"),
    ContractKind.LICENCE: ("background", "territory", "exclusivity", "royalties", "improvements", "audit", "export"),
    ContractKind.TECHNOLOGY: ("background", "results", "exploitation", "cost_sharing", "governance", "exit", "export"),
    ContractKind.RESEARCH: ("background", "results", "publication", "cost_sharing", "governance", "ethics", "exit"),
    ContractKind.STUDENTS: ("hosting", "insurance", "recognition", "funding", "results", "welcome"),
    ContractKind.RESEARCHERS: ("hosting", "insurance", "employer", "funding", "results", "publication", "return"),
}


def clauses(kind: ContractKind) -> tuple[str, ...]:
    """Codes of what a contract of this kind should settle, in the order of a usual contract; disputes at the end."""
    start, end = _ALWAYS[:3], _ALWAYS[3:]
    return (*start, *_CLAUSES[kind], *end)


@dataclass(frozen=True, slots=True)
class Bridge:
    """Ties that pair private and public research, of all whose two sides are known (S163)."""

    bridging: int
    of: int
    unknown: int

    @property
    def share(self) -> float | None:
        return self.bridging / self.of if self.of else None


class Sector(StrEnum):
    """Which side of research a member is on."""

    PRIVATE = "private"
    PUBLIC = "public"
    UNKNOWN = "unknown"


def bridge(pairs: Iterable[tuple[Sector, Sector]]) -> Bridge:
    """How many pairs have a private and a public side; pairs with an unknown side are counted apart."""
    known = bridging = unknown = 0
    for pair in pairs:
        if Sector.UNKNOWN in pair:
            unknown += 1
        else:
            known += 1
            bridging += len(set(pair)) == 2
    return Bridge(bridging, known, unknown)
