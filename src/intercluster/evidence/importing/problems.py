"""What can be wrong with a file, said with its place, its reason and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Severity = Literal["file", "row", "cell", "warning", "notice"]
"""``file``, ``row`` and ``cell`` stop an import; ``row`` and ``cell`` may be left out on request."""

_SHOWN = 60

REASONS: Final[dict[str, tuple[Severity, str, str]]] = {
    # code: severity, reason, what to do
    "not_found": ("file", "There is no such file or folder.", "Check the path."),
    "nothing_known": (
        "file",
        "Nothing here has a layout we read.",
        "Give project.csv, organization.csv, euroSciVoc.csv or topics.csv of CORDIS, alone, in a folder or in the "
        "official zip, or a regional structural business statistics file of Eurostat (TSV or SDMX-CSV).",
    ),
    "empty_file": ("file", "The file is empty.", "Download it again."),
    "header_only": ("file", "The file has a header and no rows.", "Download it again."),
    "wrong_delimiter": (
        "file",
        "Columns are separated by {found}, not by {expected}.",
        "Save the file with {expected} between columns, or name its separator: --delimiter {found}",
    ),
    "missing_columns": (
        "file",
        "Columns are missing: {columns}.",
        "Use the official layout of CORDIS; the first line must name the columns.",
    ),
    "damaged": ("file", "The file is damaged or cut short: {why}.", "Download it again."),
    "encrypted": ("file", "The archive is protected by a password.", "Unpack it first and import the folder."),
    "unsafe_name": (
        "file",
        "The archive holds a name that leaves its folder.",
        "Do not use this archive; download it from CORDIS itself.",
    ),
    "too_big": (
        "file",
        "It unpacks to {size}, {ratio} times its packed size; the limits are {limit} and {most} times.",
        "Do not use this archive; download it from CORDIS itself.",
    ),
    "undecodable": (
        "file",
        "The text is not {encoding}: this line holds bytes that have no meaning in it.",
        "Save the file as UTF-8, or name its encoding: --encoding cp1252",
    ),
    "unknown_encoding": ("file", "There is no encoding of this name.", "Use for example utf-8 or cp1252."),
    "cell_too_long": (
        "file",
        "A cell is longer than {limit} characters; reading stopped here.",
        "Look for a quotation mark that is missing, or shorten the cell.",
    ),
    "unclosed_quote": (
        "file",
        "A quotation mark that opens in this row is never closed.",
        "Close it, or write it twice where it belongs to the text.",
    ),
    "bad_quote": (
        "row",
        "A quotation mark stands inside a quoted cell.",
        'Write it twice: ""',
    ),
    "too_many_bad": (
        "file",
        "More than {count} rows do not fit the header; reading stopped here.",
        "Check that this is the file it is named after.",
    ),
    "nul_byte": ("row", "The line holds a NUL byte.", "Remove it, or download the file again."),
    "wrong_cell_count": (
        "row",
        "The row has {found} cells, the header {expected}.",
        "Look for a separator or a quotation mark too many or too few.",
    ),
    "missing_value": ("row", "The cell must not be empty.", "Fill it in."),
    "bad_identifier": ("row", "This is not a number of digits only.", "Give the identifier CORDIS uses."),
    "not_a_number": ("row", "This is not a number.", "Write digits and at most one decimal mark: 1234.5 or 1234,5"),
    "not_a_date": ("row", "This is not a date.", "Write it as 2019-05-31 or 31/05/2019."),
    "duplicate_key": (
        "row",
        "The same {key} is already on line {first}.",
        "Keep one of the two rows.",
    ),
    "unknown_project": (
        "row",
        "No project has this number, neither in these files nor in the evidence loaded.",
        "Import project.csv of the same programme with this file.",
    ),
    "two_projects": (
        "row",
        "The grant number belongs to {grant} and the record number (rcn) to {rcn}.",
        "Correct one of the two numbers.",
    ),
    "unknown_framework": (
        "row",
        "The framework programme is none of FP7, H2020 and HORIZON.",
        "Correct the cell, or name the programme: --framework H2020",
    ),
    "unknown_country": ("row", "This is no country code of ISO 3166-1 (UK and EL are read too).", "Correct the code."),
    "unknown_nuts": (
        "cell",
        "This is no NUTS code of any version from 2006 to 2024.",
        "Correct the code, or leave the cell empty: the place is then taken from the geolocation or the country.",
    ),
    "bad_geolocation": ("cell", "This is not a latitude and a longitude.", "Write degrees: 48.85,2.35"),
    "bad_choice": ("cell", "This is none of {choices}.", "Correct the cell or leave it empty."),
    "cannot_write": (
        "file",
        "The new evidence cannot be written: {why}.",
        "Make room or allow writing, then import again; the evidence loaded before is untouched.",
    ),
    "busy": ("file", "Another import is running.", "Wait until it has finished."),
    "unknown_concept": (
        "warning",
        "The vocabulary has no such EuroSciVoc code ({count} rows): these tags are left out.",
        "Nothing to do.",
    ),
    "zone_elsewhere": (
        "warning",
        "The NUTS code lies in {zone_country}, the organisation in {country}: only the country is kept.",
        "Correct the code in your file if you can.",
    ),
    "read_as": ("notice", "The file is not UTF-8; it was read as {encoding}, which lost nothing.", "Nothing to do."),
    "ignored": ("notice", "The file is not needed and was left aside.", "Nothing to do."),
    "kept_missing": (
        "notice",
        "{count} projects have fewer participants here than in the evidence loaded: those not named were kept.",
        "If the file is meant to be complete, look for rows that are missing.",
    ),
    "kept_newer": (
        "notice",
        "{count} projects were left as they are: the evidence loaded is newer than the file.",
        "Nothing to do.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to say about a file: where, what is there, and the code of the reason with its parameters.

    ``line`` is the number of the line in the file as a text editor counts it, of the first line of a row.
    """

    file: str
    code: str
    line: int | None = None
    column: str = ""
    value: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return REASONS[self.code][0]

    @property
    def stops(self) -> bool:
        """Whether nothing is written because of it."""
        return self.severity in ("file", "row", "cell")

    @property
    def reason(self) -> str:
        return REASONS[self.code][1].format_map(dict(self.params))

    @property
    def advice(self) -> str:
        return REASONS[self.code][2].format_map(dict(self.params))

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column:
            place.append(f"column {self.column}")
        found = f" Found: {self.value!r}." if self.value else ""
        return f"{', '.join(place)}: {self.reason}{found} {self.advice}"


def shorten(value: object) -> str:
    """A cell as it is quoted in a message: one line, at most 60 characters."""
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class FileProblemError(Exception):
    """A file cannot be read at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
