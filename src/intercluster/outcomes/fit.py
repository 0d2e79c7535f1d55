"""How far the fields of an offer meet those of a need, through the hierarchy of the vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intercluster.fields.vocabulary import Vocabulary

BROADER = 0.7  # an offer in the whole of a field says less than one in the part that is needed
RELATED = 0.6  # below so much hierarchy in common two fields are not called neighbours


class Relation(StrEnum):
    SAME = "same"
    NARROWER = "narrower"  # what is offered lies inside what is needed
    BROADER = "broader"  # what is needed lies inside what is offered
    NEIGHBOUR = "neighbour"  # a broader field in common
    APART = "apart"


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field needed and the field offered that comes nearest; ``fit`` 0 to 1."""

    needed: str
    offered: str
    relation: Relation
    fit: float


_REMEMBERED = 300_000  # pairs: about 60 MB


class FieldFit:
    """Compares fields of one vocabulary; what was compared once is remembered."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._pairs: dict[tuple[str, str], FieldPair] = {}
        self._expanded: dict[str, dict[str, float]] = {}
        self._lines: dict[str, tuple[str, ...]] = {}

    def pair(self, needed: str, offered: str) -> FieldPair:
        """How an offered field stands to a needed one.

        1 for the same or a narrower field, the weight of the mapping where two schemes meet (``MATCH_WEIGHTS``),
        ``BROADER`` times that for a broader one, else Wu and Palmer's share of hierarchy in common ("Verbs semantics
        and lexical selection", ACL 1994: twice the depth of the nearest common ancestor over the sum of the depths)
        from ``RELATED`` on. A field that is not in the vocabulary is apart from all others.
        """
        found = self._pairs.get((needed, offered))
        if found is None:
            if len(self._pairs) >= _REMEMBERED:
                self._pairs.clear()
            found = self._pairs[needed, offered] = self._compare(needed, offered)
        return found

    def best_pairs(self, needed: Sequence[str], offered: Sequence[str]) -> tuple[FieldPair, ...]:
        """For each needed field the offered one that meets it best; empty where one side names none."""
        if not offered:
            return ()
        return tuple(max((self.pair(one, other) for other in offered), key=lambda pair: pair.fit) for one in needed)

    def _compare(self, needed: str, offered: str) -> FieldPair:
        if needed not in self._vocabulary or offered not in self._vocabulary:
            return FieldPair(needed, offered, Relation.APART, 0.0)
        if needed == offered:
            return FieldPair(needed, offered, Relation.SAME, 1.0)
        ways = (
            (self._within(needed).get(offered, 0.0), Relation.NARROWER),
            (BROADER * self._within(offered).get(needed, 0.0), Relation.BROADER),
            (self._common(needed, offered), Relation.NEIGHBOUR),
        )
        fit, relation = max(ways, key=lambda way: way[0])
        if relation is Relation.NEIGHBOUR and needed in self._within(offered):
            relation = Relation.BROADER
        return FieldPair(needed, offered, relation if fit > 0 else Relation.APART, fit)

    def _within(self, concept: str) -> dict[str, float]:
        if concept not in self._expanded:
            self._expanded[concept] = self._vocabulary.expand([concept])
        return self._expanded[concept]

    def _common(self, a: str, b: str) -> float:
        line_a, line_b = self._line(a), self._line(b)
        shared = 0
        for step_a, step_b in zip(reversed(line_a), reversed(line_b), strict=False):
            if step_a != step_b:
                break
            shared += 1
        share = 2 * shared / (len(line_a) + len(line_b))
        return share if share >= RELATED else 0.0

    def _line(self, concept: str) -> tuple[str, ...]:
        """The concept and what lies above it, up to the top."""
        if concept not in self._lines:
            self._lines[concept] = (concept, *self._vocabulary.ancestors(concept))
        return self._lines[concept]
