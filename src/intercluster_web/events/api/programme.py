"""The programme beside the meetings: plenary sessions, side seminars, study visits, breaks."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Sent, changed_form, checked, told, written
from intercluster_web.events.actions import programme as actions
from intercluster_web.events.forms.programme import ItemForm
from intercluster_web.events.models import Event, ItemKind, ProgrammeItem, Strand
from intercluster_web.events.queries import programme as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.records.together import fingerprint

router = Router(tags=["events: programme"])

WRITTEN = [*(ItemForm._meta.fields or ()), "starts", "ends"]


class ItemIn(Sent):
    """``day``, ``begins`` and ``closes`` in the time of the place, on a day of the event. ``strand``: whom it concerns;
    with ``blocks`` they have no meeting meanwhile. ``organisation`` in charge: key or name, of the directory."""

    title: str = Field(min_length=1, max_length=200, examples=["Visit of the clean room"])
    kind: ItemKind = ItemKind.PLENARY
    day: dt.date = Field(examples=["2031-05-05"])
    begins: dt.time = Field(examples=["14:00"])
    closes: dt.time = Field(examples=["16:00"])
    strand: Strand = Strand.ALL
    blocks: bool = True
    room: str = Field("", max_length=120)
    speakers: str = Field("", max_length=20_000, description="one a line")
    organisation: str = Field("", max_length=250)
    about: str = Field("", max_length=20_000)


class ItemChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    title: str | None = Field(None, max_length=200)
    kind: ItemKind | None = None
    day: dt.date | None = None
    begins: dt.time | None = None
    closes: dt.time | None = None
    strand: Strand | None = None
    blocks: bool | None = None
    room: str | None = Field(None, max_length=120)
    speakers: str | None = Field(None, max_length=20_000)
    organisation: str | None = Field(None, max_length=250)
    about: str | None = Field(None, max_length=20_000)


class CancelledIn(Sent):
    cancelled: bool = Field(description="true calls it off, false puts it on again")


class ItemOut(Schema):
    """``starts`` and ``ends`` in the time of the event; ``sequence`` rises with each change that calendars get."""

    id: int
    uid: str
    kind: ItemKind
    title: str
    starts: dt.datetime
    ends: dt.datetime
    time_zone: str
    strand: Strand
    blocks: bool
    room: str
    speakers: str
    organisation: str | None = Field(description="key of the directory")
    about: str
    cancelled: bool
    sequence: int
    mark: str


class ItemsOut(Schema):
    count: int
    items: list[ItemOut]


class ProgrammeClashOut(Schema):
    """A placed ``meeting`` at the time of an ``item`` that concerns somebody who sits there."""

    item: int
    meeting: int


class ProgrammeClashesOut(Schema):
    count: int
    items: list[ProgrammeClashOut]


def _out(item: ProgrammeItem, event: Event) -> dict[str, Any]:
    alike = ("kind", "title", "strand", "blocks", "room", "speakers", "about", "cancelled", "sequence")
    here = ZoneInfo(event.time_zone)
    return {
        "id": item.pk,
        "uid": str(item.uid),
        **{name: getattr(item, name) for name in alike},
        "starts": item.starts.astimezone(here),
        "ends": item.ends.astimezone(here),
        "time_zone": event.time_zone,
        "organisation": item.organisation.key if item.organisation else None,
        "mark": fingerprint(item, WRITTEN),
    }


def _one(event: Event, pk: int) -> ProgrammeItem:
    return get_object_or_404(queries.items(event).select_related("event__owner"), pk=pk)


@router.get("/{int:pk}/programme", response=ItemsOut, operation_id="events_programme", summary="Programme of an event")
def programme(request: HttpRequest, pk: int, part: Query[Part.Input], cancelled: bool = True) -> Any:
    """In the order of time; ``cancelled=false`` leaves out what was called off."""
    event = readable_or_404(request.user, pk)

    def shown(found: Iterable[ProgrammeItem]) -> list[dict[str, Any]]:
        return [_out(item, event) for item in found]

    return part_of(queries.items(event, cancelled=cancelled), part, shown)


@router.get(
    "/{int:pk}/programme/clashes",
    response=ProgrammeClashesOut,
    operation_id="events_programme_clashes",
    summary="Meetings that the programme leaves no time for",
)
def clashes(request: HttpRequest, pk: int) -> Any:
    """Compute the timetable again to move them."""
    found = queries.clashes(readable_or_404(request.user, pk))
    items = [{"item": one.item.pk, "meeting": one.meeting.pk} for one in found]
    return {"count": len(items), "items": items}


@router.post(
    "/{int:pk}/programme",
    response={201: ItemOut},
    operation_id="events_programme_add",
    summary="Add an item to the programme",
)
def add(request: HttpRequest, pk: int, sent: ItemIn) -> Any:
    """The same item sent twice is added once. Timetables computed before are then out of date."""
    event = changeable_or_404(request.user, pk)
    form = checked(ItemForm(_as_typed(sent.dict()), event=event))
    with told():
        made = actions.save_item(request.user, event, form.save(commit=False))
    return 201, _out(_one(event, made.pk), event)


@router.patch(
    "/{int:pk}/programme/{int:item_pk}",
    response={200: ItemOut, 409: Conflict},
    operation_id="events_programme_change",
    summary="Change an item of the programme",
)
def change(request: HttpRequest, pk: int, item_pk: int, sent: ItemChange) -> Any:
    """Where somebody changed it since you read it, nothing is written and you are told what differs (409)."""
    event = changeable_or_404(request.user, pk)
    given = _as_typed(sent.dict(exclude_unset=True, exclude={"mark"}))
    form = checked(changed_form(ItemForm, _one(event, item_pk), given, sent.mark, event=event))
    return written(
        form,
        lambda: actions.save_item(request.user, event, form.save(commit=False), form.written(), sent.mark),
        lambda: _out(_one(event, item_pk), event),
    )


def _as_typed(given: dict[str, Any]) -> dict[str, Any]:
    """The day as the form's list of days has it."""
    return given | ({"day": given["day"].isoformat()} if given.get("day") else {})


@router.put(
    "/{int:pk}/programme/{int:item_pk}/cancelled",
    response=ItemOut,
    operation_id="events_programme_cancelled",
    summary="Call an item off, or put it on again",
)
def cancelled(request: HttpRequest, pk: int, item_pk: int, sent: CancelledIn) -> Any:
    """It stays in the programme and is struck out in calendars. Said twice, it changes nothing more."""
    event = changeable_or_404(request.user, pk)
    actions.set_cancelled(request.user, _one(event, item_pk), cancelled=sent.cancelled)
    return _out(_one(event, item_pk), event)


@router.delete(
    "/{int:pk}/programme/{int:item_pk}",
    response={204: None},
    operation_id="events_programme_remove",
    summary="Delete an item nobody was told of",
)
def remove(request: HttpRequest, pk: int, item_pk: int) -> Any:
    """Only while the event is being prepared; later it is called off instead (422)."""
    event = changeable_or_404(request.user, pk)
    with told():
        actions.remove_item(request.user, _one(event, item_pk))
    return 204, None
