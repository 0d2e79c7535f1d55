"""Whom a participant could meet, and why: needs of one against offers of the other, and what the evidence knows."""

from dataclasses import dataclass

from intercluster.outcomes.fit import FieldPair
from intercluster.outcomes.matching import compare_with
from intercluster.outcomes.postings import Posting, PostingKind
from intercluster.outcomes.postings import Side as PostingSide
from intercluster.scouting.pairs.types import NOTE_POINTS, PairReason
from intercluster_web.events.models import Participant, ProfileKind, ProfileLine, Side
from intercluster_web.events.queries.pairs_own import NOTHING, Known
from intercluster_web.outcomes.queries.postings import field_fit

KINDS = {
    ProfileKind.REFERENCE_CUSTOMER: PostingKind.REFERENCE_CUSTOMER,
    ProfileKind.PRIME: PostingKind.PRIME_CONTRACTOR,
    ProfileKind.DISTRIBUTOR: PostingKind.DISTRIBUTOR,
    ProfileKind.LICENCE: PostingKind.LICENCE,
    ProfileKind.CO_DEVELOPMENT: PostingKind.TECHNOLOGY_PARTNERSHIP,
    ProfileKind.RESEARCH: PostingKind.UPSTREAM_RESEARCH,
}
MOST = 15


@dataclass(frozen=True)
class Reason:
    """One line of mine that meets one of theirs. ``mine_needs``: I need what they offer."""

    mine: ProfileLine
    theirs: ProfileLine
    mine_needs: bool
    same_kind: bool
    pairs: tuple[FieldPair, ...]
    score: float


@dataclass(frozen=True)
class Suggested:
    """``score``: the best match of a need and an offer, kind × fields, 0 to 1; further ones only order equals.
    ``points`` are counted as the organiser sees them: those of the match and those of what the evidence knows."""

    participant: Participant
    reasons: tuple[Reason, ...]
    known: tuple[PairReason, ...] = ()

    @property
    def score(self) -> float:
        return max((reason.score for reason in self.reasons), default=0.0)

    @property
    def points(self) -> float:
        return NOTE_POINTS["match"] * self.score + sum(reason.points for reason in self.known)


def suggested(me: Participant, others: list[Participant], known: Known = NOTHING) -> list[Suggested]:
    """The people of whom a need and an offer, or the evidence, speaks; most points first. ``lines`` of both should be
    prefetched. What a buyer seeks without a name is not held against the name: it stands among the published needs."""
    mine = {f"m{line.pk}": line for line in me.lines.all()}
    theirs = {f"t{line.pk}": line for one in others for line in one.lines.all() if not line.anonymous or not one.shown}
    by_pk = {one.pk: one for one in others}
    result = compare_with(
        field_fit(),
        [posting_of(key, line) for key, line in mine.items()],
        [posting_of(key, line) for key, line in theirs.items()],
    )
    found: dict[int, list[Reason]] = {}
    for match in result.matches:
        mine_needs = match.need.key in mine
        my_line, their_line = (match.need, match.offer) if mine_needs else (match.offer, match.need)
        reason = Reason(
            mine=mine[my_line.key],
            theirs=theirs[their_line.key],
            mine_needs=mine_needs,
            same_kind=match.kind_weight == 1,
            pairs=match.pairs,
            score=match.score,
        )
        found.setdefault(reason.theirs.participant_id, []).append(reason)
    listed = [Suggested(by_pk[pk], tuple(found.get(pk, ())), known.reasons.get(pk, ())) for pk in found | known.reasons]
    return sorted(listed, key=lambda one: (-one.points, -len(one.reasons), one.participant.pk))[:MOST]


def posting_of(key: str, line: ProfileLine) -> Posting:
    return Posting(
        key=key,
        side=PostingSide.NEED if line.side == Side.NEED else PostingSide.OFFER,
        kind=KINDS[ProfileKind(line.kind)],
        member=str(line.participant_id),
        concepts=tuple(line.concepts),
    )
