"""Writing the journal: the one door, for this app and for those above it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.models import Cooperation, JournalEntry
from intercluster_web.cooperations.presentation.journal import EVENTS
from intercluster_web.directory.models import Organisation


@transaction.atomic
def record(
    user: Any,
    cooperation: Cooperation,
    owner: Organisation,
    code: str,
    *,
    params: Mapping[str, Any] | None = None,
    note: str = "",
    happened_on: date | None = None,
    proof: str = "",
    audience: str = Audience.OWN,
    url: str = "",
    corrects: JournalEntry | None = None,
) -> JournalEntry:
    """Write what happened, in the transaction of the write that made it happen. Whether the person may write is asked
    by the action that calls this.

    ``code``: one of ``presentation.journal.EVENTS``; ``params`` holds names, titles and ISO dates for its sentence,
    never the name of a person. ``user`` is None when somebody without an account acted through a link.

    Raises
    ------
    KeyError
        The code is not in ``EVENTS``.
    """
    day = happened_on or timezone.localdate()
    entry = JournalEntry(
        cooperation=cooperation,
        owner=owner,
        activity=EVENTS[code].activity,
        code=code,
        params=dict(params or {}),
        note=note,
        happened_on=day,
        proof=proof,
        audience=audience,
        url=url,
        corrects=corrects,
        created_by=user if user is not None and user.is_authenticated else None,
    )
    entry.save()
    if cooperation.last_activity_on is None or day > cooperation.last_activity_on:
        Cooperation.objects.filter(pk=cooperation.pk).update(last_activity_on=day)
        cooperation.last_activity_on = day
    return entry
