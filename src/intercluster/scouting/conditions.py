"""Conditions: what else to know before writing to them. Badges and figures, never hidden weights."""

from dataclasses import dataclass

from intercluster.scouting.types import Condition
from intercluster.territory.countries import official_languages
from intercluster.territory.distance import haversine_km

ONE_ORGANISATION = 0.5  # share of a collective unit's projects from which one organisation is named
HARD_TO_GET = 30.0  # attractiveness percentile above access percentile by at least this many points


@dataclass(frozen=True, slots=True)
class Facts:
    """What the conditions of one candidate are read from. Percentiles are 0..100 inside the candidate set."""

    our_country: str | None
    their_country: str | None
    our_point: tuple[float, float] | None
    their_point: tuple[float, float] | None
    size_ratio: float | None
    size_basis: str  # members | projects
    courted: float
    partners: int
    attractiveness: float
    our_attractiveness: float
    access: float
    last_project: int
    latest_year: int
    readiness_before: float
    readiness_after: float
    gain_for_them: float
    gainers: tuple[tuple[str, str, int], ...]
    our_organisations: int
    firms: float  # shares of firms and of labs among its organisations active in the field
    labs: float
    foremost: str  # the organisation with the largest part of a collective unit's projects in the field
    foremost_share: float
    ended: bool
    ended_in: int | None
    successors: tuple[str, ...]


def conditions(facts: Facts) -> tuple[Condition, ...]:
    """All that can be said, in the order of interest."""
    found = [
        _ended(facts),
        _readiness(facts),
        _they_gain(facts),
        _gainers(facts),
        _size(facts),
        _courted(facts),
        _both_ways(facts),
        _hard_to_get(facts),
        _language(facts),
        _distance(facts),
        _fresh(facts),
        _make_up(facts),
        _one_organisation(facts),
    ]
    return tuple(condition for condition in found if condition)


def _ended(facts: Facts) -> Condition | None:
    if not facts.ended:
        return None
    successors = ", ".join(facts.successors)
    when = f" in {facts.ended_in}" if facts.ended_in else ""
    text = f"followed by {successors}{when}" if successors else f"ended{when}"
    return Condition("ended", text, params={"successors": successors, "year": facts.ended_in or ""})


def _readiness(facts: Facts) -> Condition | None:
    before, after = round(100 * facts.readiness_before), round(100 * facts.readiness_after)
    if not facts.readiness_after:
        return None
    text = f"your readiness in the fields would go from {before} to {after} (density of related capabilities, 0 to 100)"
    return Condition("readiness", text, after - before, "points", {"before": before, "after": after})


def _they_gain(facts: Facts) -> Condition | None:
    if facts.gain_for_them <= 0:
        return None
    points = round(100 * facts.gain_for_them)
    return Condition("gain_for_them", f"you bring them {points} points of readiness", points, "points")


def _gainers(facts: Facts) -> Condition | None:
    if not facts.gainers:
        return None
    names = ", ".join(name for _, name, _ in facts.gainers[:5])
    count, of = len(facts.gainers), facts.our_organisations
    text = f"{count} of your {of} organisations lack a capability they bring, first {names}"
    return Condition("members_gain", text, count, "organisations", {"count": count, "of": of, "names": names})


def _size(facts: Facts) -> Condition | None:
    if facts.size_ratio is None:
        return None
    ratio = round(facts.size_ratio, 2)
    text = f"{ratio:g} times your size, by {facts.size_basis}"
    return Condition("size_ratio", text, ratio, "times", {"basis": facts.size_basis})


def _courted(facts: Facts) -> Condition:
    text = f"{facts.partners} partners in the field: more courted than {facts.courted:.0f} % of the candidates"
    return Condition("courted", text, round(facts.courted, 1), "percentile", {"partners": facts.partners})


def _both_ways(facts: Facts) -> Condition:
    """Attractiveness in both directions (S36): their standing in the field to us, ours to them."""
    theirs, ours = round(facts.attractiveness), round(facts.our_attractiveness)
    text = f"in this field they stand above {theirs} % of the candidates, you above {ours} %"
    return Condition("attractiveness", text, theirs - ours, "points", {"theirs": theirs, "ours": ours})


def _hard_to_get(facts: Facts) -> Condition | None:
    gap = facts.attractiveness - facts.access
    if gap < HARD_TO_GET:
        return None
    return Condition("hard_to_get", "hard to get: far more attractive than accessible to you", round(gap), "points")


def _language(facts: Facts) -> Condition | None:
    if not facts.our_country or not facts.their_country:
        return None
    theirs = official_languages(facts.their_country)
    shared = [code for code in official_languages(facts.our_country) if code in theirs]
    languages = " ".join(shared)
    if not shared:
        return Condition("no_shared_language", "no official language in common", params={"theirs": " ".join(theirs)})
    return Condition("shared_language", f"official language in common: {languages}", params={"languages": languages})


def _distance(facts: Facts) -> Condition | None:
    if facts.our_point is None or facts.their_point is None:
        return None
    distance = round(float(haversine_km(*facts.our_point, *facts.their_point)))
    return Condition("distance", f"{distance} km away", distance, "km")


def _fresh(facts: Facts) -> Condition | None:
    if not facts.last_project:
        return None
    years = facts.latest_year - facts.last_project
    text = f"last project in the field started in {facts.last_project}"
    return Condition("last_project", text, years, "years", {"year": facts.last_project, "until": facts.latest_year})


def _make_up(facts: Facts) -> Condition | None:
    if not facts.firms and not facts.labs:
        return None
    firms, labs = round(100 * facts.firms), round(100 * facts.labs)
    text = f"of their organisations active in the field, {firms} % are firms and {labs} % universities or labs"
    return Condition("make_up", text, firms, "percent", {"firms": firms, "labs": labs})


def _one_organisation(facts: Facts) -> Condition | None:
    """A warning: large bodies are booked at their legal seat, whatever institute did the work."""
    if facts.foremost_share < ONE_ORGANISATION:
        return None
    share = round(100 * facts.foremost_share)
    text = f"{share} % of these projects are of {facts.foremost}, booked at its legal seat"
    return Condition("one_organisation", text, share, "percent", {"name": facts.foremost, "share": share})
