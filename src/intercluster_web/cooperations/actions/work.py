"""Tasks, documents, and contacts at the mirror organisation."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from intercluster.cooperations.ladder import Proof
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.actions.working import require_item, writer
from intercluster_web.cooperations.models import (
    Cooperation,
    CooperationItem,
    Document,
    JournalEntry,
    MirrorContact,
    Task,
)
from intercluster_web.records.together import just_now, refuse_if_changed, twin_of


def _new(user: Any, cooperation: Cooperation, item: CooperationItem) -> bool:
    """Save a new thing inside the cooperation; False for the second half of a double click."""
    item.cooperation, item.owner, item.created_by = cooperation, writer(user, cooperation), user
    kept = type(item)._default_manager.filter(cooperation=cooperation, created_by=user)
    if twin := twin_of(item, kept.filter(created_at__gte=just_now())):
        item.pk = twin.pk
        return False
    item.save()
    return True


def _noted(user: Any, item: CooperationItem, code: str, proof: str = "", **params: Any) -> JournalEntry:
    """An entry about a thing, seen by those who see the thing."""
    return record(user, item.cooperation, item.owner, code, params=params, proof=proof, audience=item.audience)


@transaction.atomic
def add_task(user: Any, cooperation: Cooperation, task: Task) -> Task:
    """Keep a new task; one that is there word for word is not added twice."""
    if _new(user, cooperation, task):
        _noted(user, task, "task_added", what=task.what)
    return task


@transaction.atomic
def change_task(user: Any, task: Task, names: Iterable[str], seen: str) -> None:
    """Save changes to a task.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved it first; nothing is written.
    """
    require_item(user, task)
    names = list(names)
    refuse_if_changed(task, names, seen)
    task.save(update_fields=[*names, "updated_at"])


@transaction.atomic
def set_task_done(user: Any, task: Task, done: bool) -> None:
    """Tick a task off, or open it again; doing it twice changes nothing."""
    require_item(user, task)
    if (task.done_on is not None) == done:
        return
    task.done_on = timezone.localdate() if done else None
    task.save(update_fields=["done_on", "updated_at"])
    _noted(user, task, "task_done" if done else "task_reopened", what=task.what)


@transaction.atomic
def remove_task(user: Any, task: Task) -> None:
    require_item(user, task)
    _noted(user, task, "task_removed", what=task.what)
    task.delete()


@transaction.atomic
def attach(user: Any, cooperation: Cooperation, upload: UploadedFile, audience: str) -> Document:
    """Keep a file that the form has checked for type and size, with its entry in the journal."""
    organisation = writer(user, cooperation)
    entry = record(user, cooperation, organisation, "document_added", params={"name": _name(upload)}, audience=audience)
    return keep_file(user, entry, upload)


def keep_file(user: Any, entry: JournalEntry, upload: UploadedFile) -> Document:
    """Keep the file of an entry, in the transaction of the entry."""
    return Document.objects.create(
        cooperation=entry.cooperation,
        owner=entry.owner,
        audience=entry.audience,
        created_by=user,
        name=_name(upload),
        size=upload.size or 0,
        file=upload,
        entry=entry,
    )


def _name(upload: UploadedFile) -> str:
    return (upload.name or "")[-200:]


@transaction.atomic
def detach(user: Any, document: Document) -> None:
    """Forget a file; it leaves the disk once the database has let it go. The journal keeps that it was there."""
    require_item(user, document)
    _noted(user, document, "document_removed", name=document.name)
    transaction.on_commit(partial(document.file.storage.delete, document.file.name))
    document.delete()


@transaction.atomic
def name_mirror(user: Any, cooperation: Cooperation, mirror: MirrorContact) -> MirrorContact:
    """Name who answers for a function at the mirror organisation (S52)."""
    named = MirrorContact.objects.filter(cooperation=cooperation, function=mirror.function, contact=mirror.contact)
    if standing := named.first():
        return standing
    if _new(user, cooperation, mirror):
        _noted(user, mirror, "mirror_named", proof=Proof.MIRROR_CONTACT, function=mirror.function)
    return mirror


@transaction.atomic
def remove_mirror(user: Any, mirror: MirrorContact) -> None:
    require_item(user, mirror)
    _noted(user, mirror, "mirror_removed", function=mirror.function)
    mirror.delete()
