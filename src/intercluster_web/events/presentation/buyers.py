"""Leads as a workbook: each with its amount, and the totals with their number and period."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster_web.events.queries.buyers import Totals
from intercluster_web.events.queries.leads import Row
from intercluster_web.events.queries.leads import Totals as AllTotals


def leads_table(leads: Iterable[Any]) -> Table:
    """Leads with ``value`` and ``ordered_day``; see ``queries.leads.valued``."""
    columns = [
        Column("event", _("Event")),
        Column("buyer", _("Buyer")),
        Column("supplier", _("Supplier")),
        Column("member_of", _("Member of the cluster")),
        Column("what", _("What it is about")),
        Column("need", _("Need it answers")),
        Column("state", _("State")),
        Column("amount", _("Amount, €"), "money"),
        Column("since", _("Since"), "date"),
        Column("ordered_on", _("Ordered on"), "date"),
        Column("next_step", _("Next step")),
        Column("next_on", _("Next step by"), "date"),
        Column("counted", _("Counted in the outcomes")),
        Column("note", _("Note")),
    ]
    rows = [
        {
            "event": lead.meeting.event.title,
            "buyer": lead.buyer.organisation_name,
            "supplier": lead.supplier.organisation_name,
            "member_of": lead.supplier.member_of,
            "what": lead.what,
            "need": lead.need.text if lead.need else "",
            "state": str(lead.get_state_display()),
            "amount": None if lead.value is None else float(lead.value),
            "since": lead.since,
            "ordered_on": lead.ordered_day,
            "next_step": lead.next_step,
            "next_on": lead.next_on,
            "counted": _("yes") if lead.contract_id else "",
            "note": lead.note,
        }
        for lead in leads
    ]
    return Table(_("Leads"), columns, rows)


def all_totals_tables(totals: AllTotals) -> list[Table]:
    """Leads of all events by state, and orders by year, with their number and period."""
    columns = [
        Column("label", _("State")),
        Column("leads", _("Leads"), "integer"),
        Column("known", _("Of them with an amount"), "integer"),
        Column("euros", _("Amount, €"), "money"),
    ]
    years = [Column("label", _("Year of the order")), Column("leads", _("Orders"), "integer"), *columns[2:]]
    period = _("From %(since)s to %(until)s; source: leads noted on meetings with buyers.")
    said = [period % {"since": totals.since or "–", "until": totals.until or "–"}]
    return [
        Table(_("Totals"), columns, [_total(row) for row in totals.states], said),
        Table(_("Orders by year"), years, [_total(row) for row in totals.years], said),
    ]


def _total(row: Row) -> dict[str, Any]:
    return {"label": row.label, "leads": row.leads, "known": row.known, "euros": float(row.euros)}


def totals_table(totals: Totals) -> Table:
    columns = [
        Column("state", _("State")),
        Column("leads", _("Leads"), "integer"),
        Column("known", _("Of them with an amount"), "integer"),
        Column("euros", _("Amount, €"), "money"),
    ]
    rows = [
        {"state": label, "leads": n, "known": known, "euros": float(euros)}
        for _s, label, n, known, euros in totals.rows
    ]
    period = _("Leads from %(since)s to %(until)s, of %(n)s meetings with buyers.")
    said = {"since": totals.since or "–", "until": totals.until or "–", "n": totals.meetings}
    return Table(_("Totals"), columns, rows, [period % said])
