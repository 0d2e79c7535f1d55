"""Writes the tables: exact schema, rows in a fixed order, no time stamp: the same input gives the same bytes."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def write_table(frame: pd.DataFrame, schema: pa.Schema, path: Path, order: list[str]) -> pa.Table:
    """Sorts by ``order``, checks the schema (missing values where none may be) and writes Parquet with zstd."""
    ordered = frame.reindex(columns=schema.names).sort_values(order, kind="stable", na_position="first")
    table = pa.Table.from_pandas(ordered, schema=schema, preserve_index=False, safe=True).replace_schema_metadata(None)
    for field in schema:
        if not field.nullable and table[field.name].null_count:
            raise ValueError(f"{path.name}: {table[field.name].null_count} missing values in {field.name}")
    pq.write_table(table, path, compression="zstd", compression_level=19, use_dictionary=True, write_statistics=True)
    return table


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """UTF-8, comma, line feed, in the order given."""
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
