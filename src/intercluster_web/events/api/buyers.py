"""Leads that come of meetings with buyers, followed to the order."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, told, written
from intercluster_web.events.actions import buyers as actions
from intercluster_web.events.api.requests import PersonOut, person_out
from intercluster_web.events.forms.buyers import LeadForm
from intercluster_web.events.models import Event, Lead, LeadState
from intercluster_web.events.queries import buyers as queries
from intercluster_web.events.queries import leads as all_queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.records.together import fingerprint

router = Router(tags=["events: buyers"])

WRITTEN = list(LeadForm._meta.fields or ())
Amount = Decimal | None


class LeadIn(Sent):
    """``meeting``, ``buyer`` and ``supplier`` by number: two who met there. ``ordered_on`` is needed for an order."""

    meeting: Key
    buyer: Key
    supplier: Key
    what: str = Field(min_length=1, max_length=300)
    state: LeadState = LeadState.LEAD
    amount: Amount = Field(None, ge=0, lt=10**12, description="euros")
    since: dt.date
    ordered_on: dt.date | None = None
    next_step: str = Field("", max_length=200)
    next_on: dt.date | None = None
    need: Key | None = Field(None, description="number of the buyer's need it answers")
    note: str = Field("", max_length=300)


class LeadChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    what: str | None = Field(None, max_length=300)
    state: LeadState | None = None
    amount: Amount = Field(None, ge=0, lt=10**12)
    since: dt.date | None = None
    ordered_on: dt.date | None = None
    next_step: str | None = Field(None, max_length=200)
    next_on: dt.date | None = None
    need: Key | None = None
    note: str | None = Field(None, max_length=300)


class LeadOut(Schema):
    """``contract``: number of the contract of a cooperation that counts the order; ``amount`` and ``ordered_on`` then
    are its own."""

    id: int
    event: int
    meeting: int
    buyer: PersonOut
    supplier: PersonOut
    what: str
    state: LeadState
    amount: Amount
    since: dt.date
    ordered_on: dt.date | None
    next_step: str
    next_on: dt.date | None
    need: int | None
    note: str
    contract: int | None
    mark: str


class LeadsOut(Schema):
    count: int
    items: list[LeadOut]


class StateTotal(Schema):
    """``euros`` of the ``with_amount`` leads whose amount is known."""

    state: LeadState
    leads: int
    with_amount: int
    euros: Decimal


class TotalsOut(Schema):
    """``meetings``: with buyers; ``since`` to ``until``: the period the leads cover."""

    meetings: int
    leads: int
    by_state: list[StateTotal]
    since: dt.date | None
    until: dt.date | None


class LeadFilter(Schema):
    """``state``: a state, or open; ``due``: with a next step due within two weeks."""

    q: str = Field("", max_length=100, description="buyer, supplier, subject or next step")
    state: LeadState | Literal["", "open"] = ""
    event: Key | None = None
    due: bool = False


def _out(lead: Lead) -> dict[str, Any]:
    return {
        "id": lead.pk,
        "event": lead.meeting.event_id,
        "meeting": lead.meeting_id,
        "buyer": person_out(lead.buyer),
        "supplier": person_out(lead.supplier),
        **{name: getattr(lead, name) for name in WRITTEN},
        "need": lead.need_id,
        "amount": lead.value,  # type: ignore[attr-defined]
        "ordered_on": lead.ordered_day,  # type: ignore[attr-defined]
        "contract": lead.contract_id,
        "mark": fingerprint(lead, WRITTEN),
    }


def _shown(found: Iterable[Lead]) -> list[dict[str, Any]]:
    return [_out(lead) for lead in found]


def _one(event: Event, pk: int) -> Lead:
    return get_object_or_404(queries.leads(event), pk=pk)


@router.get("/leads", response=LeadsOut, operation_id="events_leads_all", summary="Leads of all your events")
def all_leads(request: HttpRequest, part: Query[Part.Input], filters: Query[LeadFilter]) -> Any:
    """Of the events you enter: those with a next step first, by its day."""
    wanted = filters.dict() | {"event": str(filters.event or "")}
    return part_of(all_queries.leads(request.user, **wanted), part, _shown)


@router.get("/{int:pk}/leads", response=LeadsOut, operation_id="events_leads", summary="Leads of an event")
def leads(request: HttpRequest, pk: int, part: Query[Part.Input], state: LeadState | Literal[""] = "") -> Any:
    """The latest first; ``state`` gives those of one state."""
    event = readable_or_404(request.user, pk)
    return part_of(queries.leads(event, state), part, _shown)


@router.get(
    "/{int:pk}/leads/totals", response=TotalsOut, operation_id="events_leads_totals", summary="Leads in figures"
)
def totals(request: HttpRequest, pk: int) -> Any:
    """Leads, quotes, orders and losses, with the euros that are known."""
    found = queries.totals(readable_or_404(request.user, pk))
    by_state = [
        {"state": state, "leads": leads, "with_amount": known, "euros": euros}
        for state, _label, leads, known, euros in found.rows
    ]
    return {name: getattr(found, name) for name in ("meetings", "leads", "since", "until")} | {"by_state": by_state}


@router.post("/{int:pk}/leads", response={201: LeadOut}, operation_id="events_lead_add", summary="Add a lead")
def add(request: HttpRequest, pk: int, sent: LeadIn) -> Any:
    """One that is there word for word is not added twice."""
    event = changeable_or_404(request.user, pk)
    given = sent.dict(exclude={"meeting", "buyer", "supplier"})
    chosen = f"{sent.meeting}-{sent.buyer}-{sent.supplier}"
    form = checked(LeadForm(given | {"chosen": chosen}, event=event))
    made = actions.save_lead(request.user, event, form.save(commit=False))
    return 201, _out(_one(event, made.pk))


@router.patch(
    "/{int:pk}/leads/{int:lead_pk}",
    response={200: LeadOut, 409: Conflict},
    operation_id="events_lead_change",
    summary="Change a lead",
)
def change(request: HttpRequest, pk: int, lead_pk: int, sent: LeadChange) -> Any:
    """Where somebody changed it since you read it, nothing is written and you are told what differs (409)."""
    event = changeable_or_404(request.user, pk)
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(LeadForm, _one(event, lead_pk), given, sent.mark, event=event))
    return written(
        form,
        lambda: actions.save_lead(request.user, event, form.save(commit=False), form.written(), sent.mark),
        lambda: _out(_one(event, lead_pk)),
    )


@router.delete(
    "/{int:pk}/leads/{int:lead_pk}", response={204: None}, operation_id="events_lead_delete", summary="Delete a lead"
)
def delete(request: HttpRequest, pk: int, lead_pk: int) -> Any:
    """A contract that counts it in a cooperation stays there."""
    event = changeable_or_404(request.user, pk)
    actions.delete_lead(request.user, event, _one(event, lead_pk))
    return 204, None


@router.post(
    "/{int:pk}/leads/{int:lead_pk}/count",
    response=LeadOut,
    operation_id="events_lead_count",
    summary="Count an order among the contracts of the cooperation",
)
def count(request: HttpRequest, pk: int, lead_pk: int) -> Any:
    """Where outcomes count it; once. Refused (422) for what is no order, or an event of no cooperation."""
    event = changeable_or_404(request.user, pk)
    with told():
        actions.count_order(request.user, _one(event, lead_pk))
    return _out(_one(event, lead_pk))
