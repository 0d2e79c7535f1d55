"""A prover in a process of its own: ``python -m intercluster.meetings.proof.worker FD``.

It takes one job from the connection on file descriptor FD, sends its news there, and reads what others found.
"""

import sys
from multiprocessing.connection import Connection

from intercluster.meetings.checker import Verdict, check
from intercluster.meetings.problem import Schedule
from intercluster.meetings.proof.encoding import Encoding
from intercluster.meetings.proof.messages import Job, News, Walk
from intercluster.meetings.proof.oracle import Oracle
from intercluster.meetings.proof.walks import walk_down, walk_up

_WALKS = {"up": walk_up, "down": walk_down, "near": walk_up}
# Most placing variables are false; who is to trust hints stays near them (stable mode alone). Two versions of CaDiCaL:
# where one is slow, the other often is not.
_SETTINGS: dict[Walk, dict[str, int]] = {
    "up": {"phase": 0},
    "down": {"phase": 0, "stabilizeonly": 1},
    "near": {"phase": 0, "stabilizeonly": 1},
}
_SOLVERS: dict[Walk, str] = {"up": "cadical153", "down": "cadical195", "near": "cadical195"}


class WorkerBoard:
    """What this process knows, kept level with the process that started it."""

    def __init__(self, connection: Connection, job: Job) -> None:
        self._connection = connection
        self._problem = job.problem
        self.bound = job.bound
        self.cost = job.cost
        self._count = _idle_slots if job.most_gaps is not None else _gaps
        self.schedule = job.schedule
        self._impossible = False

    def over(self) -> bool:
        while self._connection.poll():
            self._hear(self._connection.recv())
        return self._impossible or (self.cost is not None and self.cost <= self.bound)

    def _hear(self, news: News) -> None:
        self.bound = max(self.bound, news.bound)
        if news.cost is not None and (self.cost is None or news.cost < self.cost):
            self.cost, self.schedule = news.cost, news.schedule

    def raise_bound(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
        self._connection.send(News(bound=self.bound))

    def offer(self, schedule: Schedule, cost: int) -> None:
        self.schedule, self.cost = schedule, min(cost, self._count(check(self._problem, schedule)))
        self._connection.send(News(bound=self.bound, cost=self.cost, schedule=schedule))

    def none_exists(self) -> None:
        self._impossible = True
        self._connection.send(News(bound=self.bound, impossible=True))


def _gaps(verdict: Verdict) -> int:
    return verdict.gaps


def _idle_slots(verdict: Verdict) -> int:
    return verdict.idle


def work(connection: Connection) -> None:
    """Take one job and work on it until it is done."""
    job: Job = connection.recv()
    encoding = Encoding(job.problem, job.cost if job.most_gaps is None else job.most_gaps)
    board = WorkerBoard(connection, job)
    if encoding.formula.impossible:
        board.none_exists()
        return
    if job.most_gaps is not None:
        encoding.count_idle(job.most_gaps)
    board.raise_bound(encoding.floor)
    with Oracle(encoding, _SOLVERS[job.walk], {**_SETTINGS[job.walk], "seed": job.seed}) as oracle:
        _WALKS[job.walk](oracle, board)


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
