"""The report of an event: what took place, as a document and as a workbook; it names no person."""

from django.utils.translation import gettext as _

from intercluster.export import Block, Column, Heading, Language, Paragraph, Table, TableBlock, to_docx, to_xlsx
from intercluster_web.directory.wording import country_label
from intercluster_web.events.exports.paper import where_and_when
from intercluster_web.events.models import Event, ParticipantState
from intercluster_web.events.queries.follow import Figures


def report_docx(event: Event, found: Figures, language: Language) -> bytes:
    title = _("Report: %(title)s") % {"title": event.title}
    blocks: list[Block] = [Heading(title, 0), Paragraph(where_and_when(event))]
    blocks.append(Paragraph(_("Organised by %(owner)s.") % {"owner": event.owner.name}))
    if event.about:
        blocks.append(Paragraph(event.about))
    blocks += [TableBlock(table) for table in _tables(event, found)]
    return to_docx(blocks, language, title=title)


def report_xlsx(event: Event, found: Figures, language: Language) -> bytes:
    return to_xlsx([*_tables(event, found), _organisations(event)], language)


def _tables(event: Event, found: Figures) -> list[Table]:
    return [_figures(event, found), _countries(found), _leads(found)]


def _figures(event: Event, found: Figures) -> Table:
    rate = _("held of the meetings of which somebody noted whether they took place")
    accepted = _("accepted of the requests answered; expired and withdrawn ones are not answers")
    rows = [
        (_("People registered"), str(found.registered), ""),
        (_("Organisations"), str(found.organisations), ""),
        (_("Countries"), str(len(found.countries)), ""),
        (_("Requests"), str(found.asked), ""),
        (_("Acceptance"), _share(found.acceptance), f"{accepted}; n = {found.answered}"),
        (_("Meetings agreed on"), str(found.meetings), _("without the cancelled ones")),
        (_("Meetings held"), str(found.held), ""),
        (_("Held rate"), _share(found.held_rate), f"{rate}; n = {found.noted}"),
        (_("Orders"), str(found.orders), _("€ %(sum)s in all, where an amount was noted") % {"sum": found.ordered}),
    ]
    columns = [Column("what", _("Figure")), Column("value", _("Value")), Column("of", _("Counted of"))]
    notes = [_("Source: the records of the event; as of the day of this file.")]
    if event.participants.filter(made_up=True).exists():
        notes.append(_("A demonstration: the people, requests and meetings are made up."))
    return Table(_("Figures"), columns, [dict(zip(("what", "value", "of"), row, strict=True)) for row in rows], notes)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _countries(found: Figures) -> Table:
    columns = [Column("country", _("Country")), Column("people", _("People registered"), "integer")]
    rows = [{"country": str(country_label(code)), "people": n} for code, n in found.countries]
    return Table(_("Countries"), columns, rows)


def _leads(found: Figures) -> Table:
    columns = [Column("state", _("State")), Column("n", _("Number"), "integer")]
    return Table(_("Leads to orders"), columns, [{"state": label.capitalize(), "n": n} for label, n in found.leads])


def _organisations(event: Event) -> Table:
    columns = [
        Column("name", _("Organisation")),
        Column("country", _("Country")),
        Column("kind", _("Kind")),
        Column("people", _("People registered"), "integer"),
    ]
    rows: dict[str, dict[str, str | int]] = {}
    for one in event.participants.filter(state=ParticipantState.REGISTERED):
        row = rows.setdefault(
            one.organisation_name,
            {"name": one.organisation_name, "country": one.country, "kind": str(one.get_kind_display()), "people": 0},
        )
        row["people"] = int(row["people"]) + 1
    return Table(_("Organisations"), columns, list(rows.values()))
