"""Provers in processes of their own, racing each other and told what the others find."""

import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait

from intercluster.meetings.problem import Problem, Schedule
from intercluster.meetings.proof.messages import Job, News, Walk

_WORKER = "intercluster.meetings.proof.worker"


class Race:
    """``bound`` <= the least cost <= ``cost`` of ``schedule``; ``impossible`` once it is proved that none exists.

    The cost counts gaps, or, with ``most_gaps``, idle slots in timetables with no more gaps than that.
    Use it in a ``with`` statement: on the way out the processes are stopped.
    """

    def __init__(self, problem: Problem, bound: int, most_gaps: int | None = None) -> None:
        self.problem = problem
        self.bound = bound
        self.most_gaps = most_gaps
        self.cost: int | None = None
        self.schedule: Schedule | None = None
        self.impossible = False
        self.found_by = ""
        self._runners: dict[Connection, tuple[Walk, subprocess.Popen[bytes]]] = {}

    def __enter__(self) -> "Race":
        return self

    def __exit__(self, *_: object) -> None:
        for connection in list(self._runners):
            self._stop(connection)

    @property
    def settled(self) -> bool:
        """Whether the optimum, or that there is none, is proved."""
        return self.impossible or (self.cost is not None and self.cost <= self.bound)

    @property
    def running(self) -> bool:
        """Whether somebody still works on it."""
        return bool(self._runners)

    def start(self, walk: Walk, seed: int = 0) -> None:
        """Let one more process work, beginning with what is known now."""
        ours, theirs = Pipe()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", _WORKER, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        ours.send(Job(self.problem, walk, seed, self.bound, self.cost, self.schedule, self.most_gaps))
        self._runners[ours] = (walk, process)

    def offer(self, schedule: Schedule, cost: int, found_by: str) -> None:
        """Tell everybody of a timetable."""
        if self.cost is None or cost < self.cost:
            self.cost, self.schedule, self.found_by = cost, schedule, found_by
            self._tell(None)

    def listen(self, seconds: float) -> bool:
        """Wait so long for news and pass it on; whether there was any."""
        heard = False
        for connection in wait(list(self._runners), timeout=seconds):
            assert isinstance(connection, Connection)  # noqa: S101 - for the type: only these were given
            try:
                news = connection.recv()
            except (EOFError, ConnectionResetError):
                self._stop(connection)
                continue
            heard = True
            self._hear(news, connection)
        return heard

    def _hear(self, news: News, source: Connection) -> None:
        self.impossible = self.impossible or news.impossible
        better = news.cost is not None and (self.cost is None or news.cost < self.cost)
        if better:
            self.cost, self.schedule, self.found_by = news.cost, news.schedule, self._runners[source][0]
        if better or news.bound > self.bound:
            self.bound = max(self.bound, news.bound)
            self._tell(source)

    def _tell(self, source: Connection | None) -> None:
        for connection in self._runners:
            if connection is not source:
                # Who has just ended may have left news to be read: ``listen`` reads them, then drops it.
                with suppress(BrokenPipeError, ConnectionResetError):
                    connection.send(News(self.bound, self.cost, self.schedule))

    def _stop(self, connection: Connection) -> None:
        _, process = self._runners.pop(connection)
        process.kill()
        process.wait()
        connection.close()
