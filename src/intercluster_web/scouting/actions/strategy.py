"""Writing a strategy and its inputs."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model

from intercluster_web.scouting.actions.ownership import require_change
from intercluster_web.scouting.models import Strategy, StrategyDocument


def save_entry(user: Any, strategy: Strategy, entry: Model) -> None:
    """Add or change a market, lock or link of the strategy."""
    require_change(user, strategy)
    entry.strategy = strategy  # type: ignore[attr-defined]
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
