"""The evidence in memory: organisations, projects, fields and who took part in what, as sparse matrices."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy import sparse

from intercluster.datafolder import BUNDLED, evidence_folder
from intercluster.evidence.decisions import aliases, apply_aliases, decisions_state, read_decisions
from intercluster.evidence.schema import EVIDENCE_TABLES, REFERENCE_TABLES

Strings = NDArray[np.object_]
_READING = Lock()  # one thread reads, the others wait for it: a second copy would cost as much memory again


@dataclass(frozen=True, eq=False)
class EvidenceBase:
    """Everything the scores rest on. Rows of the matrices follow the tables' row order.

    Two bases are equal only if they are the same object, so that results can be kept for a base.

    ``took_part``       projects x organisations, 1 where the organisation took part (CSR, float32)
    ``in_field``        projects x concepts, 0..1 confidence that the project is in the field (CSR, float32)
    """

    organisations: pa.Table
    projects: pa.Table
    concepts: pa.Table
    mappings: pa.Table
    zones: pa.Table
    employment: pa.Table
    took_part: sparse.csr_array
    in_field: sparse.csr_array

    @cached_property
    def org_ids(self) -> Strings:
        return _strings(self.organisations, "org_id")

    @cached_property
    def org_names(self) -> Strings:
        return _strings(self.organisations, "name")

    @cached_property
    def org_countries(self) -> Strings:
        return _strings(self.organisations, "country")

    @cached_property
    def org_zones(self) -> Strings:
        return _strings(self.organisations, "zone")

    @cached_property
    def org_index(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.org_ids)}

    @cached_property
    def project_ids(self) -> Strings:
        return _strings(self.projects, "project_id")

    @cached_property
    def project_index(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.project_ids)}

    @cached_property
    def project_years(self) -> NDArray[np.int16]:
        """Start years; 0 where unknown."""
        return np.asarray(self.projects["start_year"].fill_null(0), dtype=np.int16)

    @cached_property
    def concept_keys(self) -> Strings:
        return _strings(self.concepts, "concept")

    @cached_property
    def concept_index(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.concept_keys)}

    @cached_property
    def projects_by_concept(self) -> sparse.csc_array:
        """``in_field`` by column: the projects of a concept side by side."""
        return self.in_field.tocsc()

    @cached_property
    def projects_by_organisation(self) -> sparse.csc_array:
        """``took_part`` by column: the projects of an organisation side by side."""
        return self.took_part.tocsc()

    @cached_property
    def project_sizes(self) -> NDArray[np.int64]:
        """Organisations in each project."""
        return np.diff(self.took_part.indptr)

    @cached_property
    def project_counts(self) -> NDArray[np.int64]:
        """Projects of each organisation, in all fields and years."""
        return np.diff(self.projects_by_organisation.indptr).astype(np.int64)


def load_evidence(folder: Path | None = None) -> EvidenceBase:
    """Read a folder of evidence (the one in force when none is named); reference tables are the bundled ones.

    In the evidence in force, organisations that people said are one (``evidence/decisions.csv``) are one.

    Raises
    ------
    FileNotFoundError
        A table is missing from the folder.
    """
    with _READING:
        return _load(folder) if folder else _load(evidence_folder(), decisions_state())


@lru_cache(maxsize=2)
def _load(folder: Path, decisions: tuple[int, int] | None = None) -> EvidenceBase:
    tables = {
        name: pq.read_table(folder / f"{name}.parquet", schema=schema) for name, schema in EVIDENCE_TABLES.items()
    }
    tables |= {
        name: pq.read_table(BUNDLED / f"{name}.parquet", schema=schema) for name, schema in REFERENCE_TABLES.items()
    }
    if decisions is not None:
        tables = apply_aliases(tables, aliases(read_decisions()))
    return assemble_evidence(tables)


def assemble_evidence(tables: dict[str, pa.Table]) -> EvidenceBase:
    """Put the tables of ``intercluster.evidence.schema`` together: names of tables to tables.

    Raises
    ------
    KeyError
        A table is missing, or a row names a project, an organisation or a concept that no table holds.
    """
    project_rows = _index(tables["projects"], "project_id")
    org_rows = _index(tables["organisations"], "org_id")
    concept_rows = _index(tables["concepts"], "concept")
    participations = tables["participations"]
    took_part = _matrix(
        _rows(participations, "project_id", project_rows),
        _rows(participations, "org_id", org_rows),
        np.ones(participations.num_rows, dtype=np.float32),
        (len(project_rows), len(org_rows)),
    )
    took_part.data[:] = 1.0  # one organisation may appear twice in a project
    tagged = tables["project_fields"]
    in_field = _matrix(
        _rows(tagged, "project_id", project_rows),
        _rows(tagged, "concept", concept_rows),
        np.asarray(tagged["weight"], dtype=np.float32),
        (len(project_rows), len(concept_rows)),
    )
    np.minimum(in_field.data, 1.0, out=in_field.data)
    return EvidenceBase(
        organisations=tables["organisations"],
        projects=tables["projects"],
        concepts=tables["concepts"],
        mappings=tables["mappings"],
        zones=tables["zones"],
        employment=tables["employment"],
        took_part=took_part,
        in_field=in_field,
    )


def _strings(table: pa.Table, column: str) -> Strings:
    return np.asarray(table[column].to_pylist(), dtype=object)


def _index(table: pa.Table, column: str) -> dict[str, int]:
    return {key: row for row, key in enumerate(table[column].to_pylist())}


def _rows(table: pa.Table, column: str, index: dict[str, int]) -> NDArray[np.int64]:
    return np.fromiter((index[key] for key in table[column].to_pylist()), dtype=np.int64, count=table.num_rows)


def _matrix(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float32], shape: tuple[int, int]
) -> sparse.csr_array:
    matrix = sparse.coo_array((values, (rows, columns)), shape=shape).tocsr()
    matrix.sum_duplicates()
    return matrix
