"""Writing a strategy and its inputs."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model

from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import refuse_if_changed, twin_of
from intercluster_web.scouting.models import Strategy, StrategyDocument


@transaction.atomic
def save_entry(user: Any, strategy: Strategy, entry: Model, names: Iterable[str], seen: str) -> None:
    """Add or change a market, lock or link of the strategy; one that is there word for word is not added twice.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved the entry first; nothing is written.
    """
    require_change(user, strategy)
    entry.strategy = strategy  # type: ignore[attr-defined]
    if entry.pk is not None:
        refuse_if_changed(entry, names, seen)
    elif twin_of(entry, type(entry)._default_manager.filter(strategy=strategy)):
        return
    entry.save()


def delete_entry(user: Any, strategy: Strategy, entry: Model) -> None:
    require_change(user, strategy)
    entry.delete()


def attach(user: Any, strategy: Strategy, kind: str, upload: UploadedFile) -> StrategyDocument:
    """Keep a file that the form has checked for type and size."""
    require_change(user, strategy)
    return StrategyDocument.objects.create(
        strategy=strategy,
        kind=kind,
        name=(upload.name or "")[-200:],
        size=upload.size or 0,
        file=upload,
        uploaded_by=user,
    )


def detach(user: Any, document: StrategyDocument) -> None:
    """Forget a file; it leaves the disk once the database has let it go."""
    require_change(user, document.strategy)
    stored, name = document.file.storage, document.file.name
    with transaction.atomic():
        document.delete()
        transaction.on_commit(lambda: stored.delete(name))
