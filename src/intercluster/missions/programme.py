"""Checks of a programme of visits: nobody is in two places at once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

SHORT = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Visit:
    """A step. ``who``: keys of the delegates who go. Without an end it lasts an hour."""

    key: str
    starts: dt.datetime
    ends: dt.datetime | None
    who: frozenset[str]

    @property
    def until(self) -> dt.datetime:
        return self.ends or self.starts + SHORT


def clashes(visits: Iterable[Visit]) -> list[tuple[Visit, Visit, frozenset[str]]]:
    """Pairs of steps that overlap and share delegates, with these; the earlier step first."""
    ordered = sorted(visits, key=lambda visit: (visit.starts, visit.key))
    return [
        (first, second, first.who & second.who)
        for number, first in enumerate(ordered)
        for second in ordered[number + 1 :]
        if second.starts < first.until and first.who & second.who
    ]
