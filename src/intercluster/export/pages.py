"""PDF files for printing: the blocks of a document on A4 pages, in a font that has the letters of Europe."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

import ttf_opensans
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, LongTable, PageTemplate, Spacer
from reportlab.platypus import PageBreak as Break
from reportlab.platypus import Paragraph as Text

from intercluster.export.documents import Block, Bullets, Heading, Paragraph, TableBlock
from intercluster.export.rows import Language, Table, clean
from intercluster.export.wording import WORDS, long_date, shown

BODY: Final = "OpenSans"
BOLD: Final = "OpenSans-Bold"
ACCENT: Final = colors.HexColor("#1F4E79")
_RULE: Final = colors.HexColor("#B8C2CC")
_MUTED: Final = colors.HexColor("#4A5560")
_MARGIN: Final = 16 * mm
_ROOM_UNDER_HEADING: Final = 35 * mm
_LONGEST_CELL: Final = 1_500  # characters: a row must fit on a page
_NUMERIC: Final = ("integer", "number", "percent", "money")
_HEADINGS: Final = {0: 20, 1: 14, 2: 12, 3: 11, 4: 10}


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


def use_fonts() -> None:
    """Make the fonts known to ReportLab, once."""
    if BODY not in pdfmetrics.getRegisteredFontNames():
        for name, face in ((BODY, ttf_opensans.OPENSANS_REGULAR), (BOLD, ttf_opensans.OPENSANS_BOLD)):
            pdfmetrics.registerFont(TTFont(name, str(face.path)))
        pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=BODY, boldItalic=BOLD)


def to_pdf(
    blocks: Sequence[Block | NewPage],
    language: Language = "en",
    *,
    title: str = "",
    made_on: dt.date | None = None,
    wide: bool = False,
) -> bytes:
    """A4 pages with the title, the day and the page number at their foot; ``wide`` turns them to landscape."""
    use_fonts()
    size = landscape(A4) if wide else A4
    stream = io.BytesIO()
    document = BaseDocTemplate(
        stream,
        pagesize=size,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 4 * mm,
        title=clean(title),
        author="intercluster",
        lang=language,
    )
    frame = Frame(_MARGIN, _MARGIN + 4 * mm, size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN - 4 * mm, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    flow = [part for block in blocks for part in _parts(block, language, size[0] - 2 * _MARGIN)]
    foot = _foot(clean(title), made_on or dt.datetime.now(dt.UTC).date(), language)
    document.build(flow or [Spacer(1, 1)], canvasmaker=foot)
    return stream.getvalue()


def _style(size: float, *, bold: bool = False, colour: Any = colors.black, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{bold}", fontName=BOLD if bold else BODY, fontSize=size, leading=size * 1.3, textColor=colour, **more
    )


def _parts(block: Block | NewPage, language: Language, width: float) -> list[Any]:
    match block:
        case NewPage():
            return [Break()]
        case Heading(text, level):
            size = _HEADINGS[min(max(level, 0), 4)]
            style = _style(size, bold=True, colour=ACCENT, spaceBefore=size * 0.6, spaceAfter=size * 0.3)
            return [CondPageBreak(_ROOM_UNDER_HEADING), _text(text, style)]
        case Paragraph(text, muted):
            style = _style(8 if muted else 10, colour=_MUTED if muted else colors.black, spaceAfter=4)
            return [_text(text, style)]
        case Bullets(items):
            return [_text(f"• {item}", _style(10, leftIndent=10, bulletIndent=0, spaceAfter=2)) for item in items]
        case TableBlock(table):
            return _table(table, language, width)


def _text(text: str, style: ParagraphStyle) -> Text:
    return Text(escape(clean(text)).replace("\n", "<br/>"), style)


def _table(table: Table, language: Language, width: float) -> list[Any]:
    parts: list[Any] = []
    if table.title:
        parts += _parts(Heading(table.title, 2), language, width)
    if not table.rows:
        return [*parts, _text(WORDS[language]["nothing"], _style(10))]
    head = [_text(column.label, _style(9, bold=True, colour=ACCENT)) for column in table.columns]
    plain, right = _style(9), _style(9, alignment=TA_RIGHT)
    rows = [
        [
            _text(
                shown(row.get(column.key), column.kind, language)[:_LONGEST_CELL],
                right if column.kind in _NUMERIC else plain,
            )
            for column in table.columns
        ]
        for row in table.rows
    ]
    grid = LongTable([head, *rows], colWidths=_widths(table, language, width), repeatRows=1)
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 1, ACCENT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, _RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    parts.append(grid)
    parts += [_text(note, _style(8, colour=_MUTED, spaceBefore=3)) for note in table.notes]
    return parts


def _widths(table: Table, language: Language, width: float) -> list[float]:
    """Columns as wide as what they hold asks for: never narrower than their longest word up to a quarter of the page,
    and a long text does not starve the others."""
    needs, least = [], []
    for column in table.columns:
        texts = [shown(row.get(column.key), column.kind, language) for row in table.rows[:200]]
        longest = max((pdfmetrics.stringWidth(text, BODY, 9) for text in texts), default=0.0)
        words = [word for text in texts for word in text.split()]
        word = max((pdfmetrics.stringWidth(word, BODY, 9) for word in words), default=0.0)
        label = max((pdfmetrics.stringWidth(word, BOLD, 9) for word in column.label.split()), default=0.0)
        least.append(min(max(word, label) + 10, width / 4))
        needs.append(min(max(longest + 10, least[-1]), width * 0.6))
    room = width - sum(least)
    wanted = [max(need - floor, 1.0) for need, floor in zip(needs, least, strict=True)]
    return [floor + room * want / sum(wanted) for floor, want in zip(least, wanted, strict=True)]


def _foot(title: str, made_on: dt.date, language: Language) -> type[Canvas]:
    """A canvas that knows the number of all pages when it writes the foot of each."""
    words = WORDS[language]
    left = " · ".join(part for part in (title, words["made_on"].format(date=long_date(made_on, language))) if part)

    class Footed(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for kept in self._kept:
                self.__dict__.update(kept)
                self.setFont(BODY, 7.5)
                self.setFillColor(_MUTED)
                self.drawString(_MARGIN, 10 * mm, _cut(left, self._pagesize[0] - 2 * _MARGIN - 35 * mm))
                number = words["page"].format(page=self._pageNumber, pages=len(self._kept))
                self.drawRightString(self._pagesize[0] - _MARGIN, 10 * mm, number)
                super().showPage()
            super().save()

    return Footed


def _cut(text: str, width: float) -> str:
    while text and pdfmetrics.stringWidth(text, BODY, 7.5) > width:
        text = text[:-2].rstrip(" …") + "…"
    return text
