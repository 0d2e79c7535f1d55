"""The coverage matrix as a table: one line a cell."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster_web.cooperations.models import PurposeKind
from intercluster_web.cooperations.presentation.portfolio_coverage import CellView, Matrix


def coverage_tables(matrix: Matrix, address: Callable[[str], str]) -> Table:
    """Every cell that is covered, planned or matters."""
    cells = [cell for row in matrix.rows for cell in row.cells]
    kept = [view for view in cells if view.cell.priority or view.cell.covered or view.cell.planned]
    kept.sort(key=lambda view: (-view.cell.priority, view.place))
    purpose = str(PurposeKind(matrix.purpose).label)
    return Table(
        _("Coverage"),
        [
            Column("place", _("Place")),
            Column("market", _("Market")),
            Column("purpose", _("Purpose")),
            Column("covered", _("Under way"), "integer", _("Cooperations under way or paused with partners there")),
            Column("planned", _("Planned"), "integer"),
            Column("priority", _("Priority"), "number", definition()),
            Column("why", _("Why")),
            Column("search", _("Search"), "link"),
        ],
        [_line(view, purpose, address) for view in kept],
        notes=[definition()],
    )


def definition() -> str:
    """What the priority is, for the page and its file."""
    return _(
        "Priority orders the empty cells; it is no probability. It multiplies the urgency of the market (0.5, 1 or "
        "1.5), whether the strategy aims at the place (1, else 0.5), and the promise of the evidence there (0 to 1). "
        "A market without fields counts a quarter where the strategy aims at the place. What is only planned counts "
        "half."
    )


def _line(view: CellView, purpose: str, address: Callable[[str], str]) -> dict[str, str | int | float]:
    cell = view.cell
    return {
        "place": view.place,
        "market": cell.market.name,
        "purpose": purpose,
        "covered": cell.covered,
        "planned": cell.planned,
        "priority": round(cell.priority, 2),
        "why": "; ".join(view.why),
        "search": address(view.search),
    }
