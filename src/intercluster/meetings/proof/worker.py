"""A prover in a process of its own: ``python -m intercluster.meetings.proof.worker FD``.

It takes one job from the connection on file descriptor FD, sends its news there, and reads what others found.
"""

import sys
from multiprocessing.connection import Connection

from intercluster.meetings.checker import check
from intercluster.meetings.problem import Schedule
from intercluster.meetings.proof.encoding import Encoding
from intercluster.meetings.proof.messages import Job, News, Walk
from intercluster.meetings.proof.oracle import Oracle
from intercluster.meetings.proof.walks import walk_down, walk_up

_WALKS = {"up": walk_up, "down": walk_down, "near": walk_up}
# Most placing variables are false; who is to trust hints stays near them (stable mode alone).
_SETTINGS: dict[Walk, dict[str, int]] = {
    "up": {"phase": 0},
    "down": {"phase": 0, "stabilizeonly": 1},
    "near": {"phase": 0, "stabilizeonly": 1},
}


class WorkerBoard:
    """What this process knows, kept level with the process that started it."""

    def __init__(self, connection: Connection, job: Job) -> None:
        self._connection = connection
        self._problem = job.problem
        self.bound = job.bound
        self.gaps = job.gaps
        self.schedule = job.schedule
        self._impossible = False

    def over(self) -> bool:
        while self._connection.poll():
            self._hear(self._connection.recv())
        return self._impossible or (self.gaps is not None and self.gaps <= self.bound)

    def _hear(self, news: News) -> None:
        self.bound = max(self.bound, news.bound)
        if news.gaps is not None and (self.gaps is None or news.gaps < self.gaps):
            self.gaps, self.schedule = news.gaps, news.schedule

    def raise_bound(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
        self._connection.send(News(bound=self.bound))

    def offer(self, schedule: Schedule, gaps: int) -> None:
        self.schedule, self.gaps = schedule, min(gaps, check(self._problem, schedule).gaps)
        self._connection.send(News(bound=self.bound, gaps=self.gaps, schedule=schedule))

    def none_exists(self) -> None:
        self._impossible = True
        self._connection.send(News(bound=self.bound, impossible=True))


def work(connection: Connection) -> None:
    """Take one job and work on it until it is done."""
    job: Job = connection.recv()
    encoding = Encoding(job.problem, job.gaps)
    board = WorkerBoard(connection, job)
    if encoding.formula.impossible:
        board.none_exists()
        return
    board.raise_bound(encoding.floor)
    with Oracle(encoding, {**_SETTINGS[job.walk], "seed": job.seed}) as oracle:
        _WALKS[job.walk](oracle, board)


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
