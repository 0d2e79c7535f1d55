"""The lists of a mission, line by line, and the sheets: checked by the forms of the pages."""

from contextlib import AbstractContextManager
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import changeable_or_404, kept_or_404
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Sent, all_refused, changed_form, checked, written
from intercluster_web.missions.actions import missions as actions
from intercluster_web.missions.actions import sheets as sheet_actions
from intercluster_web.missions.api.evaluation import SheetOut, sheet_out
from intercluster_web.missions.forms.lines import LineForm, SheetForm, line_form
from intercluster_web.missions.models import Mission, Sheet
from intercluster_web.missions.models.kinds import LINES, LineKind
from intercluster_web.missions.queries import missions as queries
from intercluster_web.records.together import fingerprint

router = Router(tags=["missions: lists"])

Text = Annotated[str, Field(max_length=20_000)]
Number = Annotated[int, Field(strict=True, ge=-(2**63), le=2**63 - 1)]
Value = bool | Number | float | Text | None | Annotated[list[Number], Field(max_length=500)]
KINDS = ", ".join(LINES)


class MissionLineIn(Sent):
    """``values``: the fields of the page's form by name, as reading the list shows them; what is left out is empty.
    Hosts, delegates, costs and funders by number; moments as 2026-05-04T09:00, in the mission's time zone."""

    values: dict[str, Value] = Field(max_length=40)


class MissionLineChange(Sent):
    """``mark`` is the one you read; what you leave out of ``values`` stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    values: dict[str, Value] = Field(max_length=40)


class MissionLineOut(Schema):
    id: int
    values: dict[str, Any]
    mark: str


class MissionLinesOut(Schema):
    count: int
    items: list[MissionLineOut]


class SheetIn(Sent):
    """Fill in a sheet for a delegate, over the telephone or from paper. Ratings are 1 to 5. ``mark``: of the sheet you
    read, empty for a new one."""

    mark: str = Field("", max_length=64)
    filled_name: str = Field(min_length=1, max_length=160)
    research_rating: int | None = Field(None, ge=1, le=5)
    research_met: str = Field("", max_length=200)
    research_potential: Text = ""
    research_next: str = Field("", max_length=300)
    training_rating: int | None = Field(None, ge=1, le=5)
    training_met: str = Field("", max_length=200)
    training_potential: Text = ""
    training_next: str = Field("", max_length=300)


class SheetWithMark(SheetOut):
    mark: str


def _kind(relation: str) -> LineKind:
    if relation not in LINES:
        raise Http404
    return LINES[relation]


def _mission(request: HttpRequest, pk: int) -> Mission:
    found: Mission = changeable_or_404(request.user, Mission.objects.select_related("owner"), pk=pk)
    return found


def _lines(kind: LineKind, mission: Mission) -> Any:
    model: Any = kind.model
    lists = [field.name for field in kind.model._meta.many_to_many]
    return model.objects.filter(mission=mission).prefetch_related(*lists)


def _out(line: Any, names: list[str]) -> dict[str, Any]:
    columns = {name: line._meta.get_field(name).value_from_object(line) for name in names}
    lists = {field.name: [one.pk for one in getattr(line, field.name).all()] for field in line._meta.many_to_many}
    return {"id": line.pk, "values": columns | lists, "mark": fingerprint(line, names)}


def _names(kind: LineKind) -> list[str]:
    """The columns that people write."""
    form = line_form(kind)
    lists = {field.name for field in kind.model._meta.many_to_many}
    return [name for name in form._meta.fields or () if name not in lists]


@router.get(
    "/{int:pk}/lines/{relation}", response=MissionLinesOut, operation_id="missions_lines", summary="A list of a mission"
)
def lines(request: HttpRequest, pk: int, relation: str, part: Query[Part.Input]) -> Any:
    """With the values and marks that a change asks for. ``relation``: companions, delegates, hosts, steps, funders,
    costs, shares, expert_uses or results."""
    kind = _kind(relation)
    found: Mission = kept_or_404(request.user, queries.CARDS, pk=pk)
    names = _names(kind)
    return part_of(_lines(kind, found), part, lambda some: [_out(line, names) for line in some])


@router.post(
    "/{int:pk}/lines/{relation}", response={201: MissionLineOut}, operation_id="missions_line_add", summary="Add a line"
)
def add(request: HttpRequest, pk: int, relation: str, sent: MissionLineIn) -> Any:
    """What is wrong is told by field (422)."""
    mission, kind = _mission(request, pk), _kind(relation)
    _known(kind, sent.values)
    with _times_of(mission):
        form = checked(line_form(kind)(_defaults(kind) | sent.values, mission=mission, user=request.user))
        line = _save(request, mission, form, "")
    return 201, _out(_lines(kind, mission).get(pk=line.pk), _names(kind))


def _known(kind: LineKind, values: dict[str, Any]) -> None:
    """Refuse a field that the form does not have."""
    if unknown := set(values) - set(line_form(kind)._meta.fields or ()):
        raise all_refused((("values", name), "a line of this list has no such field") for name in sorted(unknown))


def _defaults(kind: LineKind) -> dict[str, Any]:
    """What a new line says where nothing is sent."""
    fields = [kind.model._meta.get_field(name) for name in _names(kind)]
    return {field.name: field.get_default() for field in fields if field.has_default()}  # type: ignore[union-attr]


def _save(request: HttpRequest, mission: Mission, form: LineForm, mark: str) -> Any:
    line = form.save(commit=False)
    actions.save_line(request.user, mission, line, form.written(), mark, chosen=form.chosen())
    return line


@router.patch(
    "/{int:pk}/lines/{relation}/{int:line_pk}",
    response={200: MissionLineOut, 409: Conflict},
    operation_id="missions_line_change",
    summary="Change a line",
)
def change(request: HttpRequest, pk: int, relation: str, line_pk: int, sent: MissionLineChange) -> Any:
    """Where somebody changed it since you read it, nothing is written and you are told what differs (409)."""
    mission, kind = _mission(request, pk), _kind(relation)
    _known(kind, sent.values)
    line = get_object_or_404(_lines(kind, mission), pk=line_pk)
    form = line_form(kind)
    with _times_of(mission):
        filled = checked(
            changed_form(form, line, _as_opened(line) | sent.values, sent.mark, mission=mission, user=request.user)
        )
        return written(
            filled,
            lambda: _save(request, mission, filled, sent.mark),
            lambda: _out(_lines(kind, mission).get(pk=line_pk), _names(kind)),
        )


def _as_opened(line: Any) -> dict[str, Any]:
    """The lists of delegates on a line as a page that was opened now would send them back."""
    opened = {field.name: [one.pk for one in getattr(line, field.name).all()] for field in line._meta.many_to_many}
    return opened | {f"before_{name}": ",".join(map(str, keys)) for name, keys in opened.items()}


@router.delete(
    "/{int:pk}/lines/{relation}/{int:line_pk}",
    response={204: None},
    operation_id="missions_line_delete",
    summary="Remove a line",
)
def delete(request: HttpRequest, pk: int, relation: str, line_pk: int) -> Any:
    """What hangs on it goes with it; calendars are told that a date is off."""
    mission, kind = _mission(request, pk), _kind(relation)
    actions.delete_line(request.user, mission, get_object_or_404(_lines(kind, mission), pk=line_pk))
    return 204, None


def _times_of(mission: Mission) -> AbstractContextManager[Any]:
    """Moments without an offset are those of the mission's place."""
    return timezone.override(ZoneInfo(mission.time_zone))


@router.put(
    "/{int:pk}/sheets/{int:delegate_pk}/{int:host_pk}",
    response={200: SheetWithMark, 409: Conflict},
    operation_id="missions_sheet_put",
    summary="Fill in an evaluation sheet",
)
def put_sheet(request: HttpRequest, pk: int, delegate_pk: int, host_pk: int, sent: SheetIn) -> Any:
    """Where somebody filled it in since you read it, nothing is written (409)."""
    mission = _mission(request, pk)
    delegate = get_object_or_404(mission.delegates, pk=delegate_pk)
    host = get_object_or_404(mission.hosts, pk=host_pk)
    there = Sheet.objects.filter(delegate=delegate, host=host).select_related("delegate", "host").first()
    sheet = there or Sheet(mission=mission, delegate=delegate, host=host)
    form = checked(SheetForm(sent.dict(exclude={"mark"}) | {"seen": sent.mark}, instance=sheet))
    return written(
        form,
        lambda: sheet_actions.fill_in(request.user, form.save(commit=False), form.written(), sent.mark or "new"),
        lambda: _with_mark(mission.sheets.select_related("delegate", "host").get(delegate=delegate, host=host), form),
    )


def _with_mark(sheet: Sheet, form: SheetForm) -> dict[str, Any]:
    return sheet_out(sheet) | {"mark": fingerprint(sheet, form.written())}
