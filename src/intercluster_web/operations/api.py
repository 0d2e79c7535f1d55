"""Joint operations for programs: the forms of the pages check what comes in."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from intercluster_web.accounts.permissions import changeable_item_or_404, item_or_404, working_or_404
from intercluster_web.api_lists import Part
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.operations import presentation, queries
from intercluster_web.operations.actions import operations as actions
from intercluster_web.operations.forms import operation_form
from intercluster_web.operations.models import Operation
from intercluster_web.operations.models.kinds import KINDS, OperationKind
from intercluster_web.records.together import ChangedMeanwhileError, fingerprint

router = Router(tags=["operations"])


class OperationOut(Schema):
    """``mark`` says what the operation said when it was read: send it back with a change."""

    kind: str
    id: int
    cooperation: int
    title: str
    state: str
    starts: dt.date | None
    ends: dt.date | None
    summary: str
    values: dict[str, Any]
    lines: dict[str, list[dict[str, Any]]]
    mark: str


class OperationIn(Schema):
    """``values``: the fields of the form of this kind, by name."""

    values: dict[str, Any]


class OperationChange(OperationIn):
    mark: str


def _kind(slug: str) -> OperationKind:
    if slug not in KINDS:
        raise HttpError(404, _("There is no such kind of operation."))
    return KINDS[slug]


def _out(kind: OperationKind, found: Operation) -> dict[str, Any]:
    form = operation_form(kind)(instance=found)
    return {
        "kind": kind.slug,
        "id": found.pk,
        "cooperation": found.cooperation_id,
        "title": found.title,
        "state": found.state,
        "starts": found.starts,
        "ends": found.ends,
        "summary": presentation.reading(found),
        "values": {name: form.initial.get(name) for name in form.written()},
        "lines": {
            relation: [dict(row) for row in table.rows] for relation, table in presentation.line_tables(kind, found)
        },
        "mark": fingerprint(found, form.written()),
    }


class OperationsOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[OperationOut]


@router.get("", response=OperationsOut, operation_id="operations_list")
def operations(request: HttpRequest, part: Query[Part.Input], kind: str = "", state: str = "", q: str = "") -> Any:
    """The operations of all cooperations that you may see, the latest first."""
    if kind:
        _kind(kind)
    found = queries.everywhere(request.user, kind, state, q)
    shown = queries.loaded(request.user, found[part.offset : part.offset + part.limit])
    return {"count": found.count(), "items": [_out(each, operation) for each, operation in shown]}


@router.get("/{kind}/{pk}", response=OperationOut, operation_id="operations_one")
def operation(request: HttpRequest, kind: str, pk: int) -> Any:
    chosen = _kind(kind)
    return _out(chosen, item_or_404(request.user, queries.visible(request.user, chosen), pk=pk))


@router.post("/cooperations/{pk}/{kind}", response={201: OperationOut}, operation_id="operations_create")
def create(request: HttpRequest, pk: int, kind: str, sent: OperationIn) -> Any:
    chosen = _kind(kind)
    cooperation, _organisation = working_or_404(request.user, Cooperation.objects.all(), pk=pk)
    form = operation_form(chosen)({"audience": "own", "state": "idea"} | sent.values)
    return 201, _out(chosen, actions.create(request.user, cooperation, _checked(form)))


@router.patch("/{kind}/{pk}", response=OperationOut, operation_id="operations_change")
def change(request: HttpRequest, kind: str, pk: int, sent: OperationChange) -> Any:
    """Change some values; 409 when somebody changed the operation since you read it."""
    chosen = _kind(kind)
    found = changeable_item_or_404(request.user, queries.visible(request.user, chosen), pk=pk)
    shown = operation_form(chosen)(instance=found)
    form = operation_form(chosen)({**shown.initial, **sent.values}, instance=found)
    names = shown.written()
    try:
        actions.change(request.user, _checked(form), names, sent.mark)
    except ChangedMeanwhileError as error:
        raise HttpError(409, _("Somebody changed it meanwhile. Read it again.")) from error
    return _out(chosen, queries.visible(request.user, chosen).get(pk=pk))


def _checked(form: Any) -> Operation:
    """What a valid form makes; else 422 with the first thing wrong."""
    if not form.is_valid():
        raise HttpError(422, "; ".join(f"{name}: {errors[0]}" for name, errors in form.errors.items()))
    made: Operation = form.save(commit=False)
    return made
