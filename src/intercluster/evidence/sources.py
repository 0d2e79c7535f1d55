"""Who publishes the bundled sources, and on what terms."""

import csv
from dataclasses import dataclass
from functools import lru_cache

from intercluster.datafolder import BUNDLED


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One row of ``SOURCES.csv``."""

    key: str
    title: str
    publisher: str
    licence: str
    url: str
    as_of: str
    note: str


@lru_cache(maxsize=1)
def source_records() -> dict[str, SourceRecord]:
    """The bundled sources by key."""
    with (BUNDLED / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: SourceRecord(**row) for row in csv.DictReader(file)}
