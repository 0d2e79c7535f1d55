"""Needs and offers a person may see, and what matching makes of them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from intercluster.fields.vocabulary import load_vocabulary
from intercluster.outcomes.fit import FieldFit
from intercluster.outcomes.matching import Complementarity, compare_with
from intercluster.outcomes.postings import Posting as Seen
from intercluster.outcomes.postings import PostingKind, Side
from intercluster_web.accounts.permissions import organisations_of, visible_to
from intercluster_web.directory.models import Organisation
from intercluster_web.outcomes.models import Posting, PostingStatus

IN_HAND = (PostingStatus.DRAFT, PostingStatus.REVIEW, PostingStatus.PUBLISHED)


COMPARED = ("owner", "side", "kind", "member_name", "concepts", "member_country", "countries", "market", "status")


def shown() -> Q:
    """What others may see of an organisation's postings: published and not expired."""
    return Q(status=PostingStatus.PUBLISHED, expires_on__gte=timezone.localdate())


def postings(user: Any) -> "QuerySet[Posting]":
    """Own postings in any state; those of others as they are shown and shared. Member's names: ``presentation.sight``
    says who reads them."""
    own = organisations_of(user)
    found = visible_to(user, Posting.objects.select_related("owner"))
    return found.filter(Q(owner__in=own) | shown())


def chosen(user: Any, wanted: dict[str, Any]) -> "QuerySet[Posting]":
    """The postings that meet the filters of ``forms.postings.PostingFilterForm``.

    Words are looked for in what the person may read: member names of their own cluster only.
    """
    own = organisations_of(user)
    found = postings(user)
    for name in ("side", "kind", "status"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    if wanted.get("whose") == "ours":
        found = found.filter(owner__in=own)
    elif wanted.get("whose") == "others":
        found = found.exclude(owner__in=own)
    if country := wanted.get("country"):
        found = found.filter(member_country=country)
    if words := wanted.get("q"):
        readable = Q(title__icontains=words) | Q(text__icontains=words) | Q(market__icontains=words)
        found = found.filter(readable | Q(owner__in=own, member_name__icontains=words))
    return found


def as_seen(posting: Posting) -> Seen:
    """A posting as matching takes it. The member's key tells members apart and says nothing of who they are."""
    return Seen(
        key=str(posting.pk),
        side=Side(posting.side),
        kind=PostingKind(posting.kind),
        member=f"{posting.owner_id}:{posting.member_name.casefold()}",
        concepts=tuple(posting.concepts),
        country=posting.member_country,
        countries=tuple(posting.countries),
        market=posting.market,
    )


@dataclass(frozen=True)
class Matching:
    """Two clusters' postings compared for one reader; ``by_key`` finds the record of each."""

    ours: Organisation
    theirs: Organisation
    result: Complementarity
    by_key: dict[str, Posting]
    ours_count: int
    theirs_count: int
    unshown: int  # ours that count here and that the others cannot see yet


@lru_cache(maxsize=1)
def field_fit() -> FieldFit:
    """Kept for the process: which field is near which does not change, and most pages ask the same pairs."""
    return FieldFit(load_vocabulary())


def matching(user: Any, ours: Organisation, theirs: Organisation) -> Matching:
    """Our postings in hand against theirs that the person may see. ``ours`` must be one of the person's own."""
    today = timezone.localdate()
    mine = list(Posting.objects.filter(owner=ours, status__in=IN_HAND, expires_on__gte=today).select_related("owner"))
    others = list(postings(user).filter(shown(), owner=theirs))
    result = compare_with(field_fit(), [as_seen(each) for each in mine], [as_seen(each) for each in others])
    return Matching(
        ours,
        theirs,
        result,
        {str(each.pk): each for each in (*mine, *others)},
        len(mine),
        len(others),
        sum(each.status != PostingStatus.PUBLISHED for each in mine),
    )


def targets(user: Any, ours: Organisation) -> list[Matching]:
    """Every cluster whose postings the person may see, by how many members of both sides would gain (S20)."""
    owners = postings(user).filter(shown()).exclude(owner=ours).values("owner")
    today = timezone.localdate()
    mine = list(Posting.objects.filter(owner=ours, status__in=IN_HAND, expires_on__gte=today).only(*COMPARED))
    others: dict[int, list[Posting]] = {}
    for each in postings(user).filter(shown()).exclude(owner=ours).select_related(None).only(*COMPARED):
        others.setdefault(each.owner_id, []).append(each)
    fit, seen = field_fit(), [as_seen(each) for each in mine]
    unshown = sum(each.status != PostingStatus.PUBLISHED for each in mine)
    found = []
    for cluster in Organisation.objects.filter(pk__in=owners):
        theirs = others.get(cluster.pk, [])
        result = compare_with(fit, seen, [as_seen(each) for each in theirs])
        by_key = {str(each.pk): each for each in (*mine, *theirs)}
        found.append(Matching(ours, cluster, result, by_key, len(mine), len(theirs), unshown))
    return sorted(
        found, key=lambda one: (-len(one.result.ours.gaining) - len(one.result.theirs.gaining), one.theirs.name)
    )
