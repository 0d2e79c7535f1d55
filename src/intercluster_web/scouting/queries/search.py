"""From an objective to the library's query, and to its answer."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from intercluster.directory.types import Directory
from intercluster.scouting.engine import UnknownUnitError, explain, scout
from intercluster.scouting.seekers import seeker_from
from intercluster.scouting.types import Candidate, ObjectiveKind, Query, Seeker, Shortlist, UnitKind
from intercluster_web.accounts.permissions import visible_to
from intercluster_web.directory.models import Organisation
from intercluster_web.scouting.models import Encounter, Objective
from intercluster_web.scouting.queries.filters import Filters
from intercluster_web.scouting.queries.ground import Ground


def seeker_for(organisation: Organisation, directory: Directory, user: Any) -> Seeker:
    """Who searches: its members or territory as the directory has them, and whom it has met, as far as ``user`` may
    know: a shared search does not give away encounters that are not."""
    record = directory.by_key.get(organisation.key)
    met = visible_to(user, Encounter.objects.filter(owner=organisation, organisation__isnull=False))
    encounters = tuple(met.order_by("met_on", "pk").values_list("organisation__key", flat=True))
    if record is None:
        return Seeker(organisation.key, organisation.name, organisation.country or None, encounters=encounters)
    return seeker_from(record, encounters)


def query_for(objective: Objective, filters: Filters, directory: Directory, user: Any) -> Query:
    """The objective and the filters of the page as one query; countries of the page replace the objective's."""
    seeker = seeker_for(objective.owner, directory, user)
    return Query(
        seeker=seeker,
        concepts=tuple(objective.concepts),
        units=filters.units,
        mode=filters.mode,
        objective=ObjectiveKind(objective.kind),
        countries=filters.countries,
        exclude_countries=left_out(filters, seeker),
        zone=filters.zone,
        first_year=filters.first_year,
        last_year=filters.last_year,
        limit=filters.limit,
    )


def left_out(filters: Filters, seeker: Seeker) -> tuple[str, ...]:
    """The countries no candidate may be in: those named, and our own for a search abroad."""
    own = (seeker.country,) if filters.abroad and seeker.country else ()
    return tuple(dict.fromkeys((*filters.exclude_countries, *own)))


def answer(ground: Ground, query: Query) -> Shortlist:
    """The shortlist; the last few are kept, so that opening a reason does not compute the page again."""
    return _answer(ground, query)


def find_candidate(ground: Ground, query: Query, key: str) -> Candidate | None:
    """One candidate of a query with every reason of its own, whatever its rank; None where it is not among them."""
    try:
        return explain(ground.base, ground.directory, ground.vocabulary, query, key)
    except UnknownUnitError:
        return None


def encountered(ground: Ground, query: Query) -> list[Candidate]:
    """The clusters we have met, by feasibility (way 3)."""
    asked = replace(query, units=UnitKind.CLUSTER)
    found = [find_candidate(ground, asked, key) for key in dict.fromkeys(query.seeker.encounters)]
    return sorted((each for each in found if each), key=lambda candidate: -candidate.feasibility)


@lru_cache(maxsize=8)
def _answer(ground: Ground, query: Query) -> Shortlist:
    return scout(ground.base, ground.directory, ground.vocabulary, query)
