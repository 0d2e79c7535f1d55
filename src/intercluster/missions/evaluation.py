"""What the sheets of a mission say: two strands, research and training, for each pair and host (S162)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

RATINGS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Strand:
    """``rating`` 1..5 or None where nobody rated; ``met``: a partner was met."""

    rating: int | None = None
    met: bool = False


@dataclass(frozen=True)
class Sheet:
    """What one delegate, or pair, says of one host."""

    delegate: str
    host: str
    research: Strand
    training: Strand


@dataclass(frozen=True)
class StrandSummary:
    """``rated`` of ``sheets`` sheets have a rating; ``mean`` of these, 1..5, None without one; ``met``: sheets on which
    a partner was met; ``counts``: how many sheets gave each rating."""

    sheets: int
    rated: int
    mean: Decimal | None
    met: int
    counts: dict[int, int]


@dataclass(frozen=True)
class Bridges:
    """Bridges between private and public research (S163): ``built`` of ``pairs`` pairs of a company with its academic
    partner met somebody on at least one strand."""

    built: int
    pairs: int


@dataclass(frozen=True)
class Figures:
    """What one mission brought, for the comparison of two (S121). ``cost`` in euros, None while nothing is written;
    ``agreements``: agreements that followed."""

    delegates: int
    hosts: int
    hosts_met: int
    expected_sheets: int
    research: StrandSummary
    training: StrandSummary
    bridges: Bridges
    cost: Decimal | None
    agreements: int
    results: int

    @property
    def cost_per_contact(self) -> Decimal | None:
        """Euros for each host met; None without a cost or a host met."""
        if self.cost is None or not self.hosts_met:
            return None
        return (self.cost / self.hosts_met).quantize(Decimal("0.01"))


def summary(strands: Sequence[Strand]) -> StrandSummary:
    """Sum up one strand over sheets.

    Raises
    ------
    ValueError
        A rating outside 1..5.
    """
    ratings = [strand.rating for strand in strands if strand.rating is not None]
    if any(rating not in RATINGS for rating in ratings):
        raise ValueError("A rating is 1 to 5.")
    mean = (Decimal(sum(ratings)) / len(ratings)).quantize(Decimal("0.01")) if ratings else None
    return StrandSummary(
        len(strands),
        len(ratings),
        mean,
        sum(strand.met for strand in strands),
        {rating: ratings.count(rating) for rating in RATINGS},
    )


def hosts_met(sheets: Iterable[Sheet]) -> set[str]:
    """Hosts of whom at least one sheet says that a partner was met."""
    return {sheet.host for sheet in sheets if sheet.research.met or sheet.training.met}


def bridges(pairs: Iterable[str], sheets: Iterable[Sheet]) -> Bridges:
    """The bridging indicator over pairs of a company with its academic partner, by their keys."""
    going = set(pairs)
    built = {sheet.delegate for sheet in sheets if sheet.research.met or sheet.training.met} & going
    return Bridges(len(built), len(going))
