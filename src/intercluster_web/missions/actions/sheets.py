"""Writing a sheet: by link without an account (``user`` is None), or from a seat."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from intercluster_web.missions.models import Sheet
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import ChangedMeanwhileError, refuse_if_changed


@transaction.atomic
def fill_in(user: Any, sheet: Sheet, names: Iterable[str], seen: str) -> None:
    """Save a sheet of a delegate on a host; who may use the link is asked by whoever opens it.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else filled it in first; nothing is written.
    """
    if user is not None:
        require_change(user, sheet.mission)
    if sheet.pk is not None:
        refuse_if_changed(sheet, names, seen)
    sheet.filled_by = user
    try:
        with transaction.atomic():
            sheet.save()
    except IntegrityError:  # two people began the same sheet
        there = Sheet.objects.get(delegate=sheet.delegate_id, host=sheet.host_id)
        raise ChangedMeanwhileError(there) from None
