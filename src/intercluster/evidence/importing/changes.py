"""Counting what an import changes: merged tables against those in force."""

from typing import Any, Final

from intercluster.evidence.importing.report import TableChange
from intercluster.evidence.schema import EVIDENCE_TABLES

KEYS: Final[dict[str, tuple[str, ...]]] = {
    "organisations": ("org_id",),
    "projects": ("project_id",),
    "participations": ("project_id", "org_id"),
    "project_fields": ("project_id", "concept", "method"),
    "employment": ("zone", "concept", "year"),
}


def count_changes(connection: Any, table: str) -> TableChange:
    """Compare ``merged_<table>`` with ``base_<table>``; a row that only names another source has not changed."""
    keys = KEYS[table]
    values = [name for name in EVIDENCE_TABLES[table].names if name not in (*keys, "source")]
    columns = ", ".join([*keys, f"struct_pack({', '.join(f'{name} := {name}' for name in values)}) AS told"])
    old = connection.table(f"base_{table}").project(columns).set_alias("old")
    new = connection.table(f"merged_{table}").project(columns).set_alias("new")
    joined = old.join(new, " AND ".join(f"old.{key} = new.{key}" for key in keys), how="outer")
    ((added, changed, removed, total),) = joined.aggregate(
        "count(*) FILTER (old.told IS NULL), count(*) FILTER (old.told IS NOT NULL AND new.told IS NOT NULL"
        " AND old.told IS DISTINCT FROM new.told), count(*) FILTER (new.told IS NULL), count(new.told)"
    ).fetchall()
    return TableChange(table, added, changed, removed, total)
