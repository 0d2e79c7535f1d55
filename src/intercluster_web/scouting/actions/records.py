"""The end of a record."""

from functools import partial
from typing import Any

from django.db import transaction

from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.records.ownership import delete_owned
from intercluster_web.scouting.models import Strategy


@transaction.atomic
def delete(user: Any, record: OwnedRecord) -> None:
    """Delete a record; the files of a strategy leave the disk once the database has let them go."""
    files = [document.file for document in record.documents.all()] if isinstance(record, Strategy) else []
    delete_owned(user, record)
    for file in files:
        transaction.on_commit(partial(file.storage.delete, file.name))
