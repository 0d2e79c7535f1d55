"""How often the right field comes first, or among the first five, for phrases with known answers."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from intercluster.fields.encoder import FieldSuggester

Phrase = tuple[str, str, frozenset[str]]
ALL = "all"
NEW_WORDS = "not a label"  # phrases that are not a label of the vocabulary word for word: the harder part


@dataclass(frozen=True, slots=True)
class HitRate:
    """Share of phrases, 0..1, with a right answer first (``first``) or among five (``five``)."""

    group: str  # a language, ``ALL`` or ``NEW_WORDS``
    phrases: int
    first: float
    five: float
    missed: tuple[str, ...]


def read_phrases(path: Path) -> list[Phrase]:
    """Language, phrase, concepts that are right answers; from a ``|``-separated file with those three columns."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (row["language"], row["phrase"], frozenset(row["expected"].split()))
            for row in csv.DictReader(lines, delimiter="|")
        ]


def hit_rates(suggester: FieldSuggester, phrases: list[Phrase]) -> list[HitRate]:
    """One row a language, then all phrases, then those that are no label of the vocabulary."""
    ranks: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for language, phrase, expected in phrases:
        suggestions = suggester.suggest(phrase, limit=5)
        keys = [one.concept.key for one in suggestions]
        rank = next((place for place, key in enumerate(keys, start=1) if key in expected), None)
        groups = (language, ALL) if suggester.is_label(phrase) else (language, ALL, NEW_WORDS)
        for group in groups:
            ranks[group].append((phrase, rank))
    languages = dict.fromkeys(language for language, _, _ in phrases)
    return [_rate(group, ranks[group]) for group in (*languages, ALL, NEW_WORDS) if ranks[group]]


def _rate(group: str, ranks: list[tuple[str, int | None]]) -> HitRate:
    total = len(ranks)
    return HitRate(
        group,
        total,
        sum(rank == 1 for _, rank in ranks) / total,
        sum(rank is not None for _, rank in ranks) / total,
        tuple(phrase for phrase, rank in ranks if rank is None),
    )
