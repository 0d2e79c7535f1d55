"""How much evidence there is, read from the head of the Parquet files: no table is loaded for it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from intercluster.datafolder import evidence_folder


@dataclass(frozen=True)
class EvidenceFigures:
    """Rows of each table, and the years in which the projects started."""

    organisations: int
    projects: int
    participations: int
    first_year: int
    last_year: int


def evidence_figures() -> EvidenceFigures:
    """The figures of the evidence in force."""
    return _figures(evidence_folder())


@lru_cache(maxsize=4)
def _figures(folder: Path) -> EvidenceFigures:
    heads = {name: pq.read_metadata(folder / f"{name}.parquet") for name in ("organisations", "participations")}
    projects = pq.ParquetFile(folder / "projects.parquet")
    years = [year for year in projects.read(["start_year"])["start_year"].to_pylist() if year]
    return EvidenceFigures(
        organisations=heads["organisations"].num_rows,
        projects=projects.metadata.num_rows,
        participations=heads["participations"].num_rows,
        first_year=min(years),
        last_year=max(years),
    )
