"""Who pays what of a mission: cost shares by funder and line, with ceilings (S127: INNET paid 75 %), and the rest.

All money is in euros, counted in whole cents: what the payers of a line give always adds up to the line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
CLUSTER = "cluster"
FUNDER = "funder"
DELEGATE = "delegate"
OPEN = "open"


@dataclass(frozen=True, order=True)
class Payer:
    """``kind``: funder, delegate, cluster, or open (not settled); ``key`` tells two of a kind apart, and is empty
    for the last two."""

    kind: str
    key: str = ""


@dataclass(frozen=True)
class Share:
    """What a funder takes of a line: ``percent`` of it (0..100), at most ``ceiling`` euros."""

    funder: str
    percent: Decimal
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """A cost. ``rest``: who pays what no funder takes, "cluster", "delegate" or "open"; ``payers`` are the delegates
    who share it, all of them when empty."""

    key: str
    amount: Decimal
    shares: tuple[Share, ...] = ()
    rest: str = CLUSTER
    payers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Something to look at. ``code``: "over_100" (shares of more than 100 %), "line_ceiling", "total_ceiling" (a funder
    would pay ``amount`` euros more without its ceiling) or "nobody_shares" (no delegate; the cluster pays)."""

    code: str
    line: str
    funder: str = ""
    amount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Settlement:
    """``lines``: what each payer gives of each line; ``totals``: of all lines. Euros, nothing negative."""

    lines: dict[str, dict[Payer, Decimal]]
    totals: dict[Payer, Decimal]
    remarks: tuple[Remark, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.totals.values(), Decimal(0))


@dataclass
class _Purse:
    """What was given so far, in cents."""

    ceilings: dict[str, int]
    totals: dict[Payer, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def left(self, funder: str) -> int | None:
        if funder not in self.ceilings:
            return None
        return max(0, self.ceilings[funder] - self.totals.get(Payer(FUNDER, funder), 0))


def settle(
    lines: Iterable[Line], delegates: Sequence[str], ceilings: Mapping[str, Decimal] | None = None
) -> Settlement:
    """Share a budget out. ``ceilings``: the most a funder pays over all lines, in euros.

    Shares are served in their order until a line is paid; ceilings cut them; the rest goes to the cluster or, in equal
    parts, to delegates. Odd cents go to those who have paid least so far, so that over many lines they even out.

    Raises
    ------
    ValueError
        A negative amount, share or ceiling, or a payer of a line who is no delegate.
    """
    purse = _Purse({funder: _cents(amount) for funder, amount in (ceilings or {}).items()})
    found: dict[str, dict[Payer, int]] = {}
    for line in lines:
        if unknown := set(line.payers) - set(delegates):
            raise ValueError(f"{line.key}: {', '.join(sorted(unknown))} shares the cost and is no delegate.")
        given = _funded(line, purse)
        _rest(line, _cents(line.amount) - sum(given.values()), delegates, given, purse)
        for payer, cents in given.items():
            purse.totals[payer] = purse.totals.get(payer, 0) + cents
        found[line.key] = given
    return Settlement(
        {key: {payer: _euros(cents) for payer, cents in given.items()} for key, given in found.items()},
        {payer: _euros(cents) for payer, cents in purse.totals.items()},
        tuple(purse.remarks),
    )


def _funded(line: Line, purse: _Purse) -> dict[Payer, int]:
    """What the funders give of a line, in cents."""
    open_cents = _cents(line.amount)
    if sum((share.percent for share in line.shares), Decimal(0)) > 100:
        purse.remarks.append(Remark("over_100", line.key))
    given: dict[Payer, int] = {}
    for share in line.shares:
        if share.percent < 0:
            raise ValueError(f"{line.key}: a share is not negative.")
        wanted = min(_cents(line.amount * share.percent / 100), open_cents)
        limits = (
            ("line_ceiling", None if share.ceiling is None else _cents(share.ceiling)),
            ("total_ceiling", _left_now(purse, share.funder, given)),
        )
        for code, limit in limits:
            if limit is not None and wanted > limit:
                purse.remarks.append(Remark(code, line.key, share.funder, _euros(wanted - limit)))
                wanted = limit
        payer = Payer(FUNDER, share.funder)
        given[payer] = given.get(payer, 0) + wanted
        open_cents -= wanted
    return given


def _left_now(purse: _Purse, funder: str, given: Mapping[Payer, int]) -> int | None:
    left = purse.left(funder)
    return None if left is None else max(0, left - given.get(Payer(FUNDER, funder), 0))


def _rest(line: Line, cents: int, delegates: Sequence[str], given: dict[Payer, int], purse: _Purse) -> None:
    """Give what no funder took to the cluster or the delegates."""
    payers = [Payer(DELEGATE, key) for key in dict.fromkeys(line.payers or delegates)]
    if line.rest == DELEGATE and not payers and cents:
        purse.remarks.append(Remark("nobody_shares", line.key, amount=_euros(cents)))
    if line.rest != DELEGATE or not payers:
        payers = [Payer(OPEN if line.rest == OPEN else CLUSTER)]
    each, odd = divmod(cents, len(payers))
    least = sorted(payers, key=lambda payer: purse.totals.get(payer, 0))
    for number, payer in enumerate(least):
        given[payer] = each + (number < odd)


def _cents(amount: Decimal) -> int:
    if amount < 0:
        raise ValueError(f"{amount}: money is not negative here.")
    return int((amount / CENT).quantize(Decimal(1), ROUND_HALF_UP))


def _euros(cents: int) -> Decimal:
    return (Decimal(cents) * CENT).quantize(CENT)
