"""Two agreements side by side: which clauses speak of the same thing, what is missing, what only the other has.

Clauses from the same template meet by their id. Others meet by the words of their headings (``heads.toml``: what
clauses are called in French and English) and by the words of their text; the best pairing overall is taken (Hungarian
algorithm, Kuhn 1955), and pairs below ``ENOUGH`` are left apart.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from scipy.optimize import linear_sum_assignment

from intercluster.agreements.clauses import ClauseText
from intercluster.fields.wording import FUNCTION_WORDS, fold, stem, words

ENOUGH = 0.45  # of 1; "by the same id" is 1, "called the same" 0.9
_CALLED_THE_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: ``theirs`` is None where it is missing over there, ``ours`` where only they have it. ``likeness`` from
    0 to 1, ``because``: "id", "heading" or "text"."""

    ours: ClauseText | None
    theirs: ClauseText | None
    likeness: float
    because: str


def side_by_side(ours: Sequence[ClauseText], theirs: Sequence[ClauseText]) -> tuple[Pair, ...]:
    """Every clause of both, in the order of ours; what only they have comes last."""
    if not ours or not theirs:
        return tuple(Pair(each, None, 0.0, "") for each in ours) + tuple(Pair(None, each, 0.0, "") for each in theirs)
    likeness = [[_likeness(one, other) for other in theirs] for one in ours]
    rows, columns = linear_sum_assignment(np.array([[-score for score, _why in row] for row in likeness]))
    met = {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if likeness[int(row)][int(column)][0] >= ENOUGH
    }
    pairs = [
        Pair(clause, theirs[met[place]], *likeness[place][met[place]]) if place in met else Pair(clause, None, 0.0, "")
        for place, clause in enumerate(ours)
    ]
    taken = set(met.values())
    return (*pairs, *(Pair(None, clause, 0.0, "") for place, clause in enumerate(theirs) if place not in taken))


def head_of(heading: str) -> str:
    """The id of the clause that is called like this; empty where nothing is."""
    said = f" {' '.join(words(heading))} "
    for key, names in _heads().items():
        if any(f" {name} " in said or f" {name}s " in said for name in names):
            return key
    return ""


def _likeness(one: ClauseText, other: ClauseText) -> tuple[float, str]:
    if one.key and one.key == other.key:
        return 1.0, "id"
    heads = (one.key or head_of(one.heading), other.key or head_of(other.heading))
    if fold(one.heading) == fold(other.heading) or (heads[0] and heads[0] == heads[1]):
        return _CALLED_THE_SAME, "heading"
    return _cosine(_content(one.text), _content(other.text)), "text"


def _content(text: str) -> "Counter[str]":
    return Counter(stem(word) for word in words(text) if word not in FUNCTION_WORDS and len(word) > 2)


def _cosine(one: "Counter[str]", other: "Counter[str]") -> float:
    """Cosine of the counts of words, 0 to 1."""
    product = sum(count * other[word] for word, count in one.items())
    lengths = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return round(product / lengths, 3) if lengths else 0.0


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    read = tomllib.loads((files("intercluster.agreements") / "templates" / "heads.toml").read_text(encoding="utf-8"))
    return {key: tuple(" ".join(words(name)) for name in names) for key, names in read.items()}
