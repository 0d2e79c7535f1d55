"""Clauses that count the gaps and the idle slots of one person."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from intercluster.meetings.masks import slots_of
from intercluster.meetings.proof.formula import Formula


@dataclass(frozen=True, slots=True)
class Day:
    """One day of somebody: ``started[t]`` they were busy by slot t, ``staying[t]`` they are busy in t or later."""

    first: int
    last: int
    started: dict[int, int]
    staying: dict[int, int]


class Waiting:
    """Gaps of one person who is busy in the slots where ``busy`` holds, with ``least`` to ``most`` meetings.

    ``gap_ends`` has a literal for each slot that must hold when a gap ends there.
    """

    def __init__(self, formula: Formula, busy: dict[int, int], days: tuple[int, ...], least: int, most: int) -> None:
        self.formula = formula
        self.busy = busy
        self.least, self.most = least, most
        self.gap_ends: list[int] = []
        self.days = [day for mask in days if (day := self._day(mask))]
        self._one_day = len(days) == 1

    def _day(self, mask: int) -> Day | None:
        slots = [slot for slot in slots_of(mask) if slot in self.busy]
        if len(slots) < 2:
            return None
        formula, busy = self.formula, self.busy
        span = range(slots[0], slots[-1] + 1)
        started = {slot: formula.variable() for slot in span}
        staying = {slot: formula.variable() for slot in span}
        for slot in slots:
            formula.add(-busy[slot], started[slot])
            formula.add(-busy[slot], staying[slot])
        for before, slot in pairwise(span):
            formula.add(-started[before], started[slot])
            formula.add(-staying[slot], staying[before])
        for slot in span:
            here = [busy[slot]] if slot in busy else []
            formula.add(-started[slot], *([started[slot - 1]] if slot > span[0] else []), *here)
            formula.add(-staying[slot], *([staying[slot + 1]] if slot < span[-1] else []), *here)
        for before, slot in pairwise(span):
            if slot in busy:
                ends = formula.variable()
                formula.add(-busy[slot], -started[before], *([busy[before]] if before in busy else []), ends)
                self.gap_ends.append(ends)
        return Day(span[0], span[-1], started, staying)

    def imply_span(self) -> None:
        """Implied when the whole timetable is one day: who starts late with n meetings stays n - 1 slots longer."""
        for day in self.days if self._one_day else ():
            for slot in range(day.first + 1, day.last + 1):
                until = slot + self.least - 1
                self.formula.add(day.started[slot - 1], *([day.staying[until]] if until <= day.last else []))

    def imply_one_block(self, more: int) -> None:
        """Implied unless the literal ``more`` holds (more than no gap): the busy slots of a day are one block."""
        formula, busy = self.formula, self.busy
        for day in self.days:
            for slot in range(day.first, day.last + 1):
                if day.first < slot < day.last:
                    here = [busy[slot]] if slot in busy else []
                    formula.add(more, -day.started[slot - 1], -day.staying[slot + 1], *here)
                if slot + self.most <= day.last:
                    formula.add(more, -day.started[slot], -day.staying[slot + self.most])

    def idle_literals(self) -> list[int]:
        """New literals, one for each slot in which this person may wait; it must hold when they do."""
        literals = []
        for day in self.days:
            for slot in range(day.first + 1, day.last):
                waits = self.formula.variable()
                here = [self.busy[slot]] if slot in self.busy else []
                self.formula.add(-day.started[slot - 1], -day.staying[slot + 1], *here, waits)
                literals.append(waits)
        return literals

    def force_gap_ends(self) -> None:
        """Make the literals of ``gap_ends`` exact: they hold only where a gap ends."""
        for slot, started, end in self.ends():
            self.formula.add(-end, self.busy[slot])
            self.formula.add(-end, started)
            if slot - 1 in self.busy:
                self.formula.add(-end, -self.busy[slot - 1])

    def ends(self) -> Iterator[tuple[int, int, int]]:
        """The slot of each literal of ``gap_ends``, the literal that they have come before it, and the literal."""
        ends = iter(self.gap_ends)
        for day in self.days:
            for before, slot in pairwise(range(day.first, day.last + 1)):
                if slot in self.busy:
                    yield slot, day.started[before], next(ends)
