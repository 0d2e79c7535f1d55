"""Lines on members inside a cooperation: added, changed, taken away, and told by the journal without names."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from intercluster_web.accounts.permissions import may_change_item, may_write, works_in
from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.outcomes.actions.events import told
from intercluster_web.outcomes.models import Contract
from intercluster_web.records.together import just_now, refuse_if_changed, twin_of

PAGES = {
    "introduction": "introductions",
    "contract": "contracts",
    "benefit": "benefits",
    "cost": "costs",
    "exchange": "exchanges",
}


@transaction.atomic
def add(user: Any, item: Any) -> Any:
    """Save a new line of the organisation the person writes for; a second click finds the first one's line."""
    require_work(user, item)
    item.created_by = user
    mine = type(item)._default_manager.filter(
        cooperation=item.cooperation, owner=item.owner, created_by=user, created_at__gte=just_now()
    )
    if twin := twin_of(item, mine):
        return twin
    item.save()
    _tell(user, None, item)
    return item


@transaction.atomic
def change(user: Any, item: Any, names: Iterable[str], seen: str) -> Any:
    """Save changes to a line the person may change.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved first; nothing is written.
    """
    before = type(item)._default_manager.select_for_update().get(pk=item.pk)
    require_change(user, before)
    refuse_if_changed(item, names, seen)
    item.save()
    if isinstance(item, Contract) and item.audience == Audience.OWN:
        item.incidents.update(audience=Audience.OWN)  # what hangs under it closes with it
    _tell(user, before, item)
    return item


@transaction.atomic
def remove(user: Any, item: Any) -> None:
    """Take a line away; only the people of whoever wrote it do. The journal keeps that there was one."""
    if not may_write(user, item.owner):
        raise PermissionDenied
    item.delete()
    record(user, item.cooperation, item.owner, "member_line_removed", audience=item.audience)


def require_work(user: Any, item: Any) -> None:
    """Raise ``PermissionDenied`` unless the person writes for the line's owner and that one works here."""
    if works_in(user, item.cooperation) is None or not may_write(user, item.owner):
        raise PermissionDenied


def require_change(user: Any, item: Any) -> None:
    if not may_change_item(user, item):
        raise PermissionDenied


def address_of(item: Any) -> str:
    """The page that shows a line."""
    if isinstance(item, Contract):
        return item.get_absolute_url()
    return reverse("outcomes:section", args=[item.cooperation_id, PAGES[item._meta.model_name]])


def _tell(user: Any, before: Any, item: Any) -> None:
    for event in told(before, item):
        record(
            user,
            item.cooperation,
            item.owner,
            event.code,
            params=event.params,
            happened_on=event.day,
            proof=event.proof,
            audience=item.audience,
            url=address_of(item),
        )
