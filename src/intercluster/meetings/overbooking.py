"""How many meetings to plan when not all of them are held, from the held rates of past events.

Held meetings are counted as a beta-binomial: every event has its own rate, drawn from a beta distribution fitted to
the past events by moments (Williams 1975 for the intra-event correlation), which makes the interval honest about how
much events differ. With one past event, or none that differ, the rate itself has a uniform prior.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scipy.stats import betabinom

MOST_CORRELATION: Final = 0.5
CERTAIN: Final = 1e-4
"""Correlation below which events count as one."""


@dataclass(frozen=True, slots=True)
class PastEvent:
    """Meetings planned and held at one event. ``year`` dates it in the advice."""

    planned: int
    held: int
    year: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """Meetings to plan so that ``wanted`` are held.

    ``planned``: the number to plan so that at least ``wanted`` are held with the chance ``confidence`` under the
    fitted model; ``planned_mean``: so that as many are held on average. ``rate``: held of planned over all past events
    (0 to 1); ``low`` to ``high``: held meetings, of ``planned``, in nine events of ten. ``meetings``, ``events``,
    ``first_year`` and ``last_year`` say what the rate rests on.
    """

    wanted: int
    planned: int
    planned_mean: int
    rate: float
    low: int
    high: int
    confidence: float
    meetings: int
    events: int
    first_year: int
    last_year: int


def advise(past: Sequence[PastEvent], wanted: int, *, confidence: float = 0.8) -> Advice:
    """How many meetings to plan when ``wanted`` are to be held.

    Raises
    ------
    ValueError
        No past meeting, more held than planned, none ever held, or a confidence outside 0 to 1.
    """
    if wanted < 1:
        raise ValueError(f"{wanted} meetings wanted: give 1 or more")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence}: give a share between 0 and 1")
    for event in past:
        if not 0 <= event.held <= event.planned:
            raise ValueError(f"{event.name or event.year}: {event.held} meetings held of {event.planned} planned")
    planned, held = sum(event.planned for event in past), sum(event.held for event in past)
    if not planned:
        raise ValueError("no past meeting to learn from: count the meetings held at one event first")
    if not held:
        raise ValueError("none of the past meetings was held: no number of meetings to plan can be advised")
    a, b = _beta(past, planned, held)
    enough = _least(wanted, a, b, confidence)
    low, high = int(betabinom.ppf(0.05, enough, a, b)), int(betabinom.ppf(0.95, enough, a, b))
    return Advice(
        wanted=wanted,
        planned=enough,
        planned_mean=-(-wanted * planned // held),
        rate=held / planned,
        low=low,
        high=high,
        confidence=confidence,
        meetings=planned,
        events=len(past),
        first_year=min(event.year for event in past),
        last_year=max(event.year for event in past),
    )


def _beta(past: Sequence[PastEvent], planned: int, held: int) -> tuple[float, float]:
    """Parameters of the distribution of the rate of the next event."""
    correlation = _correlation([event for event in past if event.planned], planned, held)
    if correlation < CERTAIN:
        return held + 1.0, planned - held + 1.0
    rate = (held + 1) / (planned + 2)
    strength = 1 / correlation - 1
    return rate * strength, (1 - rate) * strength


def _correlation(past: Sequence[PastEvent], planned: int, held: int) -> float:
    """How much more alike two meetings of one event are than two of different events (0: not at all).

    Moment estimate from Pearson's chi-square of the held rates (Williams 1975, equation for equal weights).
    """
    rate = held / planned
    if len(past) < 2 or rate in (0.0, 1.0):
        return 0.0
    square = sum((event.held - event.planned * rate) ** 2 / (event.planned * rate * (1 - rate)) for event in past)
    spread = sum((event.planned - 1) * (1 - event.planned / planned) for event in past)
    if spread <= 0:
        return 0.0
    return min(max((square - (len(past) - 1)) / spread, 0.0), MOST_CORRELATION)


def _least(wanted: int, a: float, b: float, confidence: float) -> int:
    """The fewest planned meetings of which ``wanted`` are held with that chance."""
    low, high = wanted, wanted
    while betabinom.sf(wanted - 1, high, a, b) < confidence:
        low, high = high, 2 * high
        if high > 1000 * wanted:
            raise ValueError("the past rates differ too much to advise a number with this confidence: lower it")
    while low < high:
        middle = (low + high) // 2
        if betabinom.sf(wanted - 1, middle, a, b) >= confidence:
            high = middle
        else:
            low = middle + 1
    return high
