"""All reasons of a candidate: the terms, how they add up, what would be left without one."""

from dataclasses import dataclass

from intercluster.scouting.engine import recompute, without_reason
from intercluster.scouting.types import Axis, Candidate, Evidence
from intercluster_web.scouting.presentation.links import page_of_evidence
from intercluster_web.scouting.presentation.wording import axis_words, condition_words, reason_words

SHOWN_TERMS = 8  # the others are folded
AXES = (Axis.RELEVANCE, Axis.ACCESS, Axis.GAIN, Axis.SIMILARITY)


@dataclass(frozen=True, slots=True)
class EvidenceView:
    label: str
    year: int | None
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Term:
    """One reason with its amount, its share of the axis, and the feasibility left without it."""

    number: str
    text: str
    amount: float
    share: float
    feasibility_without: float | None
    gone: bool
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class AxisView:
    axis: Axis
    title: str
    total: float
    terms: tuple[Term, ...]

    @property
    def first(self) -> tuple[Term, ...]:
        return self.terms[:SHOWN_TERMS]

    @property
    def rest(self) -> tuple[Term, ...]:
        return self.terms[SHOWN_TERMS:]

    @property
    def rest_total(self) -> float:
        return sum(term.amount for term in self.rest)

    @property
    def in_points(self) -> bool:
        """Gain is told in points of readiness out of 100."""
        return self.axis is Axis.GAIN

    @property
    def makes_feasibility(self) -> bool:
        return self.axis in {Axis.ACCESS, Axis.RELEVANCE}


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals from reasons alone. ``feasibility`` is access x relevance."""

    relevance: float
    access: float
    feasibility: float
    gain: float


@dataclass(frozen=True, slots=True)
class Explained:
    axes: tuple[AxisView, ...]
    sums: Sums
    without: Sums | None
    gone: str
    conditions: tuple[str, ...]


def explain(candidate: Candidate, without: str = "") -> Explained:
    """Everything behind a candidate. ``without`` is the number of a reason to leave out ("access-2")."""
    places = _places(candidate)
    gone = places.get(without)
    return Explained(
        axes=tuple(_axis(axis, candidate, places, without) for axis in AXES),
        sums=Sums(*recompute(candidate)),
        without=None if gone is None else Sums(*recompute(without_reason(candidate, gone))),
        gone="" if gone is None else reason_words(candidate.reasons[gone]),
        conditions=tuple(condition_words(condition) for condition in candidate.conditions),
    )


def _places(candidate: Candidate) -> dict[str, int]:
    """The place of each reason among all, by its number within its axis."""
    counts = dict.fromkeys(Axis, 0)
    found: dict[str, int] = {}
    for place, reason in enumerate(candidate.reasons):
        counts[reason.axis] += 1
        found[f"{reason.axis.value}-{counts[reason.axis]}"] = place
    return found


def _axis(axis: Axis, candidate: Candidate, places: dict[str, int], gone: str) -> AxisView:
    mine = [(number, place) for number, place in places.items() if candidate.reasons[place].axis is axis]
    total = sum(candidate.reasons[place].amount for _number, place in mine)
    terms = [_term(candidate, number, place, total, gone) for number, place in mine]
    return AxisView(axis, axis_words(axis), total, tuple(sorted(terms, key=lambda term: -term.amount)))


def _term(candidate: Candidate, number: str, place: int, total: float, gone: str) -> Term:
    reason = candidate.reasons[place]
    return Term(
        number=number,
        text=reason_words(reason),
        amount=reason.amount,
        share=reason.amount / total if total else 0.0,
        feasibility_without=_without(candidate, place),
        gone=number == gone,
        evidence=tuple(_evidence(item) for item in reason.evidence),
    )


def _without(candidate: Candidate, place: int) -> float | None:
    """Feasibility if the reason were gone; None where the reason is of another number."""
    if candidate.reasons[place].axis not in {Axis.RELEVANCE, Axis.ACCESS}:
        return None
    return without_reason(candidate, place).feasibility


def _evidence(item: Evidence) -> EvidenceView:
    return EvidenceView(item.label, item.year, page_of_evidence(item), item.kind)
