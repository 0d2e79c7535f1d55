"""Public support before and after a merger or an alliance (S106).

Golden rule of J.-L. Dethier: support must not be cut on the ground that « il n'y a plus deux mais un cluster ». This
module only adds and compares what people entered, per party, funder, scheme and year, in euros.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """Euros a party gets from a funder in a year: as things are, after a merger, in an alliance. None: not known."""

    party: str
    funder: str
    scheme: str
    year: int
    now: int
    merged: int | None = None
    allied: int | None = None


@dataclass(frozen=True)
class Sum:
    """Totals of some lines. A change is counted only over lines where the amount after is known; ``unknown_merged``
    and ``unknown_allied`` count the lines where it is not."""

    now: int
    merged: int
    allied: int
    merged_change: int
    allied_change: int
    unknown_merged: int
    unknown_allied: int


@dataclass(frozen=True)
class Loss:
    """A funder that would pay several parties less together than it pays them apart. ``one_instead_of_two``: the sum
    after the merger is no more than what it pays the best supported of them now."""

    funder: str
    scheme: str
    year: int
    parties: tuple[str, ...]
    now: int
    merged: int
    one_instead_of_two: bool

    @property
    def lost(self) -> int:
        return self.now - self.merged


def total(lines: Iterable[Line]) -> Sum:
    found = list(lines)
    with_merged = [(line.now, line.merged) for line in found if line.merged is not None]
    with_allied = [(line.now, line.allied) for line in found if line.allied is not None]
    return Sum(
        now=sum(line.now for line in found),
        merged=sum(after for _now, after in with_merged),
        allied=sum(after for _now, after in with_allied),
        merged_change=sum(after - now for now, after in with_merged),
        allied_change=sum(after - now for now, after in with_allied),
        unknown_merged=len(found) - len(with_merged),
        unknown_allied=len(found) - len(with_allied),
    )


def by_party(lines: Iterable[Line]) -> dict[str, Sum]:
    found = list(lines)
    return {party: total(line for line in found if line.party == party) for party in sorted({x.party for x in found})}


def losses(lines: Iterable[Line]) -> tuple[Loss, ...]:
    """What a merger would lose, by funder, scheme and year, the largest loss first; lines of unknown effect are left
    out."""
    groups: dict[tuple[str, str, int], list[Line]] = {}
    for line in lines:
        if line.merged is not None:
            groups.setdefault((line.funder, line.scheme, line.year), []).append(line)
    found = [loss for key, group in groups.items() if (loss := _loss(*key, group)).lost > 0]
    return tuple(sorted(found, key=lambda loss: (-loss.lost, loss.funder, loss.scheme, loss.year)))


def _loss(funder: str, scheme: str, year: int, lines: list[Line]) -> Loss:
    paid: dict[str, int] = {}
    for line in lines:
        paid[line.party] = paid.get(line.party, 0) + line.now
    merged = sum(line.merged or 0 for line in lines)
    supported = tuple(sorted(party for party, amount in paid.items() if amount))
    one = len(supported) > 1 and merged <= max(paid.values())
    return Loss(funder, scheme, year, supported, sum(paid.values()), merged, one)
