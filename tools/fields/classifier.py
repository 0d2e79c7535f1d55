"""EuroSciVoc codes for a text: kernel ridge regression on its meaning and its words.

score(text, code) = Σ_examples K(text, example) · a(example, code) + 0.3 · cos(text, label) + 0.1 · [label in text]
K = encoder cosine + tf-idf cosine (word stems and pairs of them);  a = (K + λ/w)⁻¹ Y.
"""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
from raw_texts import CodedText, ProjectText
from scipy import sparse

from intercluster.fields.encoder import encode
from intercluster.fields.vocabulary import Vocabulary
from intercluster.fields.wording import stem, words

RIDGE = 3.0
LABEL_COSINE = 0.3
LABEL_FOUND = 0.1
_COMMON = """
the of and for in to a on with by an from at as its via into their new novel using based towards project european eu
funded is are be that this will it which or
"""
_STOP = frozenset(_COMMON.split())


class EsvClassifier:
    """Learns from coded texts and from the labels of the codes themselves."""

    def __init__(self, vocabulary: Vocabulary, examples: list[CodedText]) -> None:
        concepts = vocabulary.scheme("esv")
        self.codes = [concept.notation for concept in concepts]
        labels = [ProjectText(one.key, "; ".join((one.label(), *one.alt_labels))) for one in concepts]
        self._label_words = [_phrase(one.label()) for one in concepts]
        self._label_vectors = encode([one.label() for one in concepts])
        texts = [example.text for example in examples] + labels
        self._words = _Tfidf([text.whole for text in texts])
        self._vectors, self._counts = text_vectors(texts), self._words([text.whole for text in texts])
        targets = np.zeros((len(texts), len(self.codes)), np.float32)
        column = {code: place for place, code in enumerate(self.codes)}
        for row, example in enumerate(examples):
            for code, share in example.codes.items():
                targets[row, column[code]] = share
        targets[len(examples) :] = np.eye(len(self.codes), dtype=np.float32)
        certainty = np.array([math.sqrt(example.projects) for example in examples] + [1.0] * len(labels), np.float32)
        kernel = self._kernel(self._vectors, self._counts)
        kernel[np.diag_indices_from(kernel)] += RIDGE / certainty
        self._weights = np.linalg.solve(kernel, targets).astype(np.float32)

    def scores(self, texts: list[ProjectText]) -> np.ndarray:
        """Shape (texts, codes)."""
        vectors = text_vectors(texts)
        learned = self._kernel(vectors, self._words([text.whole for text in texts])) @ self._weights
        return learned + LABEL_COSINE * vectors @ self._label_vectors.T + LABEL_FOUND * self._labels_in(texts)

    def _kernel(self, vectors: np.ndarray, counts: sparse.csr_array) -> np.ndarray:
        return vectors @ self._vectors.T + (counts @ self._counts.T).toarray()

    def _labels_in(self, texts: list[ProjectText]) -> np.ndarray:
        phrases = [_phrase(text.whole) for text in texts]
        return np.array([[label in phrase for label in self._label_words] for phrase in phrases], np.float32)


def text_vectors(texts: list[ProjectText]) -> np.ndarray:
    """Unit vectors; a title and what follows it count half each."""
    titles = _encode_all([text.title for text in texts])
    more = _encode_all([text.more or text.title for text in texts])
    mean = titles + more
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def _encode_all(texts: list[str]) -> np.ndarray:
    unique = sorted(set(texts), key=len)
    vectors = np.vstack([encode(unique[start : start + 64]) for start in range(0, len(unique), 64)])
    place = {text: row for row, text in enumerate(unique)}
    return vectors[[place[text] for text in texts]]


def _phrase(text: str) -> str:
    return f" {' '.join(map(stem, words(text)))} "


class _Tfidf:
    """Unit tf-idf rows of word stems and of pairs of them seen at least twice in the corpus."""

    def __init__(self, corpus: list[str]) -> None:
        seen = Counter(term for text in corpus for term in set(_terms(text)))
        self._columns = {term: place for place, term in enumerate(t for t, n in seen.items() if n > 1)}
        self._rarity = np.array([math.log(len(corpus) / seen[term]) for term in self._columns], np.float32)

    def __call__(self, texts: list[str]) -> sparse.csr_array:
        rows, columns, counts = [], [], []
        for row, text in enumerate(texts):
            for term, count in Counter(_terms(text)).items():
                if term in self._columns:
                    rows.append(row)
                    columns.append(self._columns[term])
                    counts.append(count * self._rarity[self._columns[term]])
        shape = (len(texts), len(self._columns))
        matrix = sparse.csr_array((np.array(counts, np.float32), (rows, columns)), shape=shape)
        length = np.sqrt(np.asarray((matrix**2).sum(axis=1))).ravel()
        return sparse.csr_array(sparse.diags_array(1 / np.where(length > 0, length, 1)) @ matrix)


def _terms(text: str) -> list[str]:
    found = [stem(word) for word in words(text) if word not in _STOP]
    return found + [f"{first} {second}" for first, second in pairwise(found)]
