"""Missions as tables: the same on the pages and in the files."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from intercluster.export import Cell, Column, Table
from intercluster.missions.evaluation import Figures
from intercluster.missions.history import YearCount
from intercluster_web.directory.wording import country_label
from intercluster_web.missions.models import Delegate, ExpertUse, Mission, MissionMessage, Sheet, Step
from intercluster_web.missions.presentation import words
from intercluster_web.missions.queries.brought import Evaluated, Settled, spent
from intercluster_web.missions.queries.missions import Balance
from intercluster_web.records.messages import Delivery


def list_table(missions: Iterable[Any]) -> Table:
    columns = [
        Column("title", _("Mission")),
        Column("owner", _("Organised by")),
        Column("direction", _("Direction")),
        Column("state", _("State")),
        Column("when", _("When")),
        Column("place", _("Place")),
        Column("country", _("Country")),
        Column("support", _("Support")),
        Column("delegates", _("Delegates"), "integer"),
        Column("hosts", _("Hosts"), "integer"),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "title": one.title,
            "owner": str(one.owner),
            "direction": one.get_direction_display(),
            "state": one.get_state_display(),
            "when": words.when(one),
            "place": one.place,
            "country": country_label(one.country),
            "support": str(one.programme or one.convention),
            "delegates": one.delegates_n or one.group_size or 0,
            "hosts": one.hosts_n or 0,
        }
        for one in missions
    ]
    return Table(_("Missions"), columns, rows)


def messages_table(messages: Iterable[MissionMessage]) -> Table:
    """The log of messages, without their text: it holds links."""
    columns = [
        Column("at", _("When")),
        Column("name", _("Delegate")),
        Column("to", _("E-mail")),
        Column("subject", _("Subject")),
        Column("way", _("How")),
        Column("state", _("State")),
        Column("error", _("What went wrong")),
        Column("by", _("By")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "at": date_format(timezone.localtime(one.at), "SHORT_DATETIME_FORMAT"),
            "name": one.name,
            "to": one.to,
            "subject": one.subject,
            "way": str(one.get_way_display()),
            "state": str(Delivery.FAILED.label if one.lost else one.get_state_display()),
            "error": one.error,
            "by": str(one.by or ""),
        }
        for one in messages
    ]
    return Table(_("Messages"), columns, rows)


def group_table(delegates: Iterable[Delegate]) -> Table:
    columns = [
        Column("name", _("Organisation")),
        Column("kind", _("Kind")),
        Column("partner", _("Academic research partner")),
        Column("people", _("People")),
        Column("email", _("E-mail")),
        Column("looks_for", _("Looks for")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "name": each.name,
            "kind": each.get_kind_display(),
            "partner": each.partner_name,
            "people": each.people,
            "email": each.address,
            "looks_for": each.looks_for,
        }
        for each in delegates
    ]
    return Table(_("Group"), columns, rows)


def programme_table(mission: Mission, steps: Iterable[Step]) -> Table:
    zone = ZoneInfo(mission.time_zone)
    columns = [
        Column("day", _("Day")),
        Column("hours", _("Time")),
        Column("what", _("What")),
        Column("place", _("Place")),
        Column("host", _("Host")),
        Column("who", _("Who goes")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "day": date_format(step.starts.astimezone(zone), "DATE_FORMAT"),
            "hours": hours(step, zone),
            "what": f"{_('Called off')}: {step.title}" if step.cancelled else step.title,
            "place": step.place,
            "host": str(step.host or ""),
            "who": ", ".join(map(str, step.who.all())) or _("everybody"),
        }
        for step in steps
    ]
    return Table(_("Programme"), columns, rows, notes=[_("Times of %(zone)s") % {"zone": mission.time_zone}])


def hours(step: Step, zone: ZoneInfo) -> str:
    first = time_format(step.starts.astimezone(zone), "H:i")
    return f"{first} – {time_format(step.ends.astimezone(zone), 'H:i')}" if step.ends else first


def sheets_table(sheets: Iterable[Sheet]) -> Table:
    columns = [Column("delegate", _("Delegate")), Column("host", _("Host"))]
    for strand, label in (("research", _("R&D")), ("training", _("Training"))):
        columns += [
            Column(
                f"{strand}_rating", f"{label}: {_('rating')}", "integer", _("1 to 5, as whoever filled it in saw it.")
            ),
            Column(f"{strand}_met", f"{label}: {_('partner met')}"),
            Column(f"{strand}_potential", f"{label}: {_('potential seen')}"),
            Column(f"{strand}_next", f"{label}: {_('next step')}"),
        ]
    columns += [Column("filled_name", _("Filled in by")), Column("filled_at", _("On"), "date")]
    names = [column.key for column in columns[2:-1]]
    rows: list[dict[str, Cell]] = [
        {
            "delegate": str(sheet.delegate),
            "host": str(sheet.host),
            **{name: getattr(sheet, name) for name in names},
            "filled_at": sheet.filled_at.date(),
        }
        for sheet in sheets
    ]
    return Table(_("Sheets"), columns, rows)


def figures_table(columns: list[tuple[str, Figures]], title: str) -> Table:
    """Figures of one mission or several side by side, each line with what it counts."""
    heads = [Column("what", _("What"))]
    heads += [Column(str(number), label) for number, (label, _figures) in enumerate(columns)]
    lines = [figure_lines(figures) for _label, figures in columns]
    rows: list[dict[str, Cell]] = [
        {"what": what, **{str(number): one[row][1] for number, one in enumerate(lines)}}
        for row, (what, _value) in enumerate(lines[0] if lines else [])
    ]
    return Table(title, heads, rows, notes=[_("A mean is over the sheets with a rating; n says how many these are.")])


def figure_lines(figures: Figures) -> list[tuple[str, str]]:
    """What a mission brought, in words and numbers with their denominators."""
    return [
        (_("Delegates"), str(figures.delegates)),
        (_("Hosts met, of the hosts planned"), f"{figures.hosts_met} / {figures.hosts}"),
        (
            _("Sheets filled in, of one for each delegate and host"),
            f"{figures.research.sheets} / {figures.expected_sheets}",
        ),
        (_("R&D strand, mean rating"), words.mean_words(figures.research.mean, figures.research.rated)),
        (_("Training strand, mean rating"), words.mean_words(figures.training.mean, figures.training.rated)),
        (
            _("Bridges: company + laboratory pairs that met a partner, of all pairs"),
            f"{figures.bridges.built} / {figures.bridges.pairs}",
        ),
        (_("Cost (actual, else planned)"), words.euros(figures.cost)),
        (_("Cost for each host met"), words.euros(figures.cost_per_contact)),
        (_("Agreements that followed"), str(figures.agreements)),
        (_("Results of all kinds"), str(figures.results)),
    ]


def budget_table(settled: Settled, *, planned: bool = False) -> Table:
    """One row a cost, one column a payer; the last row adds up."""
    shared = settled.planned if planned else settled.now
    payers = words.payers_in_order(shared.totals)
    columns = [Column("title", _("Cost")), Column("kind", _("Kind")), Column("amount", _("Amount, €"), "money")]
    columns += [Column(_key(payer), f"{words.payer_name(payer, settled)}, €", "money") for payer in payers]
    rows: list[dict[str, Cell]] = []
    for cost in settled.costs:
        amount = (cost.planned or 0) if planned else spent(cost)
        given = shared.lines[str(cost.pk)]
        row: dict[str, Cell] = {"title": cost.title, "kind": cost.get_kind_display(), "amount": float(amount)}
        rows.append(row | {_key(payer): float(given[payer]) for payer in payers if given.get(payer)})
    total: dict[str, Cell] = {"title": _("Total"), "kind": "", "amount": float(shared.total)}
    rows.append(total | {_key(payer): float(shared.totals[payer]) for payer in payers})
    notes = [words.remark_words(remark, settled) for remark in shared.remarks]
    title = _("Who pays what: planned") if planned else _("Who pays what: as it stands")
    return Table(title, columns, rows, notes=notes)


def _key(payer: Any) -> str:
    return f"{payer.kind}-{payer.key}"


def costs_table(settled: Settled) -> Table:
    """The lines as they were written, with the shares in words."""
    columns = [
        Column("title", _("Cost")),
        Column("kind", _("Kind")),
        Column("planned", _("Planned, €"), "money"),
        Column("actual", _("Actual, €"), "money"),
        Column("shares", _("Shares")),
        Column("rest", _("The rest is paid by")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "title": cost.title,
            "kind": cost.get_kind_display(),
            "planned": None if cost.planned is None else float(cost.planned),
            "actual": None if cost.actual is None else float(cost.actual),
            "shares": "; ".join(f"{share.funder} {share.percent.normalize():f} %" for share in cost.shares.all()),
            "rest": cost.get_rest_display(),
        }
        for cost in settled.costs
    ]
    return Table(_("Costs"), columns, rows)


def results_table(mission: Mission) -> Table:
    columns = [
        Column("title", _("What followed")),
        Column("kind", _("Kind")),
        Column("on", _("Date"), "date"),
        Column("host", _("Host")),
        Column("url", _("Link")),
    ]
    rows: list[dict[str, Cell]] = [
        {"title": one.title, "kind": one.get_kind_display(), "on": one.on, "host": str(one.host or ""), "url": one.url}
        for one in mission.results.select_related("host")
    ]
    return Table(_("What followed"), columns, rows)


def evaluation_tables(found: Evaluated) -> list[Table]:
    return [figures_table([(_("Figure"), found.figures)], _("In figures")), sheets_table(found.sheets.values())]


def years_table(years: Iterable[YearCount]) -> Table:
    columns = [
        Column("year", _("Year")),
        Column("missions", _("Missions abroad"), "integer", _("Took place; counted in the year of the first day.")),
        Column("joint", _("Of these joint ones"), "integer", _("At least one other cluster organised it too.")),
        Column("support", _("Support"), definition=_("Schemes, agreements and funders, and with how many missions.")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "year": str(one.year),
            "missions": one.missions,
            "joint": one.joint,
            "support": ", ".join(f"{name} ({n})" for name, n in one.support.items()),
        }
        for one in years
    ]
    return Table(_("Missions abroad by year"), columns, rows)


def experts_table(balances: Iterable[Balance]) -> Table:
    columns = [
        Column("scheme", _("Scheme")),
        Column("task", _("What the expert is for")),
        Column("granted", _("Days granted"), "number"),
        Column("used", _("Days used"), "number"),
        Column("left", _("Days left"), "number", _("Granted less used; empty where the number granted is not told.")),
        Column("by", _("Used by")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "scheme": one.grant.name,
            "task": one.grant.task,
            "granted": None if one.grant.days is None else float(one.grant.days),
            "used": float(one.used),
            "left": None if one.left is None else float(one.left),
            "by": "; ".join(dict.fromkeys(use_words(use) for use in one.grant.uses.all())),
        }
        for one in balances
    ]
    return Table(_("Expert days"), columns, rows)


def use_words(use: ExpertUse) -> str:
    """Who used days of an expert, for which mission, for what."""
    return " · ".join(part for part in (str(use.mission), use.expert, use.what) if part)
