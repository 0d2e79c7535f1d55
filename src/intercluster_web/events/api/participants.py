"""Who comes to an event: listed, added, changed, put all together by e-mail address."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import may_change
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, refused, told, written
from intercluster_web.events.actions import participants as actions
from intercluster_web.events.forms.participants import ParticipantForm
from intercluster_web.events.models import Event, Participant, ParticipantKind, ParticipantState, ProfileKind, Side
from intercluster_web.events.presentation.participants import link_of
from intercluster_web.events.queries import participants as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.records.together import fingerprint

router = Router(tags=["events: participants"])

WRITTEN = list(ParticipantForm._meta.fields or ())
Number = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]
Address = Annotated[str, Field(min_length=3, max_length=254)]
Who = Number | Address
"""Somebody of the event: their number, or their e-mail address."""


class ParticipantIn(Sent):
    """``state``: invited, or registered where you know that they come. ``shown``: others see the name before both agree
    to meet. ``booth``: number of the table where they stay. An organisation the directory knows is linked to it."""

    name: str = Field(min_length=1, max_length=160, examples=["Ada Example"])
    organisation_name: str = Field(min_length=1, max_length=250, examples=["Optique du Nord"])
    email: str = Field("", max_length=254, examples=["ada@example.org"])
    function: str = Field("", max_length=160)
    kind: ParticipantKind = ParticipantKind.SME
    member_of: str = Field("", max_length=250, description="the cluster they are a member of")
    country: str = Field("", max_length=2, description="two letters, such as FR")
    language: Literal["en", "fr"] = "en"
    about: str = Field("", max_length=20_000)
    shown: bool = True
    state: Literal["invited", "registered"] = "invited"
    most_meetings: int | None = Field(None, ge=0, le=200)
    booth: Key | None = None


class ProfileChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is. ``shown``: others see the name before both agree
    to meet."""

    mark: str = Field(min_length=1, max_length=64)
    name: str | None = Field(None, max_length=160)
    organisation_name: str | None = Field(None, max_length=250)
    function: str | None = Field(None, max_length=160)
    kind: ParticipantKind | None = None
    member_of: str | None = Field(None, max_length=250)
    country: str | None = Field(None, max_length=2)
    language: Literal["en", "fr"] | None = None
    about: str | None = Field(None, max_length=20_000)
    shown: bool | None = None
    most_meetings: int | None = Field(None, ge=0, le=200)


class ParticipantChange(ProfileChange):
    """As they change it themselves, and the address and ``booth``, number of the table where they stay."""

    email: str | None = Field(None, max_length=254)
    booth: Key | None = None


class ComingIn(Sent):
    coming: bool


class ProfileLineOut(Schema):
    """Something they offer or need; ``concepts``: fields of EuroSciVoc, by key."""

    side: Side
    kind: ProfileKind
    text: str
    concepts: list[str]


class ParticipantOut(Schema):
    """``meetings``: those agreed on that are not cancelled."""

    id: int
    name: str
    organisation_name: str
    organisation: str | None = Field(description="key of the directory, where it has the organisation")
    email: str
    function: str
    kind: ParticipantKind
    member_of: str
    country: str
    language: str
    about: str
    shown: bool
    state: ParticipantState
    most_meetings: int | None
    booth: int | None
    meetings: int
    mark: str


class ParticipantsOut(Schema):
    count: int
    items: list[ParticipantOut]


class ParticipantDetail(ParticipantOut):
    """``away``: numbers of the slots they cannot come at. ``own_page`` and ``calendar`` open without an account until
    ``link_until``; only who may change the event gets them."""

    lines: list[ProfileLineOut]
    away: list[int]
    own_page: str = ""
    calendar: str = ""
    link_until: dt.datetime


class ComingOut(ParticipantOut):
    """``changed_meetings``: meetings that were cancelled, or go on without them."""

    changed_meetings: list[int]


class ParticipantFilter(Schema):
    q: str = Field("", max_length=100, description="name, organisation, e-mail address, offer or need")
    kind: ParticipantKind | Literal[""] = ""
    state: ParticipantState | Literal[""] = ""
    country: str = Field("", max_length=2)


def _out(one: Participant) -> dict[str, Any]:
    alike = ("name", "organisation_name", "email", "function", "kind", "member_of", "country", "language", "about")
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in (*alike, "shown", "state", "most_meetings")},
        "organisation": one.organisation.key if one.organisation else None,
        "booth": one.booth_id,
        "meetings": one.agreed,  # type: ignore[attr-defined]
        "mark": fingerprint(one, WRITTEN),
    }


def _shown(found: Iterable[Participant]) -> list[dict[str, Any]]:
    return [_out(one) for one in found]


def _one(event: Event, pk: int) -> Participant:
    return get_object_or_404(queries.participants(event), pk=pk)


def people_called(event: Event, called: Iterable[Who], *where: str | int) -> list[Participant]:
    """The participants meant by numbers or addresses, in that order; raises where one is unknown."""
    called = list(called)
    numbers = [one for one in called if isinstance(one, int)]
    addresses = [one.strip().lower() for one in called if isinstance(one, str)]
    known: dict[Who, Participant] = {one.pk: one for one in event.participants.filter(pk__in=numbers)}
    known |= {one.email: one for one in event.participants.filter(email__in=addresses)}
    found = []
    for one in called:
        person = known.get(one.strip().lower() if isinstance(one, str) else one)
        if person is None:
            raise refused(f"nobody of this event is {str(one)[:80]}", *where)
        found.append(person)
    return found


@router.get(
    "/{int:pk}/participants",
    response=ParticipantsOut,
    operation_id="events_participants",
    summary="Participants of an event",
)
def participants(request: HttpRequest, pk: int, part: Query[Part.Input], filters: Query[ParticipantFilter]) -> Any:
    """By organisation and name."""
    event = readable_or_404(request.user, pk)
    return part_of(queries.participants(event, **filters.dict()), part, _shown)


@router.get(
    "/{int:pk}/participants/{int:participant_pk}",
    response=ParticipantDetail,
    operation_id="events_participant",
    summary="One participant, with offers, needs and absences",
)
def participant(request: HttpRequest, pk: int, participant_pk: int) -> Any:
    """With their link and calendar, for those who run the event."""
    event = readable_or_404(request.user, pk)
    one = _one(event, participant_pk)
    links = {}
    if may_change(request.user, event):
        feed = request.build_absolute_uri(reverse("events:me-calendar", args=[one.token()]))
        links = {"own_page": link_of(request, one), "calendar": feed}
    away = sorted(one.away.values_list("pk", flat=True))
    return _out(one) | links | {"lines": list(one.lines.all()), "away": away, "link_until": one.expires_at}


@router.post(
    "/{int:pk}/participants",
    response={201: ParticipantOut},
    operation_id="events_participant_add",
    summary="Add a participant",
)
def add(request: HttpRequest, pk: int, sent: ParticipantIn) -> Any:
    """Whose address is on the list is refused (422): change them, or put the whole list (PUT)."""
    event = changeable_or_404(request.user, pk)
    form = checked(ParticipantForm(sent.dict(), event=event))
    with told():
        made = actions.add(request.user, event, form.save(commit=False))
    return 201, _out(_one(event, made.pk))


@router.patch(
    "/{int:pk}/participants/{int:participant_pk}",
    response={200: ParticipantOut, 409: Conflict},
    operation_id="events_participant_change",
    summary="Change a participant",
)
def change(request: HttpRequest, pk: int, participant_pk: int, sent: ParticipantChange) -> Any:
    """Where somebody changed them since you read it, nothing is written and you are told what differs (409)."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.participants.select_related("event__owner"), pk=participant_pk)
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(ParticipantForm, found, given, sent.mark, event=event))
    return written(
        form,
        lambda: actions.change(request.user, form.save(commit=False), form.written(), sent.mark),
        lambda: _out(_one(event, participant_pk)),
    )


@router.post(
    "/{int:pk}/participants/{int:participant_pk}/coming",
    response=ComingOut,
    operation_id="events_participant_coming",
    summary="Somebody comes, or does not",
)
def coming(request: HttpRequest, pk: int, participant_pk: int, sent: ComingIn) -> Any:
    """Who does not come: their open requests end and their meetings of two are cancelled."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.participants.select_related("event__owner"), pk=participant_pk)
    touched = []
    if sent.coming:
        actions.restore(request.user, found)
    else:
        touched = actions.withdraw(request.user, found)
    return _out(_one(event, participant_pk)) | {"changed_meetings": sorted(meeting.pk for meeting in touched)}
