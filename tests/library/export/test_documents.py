"""Word documents show tables as people read them, in their language."""

import datetime as dt
import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT

from intercluster.export import Bullets, Column, Heading, Paragraph, Table, TableBlock, to_docx

DAY = dt.date(2026, 1, 2)
TABLE = Table(
    "Shortlist",
    [Column("name", "Nom"), Column("share", "Part", "percent"), Column("eur", "Montant", "money")],
    [{"name": "=1+1", "share": 0.257, "eur": 1234567.8}, {"name": "bad\x00byte"}],
    ["Source : CORDIS."],
)


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def test_blocks_come_out_in_order_with_their_styles() -> None:
    document = read(
        to_docx(
            [Heading("Title", 0), Heading("Part"), Paragraph("Text"), Bullets(["one", "two"]), TableBlock(TABLE)],
            made_on=DAY,
        )
    )
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "Title"),
        ("Heading 1", "Part"),
        ("Normal", "Text"),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
        ("Normal", "Shortlist"),
        ("Normal", "Source : CORDIS."),
    ]


def test_tables_speak_the_language_of_the_reader() -> None:
    table = read(to_docx([TableBlock(TABLE)], "fr")).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Nom", "Part", "Montant"],
        ["=1+1", "25,7\xa0%", "1\u202f234\u202f568\xa0€"],
        ["badbyte", "", ""],
    ]


def test_every_page_says_what_it_is_and_when_it_was_made() -> None:
    section = read(to_docx([], "fr", title="Comparaison", made_on=DAY)).sections[0]
    assert section.header.paragraphs[0].text == "Comparaison"
    assert (
        section.footer.paragraphs[0].text == "Établi avec intercluster · Établi le 2 janvier 2026  ·  Page  sur "
    )  # the numbers are fields


def test_wide_tables_turn_the_page() -> None:
    wide = Table("Wide", [Column(str(n), str(n)) for n in range(8)], [{"0": "a"}])
    sections = read(to_docx([TableBlock(wide)])).sections
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert sections[1].page_width > sections[1].page_height


def test_an_empty_table_says_so() -> None:
    document = read(to_docx([TableBlock(Table("Partners", [Column("a", "A")], []))], "fr"))
    assert [p.text for p in document.paragraphs] == ["Partners", "Aucune ligne."]
