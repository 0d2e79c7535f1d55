"""Alternating events: one year here, next year there (Observatoire des Pôles)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """The year of an edition and its host.

    ``because``: "fewest" (hosted least often), "longest" (as seldom as others, but longest ago) or "order" (only the
    agreed order tells them apart).
    """

    year: int
    host: str
    because: str


def next_hosts(
    order: Sequence[str], held: Iterable[tuple[int, str]], first_year: int, count: int, every: int = 1
) -> list[Turn]:
    """Whose turn the next ``count`` editions are, one every ``every`` years from ``first_year``.

    The turn goes to whoever hosted least often so far, among them to whoever hosted longest ago, among them to the
    first in the agreed ``order``. Over any run of ``len(order)`` editions that starts level, everybody hosts once.

    Raises
    ------
    ValueError
        Nobody is in the order, a host is in it twice, or ``every`` is less than a year.
    """
    if not order:
        raise ValueError("An alternation needs at least one host.")
    if len(set(order)) != len(order):
        raise ValueError("A host is in the order twice.")
    if every < 1:
        raise ValueError("Editions are at least a year apart.")
    times: Counter[str] = Counter()
    last: dict[str, int] = {}
    for year, host in sorted(held):
        times[host] += 1
        last[host] = year
    turns = []
    for year in range(first_year, first_year + count * every, every):
        turn = _turn(order, times, last, year)
        times[turn.host] += 1
        last[turn.host] = year
        turns.append(turn)
    return turns


def _turn(order: Sequence[str], times: Counter[str], last: dict[str, int], year: int) -> Turn:
    never = min(last.values(), default=year) - 1
    fewest = [host for host in order if times[host] == min(times[each] for each in order)]
    longest = [host for host in fewest if last.get(host, never) == min(last.get(each, never) for each in fewest)]
    because = "fewest" if len(fewest) == 1 else "longest" if len(longest) == 1 else "order"
    return Turn(year, longest[0], because)
