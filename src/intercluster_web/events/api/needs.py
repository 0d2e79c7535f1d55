"""Needs of buyers: written for them, published to everybody who comes."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, told, written
from intercluster_web.events.actions import needs as actions
from intercluster_web.events.actions.participants import remove_line
from intercluster_web.events.api.requests import PersonOut, person_out
from intercluster_web.events.forms.needs import NeedForForm, NeedForm
from intercluster_web.events.models import Event, ProfileKind, ProfileLine
from intercluster_web.events.queries import needs as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.records.together import fingerprint

router = Router(tags=["events: buyers"])

WRITTEN = list(NeedForm._meta.fields or ())


class NeedIn(Sent):
    """What a buyer looks for; its fields are recognised from ``text``. ``anonymous``: without the buyer's name until
    both agree to meet. ``wanted_by``: proposals until that day. Nobody sees it before it is published."""

    buyer: Key = Field(description="number of a participant who is a buyer")
    kind: ProfileKind = ProfileKind.CO_DEVELOPMENT
    text: str = Field(min_length=1, max_length=300, examples=["Valves for sterile filling"])
    details: str = Field("", max_length=20_000)
    wanted_by: dt.date | None = None
    anonymous: bool = False


class NeedChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    kind: ProfileKind | None = None
    text: str | None = Field(None, max_length=300)
    details: str | None = Field(None, max_length=20_000)
    wanted_by: dt.date | None = None
    anonymous: bool | None = None


class PublishedIn(Sent):
    published: bool


class NeedOut(Schema):
    """``concepts``: fields of EuroSciVoc, by key. ``proposed``: how many proposed themselves."""

    id: int
    buyer: PersonOut
    kind: ProfileKind
    text: str
    details: str
    wanted_by: dt.date | None
    anonymous: bool
    concepts: list[str]
    published_at: dt.datetime | None
    proposed: int
    mark: str


class NeedsOut(Schema):
    count: int
    items: list[NeedOut]


def _out(need: ProfileLine) -> dict[str, Any]:
    return {
        "id": need.pk,
        "buyer": person_out(need.participant),
        **{name: getattr(need, name) for name in (*WRITTEN, "concepts", "published_at")},
        "proposed": need.proposed,  # type: ignore[attr-defined]
        "mark": fingerprint(need, WRITTEN),
    }


def _shown(found: Iterable[ProfileLine]) -> list[dict[str, Any]]:
    return [_out(need) for need in found]


def _one(event: Event, pk: int) -> ProfileLine:
    return get_object_or_404(queries.needs(event).select_related("participant__event__owner"), pk=pk)


@router.get("/{int:pk}/needs", response=NeedsOut, operation_id="events_needs", summary="Needs of the buyers")
def needs(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """All that are written, published or not."""
    return part_of(queries.needs(readable_or_404(request.user, pk)), part, _shown)


@router.post(
    "/{int:pk}/needs", response={201: NeedOut}, operation_id="events_need_add", summary="Write a need for a buyer"
)
def add(request: HttpRequest, pk: int, sent: NeedIn) -> Any:
    """The same need sent twice is there once."""
    event = changeable_or_404(request.user, pk)
    form = checked(NeedForForm(sent.dict(), event=event))
    buyer = form.cleaned_data["buyer"]
    buyer.event = event
    with told():
        made = actions.save_need_for(request.user, buyer, form.line())
    return 201, _out(_one(event, made.pk))


@router.patch(
    "/{int:pk}/needs/{int:need_pk}",
    response={200: NeedOut, 409: Conflict},
    operation_id="events_need_change",
    summary="Change a need",
)
def change(request: HttpRequest, pk: int, need_pk: int, sent: NeedChange) -> Any:
    """Where somebody changed it since you read it, nothing is written and you are told what differs (409)."""
    event = changeable_or_404(request.user, pk)
    found = _one(event, need_pk)
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(NeedForForm, found, given, sent.mark, event=event))
    return written(
        form,
        lambda: actions.save_need_for(request.user, found.participant, form.line(), form.written(), sent.mark),
        lambda: _out(_one(event, need_pk)),
    )


@router.put(
    "/{int:pk}/needs/{int:need_pk}/published",
    response=NeedOut,
    operation_id="events_need_publish",
    summary="Publish a need, or take it back",
)
def publish(request: HttpRequest, pk: int, need_pk: int, sent: PublishedIn) -> Any:
    """To everybody who comes, who then may propose themselves; proposals made stay."""
    event = changeable_or_404(request.user, pk)
    actions.publish_for(request.user, _one(event, need_pk), published=sent.published)
    return _out(_one(event, need_pk))


@router.delete(
    "/{int:pk}/needs/{int:need_pk}", response={204: None}, operation_id="events_need_delete", summary="Delete a need"
)
def delete(request: HttpRequest, pk: int, need_pk: int) -> Any:
    """Proposals made to it stay as requests."""
    event = changeable_or_404(request.user, pk)
    found = _one(event, need_pk)
    actions.publish_for(request.user, found, published=False)
    remove_line(found)
    return 204, None
