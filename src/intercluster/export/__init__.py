"""Files people take away: spreadsheets and documents, safe to open."""

from intercluster.export.documents import Block, Bullets, Heading, Paragraph, TableBlock, to_docx
from intercluster.export.rows import Cell, Column, Kind, Language, Table
from intercluster.export.sheets import to_csv, to_xlsx

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "Heading",
    "Kind",
    "Language",
    "Paragraph",
    "Table",
    "TableBlock",
    "to_csv",
    "to_docx",
    "to_xlsx",
]
