"""The evidence of those who come to an event, computed beside the pages and kept in memory.

Reading the evidence and what scouting stands on takes seconds after a start of the server, and again when the directory
changes. A page asks what is there and shows how far the rest is; nobody waits for it in a request unless they say so.
"""

import logging
import time
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import close_old_connections

from intercluster.datafolder import evidence_folder
from intercluster.evidence.decisions import decisions_state
from intercluster.evidence.store import load_evidence
from intercluster.fields.vocabulary import load_vocabulary
from intercluster.scouting.pairs.ground import Pairs, pairs_among
from intercluster.scouting.units import cluster_units
from intercluster_web.directory.queries import revision
from intercluster_web.directory.records import current_directory
from intercluster_web.events.models import Event
from intercluster_web.events.queries.participants import coming
from intercluster_web.events.queries.parties import by_party, parties

log = logging.getLogger(__name__)

KEPT = 8  # events; the one looked at longest ago is forgotten first
STEPS = ("evidence", "directory", "clusters", "pairs")
State = tuple[Any, ...]


@dataclass
class Preparing:
    """The pairs of an event, ready or on their way. ``before``: those of an earlier state, until these are ready;
    ``done``: how many of ``STEPS`` are over."""

    state: State
    before: Pairs | None = None
    done: int = 0
    began: float = field(default_factory=time.monotonic)
    future: "Future[Pairs]" = field(default_factory=Future)

    @property
    def ready(self) -> bool:
        """Whether there is nothing to wait for: they are there, or could not be computed, which ``wait`` says."""
        return self.future.done()

    @property
    def latest(self) -> Pairs | None:
        """What there is without waiting."""
        good = self.future.done() and self.future.exception() is None
        return self.future.result() if good else self.before

    def ready_within(self, seconds: float) -> bool:
        try:
            self.future.exception(timeout=seconds)
        except TimeoutError:
            return False
        return True

    def wait(self) -> Pairs:
        """The pairs, however long it takes.

        Raises
        ------
        OSError, ValueError
            The evidence cannot be read.
        """
        return self.future.result()

    @property
    def seconds(self) -> int:
        return int(time.monotonic() - self.began)


_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pairs")
_lock = Lock()
_known: "OrderedDict[int, Preparing]" = OrderedDict()


def prepare(event: Event) -> Preparing:
    """The pairs among those who come: those in memory, or begun now beside the page. Two queries, and never waits."""
    state = _state(event)
    with _lock:
        there = _known.get(event.pk)
        failed = there is not None and there.ready and there.future.exception() is not None
        if there is None or there.state != state or failed:
            there = Preparing(state, there.latest if there else None)
            _known[event.pk] = there
            there.future = _worker.submit(_compute, there, event)
        _known.move_to_end(event.pk)
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return there


def _state(event: Event) -> State:
    """What the pairs depend on: who comes, the directory, the evidence in force."""
    who = coming(event).order_by("pk").values_list("pk", "organisation", "organisation_name", "country")
    return (revision(), str(evidence_folder()), decisions_state(), tuple(who))


def _compute(preparing: Preparing, event: Event) -> Pairs:
    try:
        base, vocabulary = load_evidence(), load_vocabulary()
        preparing.done = 1
        directory = current_directory()
        preparing.done = 2
        cluster_units(base, directory, vocabulary)
        preparing.done = 3
        pairs = pairs_among(base, directory, vocabulary, parties(directory, by_party(event)))
        _ = pairs.points, pairs.around, pairs.period, pairs.source  # computed once, here
        preparing.done = len(STEPS)
    except Exception:
        log.exception("The evidence of an event could not be computed")
        raise
    finally:
        close_old_connections()  # the thread has its own
    return pairs
