"""Badges to print and cut: four of format A6 on an A4 page, for the usual holders."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from intercluster.export.pages import ACCENT, BODY, BOLD, use_fonts
from intercluster.export.rows import Language, clean

_WIDTH: Final = A4[0] / 2
_HEIGHT: Final = A4[1] / 2
_EDGE: Final = 9 * mm
_QR: Final = 32 * mm


@dataclass(frozen=True)
class Badge:
    """``link``: address of the person's own page, printed as a QR code; empty for none."""

    event: str
    name: str
    organisation: str
    country: str = ""
    function: str = ""
    when: str = ""
    link: str = ""
    about_link: str = ""


def badges_pdf(badges: Sequence[Badge], title: str, language: Language = "en") -> bytes:
    """One badge a quarter of a page, with thin lines to cut along."""
    use_fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, lang=language)
    canvas.setTitle(clean(title))
    canvas.setAuthor("intercluster")
    for start in range(0, max(len(badges), 1), 4):
        canvas.setStrokeColor(colors.HexColor("#B8C2CC"))
        canvas.setLineWidth(0.3)
        canvas.line(_WIDTH, 0, _WIDTH, A4[1])
        canvas.line(0, _HEIGHT, A4[0], _HEIGHT)
        for place, badge in enumerate(badges[start : start + 4]):
            _draw(canvas, badge, place % 2 * _WIDTH, (1 - place // 2) * _HEIGHT)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Canvas, badge: Badge, x: float, y: float) -> None:
    room = _WIDTH - 2 * _EDGE
    top = y + _HEIGHT - 14 * mm
    canvas.setFillColor(ACCENT)
    canvas.rect(x + _EDGE, top + 6 * mm, room, 1.2 * mm, stroke=0, fill=1)
    top = _lines(canvas, badge.event, x, top, _Hand(BOLD, 11, 2))
    canvas.setFillColor(colors.HexColor("#4A5560"))
    _lines(canvas, badge.when, x, top, _Hand(BODY, 9, 1))
    canvas.setFillColor(colors.black)
    middle = _lines(canvas, badge.name, x, y + _HEIGHT * 0.66, _Hand(BOLD, 22, 2))
    middle = _lines(canvas, badge.function, x, middle, _Hand(BODY, 10, 2))
    canvas.setFillColor(ACCENT)
    middle = _lines(canvas, badge.organisation, x, middle - 4 * mm, _Hand(BOLD, 14, 3))
    canvas.setFillColor(colors.black)
    _lines(canvas, badge.country, x, middle, _Hand(BODY, 12, 1))
    if badge.link:
        _qr(canvas, badge.link, x + _EDGE, y + _EDGE)
        canvas.setFillColor(colors.HexColor("#4A5560"))
        _lines(canvas, badge.about_link, x + _QR + 2 * mm, y + _EDGE + 6 * mm, _Hand(BODY, 8, 2, room - _QR - 2 * mm))


@dataclass(frozen=True)
class _Hand:
    """How a line is written: font, size, lines at most, points across."""

    font: str
    size: float
    most: int = 1
    room: float = _WIDTH - 2 * _EDGE


def _lines(canvas: Canvas, text: str, x: float, y: float, hand: _Hand) -> float:
    """Write a text, smaller where it does not fit; the height of what comes next."""
    font, size, most, room = hand.font, hand.size, hand.most, hand.room
    text = " ".join(clean(text).split())
    lines = _broken(text, font, size, room)
    while size > 7 and (len(lines) > most or any(stringWidth(line, font, size) > room for line in lines)):
        size -= 0.5
        lines = _broken(text, font, size, room)
    canvas.setFont(font, size)
    for line in lines[:most]:
        canvas.drawString(x + _EDGE, y, line)
        y -= size * 1.25
    return y - size * 0.2


def _broken(text: str, font: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _qr(canvas: Canvas, link: str, x: float, y: float) -> None:
    code = QrCodeWidget(link, barLevel="M")
    left, bottom, right, top = code.getBounds()
    drawing = Drawing(_QR, _QR, transform=[_QR / (right - left), 0, 0, _QR / (top - bottom), 0, 0])
    drawing.add(code)
    renderPDF.draw(drawing, canvas, x, y)
