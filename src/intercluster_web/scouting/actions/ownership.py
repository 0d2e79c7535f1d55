"""Who may write what, asked before every write."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intercluster_web.accounts.permissions import may_change, may_write
from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.directory.models import Organisation


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
    """Save a new record of an organisation the person writes for."""
    require_writer(user, record.owner)
    record.created_by = user
    record.save()


def change_owned(user: Any, record: OwnedRecord) -> None:
    """Save changes to a record its owner's people may change; it cannot move to another owner."""
    require_change(user, record)
    record.save()


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
