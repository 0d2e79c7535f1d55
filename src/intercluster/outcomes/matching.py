"""Needs of one cluster's members against offers of the other's, both ways: who gains, why, and why not.

Every score is kind × fields, both shown; nothing else enters it. Rules of thumb, not a calibrated model: see
docs/methods/matching-members.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from intercluster.fields.vocabulary import Vocabulary
from intercluster.fields.wording import words
from intercluster.outcomes.fit import FieldFit, FieldPair
from intercluster.outcomes.postings import Posting, PostingKind, Side

NEAR_KIND = 0.7
MATCH_FROM = 0.5  # least kind × fields that is called a match
_NEAR_KINDS = frozenset(
    frozenset(pair)
    for pair in (
        (PostingKind.REFERENCE_CUSTOMER, PostingKind.PRIME_CONTRACTOR),  # both buy what the member makes
        (PostingKind.LICENCE, PostingKind.TECHNOLOGY_PARTNERSHIP),  # both bring a technology in
        (PostingKind.TECHNOLOGY_PARTNERSHIP, PostingKind.UPSTREAM_RESEARCH),  # both develop together
    )
)


class WhyNot(StrEnum):
    """Why a posting has no match on the other side; the first that holds."""

    NO_FIELDS = "no_fields"  # its fields were not confirmed
    NO_COUNTERPART = "no_counterpart"  # nothing of its kind or a neighbouring one on the other side
    COUNTRY = "country"  # counterparts in the field, in countries that do not fit
    FIELDS_APART = "fields_apart"  # counterparts in other fields; ``nearest`` says how near


@dataclass(frozen=True, slots=True)
class Match:
    """``score`` = ``kind_weight`` × ``field_fit``, 0 to 1. ``pairs`` explain the fit, ``markets`` are words in common
    (they order equal scores and do not enter them)."""

    need: Posting
    offer: Posting
    score: float
    kind_weight: float
    field_fit: float
    pairs: tuple[FieldPair, ...]
    markets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmatched:
    posting: Posting
    why: WhyNot
    nearest: FieldPair | None = None
    counterparts: int = 0


@dataclass(frozen=True, slots=True)
class Gain:
    """Members of one side with at least one match, of all its members that posted something."""

    gaining: tuple[str, ...]
    of: int

    @property
    def share(self) -> float | None:
        """``None`` where nobody posted anything."""
        return len(self.gaining) / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Complementarity:
    """Two clusters as their members' postings have it; ``ours`` and ``theirs`` are the two sides."""

    matches: tuple[Match, ...]
    ours: Gain
    theirs: Gain
    unmatched: tuple[Unmatched, ...] = field(default=())  # ours only: the other side looks after its own

    @property
    def share(self) -> float | None:
        """The cluster-to-cluster score (S20): members of both sides that gain, of all that posted."""
        return (
            (len(self.ours.gaining) + len(self.theirs.gaining)) / of if (of := self.ours.of + self.theirs.of) else None
        )


def kind_weight(need: PostingKind, offer: PostingKind) -> float:
    """1 for the same kind, ``NEAR_KIND`` for a neighbouring one, else 0."""
    if need is offer:
        return 1.0
    return NEAR_KIND if frozenset((need, offer)) in _NEAR_KINDS else 0.0


def countries_fit(need: Posting, offer: Posting) -> bool:
    """Whether each side's member, or where it works, lies where the other looks; no country named is anywhere."""
    return _meets(need, offer) and _meets(offer, need)


def _meets(asking: Posting, other: Posting) -> bool:
    wanted = set(asking.countries)
    return not wanted or other.country in wanted or bool(wanted & set(other.countries))


def match(fit: FieldFit, need: Posting, offer: Posting) -> Match | None:
    """The match of a need and an offer, or None below ``MATCH_FROM`` or where countries do not fit."""
    weight = kind_weight(need.kind, offer.kind)
    if not weight or not countries_fit(need, offer):
        return None
    pairs = fit.best_pairs(need.concepts, offer.concepts)
    met = _mean(pairs)
    if weight * met < MATCH_FROM:
        return None
    markets = tuple(sorted(set(words(need.market)) & set(words(offer.market))))
    return Match(need, offer, weight * met, weight, met, pairs, markets)


def compare(vocabulary: Vocabulary, ours: Sequence[Posting], theirs: Sequence[Posting]) -> Complementarity:
    """Every match of our needs with their offers and of their needs with our offers, best first; who gains; and why
    our other postings found nobody."""
    return compare_with(FieldFit(vocabulary), ours, theirs)


def compare_with(fit: FieldFit, ours: Sequence[Posting], theirs: Sequence[Posting]) -> Complementarity:
    """As ``compare``, with what earlier comparisons remember."""
    found = [*_matches(fit, ours, theirs), *_matches(fit, theirs, ours)]
    found.sort(key=lambda one: (-one.score, -len(one.markets), one.need.key, one.offer.key))
    matched = {posting.key for one in found for posting in (one.need, one.offer)}
    missed = tuple(_why_not(fit, posting, theirs) for posting in ours if posting.key not in matched)
    return Complementarity(tuple(found), _gain(ours, matched), _gain(theirs, matched), missed)


def _matches(fit: FieldFit, needs: Iterable[Posting], offers: Iterable[Posting]) -> Iterator[Match]:
    """Of the needs and the offers among some postings; only offers with a field near one needed are looked at."""
    in_field: dict[str, list[Posting]] = {}
    for offer in offers:
        if offer.side is Side.OFFER:
            for concept in offer.concepts:
                in_field.setdefault(concept, []).append(offer)
    near: dict[str, list[Posting]] = {}
    for need in needs:
        if need.side is Side.NEED:
            for one in need.concepts:
                if one not in near:
                    near[one] = [offer for other in in_field if fit.pair(one, other).fit for offer in in_field[other]]
            met = {offer.key: offer for one in need.concepts for offer in near[one]}
            yield from (found for offer in met.values() if (found := match(fit, need, offer)))


def _gain(postings: Iterable[Posting], matched: set[str]) -> Gain:
    members: dict[str, bool] = {}
    for posting in postings:
        members[posting.member] = members.get(posting.member, False) or posting.key in matched
    return Gain(tuple(sorted(member for member, gains in members.items() if gains)), len(members))


def _why_not(fit: FieldFit, posting: Posting, others: Sequence[Posting]) -> Unmatched:
    if not posting.concepts:
        return Unmatched(posting, WhyNot.NO_FIELDS)
    counterparts = [
        other for other in others if other.side is posting.side.other and kind_weight(posting.kind, other.kind)
    ]
    if not counterparts:
        return Unmatched(posting, WhyNot.NO_COUNTERPART)
    abroad = [other for other in counterparts if not countries_fit(posting, other)]
    if any(_would_match(fit, posting, other) for other in abroad):
        return Unmatched(posting, WhyNot.COUNTRY, counterparts=len(abroad))
    pairs = [pair for other in counterparts for pair in _pairs(fit, posting, other)]
    nearest = max(pairs, key=lambda pair: pair.fit, default=None)
    return Unmatched(posting, WhyNot.FIELDS_APART, nearest, len(counterparts))


def _would_match(fit: FieldFit, posting: Posting, other: Posting) -> bool:
    return kind_weight(posting.kind, other.kind) * _mean(_pairs(fit, posting, other)) >= MATCH_FROM


def _pairs(fit: FieldFit, posting: Posting, other: Posting) -> tuple[FieldPair, ...]:
    need, offer = (posting, other) if posting.side is Side.NEED else (other, posting)
    return fit.best_pairs(need.concepts, offer.concepts)


def _mean(pairs: Sequence[FieldPair]) -> float:
    return sum(pair.fit for pair in pairs) / len(pairs) if pairs else 0.0
