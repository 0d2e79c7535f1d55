"""Agreements in the REST API: the same records as the pages, with the same permissions."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from intercluster.agreements.templates import latest, offered
from intercluster_web.accounts.permissions import changeable_item_or_404, item_or_404, working_or_404
from intercluster_web.accounts.visibility import Audience
from intercluster_web.agreements.actions import drafting
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.models import Agreement, Clause, TextLanguage
from intercluster_web.agreements.presentation.reminders import DueDays
from intercluster_web.agreements.queries.agreements import (
    Filters,
    agreements_visible_to,
    counts,
    filtered,
    newest_version,
    open_signatures,
    with_state,
)
from intercluster_web.api_lists import Part
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.paging import some_of

router = Router(tags=["agreements"])


class AgreementOut(Schema):
    id: int
    title: str
    kind: str
    between: str
    cooperation: int
    parties: list[str]
    standing: str = Field(description="draft, proposed, in_force, expired or terminated")
    signed: int = Field(description="parties that signed the newest version")
    in_force_on: date | None
    term_start: date | None
    term_end: date | None
    renewal: str | None


class ClauseOut(Schema):
    id: int
    key: str
    option: str
    included: bool
    mandatory: bool
    heading_en: str
    heading_fr: str
    text_en: str
    text_fr: str


class SignatureOut(Schema):
    party: str
    state: str
    level: str
    signed_on: date | None
    document_sha256: str


class AgreementDetail(AgreementOut):
    clauses: list[ClauseOut]
    signatures: list[SignatureOut]
    version: int
    sha256: str = Field(description="of the file that is signed; empty before it is proposed")


class AgreementsOut(Schema):
    """``agreements`` counts each agreement in force between clusters once, ``signatures`` once for each party."""

    agreements: list[AgreementOut]
    total: int
    in_force: int
    signatures: int
    signatories: int


class DueOut(Schema):
    agreement: int
    duty: str
    day: date


class DuePart(Schema):
    count: int
    items: list[DueOut]


class ListIn(Schema):
    q: str = Field("", max_length=100)
    kind: str = ""
    standing: str = ""
    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)


class StartIn(Schema):
    cooperation: int
    template: str
    title: str = Field(min_length=1, max_length=200)
    parties: list[str] = Field(min_length=2, max_length=100, description="keys of the directory, or names")
    language: TextLanguage = TextLanguage.BOTH
    audience: Audience = Audience.OWN


class ClausePatch(Schema):
    """``option``: a wording of the template; the rest is the text itself."""

    option: str | None = None
    included: bool | None = None


@router.get("/templates", operation_id="agreements_templates")
def list_templates(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 (ninja passes it by this name)
    """The newest version of each template."""
    return [
        {"id": each.id, "version": each.version, "title_en": each.title.en, "title_fr": each.title.fr}
        for each in offered()
    ]


@router.get("/due", response=DuePart, operation_id="agreements_due", summary="What is due, by day")
def list_due(request: HttpRequest, part: Query[Part.Input]) -> dict[str, Any]:
    """Notice, renewal and end of the agreements in force."""
    days = DueDays(request.user).days
    items = [
        {"agreement": pk, "duty": duty.value, "day": day}
        for day, pk, duty in days[part.offset : part.offset + part.limit]
    ]
    return {"count": len(days), "items": items}


@router.get("/", response=AgreementsOut, operation_id="agreements_list")
def list_agreements(request: HttpRequest, asked: Query[ListIn]) -> dict[str, Any]:
    found = filtered(agreements_visible_to(request.user), Filters(q=asked.q, kind=asked.kind, standing=asked.standing))
    figures = counts(found)
    return {
        "agreements": [_out(each) for each in some_of(found, asked.offset, asked.offset + asked.limit)],
        "total": found.count(),
        "in_force": figures.agreements,
        "signatures": figures.signatures,
        "signatories": figures.signatories,
    }


@router.post("/", response={201: AgreementDetail}, operation_id="agreements_start")
def start(request: HttpRequest, data: StartIn) -> tuple[int, dict[str, Any]]:
    """A draft from the newest version of a template."""
    cooperation, organisation = working_or_404(request.user, Cooperation.objects.all(), pk=data.cooperation)
    try:
        source = latest(data.template)
    except KeyError as unknown:
        raise HttpError(422, f"There is no template {data.template}") from unknown
    known = {each.key: each for each in Organisation.objects.filter(key__in=data.parties)}
    parties = [(known.get(name), known[name].name if name in known else name[:250]) for name in data.parties]
    draft = Agreement(
        cooperation=cooperation,
        owner=organisation,
        title=data.title,
        language=data.language,
        audience=data.audience,
    )
    made = drafting.start(request.user, draft, parties, source)
    return 201, _detail(with_state(Agreement.objects.filter(pk=made.pk)).get())


@router.get("/{pk}", response=AgreementDetail, operation_id="agreements_agreement")
def one(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _detail(item_or_404(request.user, with_state(Agreement.objects.all()), pk=pk))


@router.patch("/{pk}/clauses/{clause_pk}", response=ClauseOut, operation_id="agreements_clause_change")
def change_clause(request: HttpRequest, pk: int, clause_pk: int, data: ClausePatch) -> Clause:
    """Take a clause in or out of the text, or take another wording of the template."""
    agreement = changeable_item_or_404(request.user, Agreement.objects.all(), pk=pk)
    clause = get_object_or_404(agreement.clauses, pk=clause_pk)
    try:
        if data.option is not None:
            drafting.take_wording(request.user, clause, data.option)
        if data.included is not None:
            drafting.include(request.user, clause, data.included)
    except WrongStateError as wrong:
        raise HttpError(409, f"The agreement is {wrong.state}") from wrong
    except KeyError as unknown:
        raise HttpError(422, f"The clause has no wording {data.option}") from unknown
    clause.refresh_from_db()
    return clause  # type: ignore[no-any-return]


def _out(agreement: Any) -> dict[str, Any]:
    return {
        "id": agreement.pk,
        "title": agreement.title,
        "kind": agreement.kind,
        "between": agreement.between,
        "cooperation": agreement.cooperation_id,
        "parties": [party.name for party in agreement.parties.all()],
        "standing": agreement.standing,
        "signed": agreement.signed_count,
        "in_force_on": agreement.in_force_on,
        "term_start": agreement.term_start,
        "term_end": agreement.term_end,
        "renewal": agreement.term_renewal,
    }


def _detail(agreement: Any) -> dict[str, Any]:
    version = newest_version(agreement)
    sealed = getattr(version, "sealed_file", None)
    return _out(agreement) | {
        "clauses": list(agreement.clauses.all()),
        "signatures": [
            {
                "party": line.organisation_name,
                "state": line.state,
                "level": line.level,
                "signed_on": line.signed_at and line.signed_at.date(),
                "document_sha256": line.document_sha256,
            }
            for line in open_signatures(agreement)
        ],
        "version": agreement.number,
        "sha256": sealed.sha256 if sealed else "",
    }
