"""Posts abroad for programs: public, as the directory is; corrected by whoever writes for an organisation."""

import datetime as dt
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, File, Query, Router, Schema, UploadedFile

from intercluster_web.accounts.permissions import ANYONE, PEOPLE, may_write_somewhere
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Sent, all_refused, changed_form, checked, written
from intercluster_web.posts import queries
from intercluster_web.posts.actions import book as actions
from intercluster_web.posts.actions import importing
from intercluster_web.posts.columns import FIELDS
from intercluster_web.posts.forms import EntryForm, PostForm, UploadForm
from intercluster_web.posts.models import Post, PostKind, Service
from intercluster_web.records.together import fingerprint
from intercluster_web.spreadsheets import guess_mapping
from intercluster_web.table_imports import sheet_of

router = Router(tags=["posts"], auth=ANYONE)

Upload = Annotated[UploadedFile | None, File()]
WRITTEN = list(PostForm._meta.fields or ())
ENTRY = {"name", "country", "city"}


class PostIn(Sent):
    """``name`` and its place: an organisation of that name and country is taken from the directory, else entered there.
    ``countries``: the others it covers. ``source_url``: where you have this from, an address or a document."""

    name: str = Field(min_length=1, max_length=250, examples=["Service for science and technology, Berlin"])
    country: str = Field(min_length=2, max_length=2, examples=["DE"])
    city: str = Field("", max_length=120)
    kind: PostKind = PostKind.SCIENCE
    represents: str = Field("", max_length=200, description="on behalf of whom")
    countries: list[str] = Field([], max_length=100)
    services: list[Service] = []
    languages: list[str] = Field([], max_length=20, examples=[["fr", "de"]])
    page: str = Field("", max_length=300)
    note: str = Field("", max_length=20_000)
    source_url: str = Field(min_length=1, max_length=500)
    stated_on: dt.date | None = None


class PostChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is. Its name and place are the directory's."""

    mark: str = Field(min_length=1, max_length=64)
    kind: PostKind | None = None
    represents: str | None = Field(None, max_length=200)
    countries: list[str] | None = Field(None, max_length=100)
    services: list[Service] | None = None
    languages: list[str] | None = Field(None, max_length=20)
    page: str | None = Field(None, max_length=300)
    note: str | None = Field(None, max_length=20_000)
    source_url: str | None = Field(None, max_length=500)
    stated_on: dt.date | None = None


class PostOut(Schema):
    """``country``: of its seat; ``covers``: all countries it works in. ``services`` are codes: partners, watch,
    programmes, delegations, opinion, markets, settling. ``mark`` is sent with a change."""

    key: str
    name: str
    kind: str
    country: str
    city: str
    covers: list[str]
    represents: str
    services: list[str]
    languages: list[str]
    page: str
    source: str
    stated_on: dt.date | None
    note: str
    mark: str


class FileOut(Schema):
    """What was written, or with ``dry_run`` would be."""

    dry_run: bool
    new: int
    changed: int
    same: int


class PostsOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[PostOut]


def _out(post: Post) -> dict[str, Any]:
    return {
        "key": post.organisation.key,
        "name": post.organisation.name,
        "kind": post.kind,
        "country": post.organisation.country,
        "city": post.organisation.city,
        "covers": post.covered,
        "represents": post.represents,
        "services": post.services,
        "languages": post.languages,
        "page": post.page,
        "source": post.source_url,
        "stated_on": post.stated_on,
        "note": post.note,
        "mark": fingerprint(post, WRITTEN),
    }


class PostsWanted(Part.Input):
    """``country``: where a post sits or works."""

    country: str = ""
    kind: str = ""
    service: str = ""
    q: str = ""


@router.get("", response=PostsOut, operation_id="posts_list", summary="Posts abroad")
def posts(request: HttpRequest, wanted: Query[PostsWanted]) -> Any:  # noqa: ARG001 - ninja gives it
    """Posts in force, by country and name."""
    found = queries.posts(q=wanted.q, kind=wanted.kind, country=wanted.country, service=wanted.service)
    return part_of(found, wanted, lambda some: [_out(post) for post in some])


def _require_writer(request: HttpRequest) -> None:
    if not may_write_somewhere(request.user):
        raise PermissionDenied


@router.post(
    "/file", response=FileOut, auth=PEOPLE, operation_id="posts_file", summary="Bring in a file of posts abroad"
)
def read_file(request: HttpRequest, file: Upload = None, dry_run: bool = False) -> Any:
    """xlsx or CSV as multipart/form-data, its columns named as in the file that the page gives out. Each error names
    row and column (422); all of the file is written or, where anything is wrong, nothing."""
    _require_writer(request)
    form = checked(UploadForm({}, {"file": file} if file else {}))
    found = sheet_of(form)
    if found is None:
        raise all_refused((("file",), str(said)) for said in form.errors["file"])
    sheet = found[2]
    plan = importing.plan_import(request.user, sheet, guess_mapping(sheet.headings, {}, FIELDS))
    if plan.errors:
        raise all_refused((("file", error.line, error.column), error.message) for error in plan.errors)
    counts = plan.counts if dry_run else importing.apply_plan(request.user, plan)
    return {"dry_run": dry_run, **{status: counts[status] for status in ("new", "changed", "same")}}


def _post(key: str) -> Post:
    return get_object_or_404(queries.posts(ended=True), organisation__key=key)


def _editable(request: HttpRequest, key: str) -> Post:
    found = _post(key)
    if not actions.may_edit(request.user, found):
        raise PermissionDenied
    return found


@router.get("/{slug:key}", response=PostOut, operation_id="posts_one", summary="One post abroad")
def post(request: HttpRequest, key: str) -> Any:  # noqa: ARG001 - ninja gives it
    """``key``: of its entry in the directory."""
    return _out(_post(key))


@router.post("", response={201: PostOut}, auth=PEOPLE, operation_id="posts_add", summary="Add a post abroad")
def add(request: HttpRequest, sent: PostIn) -> Any:
    """One that is there already is found, not changed: sent twice it is there once."""
    _require_writer(request)
    entry, form = checked(EntryForm(sent.dict(include=ENTRY))), checked(PostForm(sent.dict(exclude=ENTRY)))
    given = form.save(commit=False)
    made = actions.add(request.user, given, entry.cleaned_data, form.provenance(request.user))
    return 201, _out(_post(made.organisation.key))


@router.patch(
    "/{slug:key}",
    response={200: PostOut, 409: Conflict},
    auth=PEOPLE,
    operation_id="posts_change",
    summary="Correct a post abroad",
)
def change(request: HttpRequest, key: str, sent: PostChange) -> Any:
    """Where somebody changed it since you read it, nothing is written and you are told what differs (409)."""
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(changed_form(PostForm, _editable(request, key), given, sent.mark))

    def save() -> None:
        said = form.provenance(request.user)
        actions.change(request.user, form.save(commit=False), form.written(), sent.mark, said)

    return written(form, save, lambda: _out(_post(key)))


@router.delete(
    "/{slug:key}", response={204: None}, auth=PEOPLE, operation_id="posts_take_out", summary="Take a post out"
)
def take_out(request: HttpRequest, key: str) -> Any:
    """What was written of the post goes; its entry of the directory stays."""
    actions.take_out(request.user, _editable(request, key))
    return 204, None
