"""Noting by hand what happened, and correcting what was noted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.actions.work import keep_file
from intercluster_web.cooperations.actions.working import require_item, writer
from intercluster_web.cooperations.models import Cooperation, JournalEntry
from intercluster_web.cooperations.presentation.journal import sentence
from intercluster_web.records.together import just_now


@dataclass(frozen=True)
class Noted:
    """``code``: one of ``presentation.journal.NOTED``; ``proof``: what it proves, if anything."""

    code: str
    happened_on: date
    note: str
    proof: str = ""
    audience: str = Audience.OWN
    file: UploadedFile | None = None


@transaction.atomic
def note(user: Any, cooperation: Cooperation, noted: Noted) -> JournalEntry:
    """Write what happened; the second half of a double click finds the first one's entry."""
    organisation = writer(user, cooperation)
    twin = JournalEntry.objects.filter(
        cooperation=cooperation,
        owner=organisation,
        created_by=user,
        created_at__gte=just_now(),
        code=noted.code,
        note=noted.note,
        happened_on=noted.happened_on,
        proof=noted.proof,
        audience=noted.audience,
    ).first()
    if twin is not None:
        return twin
    entry = record(
        user,
        cooperation,
        organisation,
        noted.code,
        note=noted.note,
        happened_on=noted.happened_on,
        proof=noted.proof,
        audience=noted.audience,
    )
    if noted.file is not None:
        keep_file(user, entry, noted.file)
    return entry


@transaction.atomic
def correct(user: Any, entry: JournalEntry, said: str, proof: str) -> JournalEntry:
    """Say what was wrong in an entry, in a new one: both stay, and the old one no longer proves anything.

    Raises
    ------
    ValidationError
        It has been corrected already: the last correction is the one to correct.
    """
    require_item(user, entry)
    if entry.corrections.exists():
        raise ValidationError(_("This entry has been corrected already. Correct the correction."))
    cooperation = entry.cooperation
    return record(
        user,
        cooperation,
        writer(user, cooperation),
        "corrected",
        params={"day": entry.happened_on.isoformat(), "what": sentence(entry)},
        note=said,
        happened_on=entry.happened_on,
        proof=proof,
        audience=entry.audience,
        corrects=entry,
    )
