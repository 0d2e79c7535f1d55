"""Spreadsheets carry every value with its type and run none as a formula."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.export import Column, Table, to_csv, to_xlsx

DAY = dt.date(2026, 1, 2)
FORMULAS = ['=HYPERLINK("http://a.example","b")', "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"]
MIXED = Table(
    "Partners",
    [
        Column("name", "Name"),
        Column("projects", "Projects", "integer", "projects that start in 2014-2018"),
        Column("share", "Share", "percent"),
        Column("seen", "Seen", "date"),
        Column("page", "Page", "link"),
        Column("sme", "SME"),
    ],
    [{"name": "Pôle Mécanique", "projects": 12, "share": 0.25, "seen": DAY, "page": "https://a.example/", "sme": True}],
    ["Source: CORDIS."],
)


def read_xlsx(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def read_csv(content: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_like_cell_is_stored_as_text_in_xlsx(text: str) -> None:
    cell = read_xlsx(to_xlsx([Table("T", [Column("a", "A")], [{"a": text}])])).worksheets[0]["A2"]
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", True)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_like_cell_gets_an_apostrophe_in_csv(text: str) -> None:
    table = Table("T", [Column("a", text)], [{"a": text}])
    assert read_csv(to_csv(table), ",") == [["'" + text], ["'" + text]]


@given(st.text(max_size=50))
def test_no_text_whatsoever_becomes_a_formula(text: str) -> None:
    table = Table(text, [Column("a", text)], [{"a": text}])
    sheet = read_xlsx(to_xlsx([table])).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert all(
        not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read_csv(to_csv(table), ",") for cell in row
    )


def test_values_keep_their_types_in_xlsx() -> None:
    book = read_xlsx(to_xlsx([MIXED], made_on=DAY))
    row = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert row == [("Pôle Mécanique", 12, 0.25, dt.datetime(2026, 1, 2), "https://a.example/", "yes")]  # noqa: DTZ001
    assert book.worksheets[0]["C2"].number_format == "0.0%"
    assert book.worksheets[0]["E2"].hyperlink.target == "https://a.example/"


def test_the_last_sheet_defines_the_columns_and_names_the_sources() -> None:
    book = read_xlsx(to_xlsx([MIXED], "fr", made_on=DAY))
    assert list(book["Définitions et sources"].iter_rows(values_only=True)) == [
        ("Tableau", "Colonne", "Signification"),
        ("Partners", "Projects", "projects that start in 2014-2018"),
        ("Partners", "Note", "Source: CORDIS."),
        (None, "Établi avec intercluster", "Établi le 2 janvier 2026"),
    ]


def test_french_csv_opens_in_a_french_spreadsheet() -> None:
    content = to_csv(MIXED, "fr")
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content, ";")[1] == ["Pôle Mécanique", "12", "0,25", "2026-01-02", "https://a.example/", "oui"]


def test_a_negative_number_stays_a_number() -> None:
    table = Table("T", [Column("a", "A", "number")], [{"a": -5.5}])
    assert read_csv(to_csv(table), ",")[1] == ["-5.5"]
    assert read_xlsx(to_xlsx([table])).worksheets[0]["A2"].value == -5.5


def test_sheets_with_the_same_or_forbidden_names_are_told_apart() -> None:
    tables = [Table("A/B: " + "long " * 9, [Column("a", "A")], [])] * 3
    names = read_xlsx(to_xlsx(tables)).sheetnames
    assert names == [
        "A B long long long long long lo",
        "A B long long long long long 2",
        "A B long long long long long 3",
        "Definitions and sources",
    ]


def test_control_characters_and_endless_cells_do_not_break_the_file() -> None:
    table = Table("T", [Column("a", "A")], [{"a": "a\x00b"}, {"a": "x" * 40_000}])
    sheet = read_xlsx(to_xlsx([table])).worksheets[0]
    assert (sheet["A2"].value, len(sheet["A3"].value)) == ("ab", 32_767)


def test_only_web_addresses_become_links() -> None:
    table = Table("T", [Column("a", "A", "link")], [{"a": "javascript:alert(1)"}, {"a": "file:///etc/passwd"}])
    sheet = read_xlsx(to_xlsx([table])).worksheets[0]
    assert [sheet["A2"].hyperlink, sheet["A3"].hyperlink] == [None, None]
