"""What the processes that work on one problem tell each other."""

from dataclasses import dataclass
from typing import Literal

from intercluster.meetings.problem import Problem, Schedule

Walk = Literal["up", "down", "near"]
"""Upwards from the bound; downwards from the best timetable; upwards, but close to a good timetable."""


@dataclass(frozen=True, slots=True)
class Job:
    """A problem to work on, and what is known about it. ``bound`` <= the least cost <= ``cost`` of ``schedule``.

    The cost counts gaps, or, with ``most_gaps``, idle slots in timetables with no more gaps than that.
    ``seed`` sets apart two processes on one walk.
    """

    problem: Problem
    walk: Walk
    seed: int
    bound: int
    cost: int | None = None
    schedule: Schedule | None = None
    most_gaps: int | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A better bound or timetable, or that none exists."""

    bound: int
    cost: int | None = None
    schedule: Schedule | None = None
    impossible: bool = False
