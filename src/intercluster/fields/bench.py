"""How often the right field comes first, or among the first five, for phrases with known answers."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from intercluster.fields.encoder import FieldSuggester


@dataclass(frozen=True, slots=True)
class HitRate:
    """Share of phrases, 0..1, with a right answer first (``first``) or among five (``five``)."""

    language: str
    phrases: int
    first: float
    five: float
    missed: tuple[str, ...]


def read_phrases(path: Path) -> list[tuple[str, str, frozenset[str]]]:
    """Language, phrase, concepts that are right answers; from a ``|``-separated file with those three columns."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (row["language"], row["phrase"], frozenset(row["expected"].split()))
            for row in csv.DictReader(lines, delimiter="|")
        ]


def hit_rates(suggester: FieldSuggester, phrases: list[tuple[str, str, frozenset[str]]]) -> list[HitRate]:
    """One row a language, then one for ``all``."""
    ranks: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for language, phrase, expected in phrases:
        keys = [one.concept.key for one in suggester.suggest(phrase, limit=5)]
        rank = next((place for place, key in enumerate(keys, start=1) if key in expected), None)
        ranks[language].append((phrase, rank))
        ranks["all"].append((phrase, rank))
    ordered = [*(language for language in ranks if language != "all"), "all"]
    return [_rate(language, ranks[language]) for language in ordered if ranks[language]]


def _rate(language: str, ranks: list[tuple[str, int | None]]) -> HitRate:
    total = len(ranks)
    return HitRate(
        language,
        total,
        sum(rank == 1 for _, rank in ranks) / total,
        sum(rank is not None for _, rank in ranks) / total,
        tuple(phrase for phrase, rank in ranks if rank is None),
    )
