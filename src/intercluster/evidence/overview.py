"""What a folder of evidence holds: rows, periods and sources."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pyarrow.parquet as pq

from intercluster.evidence.schema import EVIDENCE_TABLES

_YEARS: Final = {"projects": "start_year", "employment": "year"}


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table: its rows and, where rows have years, the first and the last (``2014-2020``)."""

    table: str
    rows: int
    period: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What one source gave to one table, and the days it stood at (first and last)."""

    source: str
    table: str
    rows: int
    as_of: str


@dataclass(frozen=True, slots=True)
class Overview:
    tables: tuple[TableLine, ...]
    sources: tuple[SourceLine, ...]


def describe_evidence(folder: Path) -> Overview:
    """Count the rows of a folder of evidence by table and by source."""
    tables: list[TableLine] = []
    sources: list[SourceLine] = []
    with duckdb.connect() as connection:
        for name, schema in EVIDENCE_TABLES.items():
            connection.register(name, pq.read_table(folder / f"{name}.parquet", schema=schema))
            relation = connection.table(name)
            years = _YEARS.get(name, "NULL")
            ((rows, first, last),) = relation.aggregate(f"count(*), min({years}), max({years})").fetchall()
            tables.append(TableLine(name, rows, _span(first, last)))
            day = "as_of" if "as_of" in schema.names else "CAST(NULL AS DATE)"
            for source, count, since, until in (
                relation.aggregate(f"source, count(*), min({day}), max({day})").order("source").fetchall()
            ):
                sources.append(SourceLine(source, name, count, _span(since, until)))
    return Overview(tuple(tables), tuple(sources))


def _span(first: object, last: object) -> str:
    if first is None:
        return ""
    return str(first) if first == last else f"{first} – {last}"
