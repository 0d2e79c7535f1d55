"""What every write asks first, and how it is told in the journal."""

from typing import Any

from django.core.exceptions import PermissionDenied

from intercluster_web.accounts.permissions import may_change_item
from intercluster_web.agreements.models import Agreement, Sheet, Status
from intercluster_web.cooperations.actions.journal import record


class WrongStateError(Exception):
    """What was asked does not fit the state; ``state`` says which it is."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def require_change(user: Any, item: "Agreement | Sheet") -> None:
    """Raise ``PermissionDenied`` unless the person may change it."""
    if not may_change_item(user, item):
        raise PermissionDenied


def require_draft(user: Any, agreement: Agreement) -> None:
    """As ``require_change``; raises ``WrongStateError`` where the text is no longer a draft."""
    require_change(user, agreement)
    status = Agreement.objects.values_list("status", flat=True).get(pk=agreement.pk)
    if status != Status.DRAFT:
        raise WrongStateError(status)


def tell(user: Any, item: "Agreement | Sheet", code: str, **more: Any) -> None:
    """Write the journal: what happened to an agreement or a sheet, seen by whoever sees it."""
    params = {"title": item.title, **more.pop("params", {})}
    record(
        user,
        item.cooperation,
        item.owner,
        code,
        params=params,
        **{"audience": item.audience, "url": item.get_absolute_url(), **more},
    )
