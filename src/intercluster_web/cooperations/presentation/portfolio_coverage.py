"""The coverage matrix in words, each cell with where it leads: our cooperations there, or the search for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from babel import Locale
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.cooperations.coverage import Cell, Coverage
from intercluster.scouting.types import ObjectiveKind
from intercluster_web.cooperations.models import PurposeKind
from intercluster_web.cooperations.queries.portfolio_coverage import MarketView
from intercluster_web.directory.wording import country_label
from intercluster_web.languages import language
from intercluster_web.scouting.models import Kind

STEPS = (0.1, 0.25, 0.5, 0.8)  # of priority: the shades of an empty cell
NEXT_BEST = 8
# Regions of the world by the codes of CLDR (UN M.49).
WORLD = {"AF": "002", "AN": "AQ", "AS": "142", "EU": "150", "NA": "003", "OC": "009", "SA": "005"}
_KIND = {
    PurposeKind.MEMBERS: ObjectiveKind.SALES_AND_LICENCES,
    PurposeKind.COLLECTIVE: ObjectiveKind.COMPLETE_THE_CHAIN,
    PurposeKind.TERRITORY: ObjectiveKind.OPEN_A_FIELD,
}


@dataclass(frozen=True, slots=True)
class CellView:
    """``step`` 0 to 4 shades an empty cell by how much it matters."""

    cell: Cell
    place: str
    step: int
    ours: str  # the list of our cooperations there
    search: str  # scouting, prepared
    plan: str  # a new planned target, prefilled
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    place: str
    label: str
    cells: tuple[CellView, ...]


class Matrix:
    """A coverage worded for one purpose."""

    def __init__(self, found: Coverage, markets: Sequence[MarketView], purpose: str, *, world: bool) -> None:
        self.world, self.purpose = world, purpose
        self.views: Mapping[str, MarketView] = {view.market.key: view for view in markets}
        self.markets = found.markets
        self.rows = [
            Row(place, self._label(place), tuple(self._cell(cell) for cell in cells))
            for place, cells in found.rows.items()
        ]
        self.next_best = [self._cell(cell) for cell in found.gaps()[:NEXT_BEST]]

    def _label(self, place: str) -> str:
        if not self.world:
            return country_label(place)
        return str(Locale(language()).territories.get(WORLD.get(place, place), place))

    def _cell(self, cell: Cell) -> CellView:
        return CellView(
            cell,
            self._label(cell.place),
            sum(cell.priority >= step for step in STEPS),
            self._ours(cell),
            self._search(cell),
            self._plan(cell),
            tuple(self._why(cell)),
        )

    def _ours(self, cell: Cell) -> str:
        chosen = {"purpose": self.purpose, "market": cell.market.name}
        where = {} if self.world else {"country": cell.place}
        return f"{reverse('cooperations:list')}?{urlencode(chosen | where)}"

    def _search(self, cell: Cell) -> str:
        """The search of the market's objective; one to state, where it has none."""
        objective = self.views[cell.market.key].objective
        if objective is not None:
            where = "" if self.world else f"?{urlencode({'country': cell.place})}"
            return f"{reverse('scouting:search', args=[objective])}{where}"
        kind = cell.evidence.kind if cell.evidence else _KIND[PurposeKind(self.purpose)].value
        prepared = {"text": cell.market.name, "kind": kind} | ({} if self.world else {"countries": cell.place})
        return f"{reverse('scouting:quick-start')}?{urlencode(prepared)}"

    def _plan(self, cell: Cell) -> str:
        target = {"status": "planned", "purpose": self.purpose, "market": cell.market.name}
        where = {} if self.world else {"countries": cell.place}
        return f"{reverse('cooperations:new')}?{urlencode(target | where)}"

    def _why(self, cell: Cell) -> list[str]:
        """What the priority is made of, in words."""
        said = []
        if cell.market.urgency > 1:
            said.append(_("the market is urgent"))
        if cell.aimed and cell.market.countries:
            said.append(_("the strategy aims there"))
        if cell.planned:
            said.append(ngettext("%(n)d target planned", "%(n)d targets planned", cell.planned) % {"n": cell.planned})
        if found := cell.evidence:
            words = ngettext(
                "promise %(promise)d of 100 (%(kind)s): %(n)d organisation within reach, first %(best)s",
                "promise %(promise)d of 100 (%(kind)s): %(n)d organisations within reach, first %(best)s",
                found.candidates,
            )
            values = {"promise": round(100 * found.promise), "n": found.candidates, "best": found.best}
            said.append(words % (values | {"kind": Kind(found.kind).label}))
        elif not cell.market.judged:
            said.append(_("the market has no fields yet, so the evidence says nothing"))
        return said
