"""Writing a new folder of evidence aside and putting it in force in one step.

Whatever moment a write is cut short, ``current`` names a whole folder: the old one or the new one.
"""

import contextlib
import csv
import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from intercluster.evidence.importing.changes import KEYS
from intercluster.evidence.importing.problems import FileProblemError, Problem
from intercluster.evidence.importing.report import FileRead
from intercluster.evidence.schema import EVIDENCE_TABLES

IMPORTS = "imports.csv"
IMPORT_COLUMNS = ("imported_at", "file", "layout", "rows")
_CURRENT, _LOCK, _UNFINISHED = "current", ".lock", ".unfinished-"
_HEADROOM = 64 * 1024 * 1024  # bytes that must stay free beside the new tables


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the right to write into a folder of evidence; the system gives it back even if the process is killed.

    Raises
    ------
    FileProblemError
        Another import holds it, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise cannot_write(folder, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FileProblemError(Problem(str(folder), "busy")) from None
        yield


def write_evidence(folder: Path, tables: dict[str, pa.Table], imports: list[dict[str, str]]) -> Path:
    """Write all tables into a new folder and put it in force. Older imported folders but the last are removed.

    Raises
    ------
    FileProblemError
        The disk is full or the folder cannot be written; what was in force stays in force.
    """
    now = dt.datetime.now(dt.UTC)
    unfinished = folder / f"{_UNFINISHED}{os.getpid()}"
    try:
        _sweep(folder)
        _check_room(folder, tables)
        unfinished.mkdir()
        for name, schema in EVIDENCE_TABLES.items():
            ordered = tables[name].select(schema.names).cast(schema).sort_by([(key, "ascending") for key in KEYS[name]])
            pq.write_table(ordered, unfinished / f"{name}.parquet", compression="zstd")
            _flush(unfinished / f"{name}.parquet")
        _write_imports(unfinished / IMPORTS, imports)
        finished = _free_name(folder, now)
        unfinished.rename(finished)
        _put_in_force(folder, finished.name)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise cannot_write(folder, error) from error
    return finished


def reset_evidence(folder: Path) -> bool:
    """Go back to the bundled evidence: imported tables are removed, people's decisions are kept.

    Returns whether there was anything to remove.
    """
    current = folder / _CURRENT
    if not current.exists():
        return False
    with only_writer(folder):
        current.unlink()
        for imported in _imported_folders(folder):
            shutil.rmtree(imported)
    return True


def read_imports(folder: Path) -> list[dict[str, str]]:
    """The imports a folder of evidence was made by, oldest first; none for the bundled one."""
    path = folder / IMPORTS
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def import_rows(files: tuple[FileRead, ...]) -> list[dict[str, str]]:
    """The record of this import, a row a file."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return [dict(zip(IMPORT_COLUMNS, (now, file.name, file.layout, str(file.rows)), strict=True)) for file in files]


def cannot_write(folder: Path, error: OSError) -> FileProblemError:
    """The refusal where the system does not let us write."""
    return FileProblemError(Problem(str(folder), "cannot_write", params={"why": error.strerror or str(error)}))


def _check_room(folder: Path, tables: dict[str, pa.Table]) -> None:
    needed = sum(table.nbytes for table in tables.values()) + _HEADROOM
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OSError(28, f"{free // 2**20:,} MB are free and {needed // 2**20:,} MB are needed")


def _free_name(folder: Path, now: dt.datetime) -> Path:
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    names = (folder / (stamp if number == 1 else f"{stamp}-{number}") for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def _put_in_force(folder: Path, name: str) -> None:
    fresh = folder / f".{_CURRENT}"
    fresh.write_text(f"{name}\n", encoding="utf-8")
    _flush(fresh)
    fresh.replace(folder / _CURRENT)


def _write_imports(path: Path, imports: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, IMPORT_COLUMNS)
        writer.writeheader()
        writer.writerows(imports)


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _imported_folders(folder: Path) -> list[Path]:
    return sorted(item for item in folder.iterdir() if item.is_dir() and (item / IMPORTS).exists())


def _sweep(folder: Path) -> None:
    """Remove what killed imports left behind and all imported folders but the one in force."""
    current = folder / _CURRENT
    in_force = current.read_text(encoding="utf-8").strip() if current.exists() else ""
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    for imported in _imported_folders(folder):
        if imported.name != in_force:
            shutil.rmtree(imported)
