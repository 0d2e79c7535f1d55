"""Zones: their names, and their order in the fields of an objective (way 2)."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from intercluster.evidence.store import load_evidence
from intercluster.scouting.zones import ZoneRanking, rank_zones
from intercluster.territory.zones import zones
from intercluster_web.scouting.queries.filters import Filters
from intercluster_web.scouting.queries.ground import Ground

REGION_LEVELS = {1, 2}


def zone_name(code: str) -> str:
    """The name of a zone; its code where it has none."""
    known = zones().get(code)
    return known.label if known else code


@lru_cache(maxsize=1)
def region_names() -> dict[str, str]:
    """Regions one can name in a search: code to name with the code, NUTS 1 and 2 and states, by name."""
    named = {code: f"{zone.label} ({code})" for code, zone in zones().items() if zone.level in REGION_LEVELS}
    return dict(sorted(named.items(), key=lambda item: item[1]))


def project_years() -> list[int]:
    """Years in which projects of the evidence started, the latest first."""
    years = np.unique(load_evidence().project_years)
    return [int(year) for year in years[years > 0][::-1]]


def ranked_zones(here: Ground, concepts: Sequence[str], filters: Filters) -> ZoneRanking:
    """World zones by their part in the projects of the fields."""
    return rank_zones(
        here.base,
        here.vocabulary,
        here.directory,
        tuple(concepts),
        countries=filters.countries,
        first_year=filters.first_year,
        last_year=filters.last_year,
    )
