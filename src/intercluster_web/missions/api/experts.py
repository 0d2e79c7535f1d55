"""Expert days that schemes lend: granted, used, left."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import kept_or_404, may_change
from intercluster_web.api_lists import Part, part_of_list
from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, written
from intercluster_web.missions.forms.missions import GrantForm
from intercluster_web.missions.models import ExpertGrant
from intercluster_web.missions.queries import missions as queries
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.ownership import change_owned, create_owned, delete_owned
from intercluster_web.records.together import fingerprint

router = Router(tags=["missions: expert days"])

WRITTEN = [name for name in GrantForm._meta.fields or () if name != "owner"]
Days = Decimal | None


class GrantIn(Sent):
    """``days``: left out where the number is not told. ``programme``: number of a programme of the directory."""

    owner: str = Field(max_length=200, description="key of the directory; an organisation you write for")
    name: str = Field(min_length=1, max_length=200, description="scheme", examples=["AIMA"])
    programme: Key | None = None
    task: str = Field("", max_length=300)
    days: Days = Field(None, ge=0, lt=10_000)
    starts: dt.date | None = None
    ends: dt.date | None = None


class GrantChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    name: str | None = Field(None, max_length=200)
    programme: Key | None = None
    task: str | None = Field(None, max_length=300)
    days: Days = Field(None, ge=0, lt=10_000)
    starts: dt.date | None = None
    ends: dt.date | None = None


class GrantOut(Schema):
    """``used`` in all missions; ``left``: none where the number granted is not told."""

    id: int
    owner: str
    name: str
    programme: int | None
    task: str
    days: Days
    starts: dt.date | None
    ends: dt.date | None
    used: Decimal
    left: Days
    mark: str


class GrantsOut(Schema):
    count: int
    items: list[GrantOut]


def _out(one: queries.Balance) -> dict[str, Any]:
    grant = one.grant
    return {
        "id": grant.pk,
        "owner": grant.owner.key,
        **{name: grant._meta.get_field(name).value_from_object(grant) for name in WRITTEN},
        "used": one.used,
        "left": one.left,
        "mark": fingerprint(grant, WRITTEN),
    }


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    return next(_out(one) for one in queries.balances(request.user) if one.grant.pk == pk)


def _grant(request: HttpRequest, pk: int) -> ExpertGrant:
    found: ExpertGrant = kept_or_404(request.user, ExpertGrant.objects.select_related("owner"), pk=pk)
    if not may_change(request.user, found):
        raise PermissionDenied
    return found


@router.get(
    "/experts", response=GrantsOut, operation_id="missions_experts", summary="Expert days of your organisations"
)
def experts(request: HttpRequest, part: Query[Part.Input]) -> Any:
    """Those usable last first."""
    return part_of_list(queries.balances(request.user), part, lambda some: [_out(one) for one in some])


@router.post(
    "/experts", response={201: GrantOut}, operation_id="missions_expert_add", summary="Add expert days of a scheme"
)
def add(request: HttpRequest, sent: GrantIn) -> Any:
    """Sent twice at once, they are there once."""
    owner = get_object_or_404(writable_organisations(request.user), key=sent.owner)
    form = checked(GrantForm({**sent.dict(), "owner": owner.pk}, user=request.user))
    made = form.save(commit=False)
    create_owned(request.user, made)
    return 201, _one(request, made.pk)


@router.patch(
    "/experts/{int:pk}",
    response={200: GrantOut, 409: Conflict},
    operation_id="missions_expert_change",
    summary="Change expert days",
)
def change(request: HttpRequest, pk: int, sent: GrantChange) -> Any:
    """Where somebody changed them since you read it, nothing is written and you are told what differs (409)."""
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(GrantForm, _grant(request, pk), given, sent.mark, user=request.user))
    return written(
        form,
        lambda: change_owned(request.user, form.save(commit=False), form.written(), sent.mark),
        lambda: _one(request, pk),
    )


@router.delete(
    "/experts/{int:pk}", response={204: None}, operation_id="missions_expert_delete", summary="Delete expert days"
)
def delete(request: HttpRequest, pk: int) -> Any:
    """What missions noted as used of them goes with them."""
    delete_owned(request.user, _grant(request, pk))
    return 204, None
