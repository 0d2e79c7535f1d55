"""A watch begun, changed, followed, read, ended; who keeps it on the spot, and what they report."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.accounts.permissions import may_write, watches_visible_to
from intercluster_web.contacts.models import Contact
from intercluster_web.records.ownership import require_writer
from intercluster_web.records.together import just_now, refuse_if_changed
from intercluster_web.watch.actions.looking import take_stock
from intercluster_web.watch.models import FeedLink, Finding, FindingKind, Keeper, Watch
from intercluster_web.watch.queries import ground as grounds

KEPT_FOR = timedelta(days=365)
FEED_WORKS_FOR = timedelta(days=2 * 365)


def _require(user: Any, watch: Watch) -> None:
    if not may_write(user, watch.owner):
        raise PermissionDenied


@transaction.atomic
def begin(user: Any, watch: Watch) -> Watch:
    """A new watch: what is there now is known, what comes after is news. A second click finds the first one's."""
    require_writer(user, watch.owner)
    same = Watch.objects.filter(
        owner=watch.owner,
        created_by=user,
        created_at__gte=just_now(),
        title=watch.title,
        objective=watch.objective,
        lock=watch.lock,
        link=watch.link,
    )
    if twin := same.first():
        return twin
    watch.created_by = user
    _take_stock(watch)
    watch.save()
    watch.followers.add(user)
    return watch


@transaction.atomic
def change(user: Any, watch: Watch, names: Iterable[str], seen: str) -> None:
    """Change what is watched. What the new fields and places hold already is known, not news. Raises
    ``ChangedMeanwhileError``."""
    _require(user, watch)
    refuse_if_changed(watch, names, seen)
    _take_stock(watch)
    watch.save()


def _take_stock(watch: Watch) -> None:
    here, version = grounds.now()
    take_stock(watch, grounds.stock(here, watch), version)


@transaction.atomic
def end(user: Any, watch: Watch) -> None:
    _require(user, watch)
    watch.delete()


@transaction.atomic
def follow(user: Any, watch: Watch, wanted: bool) -> None:
    """Hear of news by mail, or no more."""
    if not watches_visible_to(user, Watch.objects.filter(pk=watch.pk)).exists():
        raise PermissionDenied
    (watch.followers.add if wanted else watch.followers.remove)(user)


@transaction.atomic
def mark_read(user: Any, watch: Watch) -> None:
    """All that was found so far is read, for everybody of the organisation."""
    _require(user, watch)
    Watch.objects.filter(pk=watch.pk).update(seen_at=timezone.now())


# Who keeps it on the spot


@transaction.atomic
def name_keeper(user: Any, watch: Watch, contact: Contact) -> Keeper:
    """Ask somebody of the address book to report; their link works for a year.

    Raises
    ------
    ValidationError
        They are of another address book, or asked not to be written to.
    """
    _require(user, watch)
    if contact.owner_id != watch.owner_id or contact.erased_on or contact.opted_out_on:
        raise ValidationError(_("%(name)s asked not to be written to.") % {"name": contact})
    keeper = Keeper.objects.filter(watch=watch, contact=contact).first() or Keeper(watch=watch, contact=contact)
    keeper.expires_at, keeper.withdrawn = timezone.now() + KEPT_FOR, False
    keeper.save()
    return keeper


@transaction.atomic
def note_sent(user: Any, keeper: Keeper) -> None:
    _require(user, keeper.watch)
    Keeper.objects.filter(pk=keeper.pk).update(sent_on=timezone.localdate())


@transaction.atomic
def release(user: Any, keeper: Keeper) -> None:
    """Their link is dead; what they reported stays."""
    _require(user, keeper.watch)
    keeper.withdraw()
    keeper.withdrawn = True
    keeper.save()


@transaction.atomic
def report(keeper: Keeper, finding: Finding) -> Finding:
    """Keep what somebody on the spot writes; the same words twice are kept once. Needs no account: the link is the
    key."""
    finding.watch, finding.keeper, finding.kind = keeper.watch, keeper, FindingKind.REPORT
    same = Finding.objects.filter(watch=finding.watch, keeper=keeper, label=finding.label, text=finding.text)
    if twin := same.first():
        return twin
    finding.found_at = timezone.now()
    finding.save()
    return finding


@transaction.atomic
def remove_finding(user: Any, finding: Finding) -> None:
    """What is of no use goes; from the evidence it does not come back, for it was seen."""
    _require(user, finding.watch)
    finding.delete()


# The feed


@transaction.atomic
def new_feed(user: Any) -> FeedLink:
    """A new address; the old one, if any, stops working."""
    link = FeedLink.objects.filter(user=user).first() or FeedLink(user=user)
    link.withdraw()
    link.expires_at = timezone.now() + FEED_WORKS_FOR
    link.save()
    return link


def withdraw_feed(user: Any) -> None:
    FeedLink.objects.filter(user=user).delete()
