"""The portfolio as tables, and the message that says what stands still and what falls due."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from intercluster.export import Cell, Column, Table
from intercluster_web.cooperations.presentation.portfolio import Card, countries_of
from intercluster_web.directory.wording import country_label
from intercluster_web.mail import draft

Address = Callable[[str], str]


def _columns() -> list[Column]:
    return [
        Column("title", _("Cooperation")),
        Column("owner", _("Kept by")),
        Column("parties", _("Partners")),
        Column("countries", _("Countries"), definition=_("Countries aimed at; where none is stated, of the partners")),
        Column("status", _("Status")),
        Column("stage", _("Step"), definition=_("Of the eight steps from exchange of experience to governed alliance")),
        Column("since", _("On this step since"), "date"),
        Column("days", _("Days on this step"), "integer", _("Until today, or until the end")),
        Column("started", _("First contact"), "date"),
        Column("purpose", _("Purpose")),
        Column("beneficiary", _("Who benefits first")),
        Column("plane", _("Plane")),
        Column("process", _("Initiative")),
        Column("lead", _("Who brought the lead")),
        Column("mediated", _("Through the network")),
        Column("market", _("Market")),
        Column("next", _("Next step")),
        Column("due", pgettext("deadline", "By"), "date"),
        Column("responsible", _("Who follows it")),
        Column("activity", _("Last activity"), "date", _("Newest entry of the journal")),
        Column("still", _("Standing still"), definition=_("By the limits on the page “Durations”")),
        Column("topic", _("Topic")),
        Column("page", _("Page"), "link"),
    ]


def portfolio_table(rows: Iterable[Card], address: Address) -> Table:
    """One line a cooperation."""
    return Table(_("Cooperations"), _columns(), [_row(row, address) for row in rows])


def _row(row: Card, address: Address) -> dict[str, Cell]:
    one = row.cooperation
    until = one.ended_on or timezone.localdate()
    lead = one.get_lead_origin_display() if one.lead_origin else ""
    return {
        "title": one.title,
        "owner": one.owner.name,
        "parties": row.partners,
        "countries": ", ".join(country_label(code) for code in countries_of(row)),
        "status": str(one.get_status_display()),
        "stage": str(one.get_stage_display()),
        "since": one.stage_since,
        "days": max(0, (until - one.stage_since).days),
        "started": one.started_on,
        "purpose": str(one.get_purpose_display()),
        "beneficiary": str(one.get_beneficiary_display()),
        "plane": str(one.get_plane_display()),
        "process": str(one.get_process_display()),
        "lead": ": ".join(filter(None, [str(lead), one.lead_from])),
        "mediated": one.mediated_by.name if one.mediated_by else "",
        "market": one.market,
        "next": one.next_step,
        "due": one.next_step_due,
        "responsible": str(one.responsible or ""),
        "activity": one.last_activity_on,
        "still": "; ".join(row.marks),
        "topic": one.topic,
        "page": address(one.get_absolute_url()),
    }


def wishlist_table(rows: Iterable[Card], address: Address) -> Table:
    """One line a planned target."""
    wanted = ("countries", "title", "parties", "topic", "market", "purpose", "next", "due", "responsible", "page")
    columns = {column.key: column for column in _columns()}
    lines = sorted((_row(row, address) for row in rows), key=lambda line: str(line["countries"]))
    return Table(_("Planned targets"), [columns[key] for key in wanted], lines)


_INTRO = gettext_lazy("Cooperations of %(organisation)s on %(day)s")


def digest(organisation: Any, late: list[Card], soon: list[Card], still: list[Card], address: Address) -> bytes:
    """An unsent message: what is late, what falls due, what stands still, each with its page."""
    title = str(_INTRO) % {"organisation": organisation, "day": date_format(timezone.localdate(), "DATE_FORMAT")}
    parts = [
        _part(_("Late next steps"), late, address, _due),
        _part(_("Next steps due within 30 days"), soon, address, _due),
        _part(_("Standing still"), still, address, lambda row: "; ".join(row.marks)),
    ]
    body = "\n\n".join(part for part in parts if part) or _("Nothing is late, due soon or standing still.")
    return draft(title, f"{title}\n\n{body}\n")


def _due(row: Card) -> str:
    one = row.cooperation
    day = date_format(one.next_step_due, "DATE_FORMAT")
    said = _("%(step)s, by %(day)s") % {"step": one.next_step or _("next step"), "day": day}
    return f"{said} ({one.responsible})" if one.responsible else said


def _part(title: str, rows: list[Card], address: Address, says: Callable[[Card], str]) -> str:
    if not rows:
        return ""
    lines = [
        f"- {row.cooperation.title}{f' – {row.partners}' if row.partners else ''}\n"
        f"  {says(row)}\n  {address(row.cooperation.get_absolute_url())}"
        for row in rows
    ]
    return "\n".join([f"{title} ({len(rows)})", "", *lines])
