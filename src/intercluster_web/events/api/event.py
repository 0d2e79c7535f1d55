"""Events themselves: listed, read, made, changed, taken a step further."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import current_seat, may_change, may_write, visible_or_404
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_sharing import SharingIn, SharingOut, shared, sharing_out
from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, refused, told, written
from intercluster_web.events import prit
from intercluster_web.events.actions import event as actions
from intercluster_web.events.forms.event import EventForm
from intercluster_web.events.models import Audience, Event, EventKind, EventState
from intercluster_web.events.presentation.event import registration_address
from intercluster_web.events.queries import event as queries
from intercluster_web.events.queries.access import changeable_or_404, entered_by
from intercluster_web.events.queries.event import Counts
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.together import fingerprint

router = Router(tags=["events"])

WRITTEN = [name for name in EventForm._meta.fields or () if name != "owner"]
FILES = {
    "calendar": "events:calendar",
    "follow_up": "events:follow",
    "files": "events:files",
    "grid": "events:timetable",
    "participants": "events:participants",
    "requests": "events:requests",
    "leads": "events:buyers",
}


class EventIn(Sent):
    """``time_zone`` as Europe/Paris; ``fairness``: the largest difference in gaps between two people, null for none."""

    owner: str = Field(
        max_length=200, description="key of the directory; an organisation you write for", examples=["minalogic"]
    )
    title: str = Field(max_length=200, examples=["Optics in Lyon"])
    kind: EventKind = EventKind.BROKERAGE
    audience: Audience = Audience.BUSINESS
    about: str = Field("", max_length=20_000)
    starts_on: dt.date = Field(examples=["2031-05-05"])
    ends_on: dt.date = Field(examples=["2031-05-06"])
    place: str = Field("", max_length=160, examples=["Lyon"])
    country: str = Field("", max_length=2, description="two letters, such as FR")
    time_zone: str = Field("Europe/Paris", max_length=40)
    beside: str = Field("", max_length=160, description="the fair or congress it is attached to")
    invited_by: str = Field("", max_length=200)
    cooperation: Key | None = None
    register_until: dt.date | None = None
    answer_days: int = Field(7, ge=1, le=90, description="an unanswered request expires after so many days")
    least_meetings: int = Field(0, ge=0, le=200)
    most_meetings: int = Field(12, ge=0, le=200, description="for one person")
    fairness: int | None = Field(2, ge=0, le=400)


class EventChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    title: str | None = Field(None, max_length=200)
    kind: EventKind | None = None
    audience: Audience | None = None
    about: str | None = Field(None, max_length=20_000)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    place: str | None = Field(None, max_length=160)
    country: str | None = Field(None, max_length=2)
    time_zone: str | None = Field(None, max_length=40)
    beside: str | None = Field(None, max_length=160)
    invited_by: str | None = Field(None, max_length=200)
    cooperation: Key | None = None
    register_until: dt.date | None = None
    answer_days: int | None = Field(None, ge=1, le=90)
    least_meetings: int | None = Field(None, ge=0, le=200)
    most_meetings: int | None = Field(None, ge=0, le=200)
    fairness: int | None = Field(None, ge=0, le=400)


class StepIn(Sent):
    step: Literal["open", "close", "held"] = Field(description="open or close the registration; say that it was held")


class EventOut(Schema):
    """``registered``: people who come, for the events you enter. ``revision`` rises with whatever the timetable rests
    on; ``mark`` stands for the card alone."""

    id: int
    owner: str
    title: str
    kind: EventKind
    audience: Audience
    about: str
    starts_on: dt.date
    ends_on: dt.date
    place: str
    country: str
    time_zone: str
    beside: str
    invited_by: str
    cooperation: int | None
    register_until: dt.date | None
    answer_days: int
    least_meetings: int
    most_meetings: int
    fairness: int | None
    state: EventState
    registered: int | None = None
    revision: int
    mark: str


class EventsOut(Schema):
    count: int
    items: list[EventOut]


class EventDetail(EventOut):
    """``counts`` and ``addresses`` (pages and files, for who is signed in) are of those who enter the event; others get
    its announcement. ``registration``: where people register, while that is open."""

    counts: Counts | None = None
    changeable: bool
    registration: str
    addresses: dict[str, str] = {}


class EventFilter(Schema):
    q: str = Field("", max_length=100, description="title, place or fair")
    kind: EventKind | Literal[""] = ""
    state: EventState | Literal[""] = ""
    when: Literal["", "coming", "past"] = ""


def out(event: Event, registered: int | None = None) -> dict[str, Any]:
    """An event's card."""
    return {
        **{name: field.value_from_object(event) for name in WRITTEN for field in [Event._meta.get_field(name)]},
        "id": event.pk,
        "owner": event.owner.key,
        "state": event.state,
        "registered": registered,
        "revision": event.revision,
        "mark": fingerprint(event, WRITTEN),
    }


@router.get("/", response=EventsOut, operation_id="events_list", summary="Events you may know of")
def events(request: HttpRequest, part: Query[Part.Input], filters: Query[EventFilter]) -> Any:
    """Those you enter and those others announce to you, the latest first."""

    def shown(found: Iterable[Event]) -> list[dict[str, Any]]:
        rows = list(found)
        comes = queries.registered_at(request.user, rows)
        return [out(event, comes.get(event.pk)) for event in rows]

    return part_of(queries.listed(request.user, **filters.dict()), part, shown)


@router.get("/{int:pk}", response=EventDetail, operation_id="events_one", summary="One event, with where it stands")
def event(request: HttpRequest, pk: int) -> Any:
    """The counts of the organiser's page; for others who may know of the event, its announcement."""
    found = entered_by(request.user).filter(pk=pk).first()
    if found is None:
        announced = visible_or_404(request.user, Event.objects.select_related("owner"), pk=pk)
        return out(announced) | {"changeable": False, "registration": _register(request, announced)}
    counts = queries.counts(found)
    addresses = {name: request.build_absolute_uri(reverse(page, args=[pk])) for name, page in FILES.items()}
    return out(found, counts.registered) | {
        "counts": counts,
        "changeable": may_change(request.user, found),
        "registration": _register(request, found),
        "addresses": addresses,
    }


def _register(request: HttpRequest, event: Event) -> str:
    return request.build_absolute_uri(registration_address(event)) if event.state == EventState.OPEN else ""


@router.post("/", response={201: EventOut}, operation_id="events_create", summary="Make an event")
def create(request: HttpRequest, sent: EventIn) -> Any:
    """It is being prepared until you open the registration. Sent twice at once, it is one event."""
    owner = get_object_or_404(writable_organisations(request.user), key=sent.owner)
    form = checked(EventForm({**sent.dict(), "owner": owner.pk}, user=request.user))
    return 201, out(actions.create(request.user, form.save(commit=False)))


@router.patch(
    "/{int:pk}", response={200: EventOut, 409: Conflict}, operation_id="events_change", summary="Change an event's card"
)
def change(request: HttpRequest, pk: int, sent: EventChange) -> Any:
    """Where somebody changed the card since you read it, nothing is written and you are told what differs (409)."""
    event = changeable_or_404(request.user, pk)
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(EventForm, event, given, sent.mark, user=request.user))
    return written(
        form,
        lambda: actions.change(request.user, form.save(commit=False), form.written(), sent.mark),
        lambda: out(changeable_or_404(request.user, pk)),
    )


@router.post("/{int:pk}/step", response=EventOut, operation_id="events_step", summary="Open, close, held")
def step(request: HttpRequest, pk: int, sent: StepIn) -> Any:
    """Refused with 422 where it is not the turn of this step. A timetable's own states come from publishing it."""
    event = changeable_or_404(request.user, pk)
    with told():
        actions.step(request.user, event, sent.step)
    return out(changeable_or_404(request.user, pk))


@router.delete("/{int:pk}", response={204: None}, operation_id="events_delete", summary="Delete an event")
def delete(request: HttpRequest, pk: int) -> Any:
    """With all that belongs to it. Refused (422) while people have its meetings in their calendars: call it off first,
    and tell them."""
    event = changeable_or_404(request.user, pk)
    with told():
        actions.delete(request.user, event)
    return 204, None


@router.get("/{int:pk}/sharing", response=SharingOut, operation_id="events_sharing", summary="Who sees an event")
def sharing(request: HttpRequest, pk: int) -> Any:
    """For those who run it."""
    return sharing_out(changeable_or_404(request.user, pk))


@router.put("/{int:pk}/sharing", response=SharingOut, operation_id="events_share", summary="Say who sees an event")
def share(request: HttpRequest, pk: int, sent: SharingIn) -> Any:
    """Named partners enter it and read; through networks and publicly others read its announcement, never who comes."""
    return shared(request.user, changeable_or_404(request.user, pk), sent)


@router.post("/example", response=EventOut, operation_id="events_example", summary="Load the example convention")
def example(request: HttpRequest) -> Any:
    """The convention PRIT 2010 rebuilt, for your organisation to look around in; asked again, it is found again."""
    seat = current_seat(request)
    if seat is None or not may_write(request.user, seat.organisation):
        raise PermissionDenied
    try:
        made, _new = prit.load(seat.organisation.key)
    except prit.NotThereError as error:
        raise refused("the directory here lacks the clusters that the example is made of") from error
    return out(made)
