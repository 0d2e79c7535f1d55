"""Results as a workbook, and minutes as a document."""

from typing import Any

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
from intercluster.validation.results import LEAST_CELL
from intercluster_web.validation.models import Option, Round, VoteKind
from intercluster_web.validation.presentation import group_rows, option_rows
from intercluster_web.validation.queries import Outcome, asked_in


def round_xlsx(found: Round, outcome: Outcome, language: Language, *, by_name: bool) -> bytes:
    """Options, groups and remarks; who said what only in a named round, for the organisation that asked."""
    options = list(found.options.all())
    tables = [_options_table(found, options, outcome)]
    if rows := group_rows(options, outcome):
        tables.append(_groups_table(options, rows))
    tables.append(_remarks_table(options, outcome))
    if by_name and not found.anonymous:
        tables.append(_names_table(found))
    return to_xlsx(tables, language)


def _options_table(found: Round, options: list[Option], outcome: Outcome) -> Table:
    answers = _("answers; nobody counts twice")
    columns = [
        Column("option", _("Option")),
        *(Column(vote.value, str(vote.label).capitalize(), "integer", answers) for vote in VoteKind),
        Column("answered", _("Answers"), "integer", _("people who said something of this option")),
        Column("share", _("In favour"), "percent", _("yes and yes on a condition, among those with an opinion")),
        Column("part", _("Would take part"), "integer", answers),
        Column("verdict", _("Result"), "text", _("two thirds of opinions decide; see the note on the method")),
    ]
    rows = [
        {
            "option": row["option"].label,
            **row["votes"],
            "answered": row["result"].answered,
            "share": row["result"].share,
            "part": row["result"].counts.take_part,
            "verdict": str(row["verdict"]),
        }
        for row in option_rows(options, outcome)
    ]
    return Table(_("Results"), columns, rows, notes=[headline(found, outcome), *_reservations(found, outcome)])


def headline(found: Round, outcome: Outcome) -> str:
    said = {"answered": outcome.answered, "asked": outcome.asked, "who": found.get_audience_display()}
    return _("%(answered)s of %(asked)s asked have answered (%(who)s).") % said


def _reservations(found: Round, outcome: Outcome) -> list[str]:
    notes, least = [], {"n": LEAST_CELL}
    if outcome.quorum:
        said = {"n": outcome.quorum}
        notes.append(
            (_("The quorum of %(n)s is reached.") if outcome.reached else _("The quorum of %(n)s is missed.")) % said
        )
    if outcome.hidden == "sealed":
        notes.append(_("An anonymous round is opened when it closes: nothing is counted before."))
    if outcome.hidden == "too_few":
        notes.append(
            _("Fewer than %(n)s people answered: nothing is shown, so that nobody is recognised.") % {"n": LEAST_CELL}
        )
    elif found.anonymous:
        notes.append(_("Anonymous; groups of fewer than %(n)s are counted together.") % least)
    return notes


def _groups_table(options: list[Option], rows: list[dict[str, Any]]) -> Table:
    columns = [Column("group", _("Group")), Column("answered", _("Answers"), "integer")]
    columns += [
        Column(str(place), option.label, "text", _("in favour / opinions")) for place, option in enumerate(options)
    ]
    filled = [
        {"group": row["group"], "answered": row["answered"], **{str(n): cell for n, cell in enumerate(row["cells"])}}
        for row in rows
    ]
    return Table(_("By group"), columns, filled)


def _remarks_table(options: list[Option], outcome: Outcome) -> Table:
    columns = [Column("option", _("Option")), Column("kind", _("What")), Column("text", _("Words"))]
    rows = []
    for row in option_rows(options, outcome):
        for kind, texts in ((_("comment"), row["result"].comments), (_("gain expected"), row["result"].gains)):
            rows += [{"option": row["option"].label, "kind": kind, "text": text} for text in texts]
    return Table(_("Remarks"), columns, rows, notes=[_("In alphabetical order, whoever wrote them.")])


def _names_table(found: Round) -> Table:
    columns = [
        Column("name", _("Name")),
        Column("organisation", _("Organisation")),
        Column("option", _("Option")),
        Column("vote", _("Vote")),
        Column("comment", _("Comment")),
        Column("gains", _("Gains expected")),
        Column("part", _("Would take part")),
    ]
    rows = []
    for invitation in asked_in(found).filter(answered=True).prefetch_related("answers__option"):
        who = invitation.contact
        rows += [
            {
                "name": who.name if who else "–",
                "organisation": who.where if who else "",
                "option": said.option.label,
                "vote": str(said.get_vote_display()),
                "comment": said.comment,
                "gains": said.gains,
                "part": _("yes") if said.takes_part else "",
            }
            for said in invitation.answers.all()
        ]
    return Table(_("By name"), columns, rows)


def round_docx(found: Round, outcome: Outcome, language: Language) -> bytes:
    """Minutes of the round for partners and boards; they name nobody."""
    options = list(found.options.all())
    title = _("Minutes of a validation round: %(title)s") % {"title": found.title}
    blocks: list[Block] = [Heading(title, 0), Paragraph(headline(found, outcome))]
    blocks += [Paragraph(note, muted=True) for note in _reservations(found, outcome)]
    for text in (found.question, found.plan):
        if text:
            blocks.append(Paragraph(text))
    if not outcome.hidden:
        blocks += [Heading(_("Results")), TableBlock(_short_table(options, outcome))]
        if rows := group_rows(options, outcome):
            blocks += [Heading(_("By group")), TableBlock(_groups_table(options, rows))]
        blocks += _said(options, outcome)
    return to_docx(blocks, language, title=title)


def _short_table(options: list[Option], outcome: Outcome) -> Table:
    columns = [Column("option", _("Option"))]
    columns += [Column(vote.value, str(vote.label).capitalize(), "integer") for vote in VoteKind]
    columns.append(Column("verdict", _("Result")))
    rows = [
        {"option": row["option"].label, **row["votes"], "verdict": str(row["verdict"])}
        for row in option_rows(options, outcome)
    ]
    return Table("", columns, rows)


def _said(options: list[Option], outcome: Outcome) -> list[Block]:
    blocks: list[Block] = []
    for row in option_rows(options, outcome):
        result = row["result"]
        if not (result.comments or result.gains or result.counts.take_part):
            continue
        blocks.append(Heading(row["option"].label, 2))
        if result.counts.take_part:
            blocks.append(Paragraph(_("Would take part: %(n)s.") % {"n": result.counts.take_part}))
        if result.gains:
            blocks += [Paragraph(_("Gains expected:")), Bullets(list(result.gains))]
        if result.comments:
            blocks += [Paragraph(_("Comments:")), Bullets(list(result.comments))]
    return blocks
