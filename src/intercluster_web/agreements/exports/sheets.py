"""The sheet of differences and synergies as a Word document: what both sides sign off."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intercluster.export import Block, Bullets, Column, Heading, Language, Paragraph, Table, TableBlock, to_docx
from intercluster_web.agreements.models import Remark, RemarkKind, Sheet
from intercluster_web.agreements.presentation.sheets import Line, heads, partners, row_choices


def sheet_docx(sheet: Sheet, remarks: Sequence[Remark], language: Language) -> bytes:
    """Figures as they were frozen, remarks of both sides, two lines to sign."""
    blocks: list[Block] = [
        Heading(sheet.title, 0),
        Paragraph(figures_of(sheet), muted=True),
        Heading(_("Synergies")),
        *_remarks(sheet, remarks, RemarkKind.SYNERGY),
        Heading(_("Differences")),
        *_remarks(sheet, remarks, RemarkKind.DIFFERENCE),
    ]
    if any(remark.kind == RemarkKind.COMMENT for remark in remarks):
        blocks += [Heading(_("Comments")), *_remarks(sheet, remarks, RemarkKind.COMMENT)]
    blocks.append(Heading(_("Side by side")))
    for head, lines in heads(sheet):
        blocks += [Heading(head, 2), TableBlock(_rows(sheet, lines))]
    if partners(sheet):
        blocks += [Heading(_("Partners in common"), 2), Bullets(partners(sheet))]
    blocks += [Heading(_("Signed off")), TableBlock(_lines(sheet))]
    return to_docx(blocks, language, title=sheet.title)


def figures_of(sheet: Sheet) -> str:
    """When the figures were taken, and from what."""
    said = {"day": date_format(sheet.taken_on, "DATE_FORMAT"), "evidence": sheet.frozen.get("evidence", "–")}
    return _("Figures of %(day)s (evidence: %(evidence)s); they do not change any more.") % said


def _remarks(sheet: Sheet, remarks: Sequence[Remark], kind: str) -> list[Block]:
    labels = dict(row_choices(sheet))
    found = [
        f"{remark.organisation}: {remark.text}"
        + (f" ({labels.get(remark.about, remark.about)})" if remark.about else "")
        for remark in remarks
        if remark.kind == kind
    ]
    return [Bullets(found)] if found else [Paragraph(_("Nothing was noted."), muted=True)]


def _rows(sheet: Sheet, lines: Sequence[Line]) -> Table:
    columns = [
        Column("label", _("Point of comparison")),
        Column("first", sheet.first.name),
        Column("second", sheet.second.name),
        Column("differs", _("Differs")),
    ]
    rows = [
        {"label": line.label, "first": line.first, "second": line.second, "differs": line.differs} for line in lines
    ]
    return Table("", columns, rows)


def _lines(sheet: Sheet) -> Table:
    columns = [
        Column("organisation", _("Organisation")),
        Column("name", _("Name and function")),
        Column("date", _("Date")),
        Column("signature", _("Signature")),
    ]
    return Table("", columns, [{"organisation": each.name} for each in (sheet.first, sheet.second)])
