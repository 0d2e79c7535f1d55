"""Slots, rooms, tables and the ways between them. A placed meeting never loses its place unasked."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from intercluster_web.events.actions.event import touch
from intercluster_web.events.actions.sequences import raise_meetings
from intercluster_web.events.models import Event, Meeting, MeetingState, Participant, Room, RoomDistance, Slot, Table
from intercluster_web.events.queries.calendars import place_of
from intercluster_web.events.queries.event_places import Span, change_of
from intercluster_web.records.ownership import require_change

MOST_TABLES = 1000
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def set_slots(user: Any, event: Event, wanted: Sequence[Span], agreed: Iterable[int] = ()) -> int:
    """Replace the slots; those of the same times stay. Returns how many meetings are to be placed again.

    ``agreed``: the meetings whose loss of place the organiser saw and accepted. When people cannot come, and when a
    table is closed, passes on to the new slots at the same time.

    Raises
    ------
    ValidationError
        Other meetings would lose their place: nothing is written.
    """
    require_change(user, event)
    Event.objects.select_for_update().get(pk=event.pk)
    change = change_of(event, wanted)
    if {meeting.pk for meeting in change.losing} - set(agreed):
        raise ValidationError(_("Meetings would lose their place; look through them first."))
    unplace(change.losing)
    _step_aside(change.removed)
    made = Slot.objects.bulk_create(
        Slot(event=event, starts=span.starts, ends=span.ends, session=span.session) for span in change.added
    )
    _pass_on(change.removed, made)
    touch(event)
    return len(change.losing)


def _step_aside(removed: Iterable[Slot]) -> None:
    """So that a new slot may begin when an old one did; ``_pass_on`` removes the old ones."""
    for number, slot in enumerate(removed):
        Slot.objects.filter(pk=slot.pk).update(starts=LONG_AGO + timedelta(seconds=number))


def _pass_on(removed: Iterable[Slot], made: Sequence[Slot]) -> None:
    """What was said of an old slot holds for the new ones that overlap it."""
    for through, column in ((Table.closed.through, "table_id"), (Participant.away.through, "participant_id")):
        for slot in removed:
            after = [new.pk for new in made if new.starts < slot.ends and new.ends > slot.starts]
            whom = through._default_manager.filter(slot_id=slot.pk).values_list(column, flat=True)
            rows = [through(**{column: key, "slot_id": new}) for key in whom for new in after]
            through._default_manager.bulk_create(rows, ignore_conflicts=True)
    Slot.objects.filter(pk__in=[slot.pk for slot in removed]).delete()


def unplace(meetings: Iterable[Meeting]) -> None:
    """Take meetings out of the timetable; they are to be placed again and people hear of it with the next one."""
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(
        slot=None,
        table=None,
        locked=False,
        state=MeetingState.TO_PLACE,
        sequence=F("sequence") + 1,
        revision=F("revision") + 1,
    )


@transaction.atomic
def add_tables(user: Any, event: Event, names: Sequence[str], room: str = "") -> int:
    """Add tables that are not there yet; returns how many."""
    require_change(user, event)
    there = set(event.tables.values_list("name", flat=True))
    new = [name for name in dict.fromkeys(names) if name not in there]
    if len(there) + len(new) > MOST_TABLES:
        raise ValidationError(_("An event has at most %(n)s tables.") % {"n": MOST_TABLES})
    within = Room.objects.get_or_create(event=event, name=room)[0] if room else None
    Table.objects.bulk_create(Table(event=event, name=name, room=within) for name in new)
    touch(event)
    return len(new)


@transaction.atomic
def change_table(user: Any, event: Event, table: Table, *, name: str, room: str, closed: Iterable[Slot]) -> None:
    """Rename or move a table, say when it cannot be used. Calendars get its meetings anew where it is called otherwise.

    Raises
    ------
    ValidationError
        Another table has this name, or a meeting is placed where it would be closed.
    """
    require_change(user, event)
    if event.tables.filter(name=name).exclude(pk=table.pk).exists():
        raise ValidationError(_("Another table is called that."))
    closed = list(closed)
    if table.meetings.filter(slot__in=closed, state=MeetingState.PLACED).exists():
        raise ValidationError(_("A meeting is placed at this table then; move it first."))
    before = place_of(Table.objects.select_related("room").get(pk=table.pk))
    table.name = name
    table.room = Room.objects.get_or_create(event=event, name=room)[0] if room else None
    table.save()
    table.closed.set(closed)
    if place_of(table) != before:
        raise_meetings(table.meetings.all())
    _without_tables(event)
    touch(event)


@transaction.atomic
def remove_table(user: Any, event: Event, table: Table) -> None:
    """Remove a table that holds no meeting; raises ``ValidationError``."""
    require_change(user, event)
    if table.meetings.filter(state=MeetingState.PLACED).exists():
        raise ValidationError(_("Meetings are placed at this table; move them first."))
    table.delete()
    _without_tables(event)
    touch(event)


def _without_tables(event: Event) -> None:
    event.rooms.filter(tables=None).delete()


@transaction.atomic
def set_distances(user: Any, event: Event, metres: dict[tuple[int, int], int | None]) -> None:
    """Metres between rooms; None forgets them."""
    require_change(user, event)
    rooms = set(event.rooms.values_list("pk", flat=True))
    for (a, b), way in metres.items():
        if {a, b} <= rooms and a != b:
            first, second = min(a, b), max(a, b)
            RoomDistance.objects.filter(a__in=(a, b), b__in=(a, b)).delete()
            if way is not None:
                RoomDistance.objects.create(a_id=first, b_id=second, metres=way)
    touch(event)
