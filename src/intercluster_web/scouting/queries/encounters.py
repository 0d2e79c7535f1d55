"""Encounters a person may see, and what they count up to (S47, S49)."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from intercluster_web.accounts.permissions import visible_to
from intercluster_web.scouting.models import Encounter, LeadOrigin, Occasion


def encounters(user: Any, occasion: str = "", origin: str = "", q: str = "") -> "QuerySet[Encounter]":
    """Encounters visible to a person, latest first."""
    found = visible_to(user, Encounter.objects.select_related("organisation", "owner"))
    if occasion:
        found = found.filter(occasion=occasion)
    if origin:
        found = found.filter(origin=origin)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(place__icontains=q) | Q(occasion_name__icontains=q))
    return found


def counts_by_origin(found: "QuerySet[Encounter]") -> list[tuple[str, int]]:
    """How many encounters each kind of lead brought, most first."""
    return _counts(found, "origin", dict(LeadOrigin.choices))


def counts_by_occasion(found: "QuerySet[Encounter]") -> list[tuple[str, int]]:
    return _counts(found, "occasion", dict(Occasion.choices))


def met_again(found: "QuerySet[Encounter]") -> list[dict[str, Any]]:
    """Whom we met twice or more: a partner who emerges little by little."""
    return list(
        found.order_by()
        .values("name", "organisation__key")
        .annotate(times=Count("pk", distinct=True), last=Max("met_on"))
        .filter(times__gt=1)
        .order_by("-times", "name")[:20]
    )


def _counts(found: "QuerySet[Encounter]", column: str, labels: dict[str, Any]) -> list[tuple[str, int]]:
    rows = found.order_by().values(column).annotate(times=Count("pk", distinct=True)).order_by("-times", column)
    return [(str(labels[row[column]]), row["times"]) for row in rows]
