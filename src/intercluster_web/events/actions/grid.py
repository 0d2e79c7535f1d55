"""Moving meetings in a draft by hand, and keeping them where they are."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster_web.events.models import Meeting, Placement, Slot, Table, TimetableState
from intercluster_web.events.queries.grid import Moving, Obstacle
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import ChangedMeanwhileError


class ClashError(Exception):
    """A meeting cannot go there; ``obstacles`` say why."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__([one.code for one in obstacles])
        self.obstacles = obstacles


@transaction.atomic
def move(
    user: Any,
    placement: Placement,
    slot: Slot | None,
    table: Table | None = None,
    *,
    seen: int,
    anyway: bool = False,
) -> Placement:
    """Put a meeting of a draft somewhere else, or out of the timetable. Nobody is told before it is published.

    ``seen``: revision of the placement the person looked at. ``anyway``: against the wish.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else moved it first; ``record`` is where it is now.
    ClashError
        Something is in the way.
    ValidationError
        The timetable is no draft: what people know is changed by publishing another.
    """
    require_change(user, placement.timetable.event)
    stored = _stored(placement)
    _require_draft(stored)
    if stored.revision != seen:
        raise ChangedMeanwhileError(stored)
    if slot is None:
        if stored.meeting.locked:
            raise ClashError([Obstacle("locked")])
        stored.slot = stored.table = None
        stored.because, stored.sits = "moved_out", {}
    else:
        moving = Moving(stored)
        chosen = table or moving.table_at(slot)
        found = [one for one in moving.obstacles(slot, chosen) if one.hard or not anyway]
        if found:
            raise ClashError(found)
        stored.slot, stored.table, stored.because = slot, chosen, ""
    stored.revision += 1
    stored.save(update_fields=["slot", "table", "because", "sits", "revision"])
    return stored


@transaction.atomic
def lock(user: Any, placement: Placement, *, locked: bool, seen: int | None = None) -> Meeting:
    """Keep a meeting where it is, or let it move again; the planner respects it from the next run on.

    ``seen``: revision of the meeting the person looked at, where they said it.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else changed the meeting first.
    ValidationError
        It has no place to be kept at.
    """
    meeting = Meeting.objects.select_for_update().select_related("event").get(pk=placement.meeting_id)
    require_change(user, meeting.event)
    if seen not in {None, meeting.revision}:
        raise ChangedMeanwhileError(meeting)
    placement = _stored(placement)
    if locked and placement.slot_id is None:
        raise ValidationError(_("A meeting without a place cannot be kept where it is."))
    meeting.locked = locked
    meeting.revision += 1
    meeting.save(update_fields=["locked", "revision"])
    return meeting


def _stored(placement: Placement) -> Placement:
    if placement.pk is None:  # agreed on after the draft was made
        Placement.objects.get_or_create(timetable=placement.timetable, meeting=placement.meeting)
    rows = Placement.objects.select_for_update().select_related("timetable__event", "meeting")
    return rows.get(timetable=placement.timetable_id, meeting=placement.meeting_id)


def _require_draft(placement: Placement) -> None:
    if placement.timetable.state != TimetableState.DRAFT:
        raise ValidationError(_("People know this timetable: begin a draft from it to change something."))
