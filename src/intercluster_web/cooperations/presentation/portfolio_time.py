"""The timeline: one line a cooperation, its steps on a common scale of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from intercluster_web.cooperations.models import Cooperation, Passage, Status

_MOST_TICKS = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A step on the scale. ``x`` and ``width`` in per cent, with a decimal point, for SVG."""

    stage: str
    label: str
    since: date
    until: date | None
    x: str
    width: str
    overridden: bool


@dataclass(frozen=True, slots=True)
class Line:
    """``started``: where the first contact stands on the scale, when known."""

    cooperation: Cooperation
    bars: tuple[Bar, ...]
    started: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From the first day shown until today, or the last day shown."""

    first: date
    last: date

    def place(self, day: date) -> str:
        days = max(1, (self.last - self.first).days)
        share = (day - self.first).days / days
        return f"{100 * min(max(share, 0.0), 1.0):.2f}"

    def width(self, since: date, until: date) -> str:
        """At least a hair, so that a step of a day is seen."""
        return f"{max(0.4, float(self.place(until)) - float(self.place(since))):.2f}"

    def ticks(self) -> list[tuple[str, int]]:
        """Where years begin, not more than fit."""
        years = range(self.first.year + 1, self.last.year + 1)
        every = max(1, -(-len(years) // _MOST_TICKS))
        return [(self.place(date(year, 1, 1)), year) for year in years if year % every == 0]


def timeline(cooperations: Sequence[Cooperation]) -> tuple[Scale, list[Line]]:
    """The scale and the lines of cooperations whose passages are prefetched."""
    today = timezone.localdate()
    days = [day for one in cooperations for day in _days(one)]
    scale = Scale(min([*days, today]), max([*days, today]))
    return scale, [_line(one, scale, today) for one in cooperations]


def _days(one: Cooperation) -> Iterable[date]:
    passages = one.passages.all()
    found = [one.started_on, one.ended_on, *(passage.entered_on for passage in passages)]
    return [day for day in found if day]


def _line(one: Cooperation, scale: Scale, today: date) -> Line:
    end = one.ended_on or today
    bars = tuple(_bar(passage, scale, end) for passage in one.passages.all() if one.status != Status.PLANNED)
    return Line(one, bars, scale.place(one.started_on) if one.started_on else "")


def _bar(passage: Passage, scale: Scale, end: date) -> Bar:
    until = passage.left_on or end
    return Bar(
        passage.stage,
        str(passage.get_stage_display()),
        passage.entered_on,
        passage.left_on,
        scale.place(passage.entered_on),
        scale.width(passage.entered_on, until),
        bool(passage.overridden_because),
    )
