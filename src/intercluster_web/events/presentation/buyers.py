"""Leads as a workbook: each with its amount, and the totals with their number and period."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster_web.events.models import Lead
from intercluster_web.events.queries.buyers import Totals


def leads_table(leads: Iterable[Lead]) -> Table:
    columns = [
        Column("buyer", _("Buyer")),
        Column("supplier", _("Supplier")),
        Column("member_of", _("Member of the cluster")),
        Column("what", _("What it is about")),
        Column("state", _("State")),
        Column("amount", _("Amount, €"), "money"),
        Column("since", _("Since"), "date"),
        Column("ordered_on", _("Ordered on"), "date"),
        Column("note", _("Note")),
    ]
    rows = [
        {
            "buyer": lead.buyer.organisation_name,
            "supplier": lead.supplier.organisation_name,
            "member_of": lead.supplier.member_of,
            "what": lead.what,
            "state": str(lead.get_state_display()),
            "amount": None if lead.amount is None else float(lead.amount),
            "since": lead.since,
            "ordered_on": lead.ordered_on,
            "note": lead.note,
        }
        for lead in leads
    ]
    return Table(_("Leads"), columns, rows)


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
