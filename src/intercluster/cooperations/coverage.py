"""Where a portfolio has gaps: places × markets for one purpose, and the next best cooperation (S31, S32).

A cell is *covered* by the cooperations under way or paused with partners of the place in the market, and *planned* by
those only planned. What an empty cell matters:

    priority = urgency × aim × promise

``urgency``: 0.5, 1 or 1.5 as the strategy says how pressing the market is (S34), 1 for a market it does not name.
``aim``: 1 where the strategy or an objective names the place for that market or names none at all, else 0.5.
``promise``: 0..1, what the evidence shows there (``scouting.opportunities``); where it says nothing of the market,
``UNKNOWN``, so that an urgent market without evidence is neither hidden nor put first. A planned cell counts half. The
priority orders cells; it is no probability.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

AIMED, NOT_AIMED = 1.0, 0.5
UNKNOWN = 0.25
PLANNED = 0.5


@dataclass(frozen=True, slots=True)
class Market:
    """A column. ``countries``: where the strategy wants to go for it; empty when it does not say. ``judged``: whether
    the evidence can be asked about it (it has fields)."""

    key: str
    name: str
    urgency: float = 1.0
    countries: frozenset[str] = frozenset()
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A cooperation, as far as the matrix is concerned."""

    key: int
    places: frozenset[str]
    markets: frozenset[str]
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What the evidence shows in a cell: ``promise`` 0..1, how many are within reach, the first of them, for which
    kind of objective."""

    promise: float
    candidates: int
    best: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """``priority`` 0 for a covered cell. ``evidence`` None: nothing within reach, or the market is not judged."""

    place: str
    market: Market
    covered: int = 0
    planned: int = 0
    aimed: bool = True
    evidence: Promise | None = None
    priority: float = 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """``rows``: the cells of each place in the order of the markets, first the places that are named or worked in."""

    markets: tuple[Market, ...]
    rows: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)

    def gaps(self) -> list[Cell]:
        """Empty and only planned cells that matter, the next best cooperation first."""
        cells = [cell for row in self.rows.values() for cell in row if cell.priority > 0]
        return sorted(cells, key=lambda cell: (-cell.priority, cell.place, cell.market.key))


def coverage(
    markets: Sequence[Market],
    records: Iterable[Record],
    evidence: Mapping[tuple[str, str], Promise],
    most_places: int = 40,
) -> Coverage:
    """The matrix. ``evidence`` by place and market key. Places: those with cooperations, those the markets name, and
    those the evidence shows, until there are ``most_places``; the first two are never left out."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    worked: dict[str, int] = defaultdict(int)
    for record in records:
        for place in record.places:
            worked[place] += 1
            for market in record.markets:
                counts[place, market][record.planned] += 1
    named = {place for market in markets for place in market.countries}
    shown = sorted(named | set(worked))
    by_promise = sorted(evidence, key=lambda cell: (-evidence[cell].promise, cell))
    for place, _market in by_promise:
        if len(shown) >= most_places:
            break
        if place not in shown:
            shown.append(place)
    rows = {place: tuple(_cell(place, market, counts, evidence) for market in markets) for place in shown}
    order = sorted(rows, key=lambda place: (-max((cell.priority for cell in rows[place]), default=0), place))
    return Coverage(tuple(markets), {place: rows[place] for place in order})


def _cell(
    place: str,
    market: Market,
    counts: Mapping[tuple[str, str], list[int]],
    evidence: Mapping[tuple[str, str], Promise],
) -> Cell:
    covered, planned = counts.get((place, market.key), (0, 0))
    aimed = not market.countries or place in market.countries
    found = evidence.get((place, market.key))
    return Cell(place, market, covered, planned, aimed, found, _priority(market, found, covered, planned, aimed))


def _priority(market: Market, found: Promise | None, covered: int, planned: int, aimed: bool) -> float:
    """See the head of this module."""
    if covered:
        return 0.0
    if found is not None:
        promise = found.promise
    elif market.judged:
        promise = 0.0
    else:
        promise = UNKNOWN if aimed and market.countries else 0.0
    weight = market.urgency * (AIMED if aimed else NOT_AIMED) * (PLANNED if planned else 1.0)
    return weight * promise
