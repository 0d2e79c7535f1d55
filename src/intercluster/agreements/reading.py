"""Reading somebody else's agreement from a Word file: its paragraphs, gathered under their headings."""

import io
import re
import zipfile

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from intercluster.agreements.clauses import ClauseText

LARGEST_FILE = 10 * 1024 * 1024  # bytes
_LARGEST_UNPACKED = 60 * 1024 * 1024  # bytes
_MOST_PARAGRAPHS = 5000
_LONGEST_HEADING = 120  # characters
_NUMBERED = re.compile(
    r"^\s*(?:(?:article|clause|section|§)\s*)?(?:\d{1,2}(?:er)?|[ivxlc]{1,6})\s*[.:)–—-]+\s*(?=\S)", re.I
)
_ARTICLE = re.compile(r"^\s*(?:article|clause|section)\s+(?:\d{1,2}(?:er)?|[ivxlc]{1,6})\b\s*[.:)–—-]*\s*", re.I)


class UnreadableDocumentError(Exception):
    """``code``: "size" (too large), "kind" (no Word document) or "empty" (no text in it)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_docx(content: bytes) -> tuple[ClauseText, ...]:
    """The clauses of a Word document, headings without their numbers; what stands before the first heading has an
    empty heading.

    A heading is a paragraph in a heading style, or a short one that is numbered ("Article 3 –", "4.") or all bold.

    Raises
    ------
    UnreadableDocumentError
        Too large, no Word document, or without text.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableDocumentError("size")
    _refuse_bombs(content)
    try:
        document = docx.Document(io.BytesIO(content))
        paragraphs = [paragraph for block in document.iter_inner_content() for paragraph in _paragraphs(block)]
    except (KeyError, ValueError, SyntaxError, OSError, AttributeError, zipfile.BadZipFile) as damage:
        raise UnreadableDocumentError("kind") from damage
    clauses = _gathered(paragraphs[:_MOST_PARAGRAPHS])
    if not clauses:
        raise UnreadableDocumentError("empty")
    return clauses


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
                raise UnreadableDocumentError("size")
    except zipfile.BadZipFile as damage:
        raise UnreadableDocumentError("kind") from damage


def _paragraphs(block: "Paragraph | Table") -> list["Paragraph"]:
    if isinstance(block, Table):
        return [paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
    return [block]


def _gathered(paragraphs: list["Paragraph"]) -> tuple[ClauseText, ...]:
    found: list[tuple[str, list[str]]] = [("", [])]
    for paragraph in paragraphs:
        text = " ".join(paragraph.text.split())
        if not text:
            continue
        if _is_heading(paragraph, text):
            found.append((_without_number(text), []))
        else:
            found[-1][1].append(text)
    return tuple(ClauseText("", heading, "\n".join(lines)) for heading, lines in found if lines)


def _is_heading(paragraph: "Paragraph", text: str) -> bool:
    style = (paragraph.style.name or "").casefold() if paragraph.style is not None else ""
    if len(text) > _LONGEST_HEADING:
        return False
    if style.startswith(("heading", "titre", "title")):
        return True
    numbered = bool(_NUMBERED.match(text) or _ARTICLE.match(text)) and not text.endswith((".", ";", ","))
    bold = all(run.bold for run in paragraph.runs if run.text.strip()) and bool(paragraph.runs)
    return numbered or (bold and not text.endswith((".", ";", ",")))


def _without_number(text: str) -> str:
    return _NUMBERED.sub("", _ARTICLE.sub("", text)).strip() or text
