"""One candidate as a card: two numbers, where they come from, how to get there."""

from dataclasses import dataclass

from intercluster.scouting.types import Axis, Basis, Candidate, Condition, Reason, Route, RouteKind, UnitKind
from intercluster_web.directory.wording import country_label
from intercluster_web.scouting.presentation.links import page_of, page_of_unit
from intercluster_web.scouting.presentation.wording import basis_words, condition_words, reason_words, route_words

SHOWN_REASONS = 3
SHOWN_ROUTES = 3
# conditions shown as badges on the card, with their tone; the others are on the page of all reasons
BADGES = {
    "ended": "bad",
    "hard_to_get": "warn",
    "one_organisation": "warn",
    "size_ratio": "",
    "no_shared_language": "warn",
    "shared_language": "",
    "distance": "",
}
_BASIS_TONES = {Basis.OWN: "good", Basis.MEMBERS: "good", Basis.TERRITORY: "warn", Basis.NONE: "bad"}


@dataclass(frozen=True, slots=True)
class Badge:
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class RouteView:
    kind: RouteKind
    text: str
    href: str
    via: str
    advised_first: bool
    member_already: bool


@dataclass(frozen=True, slots=True)
class ReasonView:
    axis: Axis
    text: str
    amount: float


@dataclass(frozen=True, slots=True)
class Card:
    """What a template needs of a candidate; ``candidate`` holds the raw numbers."""

    candidate: Candidate
    country: str
    href: str
    basis: Badge
    badges: tuple[Badge, ...]
    reasons: tuple[ReasonView, ...]
    routes: tuple[RouteView, ...]
    gainers: str
    readiness: str
    partners: str

    @property
    def is_zone(self) -> bool:
        return self.candidate.unit is UnitKind.ZONE

    @property
    def feasibility_share(self) -> float:
        return self.candidate.feasibility_percentile / 100

    @property
    def gain_share(self) -> float:
        return self.candidate.gain_percentile / 100

    @property
    def courted_share(self) -> float:
        return self.candidate.courted / 100

    @property
    def advised_route(self) -> RouteView | None:
        return next((route for route in self.routes if route.advised_first), None)


def card(candidate: Candidate) -> Card:
    """The card of a candidate."""
    said = {condition.code: condition for condition in candidate.conditions}
    return Card(
        candidate=candidate,
        country=country_label(candidate.country),
        href=page_of_unit(candidate.unit, candidate.key),
        basis=Badge(basis_words(candidate.basis), _BASIS_TONES[candidate.basis]),
        badges=tuple(Badge(condition_words(said[code]), tone) for code, tone in BADGES.items() if code in said),
        reasons=tuple(reason_view(reason) for reason in top_reasons(candidate.reasons)),
        routes=tuple(_route_view(route) for route in candidate.routes[:SHOWN_ROUTES]),
        gainers=_words(said.get("members_gain")),
        readiness=_words(said.get("readiness")),
        partners=_words(said.get("courted")),
    )


def top_reasons(reasons: tuple[Reason, ...]) -> list[Reason]:
    """The strongest reason of relevance, of access and of gain; a letter out of the blue only for want of better."""
    best: list[Reason] = []
    for axis in (Axis.RELEVANCE, Axis.ACCESS, Axis.GAIN):
        terms = [reason for reason in reasons if reason.axis is axis]
        telling = [reason for reason in terms if reason.code not in {"cold_contact", "more_bridges"}] or terms
        if telling:
            best.append(max(telling, key=lambda reason: reason.amount))
    return best[:SHOWN_REASONS]


def reason_view(reason: Reason) -> ReasonView:
    return ReasonView(reason.axis, reason_words(reason), reason.amount)


def _route_view(route: Route) -> RouteView:
    kind = "network" if route.kind is RouteKind.NETWORK else "organisation"
    href = page_of(kind, route.via_key) if route.via_key else ""
    return RouteView(route.kind, route_words(route), href, route.via_label, route.advised_first, route.member_already)


def _words(condition: Condition | None) -> str:
    return condition_words(condition) if condition else ""
