"""A warm scouting query with explanations, over all organisations and all clusters, on one core.

Warm: the evidence is loaded and the seeker has searched once. What is kept for a field is thrown away before each run,
so that a run is a search in a field nobody asked for yet; the second figure is the same search again.
"""

import itertools
import resource

from bench.report import Measure, measure, timed
from intercluster.directory.bundled import load_bundled_directory
from intercluster.evidence.store import load_evidence
from intercluster.fields.vocabulary import load_vocabulary
from intercluster.scouting.engine import scout
from intercluster.scouting.question import question
from intercluster.scouting.seekers import find_seeker
from intercluster.scouting.types import Query, UnitKind

RUNS = 15
LIMIT = 50
FIELDS = ("field:photonics", "field:materials", "field:mechanics", "field:energy", "esv:/25/63/391")
TARGET = 0.2  # seconds


class Warm:
    """A seeker that has searched before, asking for one field after the other."""

    def __init__(self, units: UnitKind) -> None:
        self.base, self.vocabulary, self.directory = load_evidence(), load_vocabulary(), load_bundled_directory()
        self.seeker = find_seeker(self.base, self.directory, "viameca")
        self.units = units
        self.fields = itertools.cycle(FIELDS)

    def ask(self) -> None:
        query = Query(self.seeker, (next(self.fields),), units=self.units, limit=LIMIT)
        scout(self.base, self.directory, self.vocabulary, query)

    def ask_anew(self) -> None:
        question.cache_clear()
        self.ask()


def run() -> list[Measure]:
    """Median seconds of a query for each kind of unit, and the memory of the process."""
    found = []
    for units in (UnitKind.ORGANISATION, UnitKind.CLUSTER, UnitKind.ZONE):
        warm = Warm(units)
        what = f"{units.value}s, {LIMIT} explained"
        found.append(measure(f"{what}, a new field", timed(warm.ask_anew, RUNS), at_most=TARGET))
        found.append(measure(f"{what}, asked again", timed(warm.ask, RUNS), at_most=TARGET))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found.append(measure("peak memory of the process", [peak], "MiB", at_most=1024))
    return found
