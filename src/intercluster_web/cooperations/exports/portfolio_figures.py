"""How long cooperations take, as a table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intercluster.cooperations.durations import Distribution
from intercluster.export import Cell, Column, Table
from intercluster_web.cooperations.presentation.portfolio_figures import Times


def figures_table(steps: Sequence[Times], agreement: Distribution) -> Table:
    """One line a step, then from the first contact to the agreement; durations in days."""
    columns = [
        Column("what", pgettext("a span", "Time")),
        Column("n", _("Cooperations"), "integer", _("That were on the step, or had their first contact")),
        Column("done", _("Arrived"), "integer", _("That left the step for the next, or have an agreement")),
        Column("lower", _("25 %, days"), "integer", source()),
        Column("median", _("Median, days"), "integer", source()),
        Column("upper", _("75 %, days"), "integer", source()),
        Column("limit", _("Limit")),
        Column("basis", _("Limit taken from")),
    ]
    rows = [_row(str(step.label), step.seen, step.limit, step.basis) for step in steps]
    rows.append(_row(_("From the first contact to the agreement"), agreement, "", ""))
    return Table(_("Durations"), columns, rows, notes=[source()])


def source() -> str:
    """What the quartiles are."""
    return _(
        "Kaplan-Meier estimate (1958): cooperations still on their way count as “at least so long”. Empty where so "
        "many have not arrived within the time observed."
    )


def _row(what: str, seen: Distribution | None, limit: str, basis: str) -> dict[str, Cell]:
    row: dict[str, Cell] = {"what": what, "n": 0, "done": 0, "limit": limit, "basis": basis}
    if seen:
        row |= {"n": seen.n, "done": seen.done, "lower": seen.lower, "median": seen.median, "upper": seen.upper}
    return row
