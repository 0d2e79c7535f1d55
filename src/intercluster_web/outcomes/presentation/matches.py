"""Matches in words: each with its reasons, and for what found nobody why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from intercluster.outcomes.fit import FieldPair
from intercluster.outcomes.matching import Gain, Match, Unmatched
from intercluster_web.directory.wording import field_label
from intercluster_web.outcomes.models import Posting
from intercluster_web.outcomes.presentation.sight import PostingView, Reader, posting_view
from intercluster_web.outcomes.presentation.wording import RELATIONS, WHY_NOT
from intercluster_web.outcomes.queries.postings import Matching


@dataclass(frozen=True)
class MatchView:
    need: PostingView
    offer: PostingView
    score: float
    kind_weight: float
    field_fit: float
    reasons: tuple[str, ...]

    @property
    def theirs(self) -> PostingView:
        return self.offer if self.need.ours else self.need

    @property
    def ours(self) -> PostingView:
        return self.need if self.need.ours else self.offer


@dataclass(frozen=True)
class MissView:
    posting: PostingView
    why: str
    detail: str


@dataclass(frozen=True)
class SideView:
    """Members of one side that gain; ``names`` only where the reader knows them."""

    cluster: str
    gaining: int
    of: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class GainView:
    key: int
    cluster: str
    cluster_key: str
    ours: SideView
    theirs: SideView
    share: float | None
    matches: int
    ours_count: int
    theirs_count: int
    unshown: int


def match_views(found: Matching, reader: Reader) -> list[MatchView]:
    return [_match(one, found.by_key, reader) for one in found.result.matches]


def miss_views(found: Matching, reader: Reader) -> list[MissView]:
    return [_miss(one, found.by_key, reader) for one in found.result.unmatched]


def gain_view(found: Matching, reader: Reader) -> GainView:
    return GainView(
        key=found.theirs.pk,
        cluster=str(found.theirs),
        cluster_key=found.theirs.key,
        ours=_side(str(found.ours), found.result.ours, found.by_key.values(), reader),
        theirs=_side(str(found.theirs), found.result.theirs, (), reader),
        share=found.result.share,
        matches=len(found.result.matches),
        ours_count=found.ours_count,
        theirs_count=found.theirs_count,
        unshown=found.unshown,
    )


def _side(cluster: str, gain: Gain, postings: Iterable[Posting], reader: Reader) -> SideView:
    names = {
        f"{posting.owner_id}:{posting.member_name.casefold()}": posting.member_name
        for posting in postings
        if reader.knows(posting.owner_id)
    }
    known = sorted(names[member] for member in gain.gaining if member in names)
    return SideView(cluster, len(gain.gaining), gain.of, tuple(known))


def _match(one: Match, by_key: dict[str, Posting], reader: Reader) -> MatchView:
    need, offer = (posting_view(by_key[posting.key], reader) for posting in (one.need, one.offer))
    kind = (
        _("the same kind: %(kind)s") % {"kind": need.kind_label}
        if one.kind_weight == 1
        else _("neighbouring kinds: %(need)s, %(offer)s") % {"need": need.kind_label, "offer": offer.kind_label}
    )
    reasons = [kind, *(pair_words(pair) for pair in one.pairs)]
    if need.country_names:
        reasons.append(_("wanted in %(countries)s: fits") % {"countries": need.country_names})
    if one.markets:
        reasons.append(_("words of the market in common: %(words)s") % {"words": ", ".join(one.markets)})
    return MatchView(need, offer, one.score, one.kind_weight, one.field_fit, tuple(reasons))


def pair_words(pair: FieldPair) -> str:
    """``needed: lasers; offered: photonics – a wider field, 63 out of 100``."""
    return _("needed: %(needed)s; offered: %(offered)s – %(relation)s, %(fit)s out of 100") % {
        "needed": field_label(pair.needed),
        "offered": field_label(pair.offered),
        "relation": RELATIONS[pair.relation],
        "fit": round(100 * pair.fit),
    }


def _miss(one: Unmatched, by_key: dict[str, Posting], reader: Reader) -> MissView:
    detail = ""
    if one.nearest is not None and one.nearest.fit > 0:
        detail = _("Nearest: %(pair)s.") % {"pair": pair_words(one.nearest)}
    elif one.counterparts:
        detail = _("Counterparts looked at: %(n)s.") % {"n": one.counterparts}
    return MissView(posting_view(by_key[one.posting.key], reader), str(WHY_NOT[one.why]), detail)
