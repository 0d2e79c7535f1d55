"""Workbooks made to break the reader of members: each is refused in words, none takes the memory."""

import io
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from intercluster_web.spreadsheets import UnreadableFileError, read_sheet

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
WIDE = '<dimension ref="A1:XFD1048576"/>'
FILLED = 'A{0}" t="inlineStr"><is><t>Name {0}</t></is></c><c r="B{0}" t="inlineStr"><is><t>Lyon</t></is></c></row>'


def workbook(sheet: str | None) -> bytes:
    """A workbook whose only sheet is replaced by this XML, or taken out."""
    whole, changed = io.BytesIO(), io.BytesIO()
    Workbook().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                target.writestr(name, source.read(name))
            elif sheet is not None:
                target.writestr(name, sheet)
    return changed.getvalue()


def test_the_size_a_sheet_claims_is_not_believed() -> None:
    rows = "".join(f'<row r="{n}"><c r="' + FILLED.format(n) for n in range(1, 2001))
    tracemalloc.start()
    table = read_sheet(workbook(f"{HEAD}{WIDE}<sheetData>{rows}</sheetData></worksheet>"), "members.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (table.headings, len(table.rows)) == (["Name 1", "Lyon"], 1999)
    assert peak < 50 * 1024 * 1024


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 200 if n else "A" * 5000}">' for n in range(4))
CELL = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "sheet",
    [
        None,
        "",
        HEAD + "<sheetData><row",
        f"<!DOCTYPE x [{ENTITIES}]>{HEAD}{CELL.format('&e3;')}",
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{HEAD}{CELL.format("&e;")}',
        HEAD + '<sheetData><row r="1"><c r="1A"><v>1</v></c></row></sheetData></worksheet>',
        HEAD + '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
        HEAD + '<sheetData><row r="9999999999"><c r="A9999999999"><v>1</v></c></row></sheetData></worksheet>',
    ],
)
def test_a_sheet_that_was_tampered_with_is_refused(sheet: str | None) -> None:
    with pytest.raises(UnreadableFileError):
        read_sheet(workbook(sheet), "members.xlsx")


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n;;\r\n", b"Nom;Ville\nA;B" + b" " * 5000 + b"\0"]
)
def test_files_of_nothing_and_files_with_nul_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_sheet(content, "members.csv")
