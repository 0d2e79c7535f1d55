"""Members in the REST API: what the pages show, with the same permissions. Names pass as on the pages."""

import dataclasses
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Field, Router, Schema
from ninja.errors import HttpError

from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    changeable_or_404,
    inside_or_404,
    organisations_of,
    working_or_404,
)
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import MemberKind, Organisation
from intercluster_web.outcomes.actions import interests as interest_actions
from intercluster_web.outcomes.actions import items as item_actions
from intercluster_web.outcomes.actions import postings as posting_actions
from intercluster_web.outcomes.forms.items import FORMS
from intercluster_web.outcomes.models import Interest, Posting
from intercluster_web.outcomes.models.postings import Kind, PostingSide
from intercluster_web.outcomes.presentation.lines import line_views
from intercluster_web.outcomes.presentation.matches import gain_view, match_views, miss_views
from intercluster_web.outcomes.presentation.sight import Reader, interest_view, posting_view
from intercluster_web.outcomes.queries import items as items_queries
from intercluster_web.outcomes.queries import postings as posting_queries
from intercluster_web.outcomes.queries.interests import interests
from intercluster_web.records.forms import known_organisation
from intercluster_web.scouting.queries.fields import known
from intercluster_web.scouting.queries.ground import ground

router = Router(tags=["outcomes"])
PER_PAGE = 100


class PostingIn(Schema):
    """A draft. ``owner`` is the key of a cluster you write for; ``title`` and ``text`` name nobody."""

    owner: str
    side: PostingSide
    kind: Kind
    member_name: str = Field(min_length=1, max_length=250)
    member_kind: MemberKind = MemberKind.SME
    member_country: str = Field("", max_length=2)
    title: str = Field(min_length=1, max_length=160)
    text: str = Field(min_length=1, max_length=2000)
    market: str = Field("", max_length=160)
    concepts: list[str] = Field([], max_length=20)
    countries: list[str] = Field([], max_length=60)
    expires_on: date


class InterestIn(Schema):
    owner: str
    member_name: str = Field(min_length=1, max_length=250)
    member_kind: MemberKind = MemberKind.SME
    about: str = Field(min_length=1, max_length=2000)
    why: str = Field(min_length=1, max_length=2000)
    brings: str = Field(min_length=1, max_length=2000)
    expects: str = Field(min_length=1, max_length=2000)
    expires_on: date


class Page(Schema):
    count: int
    results: list[dict[str, Any]]


@router.get("/postings", response=Page, operation_id="outcomes_postings", summary="Needs and offers you may see")
def postings(request: HttpRequest, page: int = 1, side: str = "", kind: str = "", q: str = "") -> dict[str, Any]:
    found = posting_queries.chosen(request.user, {"side": side, "kind": kind, "q": q})
    reader = Reader(request.user)
    return _page([posting_view(each, reader) for each in _slice(found, page)], found.count())


@router.get("/postings/{posting_id}", response=dict[str, Any], operation_id="outcomes_posting")
def posting(request: HttpRequest, posting_id: int) -> dict[str, Any]:
    found = get_object_or_404(posting_queries.postings(request.user), pk=posting_id)
    return dataclasses.asdict(posting_view(found, Reader(request.user)))


@router.post("/postings", response={201: dict[str, Any]}, operation_id="outcomes_posting_create")
def create_posting(request: HttpRequest, wanted: PostingIn) -> tuple[int, dict[str, Any]]:
    """Keep a draft; it is reviewed on its page before others see it."""
    owner = _own(request, wanted.owner)
    here = ground()
    if len(known(here, wanted.concepts)) < len(set(wanted.concepts)):
        raise HttpError(422, "concepts: not all are in the vocabulary")
    values = wanted.dict(exclude={"owner"})
    values["member_country"] = values["member_country"].upper() or owner.country
    made = Posting(owner=owner, member=known_organisation(wanted.member_name), **values)
    _valid(made)
    posting_actions.create(request.user, made)
    return 201, dataclasses.asdict(posting_view(made, Reader(request.user)))


@router.delete("/postings/{posting_id}", response={204: None}, operation_id="outcomes_posting_delete")
def delete_posting(request: HttpRequest, posting_id: int) -> tuple[int, None]:
    found = changeable_or_404(request.user, posting_queries.postings(request.user), pk=posting_id)
    try:
        posting_actions.delete(request.user, found)
    except ValidationError as refused:
        raise HttpError(409, " ".join(refused.messages)) from refused
    return 204, None


@router.post(
    "/postings/{posting_id}/interest", response={201: dict[str, Any]}, operation_id="outcomes_interest_express"
)
def express(request: HttpRequest, posting_id: int, wanted: InterestIn) -> tuple[int, dict[str, Any]]:
    """Relay the interest of a member of yours; names pass once both members agree."""
    found = get_object_or_404(posting_queries.postings(request.user), pk=posting_id)
    owner = _own(request, wanted.owner)
    values = wanted.dict(exclude={"owner"})
    interest = Interest(posting=found, owner=owner, member=known_organisation(wanted.member_name), **values)
    try:
        interest = interest_actions.express(request.user, interest)
    except ValidationError as refused:
        raise HttpError(422, " ".join(refused.messages)) from refused
    return 201, dataclasses.asdict(interest_view(interest, Reader(request.user)))


@router.get("/interests", response=Page, operation_id="outcomes_interests", summary="Interest your clusters relay")
def list_interests(request: HttpRequest, page: int = 1) -> dict[str, Any]:
    found = interests(request.user)
    reader = Reader(request.user)
    return _page([interest_view(each, reader) for each in _slice(found, page)], found.count())


@router.get("/cooperations/{cooperation_id}/matches", response=dict[str, Any], operation_id="outcomes_matches")
def matches(request: HttpRequest, cooperation_id: int, partner: str = "") -> dict[str, Any]:
    """Needs and offers of your members against those of another party (``partner``: its key, else the first)."""
    cooperation = _inside(request, cooperation_id)
    ours, others = items_queries.other_parties(request.user, cooperation)
    chosen = next((other for other in others if partner in ("", other.key)), None)
    if not ours or chosen is None:
        raise HttpError(422, "matching needs two parties, one of them yours")
    found = posting_queries.matching(request.user, ours[0], chosen)
    reader = Reader(request.user)
    return {
        "gain": dataclasses.asdict(gain_view(found, reader)),
        "matches": [dataclasses.asdict(each) for each in match_views(found, reader)],
        "unmatched": [dataclasses.asdict(each) for each in miss_views(found, reader)],
    }


@router.get("/cooperations/{cooperation_id}/lines/{kind}", response=Page, operation_id="outcomes_lines")
def lines(request: HttpRequest, cooperation_id: int, kind: str, page: int = 1) -> dict[str, Any]:
    """``kind``: introductions, contracts, benefits, costs or exchanges."""
    cooperation = _inside(request, cooperation_id)
    found = items_queries.items(request.user, cooperation, _known_kind(kind))
    return _page(line_views(_slice(found, page), kind, Reader(request.user)), found.count())


@router.post(
    "/cooperations/{cooperation_id}/lines/{kind}", response={201: dict[str, Any]}, operation_id="outcomes_line_add"
)
def add_line(
    request: HttpRequest, cooperation_id: int, kind: str, values: Body[dict[str, Any]]
) -> tuple[int, dict[str, Any]]:
    """Add a line with the columns of the page's form; what is wrong is said by column (422)."""
    cooperation, organisation = working_or_404(request.user, Cooperation.objects.all(), pk=cooperation_id)
    item = items_queries.MODELS[_known_kind(kind)](cooperation=cooperation, owner=organisation)
    form = FORMS[kind](values, instance=item)
    if not form.is_valid():
        raise HttpError(422, form.errors.as_json())
    kept = item_actions.add(request.user, form.save(commit=False))
    return 201, _shown(line_views([kept], kind, Reader(request.user))[0])


@router.delete(
    "/cooperations/{cooperation_id}/lines/{kind}/{line_id}", response={204: None}, operation_id="outcomes_line_remove"
)
def remove_line(request: HttpRequest, cooperation_id: int, kind: str, line_id: int) -> tuple[int, None]:
    found = items_queries.MODELS[_known_kind(kind)].objects.filter(cooperation=cooperation_id)
    item_actions.remove(request.user, changeable_item_or_404(request.user, found, pk=line_id))
    return 204, None


def _known_kind(kind: str) -> str:
    if kind not in FORMS:
        raise HttpError(404, "introductions, contracts, benefits, costs or exchanges")
    return kind


def _inside(request: HttpRequest, pk: int) -> Cooperation:
    found: Cooperation = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    return found


def _own(request: HttpRequest, key: str) -> Organisation:
    return get_object_or_404(Organisation.objects.filter(pk__in=organisations_of(request.user)), key=key)


def _valid(record: Any) -> None:
    try:
        record.full_clean()
    except ValidationError as wrong:
        raise HttpError(
            422, "; ".join(f"{name}: {' '.join(said)}" for name, said in wrong.message_dict.items())
        ) from wrong


def _slice(found: Any, page: int) -> Any:
    return Paginator(found, PER_PAGE).get_page(page)


def _page(rows: list[Any], count: int) -> dict[str, Any]:
    return {"count": count, "results": [_shown(row) for row in rows]}


_EXCHANGE = ("pk", "direction", "who", "persons", "home", "host", "starts_on", "ends_on", "subject", "audience")


def _shown(row: Any) -> dict[str, Any]:
    if dataclasses.is_dataclass(row) and not isinstance(row, type):
        return dataclasses.asdict(row)
    return {name: getattr(row, name) for name in _EXCHANGE}
