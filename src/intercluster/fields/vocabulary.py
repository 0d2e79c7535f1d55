"""The vocabulary of fields: concepts, their tree, their mappings, and what "in the field" means."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED
from intercluster.fields.concepts import LANGUAGES, Concept, ConceptMapping, Match, UnknownConceptError
from intercluster.fields.wording import fold

# How far work tagged with the mapped concept is work in the field asked for. Exact and narrower concepts bring
# their own narrower ones along; close ones count for themselves only; a broader one (a whole programme part)
# says little: most of it lies elsewhere. See docs/methods/fields.md.
MATCH_WEIGHTS = {Match.EXACT: 1.0, Match.NARROW: 0.9, Match.CLOSE: 0.7, Match.BROAD: 0.03}
_WITH_NARROWER = frozenset({Match.EXACT, Match.NARROW})
FIELD_SCHEME = "field"


class Vocabulary:
    """Concepts by key. Build one with ``load_vocabulary``, or from parts for a vocabulary of your own.

    Raises
    ------
    UnknownConceptError
        A broader concept or a mapping names a concept that is not there.
    """

    def __init__(self, concepts: Iterable[Concept], mappings: Iterable[ConceptMapping] = ()) -> None:
        self._concepts = {concept.key: concept for concept in concepts}
        self.mappings = tuple(mappings)
        self._children: dict[str, list[str]] = defaultdict(list)
        self._mapped: dict[str, list[ConceptMapping]] = defaultdict(list)
        for concept in self._concepts.values():
            if concept.broader is not None:
                self._children[self.get(concept.broader).key].append(concept.key)
        for mapping in self.mappings:
            source, target = self.get(mapping.concept).key, self.get(mapping.target).key
            self._mapped[source].append(mapping)
            self._mapped[target].append(ConceptMapping(target, mapping.relation.inverse, source))

    def __contains__(self, key: object) -> bool:
        return key in self._concepts

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __len__(self) -> int:
        return len(self._concepts)

    def get(self, key: str) -> Concept:
        """The concept of that key.

        Raises
        ------
        UnknownConceptError
            There is none.
        """
        try:
            return self._concepts[key]
        except KeyError:
            raise UnknownConceptError(key) from None

    def label(self, key: str, language: str = "en") -> str:
        """The preferred label, in English where the language has none."""
        return self.get(key).label(language)

    def path_label(self, key: str, language: str = "en") -> str:
        """Labels from the widest term down: ``Digital technologies and electronics › Photonics and optics``."""
        above = reversed(self.ancestors(key))
        return " › ".join(self.label(step, language) for step in (*above, key))

    def scheme(self, scheme: str) -> tuple[Concept, ...]:
        """Every concept of one scheme, in the order of the bundled table."""
        return tuple(concept for concept in self if concept.scheme == scheme)

    @cached_property
    def schemes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(concept.scheme for concept in self))

    @cached_property
    def directory_fields(self) -> tuple[Concept, ...]:
        """The fields a cluster of the directory can have: the terms of ``field`` below the broad groups."""
        return tuple(concept for concept in self.scheme(FIELD_SCHEME) if concept.broader is not None)

    def children(self, key: str) -> tuple[str, ...]:
        """The concepts one step narrower."""
        return tuple(self._children.get(self.get(key).key, ()))

    def narrower(self, key: str) -> tuple[str, ...]:
        """The concept itself and everything below it, widest first."""
        found = [self.get(key).key]
        for concept in found:
            found.extend(self._children.get(concept, ()))
        return tuple(found)

    def ancestors(self, key: str) -> tuple[str, ...]:
        """The broader concepts, nearest first."""
        found: list[str] = []
        broader = self.get(key).broader
        while broader is not None:
            found.append(broader)
            broader = self.get(broader).broader
        return tuple(found)

    def depth(self, key: str) -> int:
        """Steps from the top: 0 for a top concept."""
        return len(self.ancestors(key))

    def mapped(self, key: str) -> tuple[ConceptMapping, ...]:
        """Mappings of the concept, read from its own side, to and from every other scheme."""
        return tuple(self._mapped.get(self.get(key).key, ()))

    def expand(self, keys: Iterable[str]) -> dict[str, float]:
        """Every concept that counts for the chosen ones, with its weight, 0..1: the definition of "in the field".

        A chosen concept and all narrower ones weigh 1. What is mapped to them weighs ``MATCH_WEIGHTS``; exact and
        narrower matches bring their narrower concepts with the same weight. The greatest weight holds where several
        ways lead to one concept. Mappings are followed one step, never from scheme to scheme to scheme.

        Raises
        ------
        UnknownConceptError
            A key is not in the vocabulary.
        """
        weights: dict[str, float] = {}
        chosen = [concept for key in keys for concept in self.narrower(key)]
        for concept in chosen:
            for mapping in self._mapped.get(concept, ()):
                if mapping.relation is not Match.EXACT and self._concepts[mapping.target].scheme == FIELD_SCHEME:
                    continue  # from a precise concept up to a whole field: not what was asked
                together = mapping.relation in _WITH_NARROWER
                for target in self.narrower(mapping.target) if together else (mapping.target,):
                    weights[target] = max(weights.get(target, 0.0), MATCH_WEIGHTS[mapping.relation])
        return weights | dict.fromkeys(chosen, 1.0)

    def search(
        self, text: str, *, schemes: Iterable[str] = (FIELD_SCHEME, "esv"), limit: int = 10
    ) -> tuple[tuple[Concept, str], ...]:
        """Concepts a word of whose labels, in any language, begins with the text; with the label that matched.

        Accents and case do not count. Preferred labels come before other ones, whole labels before parts.
        """
        wanted = fold(text)
        if not wanted:
            return ()
        allowed = set(schemes)
        best: dict[str, tuple[tuple[int, int, int], str]] = {}
        for folded, label, rank, key in self._folded_labels:
            if self._concepts[key].scheme in allowed and f" {folded}".find(f" {wanted}") >= 0:
                order = (0 if folded.startswith(wanted) else 1, rank, len(folded))
                if key not in best or order < best[key][0]:
                    best[key] = (order, label)
        ordered = sorted(best, key=lambda key: (best[key][0], self._concepts[key].scheme != FIELD_SCHEME, key))
        return tuple((self._concepts[key], best[key][1]) for key in ordered[:limit])

    @cached_property
    def _folded_labels(self) -> tuple[tuple[str, str, int, str], ...]:
        """Folded label, label, 0 for preferred or 1, key."""
        preferred = ((label, 0, concept) for concept in self for label in concept.labels.values())
        other = ((label, 1, concept) for concept in self for label in concept.alt_labels)
        return tuple((fold(label), label, rank, concept.key) for label, rank, concept in (*preferred, *other))


@lru_cache(maxsize=2)
def load_vocabulary(folder: Path = BUNDLED) -> Vocabulary:
    """The bundled vocabulary, read once a process.

    Raises
    ------
    FileNotFoundError
        The folder has no ``concepts.parquet`` or ``mappings.parquet``.
    """
    concepts = (
        Concept(
            key=row["concept"],
            scheme=row["scheme"],
            notation=row["notation"],
            broader=row["broader"],
            labels={language: row[f"label_{language}"] for language in LANGUAGES if row[f"label_{language}"]},
            alt_labels=tuple(row["alt_labels"] or ()),
        )
        for row in pq.read_table(folder / "concepts.parquet").to_pylist()
    )
    mappings = (
        ConceptMapping(row["concept"], Match(row["relation"]), row["target"])
        for row in pq.read_table(folder / "mappings.parquet").to_pylist()
    )
    return Vocabulary(concepts, mappings)
