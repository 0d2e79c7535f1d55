"""Pooling a resource against a threshold, such as patients for a clinical study (Observatoire des Pôles)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Contribution:
    """What one organisation puts in, in the unit of the pool: promised, and of that already confirmed."""

    who: str
    promised: Decimal
    confirmed: Decimal = Decimal(0)


@dataclass(frozen=True)
class Pooled:
    """Where a pool stands, in the unit of the pool.

    ``missing``: what lacks until the threshold counting promises. ``indispensable``: those without whom the promises
    fall under the threshold. ``largest_share``: share of the promises that comes from one contributor, 0..1.
    """

    target: Decimal
    promised: Decimal
    confirmed: Decimal
    missing: Decimal
    indispensable: tuple[str, ...]
    largest_share: float | None

    @property
    def reached(self) -> bool:
        """Whether what is confirmed reaches the threshold."""
        return self.confirmed >= self.target

    @property
    def promised_enough(self) -> bool:
        return self.promised >= self.target


def pooled(target: Decimal, contributions: Sequence[Contribution]) -> Pooled:
    """Sum up a pool.

    Raises
    ------
    ValueError
        A negative figure, or more confirmed than promised.
    """
    for each in contributions:
        if each.promised < 0 or each.confirmed < 0:
            raise ValueError(f"{each.who}: a contribution is not negative.")
        if each.confirmed > each.promised:
            raise ValueError(f"{each.who}: more is confirmed than promised.")
    promised = sum((each.promised for each in contributions), Decimal(0))
    confirmed = sum((each.confirmed for each in contributions), Decimal(0))
    enough = promised >= target
    return Pooled(
        target=target,
        promised=promised,
        confirmed=confirmed,
        missing=max(target - promised, Decimal(0)),
        indispensable=tuple(
            each.who for each in contributions if enough and each.promised and promised - each.promised < target
        ),
        largest_share=float(max(each.promised for each in contributions) / promised) if promised else None,
    )
