"""A comparison as a workbook and as a note for the first meeting with the mirror organisation."""

from django.utils.translation import gettext as _

from intercluster.export import (
    Block,
    Bullets,
    Column,
    Heading,
    Language,
    Paragraph,
    Table,
    TableBlock,
    to_docx,
    to_xlsx,
)
from intercluster_web.scouting.presentation.comparison import CellView, RowView, Sheet


def comparison_xlsx(shown: Sheet, language: Language) -> bytes:
    """One sheet with every row, one with what is left to ask, one with definitions."""
    return to_xlsx([_table(shown, [row for _head, rows in shown.heads for row in rows]), _questions(shown)], language)


def comparison_docx(shown: Sheet, language: Language) -> bytes:
    """The heads in order, what they have in common, what to ask them."""
    title = " – ".join(subject.name for subject in shown.subjects)
    blocks: list[Block] = [
        Heading(_("Comparison: %(names)s") % {"names": title}, 0),
        Paragraph(_period(shown), muted=True),
    ]
    for head, rows in shown.heads:
        blocks += [Heading(head), TableBlock(_table(shown, rows, titled=False))]
    if shown.common_partners:
        blocks += [
            Heading(_("Partners in common")),
            Bullets([f"{partner.text} ({partner.detail})" for partner in shown.common_partners]),
        ]
    blocks.append(Heading(_("To ask them")))
    for subject, questions in shown.questions:
        if questions:
            blocks += [Heading(subject.name, 2), Bullets(list(questions))]
    blocks.append(Paragraph(definitions(), muted=True))
    return to_docx(blocks, language, title=title)


def definitions() -> str:
    """What the figures mean, for the foot of every file."""
    return _(
        "Figures count European research projects (CORDIS) of the organisation's known members or, where none is "
        "known, of the organisations of its territory in its fields: weaker evidence. A concentration of 2 means twice "
        "the average share of the field in all projects; n is the number of projects in the field. Funded projects "
        "show those who already take part, not everybody who could."
    )


def _period(shown: Sheet) -> str:
    if shown.period is None:
        return _("No project in the evidence.")
    return _("Projects started from %(first)s to %(last)s.") % {"first": shown.period[0], "last": shown.period[1]}


def _table(shown: Sheet, rows: "list[RowView] | tuple[RowView, ...]", titled: bool = True) -> Table:
    columns = [
        Column("row", _("Point of comparison")),
        *(Column(subject.key, subject.name) for subject in shown.subjects),
        Column("differs", _("Differs"), definition=_("Whether two known answers say different things.")),
    ]
    return Table(
        _("Comparison") if titled else "",
        columns,
        [
            {
                "row": row.label,
                **{subject.key: _text(cell) for subject, cell in zip(shown.subjects, row.cells, strict=True)},
                "differs": row.differs,
            }
            for row in rows
        ],
        notes=[definitions(), _period(shown)] if titled else (),
    )


def _questions(shown: Sheet) -> Table:
    return Table(
        _("To ask them"),
        [Column("name", _("Organisation")), Column("question", _("Question"))],
        [{"name": subject.name, "question": text} for subject, questions in shown.questions for text in questions],
    )


def _text(cell: CellView) -> str:
    if cell.missing:
        return _("to ask them")
    listed = [f"{item.text} ({item.detail})" if item.detail else item.text for item in cell.items]
    return "\n".join([*([cell.text] if cell.text else []), *listed])
