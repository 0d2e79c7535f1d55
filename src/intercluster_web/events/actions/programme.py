"""The programme: items added, changed, called off. What people may have in a calendar is called off, not deleted."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from intercluster_web.events.actions.event import touch
from intercluster_web.events.models import Event, EventState, ProgrammeItem
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import refuse_if_changed, twin_of

MOST_ITEMS = 300


@transaction.atomic
def save_item(user: Any, event: Event, item: ProgrammeItem, names: Iterable[str] = (), seen: str = "") -> ProgrammeItem:
    """Add or change an item; timetables computed before are out of date. A second click adds nothing.

    Raises
    ------
    ChangedMeanwhileError
        Somebody changed it since it was opened.
    ValidationError
        There are too many items.
    """
    require_change(user, event)
    item.event = event
    if item.pk is not None:
        refuse_if_changed(item, names, seen)
        item.sequence = F("sequence") + 1  # type: ignore[assignment]
    else:
        if event.programme.count() >= MOST_ITEMS:
            raise ValidationError(_("A programme has at most %(n)s items.") % {"n": MOST_ITEMS})
        if twin := _twin(item):
            return twin
    item.save()
    item.refresh_from_db(fields=["sequence"])
    touch(event)
    return item


def _twin(item: ProgrammeItem) -> ProgrammeItem | None:
    """The same item, made by the first of two clicks; only its number and its mark for calendars differ."""
    there = list(item.event.programme.filter(starts=item.starts, ends=item.ends, title=item.title))
    for one in there:
        item.uid = one.uid
        if twin := twin_of(item, there):  # type: ignore[arg-type]
            return twin  # type: ignore[no-any-return]
    return None


@transaction.atomic
def set_cancelled(user: Any, item: ProgrammeItem, cancelled: bool) -> None:
    """Call an item off, or put it on again: calendars take the change for newer than what they have."""
    require_change(user, item.event)
    changed = ProgrammeItem.objects.filter(pk=item.pk).exclude(cancelled=cancelled)
    if changed.update(cancelled=cancelled, sequence=F("sequence") + 1):
        touch(item.event)


@transaction.atomic
def remove_item(user: Any, item: ProgrammeItem) -> None:
    """Delete an item that nobody was told of.

    Raises
    ------
    ValidationError
        The event is past its preparation: people may have it in their calendars, so it is called off instead.
    """
    require_change(user, item.event)
    if item.event.state != EventState.DRAFT:
        raise ValidationError(_("People may have it in their calendars: call it off instead."))
    item.delete()
    touch(item.event)
