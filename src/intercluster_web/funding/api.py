"""Programme cards for programs: public, corrected by whoever writes; what fits a cooperation, for its people."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import ANYONE, PEOPLE, inside_or_404, may_write_somewhere
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Sent, changed_form, checked, written
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.funding import queries, wording
from intercluster_web.funding.actions import cards as actions
from intercluster_web.funding.exports import in_language
from intercluster_web.funding.forms import CardForm, ProgrammeForm, RequirementForm
from intercluster_web.funding.models import Card, ConditionKind, Cost, Level, PartnerKind, Requirement, Status
from intercluster_web.records.together import fingerprint

router = Router(tags=["funding"], auth=ANYONE)


CARD = list(CardForm._meta.fields or ())
CONDITION = list(RequirementForm._meta.fields or ())
PROGRAMME = {"name", "owner", "programme_level"}


class _Source(Sent):
    """Where you have this from: an address, a document, a conversation with its date."""

    source_url: str = Field(min_length=1, max_length=500)
    seen_text: str = Field("", max_length=300, description="the words seen there")
    stated_on: dt.date | None = None


class _SourceChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    source_url: str | None = Field(None, max_length=500)
    seen_text: str | None = Field(None, max_length=300)
    stated_on: dt.date | None = None


class CardIn(_Source):
    """``name``: a programme of the directory, which is entered there where it has none of that name, run by ``owner``
    at the ``programme_level``. ``contact``: whom to ask, key or name of the directory."""

    name: str = Field(min_length=1, max_length=250, examples=["Hubert Curien partnership Procope"])
    owner: str = Field("", max_length=250)
    programme_level: str = Field("", max_length=20)
    level: Level = Level.MOBILITY
    status: Status = Status.CURRENT
    about: str = Field("", max_length=20_000)
    about_fr: str = Field("", max_length=20_000)
    pays: list[Cost] = []
    pays_not: list[Cost] = []
    deadlines: str = Field("", max_length=20_000)
    deadlines_fr: str = Field("", max_length=20_000)
    next_deadline: dt.date | None = None
    page: str = Field("", max_length=300)
    contact: str = Field("", max_length=250)


class CardChange(_SourceChange):
    """``mark`` is the one you read; what you leave out stays as it is. What the card said before stays readable."""

    level: Level | None = None
    status: Status | None = None
    about: str | None = Field(None, max_length=20_000)
    about_fr: str | None = Field(None, max_length=20_000)
    pays: list[Cost] | None = None
    pays_not: list[Cost] | None = None
    deadlines: str | None = Field(None, max_length=20_000)
    deadlines_fr: str | None = Field(None, max_length=20_000)
    next_deadline: dt.date | None = None
    page: str | None = Field(None, max_length=300)
    contact: str | None = Field(None, max_length=250)


class ConditionIn(_Source):
    """Who may take part. Which of ``countries``, ``others``, ``kinds``, ``number`` and ``zone`` it needs depends on its
    ``kind``. ``closed``: no other country takes part."""

    kind: ConditionKind
    countries: list[str] = Field([], max_length=100, examples=[["FR"]])
    others: list[str] = Field([], max_length=100, examples=[["DE"]])
    kinds: list[PartnerKind] = []
    number: int = Field(0, ge=0, le=200)
    zone: str = Field("", max_length=8)
    closed: bool = True


class ConditionChange(_SourceChange):
    kind: ConditionKind | None = None
    countries: list[str] | None = Field(None, max_length=100)
    others: list[str] | None = Field(None, max_length=100)
    kinds: list[PartnerKind] | None = None
    number: int | None = Field(None, ge=0, le=200)
    zone: str | None = Field(None, max_length=8)
    closed: bool | None = None


class ConditionOut(Schema):
    """``asks``: the condition in words; ``seen`` and ``source``: where it was read. ``mark`` is sent with a change."""

    id: int
    kind: str
    countries: list[str]
    others: list[str]
    kinds: list[str]
    number: int
    zone: str
    closed: bool
    mark: str
    asks: str
    seen: str
    source: str


class CardOut(Schema):
    key: str
    name: str
    level: str
    status: str
    about: str
    pays: list[str]
    pays_not: list[str]
    next_deadline: dt.date | None
    conditions: list[ConditionOut]
    source: str
    stated_on: dt.date | None
    mark: str


class CardsOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[CardOut]


class CheckOut(Schema):
    """``verdict``: met, open or not_met; ``why`` in words."""

    asks: str
    verdict: str
    why: str


class FitOut(Schema):
    key: str
    name: str
    status: str
    verdict: str
    checks: list[CheckOut]


def _out(card: Card) -> dict[str, Any]:
    return {
        "key": card.programme.key,
        "name": card.programme.name,
        "level": card.level,
        "status": card.status,
        "about": in_language(card, "about"),
        "pays": card.pays,
        "pays_not": card.pays_not,
        "next_deadline": card.next_deadline,
        "conditions": [_condition(each) for each in card.requirements.all()],
        "source": card.source_url,
        "stated_on": card.stated_on,
        "mark": fingerprint(card, CARD),
    }


def _condition(found: Requirement) -> dict[str, Any]:
    alike = ("kind", "countries", "others", "kinds", "number", "zone", "closed")
    return {
        "id": found.pk,
        **{name: getattr(found, name) for name in alike},
        "asks": wording.asks(found.rule()),
        "seen": found.seen_text,
        "source": found.source_url,
        "mark": fingerprint(found, CONDITION),
    }


def _card(key: str) -> Card:
    return get_object_or_404(queries.cards(), programme__key=key)


def _correctable(request: HttpRequest, key: str) -> Card:
    _require_writer(request)
    return _card(key)


def _require_writer(request: HttpRequest) -> None:
    if not may_write_somewhere(request.user):
        raise PermissionDenied


@router.get("", response=CardsOut, operation_id="funding_cards", summary="Programme cards")
def cards(
    request: HttpRequest,  # noqa: ARG001 - ninja gives it
    part: Query[Part.Input],
    country: str = "",
    level: str = "",
    q: str = "",
) -> Any:
    """Programme cards by name. ``country``: open to its partners, as far as the conditions say."""
    found = queries.cards(q=q, level=level, country=country)
    return part_of(found, part, lambda some: [_out(card) for card in some])


@router.get(
    "/cooperations/{pk}",
    response=list[FitOut],
    auth=PEOPLE,
    operation_id="funding_fit",
    summary="Which programmes fit a cooperation",
)
def fit(request: HttpRequest, pk: int) -> Any:
    """Every programme that has not ended against who takes part in a cooperation, condition by condition."""
    found = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    return [
        {
            "key": row.card.programme.key,
            "name": row.card.programme.name,
            "status": row.card.status,
            "verdict": row.fit.verdict.value,
            "checks": [
                {"asks": wording.asks(one.condition), "verdict": one.verdict.value, "why": wording.because(one)}
                for one in row.fit.checks
            ],
        }
        for row in queries.fitted(queries.partners_of(found))
    ]


@router.get("/{slug:key}", response=CardOut, operation_id="funding_card", summary="One programme card")
def card(request: HttpRequest, key: str) -> Any:  # noqa: ARG001 - ninja gives it
    """``key``: of the programme in the directory."""
    return _out(_card(key))


@router.post("", response={201: CardOut}, auth=PEOPLE, operation_id="funding_card_add", summary="Add a programme card")
def add(request: HttpRequest, sent: CardIn) -> Any:
    """A card that is there already is found, not changed: sent twice it is there once. Then add its conditions."""
    _require_writer(request)
    named = {"name": sent.name, "owner": sent.owner, "level": sent.programme_level}
    programme, form = checked(ProgrammeForm(named)), checked(CardForm(sent.dict(exclude=PROGRAMME)))
    said = form.provenance(request.user)
    made = actions.add(request.user, form.save(commit=False), programme.cleaned_data, said)
    return 201, _out(_card(made.programme.key))


@router.patch(
    "/{slug:key}",
    response={200: CardOut, 409: Conflict},
    auth=PEOPLE,
    operation_id="funding_card_change",
    summary="Correct a programme card",
)
def change(request: HttpRequest, key: str, sent: CardChange) -> Any:
    """Where somebody changed it since you read it, nothing is written and you are told what differs (409)."""
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(CardForm, _correctable(request, key), given, sent.mark))

    def save() -> None:
        said = form.provenance(request.user)
        actions.change(request.user, form.save(commit=False), form.written(), sent.mark, said)

    return written(form, save, lambda: _out(_card(key)))


@router.post(
    "/{slug:key}/conditions",
    response={201: ConditionOut},
    auth=PEOPLE,
    operation_id="funding_condition_add",
    summary="Add a condition",
)
def add_condition(request: HttpRequest, key: str, sent: ConditionIn) -> Any:
    """The same condition sent twice is there once."""
    form = checked(RequirementForm(sent.dict(), instance=Requirement(card=_correctable(request, key))))
    said = form.provenance(request.user)
    made = actions.save_condition(request.user, form.save(commit=False), form.written(), "", said)
    return 201, _condition(made)


@router.patch(
    "/{slug:key}/conditions/{int:pk}",
    response={200: ConditionOut, 409: Conflict},
    auth=PEOPLE,
    operation_id="funding_condition_change",
    summary="Correct a condition",
)
def change_condition(request: HttpRequest, key: str, pk: int, sent: ConditionChange) -> Any:
    """As for a card (409); what it asked before stays readable among the corrections of the card."""
    found = _correctable(request, key)
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(RequirementForm, get_object_or_404(found.requirements, pk=pk), given, sent.mark))

    def save() -> None:
        said = form.provenance(request.user)
        actions.save_condition(request.user, form.save(commit=False), form.written(), sent.mark, said)

    return written(form, save, lambda: _condition(found.requirements.get(pk=pk)))


@router.delete(
    "/{slug:key}/conditions/{int:pk}",
    response={204: None},
    auth=PEOPLE,
    operation_id="funding_condition_remove",
    summary="Take a condition out",
)
def remove_condition(request: HttpRequest, key: str, pk: int) -> Any:
    """What it asked stays readable among the corrections of the card."""
    found = get_object_or_404(_correctable(request, key).requirements, pk=pk)
    actions.remove_condition(request.user, found)
    return 204, None
