"""Two ways to the optimum: upwards from the bound, and downwards from the best timetable known."""

from functools import partial
from typing import Protocol

from intercluster.meetings.problem import Schedule
from intercluster.meetings.proof.oracle import Oracle


class Blackboard(Protocol):
    """What all who work on a problem know: ``bound`` <= the least cost <= ``cost`` of the best timetable so far.

    The cost counts gaps or idle slots.
    """

    bound: int
    cost: int | None
    schedule: Schedule | None

    def over(self) -> bool:
        """Read the news; whether to stop: time is up, or bound and timetable meet."""

    def raise_bound(self, bound: int) -> None:
        """No timetable costs less than this."""

    def offer(self, schedule: Schedule, cost: int) -> None:
        """A timetable with a cost of at most ``cost``."""

    def none_exists(self) -> None:
        """There is no timetable at all."""


def walk_up(oracle: Oracle, board: Blackboard) -> None:
    """Ask for ever higher costs, from the bound on: the first timetable found is optimal."""
    while not board.over():
        if board.schedule is not None:
            oracle.hint(board.schedule)
        cost = board.bound
        answer = oracle.ask(cost, partial(_past, board, cost))
        if isinstance(answer, Schedule):
            board.offer(answer, cost)
        elif answer is False:
            if oracle.rules_out_all() or cost >= oracle.most:
                board.none_exists()
                return
            board.raise_bound(cost + 1)


def walk_down(oracle: Oracle, board: Blackboard) -> None:
    """Ask for ever lower costs, from the best timetable down: the first refusal proves it optimal."""
    while not board.over():
        if board.schedule is not None:
            oracle.hint(board.schedule)
        cost = oracle.most if board.cost is None else board.cost - 1
        answer = oracle.ask(cost, partial(_undercut, board, cost))
        if isinstance(answer, Schedule):
            board.offer(answer, cost)
        elif answer is False:
            if board.cost is None:
                board.none_exists()
                return
            board.raise_bound(cost + 1)


def _past(board: Blackboard, cost: int) -> bool:
    return board.over() or board.bound > cost


def _undercut(board: Blackboard, cost: int) -> bool:
    return board.over() or (board.cost is not None and board.cost <= cost)
