"""Ranking the zones of the world, finding computed spaces and searching names, warm, on the bundled evidence."""

from bench.report import Measure, measure, timed
from intercluster.directory.bundled import load_bundled_directory
from intercluster.evidence.names import find_organisations
from intercluster.evidence.store import load_evidence
from intercluster.fields.vocabulary import load_vocabulary
from intercluster.scouting.spaces import spaces
from intercluster.scouting.spread import Level
from intercluster.scouting.zones import rank_zones

RUNS = 15


def run() -> list[Measure]:
    """All measures of this bench."""
    base, vocabulary, directory = load_evidence(), load_vocabulary(), load_bundled_directory()
    count = f"{base.took_part.nnz:,} participations"
    found = [
        measure(
            f"{level} ranking, {count}",
            timed(lambda level=level: rank_zones(base, vocabulary, directory, ("field:health",), level=level), RUNS),
            at_most=0.05,
        )
        for level in Level
    ]

    def spaces_anew() -> None:
        spaces.cache_clear()
        spaces(base, vocabulary)

    found.append(measure("all spaces, computed anew", timed(spaces_anew, RUNS)))
    name = "université montpellier"
    search = timed(lambda: find_organisations(base, name), RUNS)
    found.append(measure(f"name search, {len(base.org_ids):,} organisations", search, at_most=0.1))
    return found
