"""Which cooperations have stopped moving."""

from datetime import date, timedelta

import pytest

from intercluster.cooperations.durations import FEW, Spell, distribution
from intercluster.cooperations.ladder import LADDER, Stage
from intercluster.cooperations.stagnation import QUIET_DAYS, STEP_DAYS, Basis, Limit, Mark, limits, marks

TODAY = date(2026, 6, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def test_limits_are_learnt_where_enough_have_left_a_step() -> None:
    enough = distribution([Spell(days, True) for days in range(10, 10 + FEW)])
    few = distribution([Spell(days, True) for days in range(10, 9 + FEW)])
    rule = limits({Stage.EVENTS: enough, Stage.CONTACT: few})
    assert rule.steps[Stage.EVENTS] == Limit(15, Basis.OWN, FEW, FEW)
    assert rule.steps[Stage.CONTACT] == Limit(STEP_DAYS, Basis.CASES, FEW - 1, FEW - 1)
    assert rule.steps[Stage.EXCHANGE] == Limit(STEP_DAYS, Basis.CASES)
    assert set(rule.steps) == set(LADDER[:-1])


def test_a_cluster_sets_its_own() -> None:
    rule = limits({}, step_days=30, quiet_days=10)
    assert {limit.days for limit in rule.steps.values()} == {30}
    assert marks(Stage.EVENTS, ago(31), ago(1), TODAY, rule) == (Mark.SLOW,)


@pytest.mark.parametrize(
    ("stage", "since", "last", "expected"),
    [
        (Stage.EVENTS, STEP_DAYS, 1, ()),
        (Stage.EVENTS, STEP_DAYS + 1, 1, (Mark.SLOW,)),
        (Stage.EVENTS, 10, QUIET_DAYS, ()),
        (Stage.EVENTS, 10, QUIET_DAYS + 1, (Mark.QUIET,)),
        (Stage.EVENTS, STEP_DAYS + 1, None, (Mark.SLOW, Mark.QUIET)),
        (Stage.ALLIANCE, 5000, 1, ()),
        (Stage.ALLIANCE, 5000, QUIET_DAYS + 1, (Mark.QUIET,)),
    ],
)
def test_the_rule_to_the_day(stage: Stage, since: int, last: int | None, expected: tuple[Mark, ...]) -> None:
    activity = None if last is None else ago(last)
    assert marks(stage, ago(since), activity, TODAY, limits({})) == expected
