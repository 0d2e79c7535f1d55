"""Who may write what, asked before every write."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intercluster_web.accounts.permissions import may_change, may_write
from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.directory.models import Organisation
from intercluster_web.records.together import just_now, refuse_if_changed, twin_of


def require_writer(user: Any, organisation: Organisation) -> None:
    """Raise ``PermissionDenied`` unless the person writes for the organisation."""
    if not may_write(user, organisation):
        raise PermissionDenied


def require_change(user: Any, record: OwnedRecord) -> None:
    """Raise ``PermissionDenied`` unless the person writes for the owner of the record."""
    if not may_change(user, record):
        raise PermissionDenied


@transaction.atomic
def create_owned(user: Any, record: OwnedRecord) -> None:
    """Save a new record of an organisation the person writes for; a second click finds the first one's record."""
    require_writer(user, record.owner)
    record.created_by = user
    mine = type(record)._default_manager.filter(owner=record.owner, created_by=user, created_at__gte=just_now())
    if twin := twin_of(record, mine):
        record.pk = twin.pk
    else:
        record.save()


@transaction.atomic
def change_owned(user: Any, record: OwnedRecord, names: Iterable[str], seen: str) -> None:
    """Save changes to a record its owner's people may change; it cannot move to another owner.

    ``names`` are the columns the person wrote, ``seen`` the fingerprint of what these said when they began.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved first; nothing is written.
    """
    require_change(user, record)
    refuse_if_changed(record, names, seen)
    record.save()


@transaction.atomic
def delete_owned(user: Any, record: OwnedRecord) -> None:
    require_change(user, record)
    record.delete()


@transaction.atomic
def share(user: Any, record: OwnedRecord, visibility: str, partners: Iterable[Organisation]) -> None:
    """Say who sees the record. Named partners are kept whatever the visibility, so that it can be switched back."""
    require_change(user, record)
    record.visibility = visibility
    record.save()
    record.partners.set(partners)
