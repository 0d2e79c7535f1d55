"""The lower bound on the gaps of a whole timetable.

Apart from the bounds of single people, because provers need only those, and compiled code takes a second to load.
"""

from intercluster.meetings.bounds import IMPOSSIBLE, person_bounds
from intercluster.meetings.crowding import crowd_bound
from intercluster.meetings.problem import Problem


def gap_bound(problem: Problem) -> int:
    """A number of gaps that no timetable undercuts: the sum of the bounds of all people, or what the tables force.

    At least ``IMPOSSIBLE`` when there is no timetable.
    """
    if any(not mask for mask in problem.allowed):
        return IMPOSSIBLE
    alone = sum(bound.gaps for bound in person_bounds(problem))
    return alone if alone >= IMPOSSIBLE else max(alone, crowd_bound(problem))
