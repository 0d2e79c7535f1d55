"""Joint operations as files: a workbook, a note, dates for a calendar."""

from django.utils.translation import gettext as _

from intercluster.export import Block, Column, Heading, Language, Paragraph, Table, TableBlock, to_docx, to_xlsx
from intercluster.export.calendar import to_ics
from intercluster_web.operations.models import Operation, Series
from intercluster_web.operations.models.kinds import kind_of
from intercluster_web.operations.presentation import BECAUSE, facts, line_tables, reading
from intercluster_web.operations.queries import dates_of, turns_of


def operation_xlsx(operation: Operation, language: Language) -> bytes:
    """What it is, then one sheet for each kind of lines."""
    return to_xlsx([_facts_table(operation), *_tables(operation)], language)


def operation_docx(operation: Operation, language: Language) -> bytes:
    """A note that can be sent to the partners."""
    blocks: list[Block] = [
        Heading(operation.title, 0),
        Paragraph(f"{kind_of(operation).label} · {operation.cooperation.title}", muted=True),
    ]
    if operation.about:
        blocks.append(Paragraph(operation.about))
    if summary := reading(operation):
        blocks.append(Paragraph(summary))
    blocks.append(TableBlock(_facts_table(operation)))
    for table in _tables(operation):
        blocks += [Heading(table.title), TableBlock(table)]
    return to_docx(blocks, language, title=operation.title)


def operation_ics(operation: Operation) -> bytes:
    return to_ics(dates_of(operation), operation.title)


def _facts_table(operation: Operation) -> Table:
    columns = [Column("what", _("What")), Column("value", _("Says"))]
    rows = [{"what": fact.label, "value": fact.value} for fact in facts(operation)]
    return Table(operation.title, columns, rows, notes=[operation.about] if operation.about else ())


def _tables(operation: Operation) -> list[Table]:
    kind = kind_of(operation)
    tables = [table for _relation, table in line_tables(kind, operation)]
    if isinstance(operation, Series) and (turns := turns_of(operation)):
        columns = [
            Column("year", _("Year")),
            Column("host", _("Whose turn")),
            Column(
                "because", _("Why"), definition=_("Who hosted least often; then longest ago; then the agreed order.")
            ),
        ]
        rows = [{"year": str(turn.year), "host": turn.host, "because": BECAUSE[turn.because]()} for turn in turns]
        tables.append(Table(_("Next hosts"), columns, rows))
    return tables
