"""Which cooperations have stopped moving: the rule, in numbers anybody can check.

A cooperation under way stagnates when it is

* *slow*: on its step for longer than three quarters of the cluster's own cooperations stayed on it (Kaplan-Meier, those
  still there included). Where fewer than ``durations.FEW`` have left that step, the limit is a year: the slowest of the
  three ways from first contact to agreement that the sources date took about a year for all steps together. The last
  step has no such limit, there is none to move to; or
* *quiet*: nothing was noted in its journal for ``QUIET_DAYS``.

A cluster may set both limits itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from intercluster.cooperations.durations import Distribution
from intercluster.cooperations.ladder import LADDER, Stage

STEP_DAYS = 365
QUIET_DAYS = 120


class Basis(StrEnum):
    """Where a limit comes from."""

    OWN = "own"  # the cluster's own cooperations
    CASES = "cases"  # too few of its own: the known cases of the sources
    SET = "set"  # the cluster said so


class Mark(StrEnum):
    SLOW = "slow"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Limit:
    """Longer than ``days`` on the step is slow. ``n`` cooperations were on it, ``done`` of them have left it."""

    days: int
    basis: Basis
    n: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """``steps`` has no entry for the last step."""

    steps: Mapping[Stage, Limit]
    quiet_days: int = QUIET_DAYS


def limits(seen: Mapping[Stage, Distribution], step_days: int | None = None, quiet_days: int = QUIET_DAYS) -> Limits:
    """The limits of a cluster from what it has seen on each step; ``step_days`` where it set one for all steps."""
    return Limits({stage: _limit(seen.get(stage), step_days) for stage in LADDER[:-1]}, quiet_days)


def _limit(seen: Distribution | None, step_days: int | None) -> Limit:
    n, done = (seen.n, seen.done) if seen else (0, 0)
    if step_days is not None:
        return Limit(step_days, Basis.SET, n, done)
    if seen is None or seen.few or not seen.upper:
        return Limit(STEP_DAYS, Basis.CASES, n, done)
    return Limit(seen.upper, Basis.OWN, n, done)


def marks(stage: Stage, since: date, last_activity: date | None, today: date, rule: Limits) -> tuple[Mark, ...]:
    """Why a cooperation under way stagnates; nothing when it does not. Without any activity, the day it came to its
    step counts as the last one."""
    found = []
    limit = rule.steps.get(stage)
    if limit and since < today - timedelta(limit.days):
        found.append(Mark.SLOW)
    if (last_activity or since) < today - timedelta(rule.quiet_days):
        found.append(Mark.QUIET)
    return tuple(found)
