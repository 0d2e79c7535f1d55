"""Keep the full-text index and the revision number in step with every row that is written."""

from typing import Any
from uuid import uuid4

from django.db.models.signals import post_delete, post_save

from intercluster_web.directory import search
from intercluster_web.directory.models import (
    Identifier,
    KnownCooperation,
    Label,
    Membership,
    Organisation,
    OrganisationField,
    Revision,
    Succession,
    TerritoryPart,
)

_INDEXED = (OrganisationField, Label, Membership)
_COUNTED = (Organisation, OrganisationField, TerritoryPart, Identifier, Membership, KnownCooperation, Succession, Label)


def directory_changed() -> None:
    """Say that the directory is no longer what caches hold. Bulk writers call it themselves."""
    Revision.objects.update_or_create(pk=1, defaults={"stamp": uuid4().hex})


def _written(instance: Any, raw: bool = False, **_: Any) -> None:
    if not raw:
        search.index(_reindexed_with(instance))
    directory_changed()


def _deleted(instance: Any, **_: Any) -> None:
    if isinstance(instance, Organisation):
        search.forget(instance.pk)
    else:
        search.index(_reindexed_with(instance))
    directory_changed()


def _reindexed_with(instance: Any) -> set[int]:
    """The organisations whose words a row is part of."""
    if isinstance(instance, Organisation):
        return {instance.pk}
    if not isinstance(instance, _INDEXED):
        return set()
    if isinstance(instance, Membership):
        return {instance.organisation_id, instance.member_id}
    return {instance.organisation_id}


for _model in _COUNTED:
    post_save.connect(_written, sender=_model, dispatch_uid=f"directory-saved-{_model.__name__}")
    post_delete.connect(_deleted, sender=_model, dispatch_uid=f"directory-deleted-{_model.__name__}")
