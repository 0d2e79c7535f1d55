"""Missions as files: the programme for the road, workbooks, calendars."""

from typing import Any

from django.utils.translation import gettext as _

from intercluster.export import Block, Heading, Language, Paragraph, Table, TableBlock, to_docx, to_xlsx
from intercluster.export.calendar import to_ics
from intercluster.missions.evaluation import Figures
from intercluster_web.missions.models import Delegate, Host, Mission
from intercluster_web.missions.presentation import tables, words
from intercluster_web.missions.queries import brought
from intercluster_web.missions.queries.dates import dates_of


def programme_docx(mission: Mission, language: Language, *, people: bool, delegate: Delegate | None = None) -> bytes:
    """The programme for the road. ``people``: with the names and numbers of those who are met and who go."""
    blocks: list[Block] = [Heading(mission.title, 0), Paragraph(_head(mission), muted=True)]
    if mission.purpose:
        blocks.append(Paragraph(mission.purpose))
    blocks += [
        Heading(_("Programme")),
        TableBlock(tables.programme_table(mission, brought.steps_of(mission, delegate))),
    ]
    hosts = list(mission.hosts.all())
    if hosts:
        blocks.append(Heading(_("Whom we meet")))
        for host in hosts:
            blocks += [Heading(host.name, 2), *_host(host, people=people)]
    if people:
        group = tables.group_table(mission.delegates.select_related("contact"))
        columns = [column for column in group.columns if column.key != "email"]
        blocks += [Heading(_("Who goes")), TableBlock(Table(group.title, columns, group.rows))]
    return to_docx(blocks, language, title=mission.title)


def _head(mission: Mission) -> str:
    parts = [words.when(mission), words.where(mission), mission.occasion, str(mission.owner)]
    return " · ".join(part for part in parts if part)


def _host(host: Host, *, people: bool) -> list[Block]:
    lines = [host.about]
    if people:
        person = ", ".join(part for part in (host.person, host.function) if part)
        lines += [person, " · ".join(part for part in (host.phone, host.email) if part)]
    return [Paragraph(line) for line in lines if line]


def programme_xlsx(mission: Mission, language: Language) -> bytes:
    return to_xlsx([tables.programme_table(mission, brought.steps_of(mission))], language)


def programme_ics(mission: Mission, delegate: Delegate | None = None) -> bytes:
    """The calendar of the group, or of one delegate."""
    return to_ics(dates_of(mission, delegate=delegate), mission.title)


def group_xlsx(mission: Mission, language: Language) -> bytes:
    return to_xlsx([tables.group_table(mission.delegates.select_related("contact"))], language)


def evaluation_xlsx(mission: Mission, language: Language) -> bytes:
    return to_xlsx(tables.evaluation_tables(brought.evaluated(mission)), language)


def evaluation_docx(mission: Mission, language: Language) -> bytes:
    """The report people bring back: figures, every sheet, what followed."""
    found = brought.evaluated(mission)
    blocks: list[Block] = [Heading(mission.title, 0), Paragraph(_head(mission), muted=True)]
    blocks += [Heading(_("In figures")), TableBlock(tables.evaluation_tables(found)[0])]
    for sheet in found.sheets.values():
        blocks.append(Heading(str(sheet), 2))
        for label, strand in ((_("R&D"), "research"), (_("Training"), "training")):
            rating = getattr(sheet, f"get_{strand}_rating_display")() if getattr(sheet, f"{strand}_rating") else "–"
            said = [rating, *(getattr(sheet, f"{strand}_{name}") for name in ("met", "potential", "next"))]
            blocks.append(Paragraph(f"{label}: " + " · ".join(part for part in said if part)))
    results = tables.results_table(mission)
    if results.rows:
        blocks += [Heading(results.title), TableBlock(results)]
    return to_docx(blocks, language, title=mission.title)


def budget_xlsx(mission: Mission, language: Language) -> bytes:
    settled = brought.settled(mission)
    found = [
        tables.costs_table(settled),
        tables.budget_table(settled, planned=True),
        tables.budget_table(settled),
    ]
    return to_xlsx(found, language)


def follow_up_xlsx(mission: Mission, language: Language) -> bytes:
    return to_xlsx([tables.results_table(mission)], language)


def comparison_table(compared: list[tuple[Mission, Figures]]) -> Table:
    return tables.figures_table([(mission.title, figures) for mission, figures in compared], _("Missions side by side"))


def comparison_file(compared: list[tuple[Mission, Figures]], form: str, language: Language) -> bytes:
    """Side by side, as ``xlsx`` or ``docx``."""
    table = comparison_table(compared)
    if form == "xlsx":
        return to_xlsx([table], language)
    heads: list[Any] = [Paragraph(f"{mission.title}: {_head(mission)}", muted=True) for mission, _figures in compared]
    return to_docx([Heading(table.title, 0), *heads, TableBlock(table)], language, title=table.title)
