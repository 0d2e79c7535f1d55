"""Expressions of interest as the people of the two clusters see them."""

from typing import Any

from django.db.models import QuerySet

from intercluster_web.accounts.permissions import organisations_of, relayed_visible_to
from intercluster_web.outcomes.models import Interest, InterestSide, Release


def interests(user: Any) -> "QuerySet[Interest]":
    found = Interest.objects.select_related("owner", "posting__owner", "cooperation").prefetch_related("releases")
    return relayed_visible_to(user, found)


def sides_of(user: Any, interest: Interest) -> set[str]:
    """The sides of an interest that a person's organisations relay."""
    own = set(organisations_of(user))
    owners = {InterestSide.ASKING: interest.owner_id, InterestSide.POSTING: interest.posting.owner_id}
    return {str(side) for side, owner in owners.items() if owner in own}


def release_of(token: str) -> Release | None:
    """What a link sent to a member opens; None when it is forged, withdrawn or over."""
    found = Release.of(token)
    if found is None:
        return None
    return Release.objects.select_related("interest__posting__owner", "interest__owner").filter(pk=found.pk).first()
