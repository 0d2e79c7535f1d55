"""How far the organisation of a cooperation has come: from light to structured, as it grows (S64 to S66)."""

from dataclasses import dataclass
from enum import StrEnum


class Degree(StrEnum):
    """In order: each builds on the one before."""

    CONTACTS = "contacts"
    METHODS = "methods"
    GOVERNANCE = "governance"
    BODIES = "bodies"
    DECISIONS = "decisions"


@dataclass(frozen=True)
class Signs:
    """What is on record: contacts or a next step; tasks or meetings shared; a form chosen other than light; mandates
    in force; decisions in the register."""

    contacts: int = 0
    shared_work: int = 0
    governed: bool = False
    mandates: int = 0
    decisions: int = 0


def degrees(signs: Signs) -> tuple[tuple[Degree, bool], ...]:
    """Each degree and whether it is reached; one may be reached before those below it, and this is shown."""
    return (
        (Degree.CONTACTS, signs.contacts > 0),
        (Degree.METHODS, signs.shared_work > 0),
        (Degree.GOVERNANCE, signs.governed),
        (Degree.BODIES, signs.mandates > 0),
        (Degree.DECISIONS, signs.decisions > 0),
    )
