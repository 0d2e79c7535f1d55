"""Labels of the concepts of the vocabulary, by language."""

from functools import lru_cache
from typing import Any

import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED


@lru_cache(maxsize=1)
def _concepts() -> dict[str, dict[str, Any]]:
    path = BUNDLED / "concepts.parquet"
    return {row["concept"]: row for row in pq.read_table(path).to_pylist()} if path.exists() else {}


def concept_label(concept: str, language: str) -> str:
    row = _concepts().get(concept, {})
    return row.get(f"label_{language}") or row.get("label_en") or concept


def concepts_of(scheme: str) -> list[str]:
    return [key for key, row in _concepts().items() if row["scheme"] == scheme]


def concept_words(concept: str) -> str:
    row = _concepts().get(concept, {})
    labels = [row.get(f"label_{language}") or "" for language in ("en", "fr", "de", "es", "it")]
    return " ".join([*labels, *(row.get("alt_labels") or [])]) or concept.partition(":")[2]
