"""Files people take away: spreadsheets and documents, safe to open."""

from intercluster.export.badges import Badge, badges_pdf
from intercluster.export.documents import Block, Bullets, Heading, Paragraph, TableBlock, to_docx
from intercluster.export.pages import NewPage, to_pdf
from intercluster.export.rows import Cell, Column, Kind, Language, Table
from intercluster.export.sheets import to_csv, to_xlsx

__all__ = [
    "Badge",
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "Heading",
    "Kind",
    "Language",
    "NewPage",
    "Paragraph",
    "Table",
    "TableBlock",
    "badges_pdf",
    "to_csv",
    "to_docx",
    "to_pdf",
    "to_xlsx",
]
