"""Cooperations in the REST API: the same card, gates and journal as the pages, with the same permissions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from intercluster.cooperations.gates import assess, next_stage
from intercluster.cooperations.ladder import Level, Proof, Purpose, Stage
from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    inside_or_404,
    working_or_404,
)
from intercluster_web.accounts.visibility import Audience
from intercluster_web.api_lists import Part
from intercluster_web.cooperations.actions import cooperation as actions
from intercluster_web.cooperations.actions import moves, notes, work
from intercluster_web.cooperations.models import (
    Cooperation,
    JournalEntry,
    PartyRole,
    Plane,
    Process,
    Status,
    Task,
)
from intercluster_web.cooperations.portfolio_api import router
from intercluster_web.cooperations.presentation.journal import NOTED, sentence
from intercluster_web.cooperations.presentation.ladder import gate_view, lacking
from intercluster_web.cooperations.queries import cooperation as queries
from intercluster_web.cooperations.queries.gate import facts_of, proving
from intercluster_web.directory.models import Organisation
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.together import ChangedMeanwhileError, fingerprint

CARD = (
    "title",
    "topic",
    "purpose",
    "beneficiary",
    "plane",
    "process",
    "market",
    "next_step",
    "next_step_due",
    "summary",
)


class PartyIn(Schema):
    organisation: str = Field(description="key of the directory")
    role: PartyRole = PartyRole.PARTNER


class CooperationIn(Schema):
    """``owner``: key of an organisation you write for. Another step than the first needs ``because``."""

    owner: str
    title: str = Field(min_length=1, max_length=200)
    parties: list[PartyIn] = Field(min_length=1, max_length=50)
    topic: str = ""
    purpose: Purpose = Purpose.MEMBERS
    beneficiary: Level = Level.SME
    plane: Plane = Plane.BOTH
    process: Process = Process.BOTTOM_UP
    market: str = Field("", max_length=200)
    stage: Stage = Stage.EXCHANGE
    stage_since: date | None = None
    because: str = Field("", max_length=300)


class CooperationPatch(Schema):
    """``revision`` is the one you read: a card that changed meanwhile is refused with 409. What is left out stays."""

    revision: int
    title: str | None = Field(None, min_length=1, max_length=200)
    topic: str | None = None
    purpose: Purpose | None = None
    beneficiary: Level | None = None
    plane: Plane | None = None
    process: Process | None = None
    market: str | None = Field(None, max_length=200)
    next_step: str | None = Field(None, max_length=300)
    next_step_due: date | None = None
    summary: str | None = None


class MoveIn(Schema):
    """``override`` with ``because`` goes on without the proofs; going back needs ``because``."""

    revision: int
    target: Stage
    because: str = Field("", max_length=300)
    override: bool = False
    on: date | None = None
    audience: Audience = Audience.OWN


class StatusIn(Schema):
    revision: int
    status: Status
    because: str = Field("", max_length=300)


class NoteIn(Schema):
    code: str = Field(description=f"one of {', '.join(NOTED)}")
    happened_on: date
    note: str = Field(min_length=1)
    proof: Proof | Literal[""] = ""
    audience: Audience = Audience.OWN


class CorrectionIn(Schema):
    note: str = Field(min_length=1)
    proof: Proof | Literal[""] = ""


class TaskIn(Schema):
    what: str = Field(min_length=1, max_length=300)
    who: str = Field("", max_length=160)
    due: date | None = None
    audience: Audience = Audience.OWN


class PartyOut(Schema):
    organisation: str
    name: str
    role: str
    joined_on: date | None
    left_on: date | None

    @staticmethod
    def resolve_organisation(party: Any) -> str:
        return str(party.organisation.key)

    @staticmethod
    def resolve_name(party: Any) -> str:
        return str(party.organisation.name)


class CooperationOut(Schema):
    id: int
    title: str
    topic: str
    owner: str
    purpose: str
    beneficiary: str
    plane: str
    process: str
    market: str
    countries: list[str]
    concepts: list[str]
    status: str
    stage: str
    stage_since: date
    next_step: str
    next_step_due: date | None
    last_activity_on: date | None
    summary: str
    visibility: str
    revision: int
    updated_at: datetime

    @staticmethod
    def resolve_owner(card: Cooperation) -> str:
        return card.owner.key


class CooperationWithParties(CooperationOut):
    parties: list[PartyOut]


class RequirementOut(Schema):
    code: str
    words: str
    source: str
    met: bool
    why: str
    advice: str
    entries: list[int]


class GateOut(Schema):
    """What entering ``target`` asks; ``entries`` are the journal entries that prove a requirement."""

    target: str
    passed: bool
    rows: list[RequirementOut]


class EntryOut(Schema):
    id: int
    activity: str
    code: str
    sentence: str
    params: dict[str, Any]
    note: str
    happened_on: date
    proof: str
    audience: str
    owner: str
    corrects_id: int | None
    created_at: datetime

    @staticmethod
    def resolve_sentence(entry: JournalEntry) -> str:
        return sentence(entry)

    @staticmethod
    def resolve_owner(entry: JournalEntry) -> str:
        return entry.owner.key


class JournalFilter(Schema):
    kind: str = ""
    proof: str = ""
    year: int | None = Field(None, ge=1900, le=2200)
    q: str = ""


class TaskOut(Schema):
    id: int
    what: str
    who: str
    due: date | None
    done_on: date | None
    audience: str


@router.post("/", response={201: CooperationOut}, operation_id="cooperations_open")
def open_cooperation(request: HttpRequest, wanted: CooperationIn) -> Any:
    owner = get_object_or_404(writable_organisations(request.user), key=wanted.owner)
    keys = {party.organisation: party.role.value for party in wanted.parties}
    found = {one.key: one for one in Organisation.objects.filter(key__in=keys)}
    if missing := sorted(set(keys) - set(found)):
        raise HttpError(422, f"not in the directory: {', '.join(missing)}")
    given = wanted.dict(exclude={"owner", "parties", "because", "stage_since"})
    card = Cooperation(owner=owner, **given)
    card.stage_since = wanted.stage_since
    opening = actions.Opening([(found[key], role) for key, role in keys.items()], because=wanted.because)
    try:
        return 201, actions.open_cooperation(request.user, card, opening)
    except ValidationError as problem:
        raise HttpError(422, " ".join(problem.messages)) from problem


@router.get("/{int:pk}", response=CooperationWithParties, operation_id="cooperations_cooperation")
def cooperation(request: HttpRequest, pk: int) -> Any:
    return inside_or_404(request.user, queries.CARDS.prefetch_related("parties__organisation"), pk=pk)


@router.patch("/{int:pk}", response=CooperationOut, operation_id="cooperations_change")
def change(request: HttpRequest, pk: int, wanted: CooperationPatch) -> Any:
    card, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    if card.revision != wanted.revision:
        raise _meanwhile(card)
    given = wanted.dict(exclude_unset=True, exclude={"revision"})
    names = [name for name in CARD if name in given and (given[name] is not None or name == "next_step_due")]
    seen = fingerprint(card, names)
    for name in names:
        setattr(card, name, given[name])
    with _told():
        actions.change_card(request.user, card, names, seen)
    return card


@router.get("/{int:pk}/gate", response=GateOut, operation_id="cooperations_gate")
def gate(request: HttpRequest, pk: int, target: Stage | None = None) -> Any:
    """What the step asks and what is there; the next step where none is named."""
    card = inside_or_404(request.user, queries.CARDS, pk=pk)
    wanted = target or next_stage(Stage(card.stage)) or Stage(card.stage)
    shown = gate_view(assess(facts_of(request.user, card), wanted), list(proving(request.user, card)))
    rows = [
        {
            **{name: getattr(row, name) for name in ("code", "words", "source", "met", "why", "advice")},
            "entries": [entry.pk for entry in row.entries],
        }
        for row in shown.rows
    ]
    return {"target": shown.target, "passed": shown.passed, "rows": rows}


@router.post("/{int:pk}/move", response=CooperationOut, operation_id="cooperations_move")
def move(request: HttpRequest, pk: int, wanted: MoveIn) -> Any:
    """Refused with 422 and what lacks where the gate is not passed."""
    card, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    asked = moves.Move(
        wanted.target, wanted.because, override=wanted.override, on=wanted.on, audience=wanted.audience.value
    )
    with _told():
        moves.move(request.user, card, asked, wanted.revision)
    return queries.CARDS.get(pk=pk)


@router.post("/{int:pk}/status", response=CooperationOut, operation_id="cooperations_status")
def status(request: HttpRequest, pk: int, wanted: StatusIn) -> Any:
    card, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    with _told():
        actions.set_status(request.user, card, wanted.status.value, wanted.because, wanted.revision)
    return card


@router.get("/{int:pk}/journal", response=list[EntryOut], operation_id="cooperations_journal")
@paginate(Part)
def journal(request: HttpRequest, pk: int, filters: Query[JournalFilter]) -> Any:
    """The entries you may read, latest first."""
    card = inside_or_404(request.user, queries.CARDS, pk=pk)
    return queries.entries(request.user, card, filters.dict())


@router.post("/{int:pk}/journal", response={201: EntryOut}, operation_id="cooperations_note")
def note(request: HttpRequest, pk: int, wanted: NoteIn) -> Any:
    card, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    if wanted.code not in NOTED:
        raise HttpError(422, f"code: one of {', '.join(NOTED)}")
    noted = notes.Noted(wanted.code, wanted.happened_on, wanted.note, str(wanted.proof), wanted.audience.value)
    with _told():
        return 201, notes.note(request.user, card, noted)


@router.post("/{int:pk}/journal/{int:entry_pk}/correct", response={201: EntryOut}, operation_id="cooperations_correct")
def correct(request: HttpRequest, pk: int, entry_pk: int, wanted: CorrectionIn) -> Any:
    card, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    entries = JournalEntry.objects.select_related("owner", "cooperation__owner")
    entry = changeable_item_or_404(request.user, entries, pk=entry_pk, cooperation=card)
    with _told():
        return 201, notes.correct(request.user, entry, wanted.note, str(wanted.proof))


@router.get("/{int:pk}/tasks", response=list[TaskOut], operation_id="cooperations_tasks")
def tasks(request: HttpRequest, pk: int) -> Any:
    return queries.tasks(request.user, inside_or_404(request.user, queries.CARDS, pk=pk))


@router.post("/{int:pk}/tasks", response={201: TaskOut}, operation_id="cooperations_task_add")
def add_task(request: HttpRequest, pk: int, wanted: TaskIn) -> Any:
    card, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    return 201, work.add_task(request.user, card, Task(**wanted.dict()))


@contextmanager
def _told() -> Iterator[None]:
    """What an action refuses, as answers of the API."""
    try:
        yield
    except ChangedMeanwhileError as meanwhile:
        raise _meanwhile(meanwhile.record) from meanwhile
    except moves.GateClosedError as closed:
        raise HttpError(422, f"the gate lacks: {lacking(closed.assessment)}") from closed
    except ValidationError as problem:
        raise HttpError(422, " ".join(problem.messages)) from problem


def _meanwhile(theirs: Cooperation) -> HttpError:
    return HttpError(409, f"changed meanwhile; it stands at revision {theirs.revision}, step {theirs.stage}")
