"""Two ways to the optimum: upwards from the bound, and downwards from the best timetable known."""

from functools import partial
from typing import Protocol

from intercluster.meetings.problem import Schedule
from intercluster.meetings.proof.oracle import Oracle


class Blackboard(Protocol):
    """What all who work on a problem know: ``bound`` <= fewest gaps <= ``gaps`` of the best timetable so far."""

    bound: int
    gaps: int | None
    schedule: Schedule | None

    def over(self) -> bool:
        """Read the news; whether to stop: time is up, or bound and timetable meet."""

    def raise_bound(self, bound: int) -> None:
        """No timetable has fewer gaps than this."""

    def offer(self, schedule: Schedule, gaps: int) -> None:
        """A timetable with at most ``gaps`` gaps."""

    def none_exists(self) -> None:
        """There is no timetable at all."""


def walk_up(oracle: Oracle, board: Blackboard) -> None:
    """Ask for ever more gaps, from the bound on: the first timetable found is optimal."""
    while not board.over():
        if board.schedule is not None:
            oracle.hint(board.schedule)
        gaps = board.bound
        answer = oracle.ask(gaps, partial(_past, board, gaps))
        if isinstance(answer, Schedule):
            board.offer(answer, gaps)
        elif answer is False:
            if oracle.rules_out_all() or gaps >= oracle.most:
                board.none_exists()
                return
            board.raise_bound(gaps + 1)


def walk_down(oracle: Oracle, board: Blackboard) -> None:
    """Ask for ever fewer gaps, from the best timetable down: the first refusal proves it optimal."""
    while not board.over():
        if board.schedule is not None:
            oracle.hint(board.schedule)
        gaps = oracle.most if board.gaps is None else board.gaps - 1
        answer = oracle.ask(gaps, partial(_undercut, board, gaps))
        if isinstance(answer, Schedule):
            board.offer(answer, gaps)
        elif answer is False:
            if board.gaps is None:
                board.none_exists()
                return
            board.raise_bound(gaps + 1)


def _past(board: Blackboard, gaps: int) -> bool:
    return board.over() or board.bound > gaps


def _undercut(board: Blackboard, gaps: int) -> bool:
    return board.over() or (board.gaps is not None and board.gaps <= gaps)
