"""What every write of a cooperation asks first: may this person, and is the card still the one they saw."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from intercluster_web.accounts.permissions import may_change_item, works_in
from intercluster_web.cooperations.models import Cooperation, CooperationItem
from intercluster_web.directory.models import Organisation
from intercluster_web.records.together import ChangedMeanwhileError


def writer(user: Any, cooperation: Cooperation) -> Organisation:
    """The organisation the person writes for; raises ``PermissionDenied`` where they only read."""
    organisation: Organisation | None = works_in(user, cooperation)
    if organisation is None:
        raise PermissionDenied
    return organisation


def require_item(user: Any, item: CooperationItem) -> None:
    """Raise ``PermissionDenied`` unless the person may change a thing inside the cooperation."""
    if not may_change_item(user, item):
        raise PermissionDenied


def write_card(cooperation: Cooperation, seen_revision: int, **values: Any) -> None:
    """Change columns of the card, if nobody has written on it since ``seen_revision``.

    Raises
    ------
    ChangedMeanwhileError
        Somebody has; nothing is written.
    """
    now = timezone.now()
    written = Cooperation.objects.filter(pk=cooperation.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1, updated_at=now
    )
    if not written:
        raise ChangedMeanwhileError(Cooperation.objects.select_related("owner").get(pk=cooperation.pk))
    for name, value in {**values, "revision": seen_revision + 1, "updated_at": now}.items():
        setattr(cooperation, name, value)
