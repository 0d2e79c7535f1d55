"""Sheets of a workbook, or CSV files of a folder, as rows that know where they come from."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from intercluster.meetings.problem import ProblemError

_MOST_ROWS = 200_000


class LayoutError(ProblemError):
    """What is wrong with a file; ``faults`` has a line for each, with file, row, column and what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the headings of its sheet. ``number`` is what a spreadsheet shows at its left."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The text of a cell, empty when there is none."""
        return self.cells.get(column, "")

    def where(self, column: str) -> str:
        """The place of a cell, for messages."""
        return f"{self.sheet}, row {self.number}, column {column}"


def read_grids(path: Path) -> dict[str, list[Row]]:
    """The rows of each sheet of an .xlsx file, or of each .csv file of a folder, by its name in small letters.

    Raises
    ------
    LayoutError
        There is no such file, it is neither, or it cannot be opened.
    """
    if path.is_dir():
        files = sorted(path.glob("*.csv"))
        if not files:
            raise LayoutError(
                [f"{path.name}: the folder holds no .csv file; give slots.csv, people.csv, meetings.csv."]
            )
        return {file.stem.casefold(): list(_csv_rows(file)) for file in files}
    if not path.exists():
        raise LayoutError([f"{path.name}: there is no such file; check the path."])
    if path.suffix.casefold() != ".xlsx":
        raise LayoutError([f"{path.name}: give an .xlsx workbook, a folder of .csv files or a .dzn file."])
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError) as error:
        raise LayoutError([f"{path.name}: this is not a readable workbook; save it again as .xlsx."]) from error
    try:
        return {
            sheet.title.casefold(): list(_rows(f"{path.name}, sheet {sheet.title}", sheet.iter_rows(values_only=True)))
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _csv_rows(path: Path) -> Iterator[Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LayoutError([f"{path.name}: the text is not UTF-8; save the file as CSV UTF-8."]) from error
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    yield from _rows(path.name, iter(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _rows(name: str, lines: Iterator[tuple[object, ...]] | Iterator[list[str]]) -> Iterator[Row]:
    headings = [_text(cell).casefold() for cell in next(lines, ())]
    for number, line in enumerate(lines, start=2):
        if number > _MOST_ROWS:
            raise LayoutError([f"{name}: more than {_MOST_ROWS:,} rows; delete the empty ones at the end."])
        cells = {heading: _text(cell) for heading, cell in zip(headings, line, strict=False) if heading}
        if any(cells.values()):
            yield Row(name, number, cells)


def _text(cell: object) -> str:
    """The text of a cell: whole numbers without a decimal point, the apostrophe that keeps text text left out."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
