"""Reading a delimited file into a table of text in which every row knows its line."""

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import pyarrow as pa

from intercluster.evidence.importing.layouts import Layout, layout_by_columns, layout_by_name
from intercluster.evidence.importing.problems import FileProblemError, Problem, shorten
from intercluster.evidence.importing.sources import SourceFile
from intercluster.evidence.importing.text import (
    DAMAGE,
    LONGEST_CELL,
    Lines,
    damaged,
    guess_encoding,
    marked_encoding,
    readable,
)

_BATCH = 20_000
_MOST_BAD = 10_000  # rows that cannot be split, in one file
_OTHER_DELIMITERS = (",", "\t", "|", ";")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: ``encoding`` is found out when ``None``."""

    delimiter: str = ";"
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The rows of a file: the layout's columns as text, ``line`` and the file's ``name``; and what was wrong."""

    layout: Layout
    rows: pa.Table
    problems: list[Problem]


def peek(source: SourceFile, dialect: Dialect) -> str:
    """The first line, for recognising a layout; undecodable bytes do not matter here.

    Raises
    ------
    FileProblemError
        The file is empty or damaged.
    """
    with readable(source):
        encoding = _known(source, dialect.encoding) if dialect.encoding else marked_encoding(source)
        with source.open() as stream:
            line = stream.readline(65_536).decode(encoding, "replace")
            if not line.strip() and not stream.read(1):
                raise FileProblemError(Problem(source.name, "empty_file"))
    return line.rstrip("\r\n\0")


def recognise(source: SourceFile, dialect: Dialect) -> Layout | None:
    """The CORDIS layout of a file, by name or by columns; ``None`` where it has none of them."""
    return layout_by_name(source.stem) or layout_by_columns(_cells(peek(source, dialect), ";"))


def read_file(source: SourceFile, layout: Layout, dialect: Dialect, tick: Callable[[int], None]) -> ReadFile:
    """Read one file.

    Raises
    ------
    FileProblemError
        The file as a whole cannot be read: empty, damaged, wrong delimiter, columns missing, undecodable.
    """
    _check_header(source, layout, dialect)
    if dialect.encoding is not None:
        with readable(source):
            return _read(source, layout, dialect.delimiter, _known(source, dialect.encoding), tick)
    try:
        return _read(source, layout, dialect.delimiter, marked_encoding(source), tick)
    except UnicodeDecodeError:
        with readable(source):
            encoding = guess_encoding(source)
    read = _read(source, layout, dialect.delimiter, encoding, tick)
    return ReadFile(layout, read.rows, [Problem(source.name, "read_as", params={"encoding": encoding}), *read.problems])


def _known(source: SourceFile, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise FileProblemError(Problem(source.name, "unknown_encoding", value=encoding)) from None
    return "utf-8-sig" if name == "utf-8" else name


def _read(source: SourceFile, layout: Layout, delimiter: str, encoding: str, tick: Callable[[int], None]) -> ReadFile:
    problems: list[Problem] = []
    try:
        with source.open() as stream:
            lines = Lines(stream, encoding, source, tick)
            rows = _records(csv.reader(lines, delimiter=delimiter, strict=True), lines, source, problems)
            _, header = next(rows, (0, []))
            table = _collect(rows, header, source, layout, problems)
    except DAMAGE as error:
        raise FileProblemError(damaged(source, error)) from error
    if not table.num_rows and not problems:
        raise FileProblemError(Problem(source.name, "header_only"))
    return ReadFile(layout, table, problems)


def _records(reader: Any, lines: Lines, source: SourceFile, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their first line; rows that cannot be split are noted and left out."""
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = _csv_problem(str(error), source, start)
            if problem.severity == "file":
                raise FileProblemError(problem) from error
            problems.append(problem)
            continue
        if lines.with_nul:
            problems.append(Problem(source.name, "nul_byte", lines.with_nul[0]))
            lines.with_nul.clear()
        elif row:
            yield start, row


def _csv_problem(message: str, source: SourceFile, line: int) -> Problem:
    if "limit" in message:
        return Problem(source.name, "cell_too_long", line, params={"limit": LONGEST_CELL})
    if "end of data" in message:
        return Problem(source.name, "unclosed_quote", line)
    return Problem(source.name, "bad_quote", line)


def _check_header(source: SourceFile, layout: Layout, dialect: Dialect) -> None:
    line = peek(source, dialect)
    if "\0" in line:
        raise FileProblemError(Problem(source.name, "damaged", 1, params={"why": "the first line holds a NUL byte"}))
    missing = _missing(line, layout, dialect.delimiter)
    for other in _OTHER_DELIMITERS if missing else ():
        if other != dialect.delimiter and not _missing(line, layout, other):
            params = {"found": _shown(other), "expected": _shown(dialect.delimiter)}
            raise FileProblemError(Problem(source.name, "wrong_delimiter", 1, params=params))
    if missing:
        raise FileProblemError(Problem(source.name, "missing_columns", 1, params={"columns": ", ".join(missing)}))


def _shown(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else repr(delimiter)


def _missing(header: str, layout: Layout, delimiter: str) -> list[str]:
    folded = {name.strip().casefold() for name in _cells(header, delimiter)}
    return [name for name in layout.required if name.casefold() not in folded]


def _cells(header: str, delimiter: str) -> list[str]:
    """The names in a first line; none where it cannot be split."""
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []


def _collect(
    rows: Iterator[tuple[int, list[str]]],
    header: list[str],
    source: SourceFile,
    layout: Layout,
    problems: list[Problem],
) -> pa.Table:
    places = {name.strip().casefold(): position for position, name in reversed(list(enumerate(header)))}
    present = [name for name in layout.columns if name.casefold() in places]
    pick = itemgetter(*(places[name.casefold()] for name in present))
    width = len(header)
    schema = pa.schema([(name, pa.string()) for name in present] + [("line", pa.int32())])
    batches: list[pa.RecordBatch] = []
    buffer: list[tuple[str, ...]] = []
    numbers: list[int] = []

    def flush() -> None:
        columns = [pa.array(column, pa.string()) for column in zip(*buffer, strict=True)]
        batches.append(pa.record_batch([*columns, pa.array(numbers, pa.int32())], schema=schema))
        buffer.clear()
        numbers.clear()

    for line, row in rows:
        if len(row) != width:
            found = {"found": len(row), "expected": width}
            problems.append(Problem(source.name, "wrong_cell_count", line, "", shorten(row[0]), found))
            if len(problems) > _MOST_BAD:
                raise FileProblemError(Problem(source.name, "too_many_bad", line, params={"count": f"{_MOST_BAD:,}"}))
            continue
        buffer.append(pick(row))
        numbers.append(line)
        if len(buffer) == _BATCH:
            flush()
    if buffer:
        flush()
    table = pa.Table.from_batches(batches, schema)
    for name in layout.columns:
        if name not in present:
            table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    files = pa.array([source.name, source.origin])
    for position, name in enumerate(("file", "origin")):
        index = pa.array([position], pa.int8()).take(pa.array([0] * table.num_rows, pa.int32()))
        table = table.append_column(name, pa.DictionaryArray.from_arrays(index, files))
    return table.select([*layout.columns, "line", "file", "origin"])
