"""When and where people meet: slots and tables."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Key, Sent, checked, told
from intercluster_web.events.actions import event_places as actions
from intercluster_web.events.forms.event_places import SlotsForm, TableForm, TablesForm
from intercluster_web.events.models import Event, Slot, Table
from intercluster_web.events.queries import event_places as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404

router = Router(tags=["events: slots and tables"])


class SlotsIn(Sent):
    """Slots of equal length on some days, in the time of the event. ``agreed``: the placed meetings whose loss of place
    you accept, by number."""

    days: list[dt.date] = Field(min_length=1, max_length=31, examples=[["2031-05-05"]])
    opens: dt.time = Field(examples=["09:00"])
    closes: dt.time = Field(examples=["17:30"])
    minutes: int = Field(20, ge=5, le=240, description="of a meeting")
    pause: int = Field(5, ge=0, le=60, description="minutes between two")
    breaks: str = Field("", max_length=500, description="such as 12:30-14:00, 16:00-16:20")
    agreed: list[Key] = Field([], max_length=20_000)


class SlotOut(Schema):
    """``session``: am or pm, which wishes refer to."""

    id: int
    starts: dt.datetime
    ends: dt.datetime
    time_zone: str
    session: str


class SlotsOut(Schema):
    count: int
    items: list[SlotOut]


class SlotsChange(Schema):
    """``to_place_again``: numbers of the meetings that lose their place by it."""

    added: int
    removed: int
    kept: int
    to_place_again: list[int]


class SlotsConflict(SlotsChange):
    """Nothing was written: send ``to_place_again`` as ``agreed`` to accept that these meetings lose their place."""

    detail: str


class TablesIn(Sent):
    names: str = Field(max_length=2000, description="or names with commas between", examples=["Table 1-20"])
    room: str = Field("", max_length=80)


class TableIn(Sent):
    """What you leave out stays. ``closed``: the slots it cannot be used in, by number."""

    name: str | None = Field(None, max_length=40)
    room: str | None = Field(None, max_length=80)
    closed: list[Key] | None = Field(None, max_length=400)


class TableOut(Schema):
    id: int
    name: str
    room: str
    closed: list[int]


class TablesOut(Schema):
    count: int
    items: list[TableOut]


class Added(Schema):
    added: int


def slot_out(slot: Slot, zone: str) -> dict[str, Any]:
    here = ZoneInfo(zone)
    return {
        "id": slot.pk,
        "starts": slot.starts.astimezone(here),
        "ends": slot.ends.astimezone(here),
        "time_zone": zone,
        "session": slot.session,
    }


def _table_out(table: Table) -> dict[str, Any]:
    closed = sorted(slot.pk for slot in table.closed.all())
    return {"id": table.pk, "name": table.name, "room": str(table.room or ""), "closed": closed}


@router.get("/{int:pk}/slots", response=SlotsOut, operation_id="events_slots", summary="Slots of an event")
def slots(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """In the order of time; requests for meetings and timetables name them by number."""
    event = readable_or_404(request.user, pk)
    return part_of(event.slots.all(), part, lambda found: [slot_out(slot, event.time_zone) for slot in found])


@router.put(
    "/{int:pk}/slots",
    response={200: SlotsChange, 409: SlotsConflict},
    operation_id="events_slots_set",
    summary="Set the slots",
)
def set_slots(request: HttpRequest, pk: int, sent: SlotsIn, dry_run: bool = False) -> Any:
    """Slots of the same times stay, with the meetings in them. Where others would lose their place that you did not
    agree to, nothing is written (409). ``dry_run=true`` only says what would happen."""
    event = changeable_or_404(request.user, pk)
    given = sent.dict() | {"days": [day.isoformat() for day in sent.days]}
    wanted = checked(SlotsForm(given, event=event)).spans()
    change = queries.change_of(event, wanted)
    losing = sorted(meeting.pk for meeting in change.losing)
    said = {"added": len(change.added), "removed": len(change.removed), "kept": change.kept, "to_place_again": losing}
    if dry_run:
        return said
    if set(losing) - set(sent.agreed):
        return 409, said | {"detail": "placed meetings would lose their place"}
    with told():
        actions.set_slots(request.user, event, wanted, sent.agreed)
    return said


@router.get("/{int:pk}/tables", response=TablesOut, operation_id="events_tables", summary="Tables of an event")
def tables(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """With the slots each cannot be used in."""
    event = readable_or_404(request.user, pk)
    return part_of(queries.tables_of(event).prefetch_related("closed"), part, _tables_out)


def _tables_out(found: Iterable[Table]) -> list[dict[str, Any]]:
    return [_table_out(table) for table in found]


@router.post("/{int:pk}/tables", response={201: Added}, operation_id="events_tables_add", summary="Add tables")
def add_tables(request: HttpRequest, pk: int, sent: TablesIn) -> Any:
    """Those that are there already stay; ``added`` says how many are new."""
    event = changeable_or_404(request.user, pk)
    given = checked(TablesForm(sent.dict())).cleaned_data
    with told():
        return 201, {"added": actions.add_tables(request.user, event, given["names"], given["room"])}


@router.patch(
    "/{int:pk}/tables/{int:table_pk}", response=TableOut, operation_id="events_table_change", summary="Change a table"
)
def change_table(request: HttpRequest, pk: int, table_pk: int, sent: TableIn) -> Any:
    """Refused (422) where a meeting is placed at the table in a slot it would be closed in."""
    event = changeable_or_404(request.user, pk)
    table = _table(event, table_pk)
    now = {"name": table.name, "room": str(table.room or ""), "closed": [slot.pk for slot in table.closed.all()]}
    given = {name: value for name, value in sent.dict(exclude_unset=True).items() if value is not None}
    form = checked(TableForm(now | given, event=event, table=table))
    with told():
        actions.change_table(request.user, event, table, **form.cleaned_data)
    return _table_out(_table(event, table_pk))


@router.delete(
    "/{int:pk}/tables/{int:table_pk}",
    response={204: None},
    operation_id="events_table_remove",
    summary="Remove a table",
)
def remove_table(request: HttpRequest, pk: int, table_pk: int) -> Any:
    """Refused (422) where it holds a meeting."""
    event = changeable_or_404(request.user, pk)
    with told():
        actions.remove_table(request.user, event, _table(event, table_pk))
    return 204, None


def _table(event: Event, pk: int) -> Table:
    return get_object_or_404(event.tables.select_related("room").prefetch_related("closed"), pk=pk)
