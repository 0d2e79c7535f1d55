"""What a participant says of themselves through their link: profile, offers and needs, whether and when they come."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, refused, told, written
from intercluster_web.events.actions import participants as actions
from intercluster_web.events.api.own import acting
from intercluster_web.events.api.participants import ComingIn, ProfileChange, ProfileLineOut
from intercluster_web.events.forms.participants import LineForm, OwnProfileForm
from intercluster_web.events.models import Participant, ParticipantKind, ParticipantState, ProfileKind, Side
from intercluster_web.events.queries.profile_fields import recognised
from intercluster_web.records.together import fingerprint

router = Router(tags=["events: a participant's own"], auth=None)

WRITTEN = list(OwnProfileForm._meta.fields or ())


class OwnLineOut(ProfileLineOut):
    id: int


class OwnProfileOut(Schema):
    """``away``: numbers of the slots they cannot come at."""

    name: str
    function: str
    organisation_name: str
    kind: ParticipantKind
    member_of: str
    country: str
    language: str
    about: str
    shown: bool
    most_meetings: int | None
    state: ParticipantState
    lines: list[OwnLineOut]
    away: list[int]
    mark: str


class OwnLineIn(Sent):
    side: Side
    kind: ProfileKind
    text: str = Field(min_length=1, max_length=300, examples=["We fill powders in sterile vials"])


class OwnComingOut(Schema):
    """``changed_meetings``: how many were cancelled, or go on without them."""

    state: ParticipantState
    changed_meetings: int


class AwayIn(Sent):
    slots: list[Key] = Field(max_length=400, description="all the slots they cannot come at, by number")


class AwayOut(Schema):
    """``meetings``: placed ones that lie there; they stay until the organiser moves them."""

    away: list[int]
    meetings: int


def _out(me: Participant) -> dict[str, Any]:
    me = Participant.objects.get(pk=me.pk)
    return {
        **{name: getattr(me, name) for name in (*WRITTEN, "state")},
        "lines": list(me.lines.all()),
        "away": _away(me),
        "mark": fingerprint(me, WRITTEN),
    }


def _away(me: Participant) -> list[int]:
    return sorted(me.away.values_list("pk", flat=True))


@router.get(
    "/me/{token}/profile", response=OwnProfileOut, operation_id="events_own_profile", summary="A participant's profile"
)
def profile(request: HttpRequest, token: str, response: HttpResponse) -> Any:  # noqa: ARG001 - ninja gives it
    """What others may read of them, by their own link."""
    with acting(token, response) as me:
        return _out(me)


@router.patch(
    "/me/{token}/profile",
    response={200: OwnProfileOut, 409: Conflict},
    operation_id="events_own_profile_change",
    summary="Change one's profile",
)
def change(request: HttpRequest, token: str, sent: ProfileChange, response: HttpResponse) -> Any:  # noqa: ARG001
    """The address stays: the link belongs to it. Where the organiser changed it since you read it, nothing is written
    (409)."""
    with acting(token, response) as me:
        given = sent.dict(exclude_unset=True, exclude={"mark"})
        form = checked(changed_form(OwnProfileForm, me, given, sent.mark, event=me.event))
        return written(
            form, lambda: actions.change_own(form.save(commit=False), form.written(), sent.mark), lambda: _out(me)
        )


@router.post(
    "/me/{token}/lines", response={201: OwnLineOut}, operation_id="events_own_line_add", summary="Add an offer or need"
)
def add_line(request: HttpRequest, token: str, sent: OwnLineIn, response: HttpResponse) -> Any:  # noqa: ARG001
    """Word for word the same is there once. Refused (422) where the profile is full."""
    with acting(token, response) as me:
        line = checked(LineForm(sent.dict())).save(commit=False)
        line.concepts = recognised(line.text)
        with told():
            return 201, actions.add_line(me, line)


@router.delete(
    "/me/{token}/lines/{int:line_pk}",
    response={204: None},
    operation_id="events_own_line_remove",
    summary="Remove an offer or need",
)
def remove_line(request: HttpRequest, token: str, line_pk: int, response: HttpResponse) -> Any:  # noqa: ARG001
    """Only one of your own."""
    with acting(token, response) as me:
        actions.remove_line(get_object_or_404(me.lines, pk=line_pk))
        return 204, None


@router.put("/me/{token}/coming", response=OwnComingOut, operation_id="events_own_coming", summary="Come, or not")
def coming(request: HttpRequest, token: str, sent: ComingIn, response: HttpResponse) -> Any:  # noqa: ARG001
    """Who does not come: their open requests end and their meetings of two are cancelled."""
    with acting(token, response) as me:
        touched = actions.say_coming(me) if sent.coming else actions.say_not_coming(me)
        me.refresh_from_db()
        return {"state": me.state, "changed_meetings": len(touched or ())}


@router.put("/me/{token}/away", response=AwayOut, operation_id="events_own_away", summary="Say when one cannot come")
def away(request: HttpRequest, token: str, sent: AwayIn, response: HttpResponse) -> Any:  # noqa: ARG001
    """These slots take the place of those named before."""
    with acting(token, response) as me:
        slots = me.event.slots.in_bulk(sent.slots)
        for number, key in enumerate(sent.slots):
            if key not in slots:
                raise refused("the event has no slot of this number", "slots", number)
        meetings = actions.set_away(me, slots.values())
        return {"away": _away(me), "meetings": meetings}
