"""What a concept of the vocabulary is, and how two concepts can stand to each other (SKOS)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LANGUAGES = ("en", "fr", "de", "es", "it")


class Match(StrEnum):
    """The SKOS mapping relations: ``A narrowMatch B`` says that B is narrower than A."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"
    NARROW = "narrowMatch"
    BROAD = "broadMatch"

    @property
    def inverse(self) -> "Match":
        return {Match.NARROW: Match.BROAD, Match.BROAD: Match.NARROW}.get(self, self)


@dataclass(frozen=True, slots=True)
class Concept:
    """A field of activity. ``key`` is ``<scheme>:<notation>``; ``broader`` is a key of the same scheme."""

    key: str
    scheme: str  # field | esv | nace | h2020 | fp7 | uscm
    notation: str
    broader: str | None
    labels: Mapping[str, str] = field(default_factory=dict)  # language -> preferred label; "en" is always there
    alt_labels: tuple[str, ...] = ()  # other words people use, in any language

    def label(self, language: str = "en") -> str:
        """The preferred label, in English where the language has none."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True, slots=True)
class ConceptMapping:
    """One mapping as seen from ``concept``."""

    concept: str
    relation: Match
    target: str


class UnknownConceptError(KeyError):
    """A key that is not in the vocabulary."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"not in the vocabulary: {self.key}"
