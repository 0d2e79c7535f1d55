"""The search itself: totals for every unit at once, reasons only for those returned.

    feasibility = access x relevance        gain beside it, never mixed in

Access, relevance and gain are sums of reasons (``recompute`` adds them up again), so that what is shown is the score.
"""

from dataclasses import replace

from intercluster.directory.types import Directory
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.assessment import assess
from intercluster.scouting.types import Axis, Candidate, Query, Shortlist


class UnknownUnitError(LookupError):
    """The unit asked for is not among the candidates of this search."""


def scout(base: EvidenceBase, directory: Directory, vocabulary: Vocabulary, query: Query) -> Shortlist:
    """Rank partners for a seeker in the fields asked for, each with its reasons, routes and conditions.

    Returns
    -------
    Shortlist
        At most ``query.limit`` candidates, in the order of ``query.mode``. A reason of its own names each of the
        strongest bridging partners; the others share one reason that lists them. ``explain`` names them all.

    Raises
    ------
    ValueError
        No field is given, a field is not in the vocabulary, or the limit is negative.
    """
    if query.limit < 0:
        raise ValueError("the limit cannot be negative")
    assessment = assess(base, directory, vocabulary, query)
    return Shortlist(
        query=query,
        candidates=tuple(assessment.candidate(unit) for unit in assessment.ordered[: query.limit]),
        considered=len(assessment.pool),
        concepts_used=assessment.question.concepts,
        seeker_basis=assessment.seeker.basis[0],
        seeker_organisations=int(assessment.seeker.member_counts[0]),
        period=assessment.question.period,
        sources=assessment.sources,
        notes=assessment.notes,
    )


def explain(base: EvidenceBase, directory: Directory, vocabulary: Vocabulary, query: Query, key: str) -> Candidate:
    """One candidate of a search with every bridging partner as a reason of its own.

    Raises
    ------
    UnknownUnitError
        The key is not among the candidates: unknown, filtered out, or without evidence in the fields.
    ValueError
        As ``scout``.
    """
    assessment = assess(base, directory, vocabulary, query)
    unit = assessment.units.row.get(key)
    if unit is None or unit not in assessment.pool:
        raise UnknownUnitError(f"{key} is not among the candidates of this search")
    return assessment.candidate(unit, named_bridges=None)


def position(base: EvidenceBase, directory: Directory, vocabulary: Vocabulary, query: Query, key: str) -> int | None:
    """Place of a unit in the whole order, 1 for the first; None when the mode or a filter leaves it out."""
    assessment = assess(base, directory, vocabulary, query)
    places = [assessment.units.keys[unit] for unit in assessment.ordered]
    return places.index(key) + 1 if key in places else None


def recompute(candidate: Candidate) -> tuple[float, float, float, float]:
    """(relevance, access, feasibility, gain) from nothing but the reasons of a candidate."""
    totals = dict.fromkeys(Axis, 0.0)
    for reason in candidate.reasons:
        totals[reason.axis] += reason.amount
    relevance, access = totals[Axis.RELEVANCE], totals[Axis.ACCESS]
    return relevance, access, access * relevance, totals[Axis.GAIN]


def without_reason(candidate: Candidate, place: int) -> Candidate:
    """What the candidate would be without one of its reasons."""
    reasons = candidate.reasons[:place] + candidate.reasons[place + 1 :]
    relevance, access, feasibility, gain = recompute(replace(candidate, reasons=reasons))
    return replace(candidate, reasons=reasons, relevance=relevance, access=access, feasibility=feasibility, gain=gain)
