"""Charts and tables of how long cooperations take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from intercluster.cooperations.durations import KNOWN_CASES, Distribution
from intercluster.cooperations.ladder import LADDER, Stage
from intercluster.cooperations.stagnation import Basis, Limit, Limits
from intercluster_web.cooperations.models import Ladder
from intercluster_web.cooperations.presentation.portfolio import duration

_A_MONTH = 30.44  # days
_LONGEST = 60  # months shown
_YEARS = 6


@dataclass(frozen=True, slots=True)
class Times:
    """A line of a table: a distribution in words."""

    label: Any
    count: int
    seen: Distribution | None
    quartiles: tuple[str, str, str]
    limit: str = ""
    basis: str = ""


def step_times(seen: Mapping[Stage, Distribution], limits: Limits, counts: Mapping[str, int]) -> list[Times]:
    """One line a step: how many stand there, how long it takes to leave it, when it is too long."""
    return [_step(stage, seen.get(stage), limits.steps.get(stage), counts.get(stage.value, 0)) for stage in LADDER]


def _step(stage: Stage, seen: Distribution | None, limit: Limit | None, count: int) -> Times:
    said = (duration(limit.days), _basis(limit)) if limit else ("–", _("the last step: no limit"))
    return Times(Ladder(stage.value).label, count, seen, quartiles(seen), *said)


def quartiles(seen: Distribution | None) -> tuple[str, str, str]:
    """25, 50 and 75 % in words; a dash where so many have not arrived."""
    if seen is None:
        return ("–", "–", "–")
    return (duration(seen.lower), duration(seen.median), duration(seen.upper))


def _basis(limit: Limit) -> str:
    if limit.basis is Basis.SET:
        return _("set by you")
    if limit.basis is Basis.OWN:
        return _("three of four of yours left by then")
    return _("known cases: too few of yours have left")


def steps_chart(counts: Mapping[str, int], still: Mapping[str, int]) -> dict[str, Any]:
    """How many stand on each step, those that stand still set apart."""
    moving = [counts.get(stage.value, 0) - still.get(stage.value, 0) for stage in LADDER]
    return {
        "kind": "bars",
        "stacked": True,
        "whole": True,
        "categories": [str(Ladder(stage.value).label) for stage in LADDER],
        "series": [
            {"name": _("moving"), "values": moving},
            {"name": _("standing still"), "values": [still.get(stage.value, 0) for stage in LADDER]},
        ],
        "unit": _("cooperations"),
    }


def agreement_chart(seen: Distribution) -> dict[str, Any]:
    """The share that has an agreement after so many months; beside it the known cases."""
    months = range(0, min(_LONGEST, _last_month(seen)) + 1)
    cases = [case.months for case in KNOWN_CASES]
    return {
        "kind": "line",
        "step": True,
        "categories": [str(month) for month in months],
        "series": [
            {"name": _("your cooperations"), "values": [_share(seen, month) for month in months]},
            {
                "name": _("the known cases"),
                "values": [100 * sum(case <= month for case in cases) / len(cases) for month in months],
            },
        ],
        "unit": _("% with an agreement, by months since the first contact"),
    }


def _last_month(seen: Distribution) -> int:
    last = seen.curve[-1][0] / _A_MONTH if seen.curve else 0
    return max(round(last) + 1, *(case.months + 2 for case in KNOWN_CASES))


def _share(seen: Distribution, month: int) -> float:
    """Per cent that arrived by the end of a month."""
    return round(100 * max((share for day, share in seen.curve if day <= month * _A_MONTH), default=0.0), 1)


def agreement_table(seen: Distribution) -> list[tuple[str, float, float]]:
    """The same in numbers at the half-years: after so long, per cent of ours, per cent of the known cases."""
    cases = [case.months for case in KNOWN_CASES]
    months = [month for month in (3, 6, 9, 12, 18, 24, 36, 48, 60) if month <= max(12, _last_month(seen))]
    return [
        (duration(round(m * _A_MONTH)), _share(seen, m), 100 * sum(c <= m for c in cases) / len(cases)) for m in months
    ]


def age_rows(ages: Mapping[int, int]) -> list[tuple[str, int]]:
    """How many cooperations under way are how old (S75)."""
    years = [0] * (_YEARS + 1)
    for days, n in ages.items():
        years[min(int(days / 365.25), _YEARS)] += n
    labels = [_("less than a year"), *(_("%(a)d to %(b)d years") % {"a": a, "b": a + 1} for a in range(1, _YEARS))]
    labels.append(_("%(n)d years and more") % {"n": _YEARS})
    return list(zip(labels, years, strict=True))


def agreement_words(seen: Distribution) -> str:
    """What the quartiles say, as far as they are reached."""
    said = [
        text % {"time": duration(days)}
        for days, text in (
            (seen.lower, _("a quarter had it after %(time)s")),
            (seen.median, _("half after %(time)s")),
            (seen.upper, _("three quarters after %(time)s")),
        )
        if days is not None
    ]
    return ", ".join(said) or _("less than a quarter has one within the time observed")
