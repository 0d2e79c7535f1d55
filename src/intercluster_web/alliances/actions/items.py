"""Adding and changing the common things of an alliance, and writing each into the journal."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from intercluster_web.accounts.permissions import may_change_item, works_in
from intercluster_web.alliances.models.shared import CommonItem
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.records.together import just_now, refuse_if_changed


def require_item(user: Any, item: CommonItem) -> None:
    """Raise ``PermissionDenied`` unless the person changes this thing."""
    if not may_change_item(user, item):
        raise PermissionDenied


def add(user: Any, item: CommonItem, names: Iterable[str]) -> bool:
    """Save a new thing of the organisation the person writes for; False when a second click repeats the first, whose
    key the thing then has. ``names``: the columns that say what it is."""
    organisation = works_in(user, item.cooperation)
    if organisation is None:
        raise PermissionDenied
    item.owner, item.created_by = organisation, user
    said = {name: _said(item, name) for name in names}
    recent = type(item)._default_manager.filter(
        cooperation=item.cooperation, created_by=user, created_at__gte=just_now()
    )
    twin = next((each for each in recent if all(_said(each, name) == value for name, value in said.items())), None)
    if twin:
        item.pk = twin.pk
        return False
    item.save()
    return True


def _said(item: Any, name: str) -> Any:
    return item._meta.get_field(name).value_from_object(item)


def change(user: Any, item: CommonItem, names: Iterable[str], seen: str) -> None:
    """Save what the person wrote; raises ``ChangedMeanwhileError`` when somebody else did first."""
    require_item(user, item)
    refuse_if_changed(item, names, seen)
    item.save()


def tell(
    user: Any, item: Any, code: str, *, note: str = "", happened_on: date | None = None, proof: str = "", **params: Any
) -> None:
    """Write into the journal what was done with a thing, for those who may see the thing."""
    record(
        user,
        item.cooperation,
        item.owner,
        code,
        params=params,
        note=note,
        happened_on=happened_on,
        proof=proof,
        audience=item.audience,
        url=item.get_absolute_url(),
    )
