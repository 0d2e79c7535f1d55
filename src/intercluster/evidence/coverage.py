"""What evidence there is: rows, periods, sources, ages, and how much of it says what we need."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from intercluster.evidence.store import EvidenceBase


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """One source: its rows by table, the latest day it stood at, the years of its projects."""

    source: str
    organisations: int
    projects: int
    employment: int
    as_of: date | None
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the evidence says what is needed; every share is a part of one, ``None`` where there are no rows.

    ``by_year`` counts projects by framework and year of start, year 0 for those without one.
    """

    organisations: int
    projects: int
    participations: int
    tags: int
    figures_of_employment: int
    named: float | None
    in_a_country: float | None
    in_a_region: float | None
    dated: float | None
    titled: float | None
    in_a_field: float | None
    with_organisations: float | None
    by_framework: dict[str, dict[int, int]]
    zone_basis: dict[str, int]
    sources: tuple[SourceFigures, ...]


@lru_cache(maxsize=2)
def coverage(base: EvidenceBase) -> Coverage:
    """Read it off a base; computed once."""
    organisations, projects = base.organisations, base.projects
    by_framework: dict[str, dict[int, int]] = {}
    pairs = zip(projects["framework"].to_pylist(), base.project_years.tolist(), strict=True)
    for framework, year in pairs:
        years = by_framework.setdefault(framework, {})
        years[year] = years.get(year, 0) + 1
    zones = pc.fill_null(pc.utf8_length(organisations["zone"]), 0)
    return Coverage(
        organisations=organisations.num_rows,
        projects=projects.num_rows,
        participations=int(base.took_part.nnz),
        tags=int(base.in_field.nnz),
        figures_of_employment=base.employment.num_rows,
        named=_share(pc.is_valid(organisations["name"])),
        in_a_country=_share(pc.is_valid(organisations["country"])),
        in_a_region=_share(pc.greater(zones, 2)),
        dated=_share(pa.array(base.project_years > 0)),
        titled=_share(pc.is_valid(projects["title"])),
        in_a_field=_share(pa.array(np.diff(base.in_field.indptr) > 0)),
        with_organisations=_share(pa.array(base.project_sizes > 0)),
        by_framework={name: dict(sorted(years.items())) for name, years in sorted(by_framework.items())},
        zone_basis=_counts(organisations["zone_basis"]),
        sources=tuple(_source_figures(base, name) for name in _sources(base)),
    )


def _share(told: pa.ChunkedArray | pa.Array) -> float | None:
    return float(pc.mean(pc.cast(told, pa.float64())).as_py()) if len(told) else None


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    found = {entry["values"] or "": entry["counts"] for entry in pc.value_counts(column).to_pylist()}
    return dict(sorted(found.items(), key=lambda entry: -entry[1]))


def _sources(base: EvidenceBase) -> list[str]:
    tables = (base.organisations, base.projects, base.employment)
    return sorted({source for table in tables for source in pc.unique(table["source"]).to_pylist()})


def _source_figures(base: EvidenceBase, source: str) -> SourceFigures:
    tables = [table.filter(pc.equal(table["source"], source)) for table in (base.organisations, base.projects)]
    employment = base.employment.filter(pc.equal(base.employment["source"], source))
    days = [day for table in (*tables, employment) if (day := pc.max(table["as_of"]).as_py()) is not None]
    years = pc.min_max(tables[1]["start_year"]).as_py()
    return SourceFigures(
        source=source,
        organisations=tables[0].num_rows,
        projects=tables[1].num_rows,
        employment=employment.num_rows,
        as_of=max(days, default=None),
        first_year=years["min"],
        last_year=years["max"],
    )
