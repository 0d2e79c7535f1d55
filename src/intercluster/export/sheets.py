"""Spreadsheets: xlsx workbooks and CSV files in which no text can run as a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from intercluster.export.rows import Cell, Column, Language, Table, clean, is_web_address, looks_like_formula
from intercluster.export.wording import WORDS, long_date

_NUMBER_FORMATS = {
    "integer": "#,##0",
    "number": "#,##0.00",
    "percent": "0.0%",
    "money": '#,##0 "€"',
    "date": "yyyy-mm-dd",
}
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", fgColor="1F4E79")
_LINK_FONT = Font(color="0563C1", underline="single")
_TOP = Alignment(vertical="top", wrap_text=True)
_NARROWEST, _WIDEST, _ROWS_MEASURED = 9, 60, 500
_LINKS_PER_SHEET = 65_000  # the xlsx format stops at 65,530


def to_xlsx(tables: Sequence[Table], language: Language = "en", *, made_on: dt.date | None = None) -> bytes:
    """A workbook with one sheet a table and a last sheet that defines every column and carries the notes.

    Text that a spreadsheet would take for a formula is stored as text and marked so (``quotePrefix``).
    """
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    taken: set[str] = set()
    for table in tables:
        _write_table(book.create_sheet(_sheet_name(table.title, taken)), table, language)
    _write_definitions(
        book.create_sheet(_sheet_name(WORDS[language]["definitions"], taken)), tables, language, made_on or _today()
    )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def to_csv(table: Table, language: Language = "en") -> bytes:
    """A CSV file a spreadsheet opens by double click: UTF-8 with BOM; ``;`` and decimal comma in French.

    Text that would run as a formula gets a leading apostrophe.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([_csv_text(column.label) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(row.get(column.key), language) for column in table.columns])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _csv_cell(value: Cell, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return WORDS[language]["yes" if value else "no"]
    if isinstance(value, str):
        return _csv_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    text = repr(value)
    return text.replace(".", ",") if language == "fr" else text


def _csv_text(value: str) -> str:
    text = clean(value)
    return f"'{text}" if looks_like_formula(text) else text


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel accepts: at most 31 characters, none of ``[]:*?/\\``, unlike the others."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", clean(title)).split())
    base = plain.strip("'")[:31].strip() or "Sheet"
    name, number = base, 2
    while name.casefold() in taken:
        suffix = f" {number}"
        name, number = base[: 31 - len(suffix)].rstrip() + suffix, number + 1
    taken.add(name.casefold())
    return name


def _write_table(sheet: Any, table: Table, language: Language) -> None:
    _write_header(sheet, [column.label for column in table.columns])
    links = 0
    for number, row in enumerate(table.rows, start=2):
        for position, column in enumerate(table.columns, start=1):
            value = row.get(column.key)
            cell = sheet.cell(number, position)
            _fill(cell, value, column, language)
            if column.kind == "link" and isinstance(value, str) and is_web_address(value) and links < _LINKS_PER_SHEET:
                cell.hyperlink = value
                cell.font = _LINK_FONT
                links += 1
    for position, column in enumerate(table.columns, start=1):
        shown = (row.get(column.key) for row in table.rows[:_ROWS_MEASURED])
        sheet.column_dimensions[get_column_letter(position)].width = _width(column.label, shown)
    if table.columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write_header(sheet: Any, labels: Iterable[str]) -> None:
    for position, label in enumerate(labels, start=1):
        cell = sheet.cell(1, position)
        _set_text(cell, label)
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _TOP


def _fill(cell: Any, value: Cell, column: Column, language: Language) -> None:
    if value is None:
        return
    cell.alignment = _TOP
    if isinstance(value, str):
        _set_text(cell, value)
    elif isinstance(value, bool):
        _set_text(cell, WORDS[language]["yes" if value else "no"])
    else:
        cell.value = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
        if number_format := _NUMBER_FORMATS.get(column.kind):
            cell.number_format = number_format


def _set_text(cell: Any, value: str) -> None:
    text = clean(value)
    cell.value = text or None
    if not text:
        return
    cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
    if looks_like_formula(text):
        cell.quotePrefix = True


def _width(label: str, values: Iterable[Cell]) -> float:
    lengths = [max((len(line) for line in str(value).splitlines()), default=0) for value in values if value is not None]
    return float(min(_WIDEST, max(_NARROWEST, len(label) + 3, *lengths, 0) + 1))


def _write_definitions(sheet: Any, tables: Sequence[Table], language: Language, made_on: dt.date) -> None:
    words = WORDS[language]
    _write_header(sheet, [words["table"], words["column"], words["meaning"]])
    lines = [
        (table.title, column.label, column.definition)
        for table in tables
        for column in table.columns
        if column.definition
    ]
    lines += [(table.title, words["note"], note) for table in tables for note in table.notes]
    lines.append(("", words["made_with"], words["made_on"].format(date=long_date(made_on, language))))
    for number, line in enumerate(lines, start=2):
        for position, text in enumerate(line, start=1):
            _set_text(sheet.cell(number, position), text)
            sheet.cell(number, position).alignment = _TOP
    for letter, width in zip("ABC", (28, 28, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
