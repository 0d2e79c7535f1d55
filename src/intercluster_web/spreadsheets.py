"""Reading a table as people keep it: Excel, or CSV with ``;`` or ``,``, UTF-8 or cp1252. First step of every import."""

import csv
import io
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from intercluster.fields.wording import words

LARGEST_FILE = 5 * 1024 * 1024  # bytes
_LARGEST_UNPACKED = 60 * 1024 * 1024  # bytes of an xlsx once unpacked
MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_DELIMITERS = ";,\t|"

# Fields an import knows: name -> label, and the headings (folded) that mean it without being asked.
Fields = Mapping[str, tuple[Any, Collection[str]]]

# What openpyxl raises at a workbook that is cut short, tampered with or without a sheet of cells.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,  # ElementTree.ParseError is one
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,  # an archive packed in a way Python does not know
    RuntimeError,  # a password
)


class UnreadableFileError(Exception):
    """The file cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """Headings and rows of text. ``lines``: the line or row number of each row in the file."""

    headings: list[str]
    rows: list[list[str]]
    lines: list[int]


def read_sheet(content: bytes, name: str) -> Sheet:
    """The first sheet of an xlsx, or a CSV.

    Raises
    ------
    UnreadableFileError
        Empty, too large, damaged, of another kind, or without headings.
    """
    if not content.strip():
        raise UnreadableFileError(_("The file %(name)s is empty.") % {"name": name})
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(
            _("The file %(name)s is larger than 5 MB. Keep only the columns that are read and try again.")
            % {"name": name}
        )
    rows = _xlsx_rows(content, name) if content[:2] == b"PK" else _csv_rows(content, name)
    return _table(rows, name)


def guess_mapping(headings: list[str], remembered: Mapping[str, str], fields: Fields) -> dict[str, str]:
    """Heading -> field: as it was read last time, else by the usual headings; a field is used once."""
    mapping: dict[str, str] = {}
    for heading in headings:
        known = remembered.get(heading)
        folded = " ".join(words(heading))
        usual = next((field for field, (_label, headings_of) in fields.items() if folded in headings_of), "")
        field = known if known in fields or known == "" else usual
        mapping[heading] = field if field and field not in mapping.values() else ""
    return mapping


def _table(rows: list[tuple[int, list[str]]], name: str) -> Sheet:
    filled = [(line, [cell.strip() for cell in cells]) for line, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        raise UnreadableFileError(_("The file %(name)s has no row.") % {"name": name})
    headings = filled[0][1]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) < 2 and len(filled) > 1:
        raise UnreadableFileError(
            _("Only one column was found in %(name)s. Separate the columns with ; or , or save the sheet as xlsx.")
            % {"name": name}
        )
    twice = {heading for heading in headings if heading and headings.count(heading) > 1}
    if twice or "" in headings:
        raise UnreadableFileError(
            _("Each column needs a heading of its own in the first row. Repeated or empty: %(headings)s.")
            % {"headings": ", ".join(sorted(twice)) or _("an empty one")}
        )
    if len(filled) > MOST_ROWS:
        raise UnreadableFileError(_("The file has more than %(most)s rows.") % {"most": MOST_ROWS})
    width = len(headings)
    body = [(cells + [""] * width)[:width] for _line, cells in filled[1:]]
    return Sheet(headings, body, [line for line, _cells in filled[1:]])


def _csv_rows(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    if b"\x00" in content:
        raise UnreadableFileError(_("%(name)s is neither xlsx nor CSV. Save it as one of them.") % {"name": name})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for cells in reader:
            rows.append((reader.line_num, cells))  # noqa: PERF401 - the line number moves with the reader
    except csv.Error as error:
        raise UnreadableFileError(
            _("%(name)s cannot be read beyond line %(line)s: %(error)s.")
            % {"name": name, "line": reader.line_num, "error": error}
        ) from error
    return rows


def _xlsx_rows(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    damaged = _("%(name)s is damaged or is not a spreadsheet. Open it in Excel, save it as xlsx and try again.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
                raise UnreadableFileError(_("%(name)s is too large once unpacked.") % {"name": name})
        return _cells_of_first_sheet(content)
    except _DAMAGE as error:
        raise UnreadableFileError(damaged % {"name": name}) from error


def _cells_of_first_sheet(content: bytes) -> list[tuple[int, list[str]]]:
    """What is filled in; the size a sheet claims to have is not believed, for each row would be filled up to it."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        found = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=_MOST_COLUMNS)
        return [(number, [_cell_text(value) for value in values]) for number, values in enumerate(found, start=1)]
    finally:
        book.close()


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
