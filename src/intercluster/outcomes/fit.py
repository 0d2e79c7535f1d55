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


class FieldFit:
    """Compares fields of one vocabulary; what was compared once is remembered."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._pairs: dict[tuple[str, str], FieldPair] = {}
        self._expanded: dict[str, dict[str, float]] = {}

    def pair(self, needed: str, offered: str) -> FieldPair:
        """How an offered field stands to a needed one.

        1 for the same or a narrower field, the weight of the mapping where two schemes meet (``MATCH_WEIGHTS``),
        ``BROADER`` times that for a broader one, else Wu and Palmer's share of hierarchy in common ("Verbs semantics
        and lexical selection", ACL 1994: twice the depth of the nearest common ancestor over the sum of the depths)
        from ``RELATED`` on. A field that is not in the vocabulary is apart from all others.
        """
        asked = (needed, offered)
        if asked not in self._pairs:
            self._pairs[asked] = self._compare(needed, offered)
        return self._pairs[asked]

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
        above_a, above_b = ((each, *self._vocabulary.ancestors(each)) for each in (a, b))
        common = next((step for step in above_a if step in set(above_b)), None)
        if common is None:
            return 0.0
        share = 2 * (self._vocabulary.depth(common) + 1) / (len(above_a) + len(above_b))
        return share if share >= RELATED else 0.0
