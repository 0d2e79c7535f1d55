"""Reads: watches a person sees, what is new, who hears of it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from intercluster_web.accounts.permissions import may_write, organisations_of, watches_visible_to
from intercluster_web.contacts.models import Contact, Role
from intercluster_web.watch.models import Finding, Keeper, Watch

FEED = 200  # entries


def watches(user: Any) -> "QuerySet[Watch]":
    """The watches a person sees, with how much is new and when something was last found."""
    fresh = Q(findings__found_at__gt=Coalesce(F("seen_at"), F("created_at")))
    newest = Finding.objects.filter(watch=OuterRef("pk")).order_by("-found_at").values("found_at")[:1]
    found = Watch.objects.defer("known").select_related("owner", "strategy", "objective", "lock", "link")
    counted = found.annotate(new=Count("findings", filter=fresh), newest=Subquery(newest))
    return watches_visible_to(user, counted).order_by("-created_at", "-pk")


def visible_or_404(user: Any, pk: int) -> Watch:
    """A watch a person sees, with its counts."""
    found: Watch = get_object_or_404(watches(user), pk=pk)
    return found


def changeable_or_404(user: Any, pk: int) -> Watch:
    """A watch a person may change; raises ``PermissionDenied`` where they only see it."""
    found = visible_or_404(user, pk)
    if not may_write(user, found.owner):
        raise PermissionDenied
    return found


def findings(watch: Watch) -> "QuerySet[Finding]":
    return watch.findings.select_related("keeper__contact")


def since(watch: Watch) -> datetime:
    """What was found after this moment is new."""
    return watch.seen_at or watch.created_at


def fresh(watch: Watch) -> "QuerySet[Finding]":
    """What nobody of the organisation has marked as read."""
    return findings(watch).filter(found_at__gt=since(watch))


def feed(user: Any) -> "QuerySet[Finding]":
    """The latest findings of all watches a person sees."""
    seen = watches_visible_to(user, Watch.objects.all())
    found = Finding.objects.filter(watch__in=seen.values("pk")).select_related("watch__owner", "keeper__contact")
    return found.order_by("-found_at", "pk")[:FEED]


def is_ours(user: Any, watch: Watch) -> bool:
    """Who keeps a watch on the spot is of the owner's address book, which is not shared."""
    return watch.owner_id in organisations_of(user)


def keepers(watch: Watch) -> "QuerySet[Keeper]":
    found = watch.keepers.filter(withdrawn=False).select_related("contact__organisation")
    return found.annotate(reports=Count("findings")).order_by("pk")


def could_keep(watch: Watch) -> "QuerySet[Contact]":
    """People of the owner's address book who may be written to, those at foreign posts first."""
    asked = watch.keepers.filter(withdrawn=False, contact__isnull=False).values("contact")
    found = Contact.objects.living().filter(owner=watch.owner_id, opted_out_on=None).exclude(pk__in=asked)
    return found.annotate(at_a_post=Q(role=Role.POST)).select_related("organisation").order_by("-at_a_post", "name")


def keeper_of(token: str) -> Keeper | None:
    """Who a link stands for; nobody once it is withdrawn, over, or the person is gone."""
    found = Keeper.of(token)
    if found is None or found.withdrawn or found.contact is None or found.contact.erased_on:
        return None
    return found


def followers(watch: Watch) -> list[Any]:
    """Who hears of news by mail: those who asked for it, and still see the watch."""
    asked = watch.followers.filter(is_active=True)
    return [user for user in asked if watches_visible_to(user, Watch.objects.filter(pk=watch.pk)).exists()]
