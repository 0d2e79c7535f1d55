"""Word documents: headings, paragraphs, lists and tables, with the date and page numbers in the footer."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from intercluster.export.rows import Column, Language, Table, clean, is_web_address
from intercluster.export.wording import WORDS, long_date, shown

_ACCENT = RGBColor(0x1F, 0x4E, 0x79)
_LOCALES: dict[Language, str] = {"en": "en-GB", "fr": "fr-FR"}
_WIDE = 6  # more columns than this are set on landscape pages
_NUMERIC = ("integer", "number", "percent", "money")


@dataclass(frozen=True)
class Heading:
    """Level 1 to 4; level 0 is the title of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    muted: bool = False  # small and grey: sources, definitions, reservations


@dataclass(frozen=True)
class Bullets:
    items: Sequence[str]


@dataclass(frozen=True)
class TableBlock:
    """A table with its title above and its notes below."""

    table: Table


Block = Heading | Paragraph | Bullets | TableBlock


def to_docx(
    blocks: Sequence[Block], language: Language = "en", *, title: str = "", made_on: dt.date | None = None
) -> bytes:
    """A document of A4 pages; wide tables turn their pages to landscape. ``title`` is repeated on every page."""
    document = Document()
    made_on = made_on or dt.datetime.now(dt.UTC).date()
    _set_styles(document, language)
    _set_page(document.sections[0])
    _set_margins_text(document.sections[0], language, title, made_on)
    document.core_properties.title = clean(title)
    document.core_properties.language = _LOCALES[language]
    document.core_properties.author = "intercluster"
    for block in blocks:
        _add(document, block, language)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add(document: Any, block: Block, language: Language) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(clean(text), min(max(level, 0), 4))
        case Paragraph(text, muted):
            _add_paragraph(document, text, muted=muted)
        case Bullets(items):
            for item in items:
                document.add_paragraph(clean(item), style="List Bullet")
        case TableBlock(table):
            _add_table(document, table, language)


def _add_paragraph(document: Any, text: str, *, muted: bool) -> None:
    run = document.add_paragraph().add_run(clean(text))
    if muted:
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x59, 0x59, 0x59)


def _add_table(document: Any, table: Table, language: Language) -> None:
    wide = len(table.columns) > _WIDE
    if wide:
        _turn(document, WD_ORIENT.LANDSCAPE)
    if table.title:
        caption = document.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        caption.add_run(clean(table.title)).bold = True
    if table.rows:
        _add_grid(document, table, language)
    else:
        _add_paragraph(document, WORDS[language]["nothing"], muted=True)
    for note in table.notes:
        _add_paragraph(document, note, muted=True)
    if wide:
        _turn(document, WD_ORIENT.PORTRAIT)


def _add_grid(document: Any, table: Table, language: Language) -> None:
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    _repeat_header(grid.rows[0])
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.label, column)
        run = cell.paragraphs[0].runs[0]
        run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
        _shade(cell, "1F4E79")
    for row in table.rows:
        for cell, column in zip(grid.add_row().cells, table.columns, strict=True):
            value = row.get(column.key)
            if column.kind == "link" and isinstance(value, str) and is_web_address(value):
                _link(cell.paragraphs[0], value)
            else:
                _fill(cell, shown(value, column.kind, language), column)


def _fill(cell: Any, text: str, column: Column) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run(clean(text)).font.size = Pt(9)
    if column.kind in _NUMERIC:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _link(paragraph: Any, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(clean(address))
    run.font.size, run.font.underline, run.font.color.rgb = Pt(9), True, RGBColor(0x05, 0x63, 0xC1)
    link.append(run._r)
    paragraph._p.append(link)


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _repeat_header(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def _turn(document: Any, orientation: Any) -> None:
    section = document.add_section()
    section.orientation = orientation
    long_side, short_side = max(section.page_width, section.page_height), min(section.page_width, section.page_height)
    landscape = orientation == WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (long_side, short_side) if landscape else (short_side, long_side)


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _set_styles(document: Any, language: Language) -> None:
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        styles[name].font.name, styles[name].font.color.rgb = "Calibri", _ACCENT
        fonts = styles[name].element.get_or_add_rPr().find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme font would win over the name set above
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), _LOCALES[language])
    properties = styles["Normal"].element.get_or_add_rPr()
    for previous in properties.findall(qn("w:lang")):
        properties.remove(previous)
    properties.append(spelling)


def _set_margins_text(section: Any, language: Language, title: str, made_on: dt.date) -> None:
    words = WORDS[language]
    header = section.header.paragraphs[0]
    header.text = clean(title)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{words['made_with']} · {words['made_on'].format(date=long_date(made_on, language))}  ·  ")
    before, _, rest = words["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    for piece, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        footer.add_run(piece)
        if field:
            _add_field(footer, field)
    for run in (*header.runs, *footer.runs):
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x59, 0x59, 0x59)


def _add_field(paragraph: Any, name: str) -> None:
    for kind, text in (("begin", None), (None, name), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
