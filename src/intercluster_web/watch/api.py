"""Watches for programs: a need begun to be looked after, what is new for it, and who keeps it on the spot."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from intercluster_web.accounts.permissions import may_write_somewhere
from intercluster_web.api_lists import Part, part_of
from intercluster_web.api_writing import Conflict, Key, Sent, changed_form, checked, refused, told, written
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.together import fingerprint
from intercluster_web.watch import digest
from intercluster_web.watch.actions import looking
from intercluster_web.watch.actions import watches as actions
from intercluster_web.watch.forms import KeeperForm, WatchForm
from intercluster_web.watch.models import Keeper, Watch
from intercluster_web.watch.queries import ground, sources
from intercluster_web.watch.queries import watches as queries

router = Router(tags=["watches"])


WRITTEN = [name for name in WatchForm._meta.fields or () if name != "owner"]


class WatchIn(Sent):
    """From an ``objective``, or a ``lock`` or ``link`` of a ``strategy``, by number: its owner, fields and places are
    then taken where you leave them out. Else of your own: name the ``owner``, a key of the directory you write for;
    fields are recognised from ``words`` where you name none. ``concepts``: fields of EuroSciVoc, by key; ``zones``:
    countries and regions, none for everywhere; ``partners``: also who newly ranks among the best partners."""

    owner: str = Field("", max_length=200)
    objective: Key | None = None
    strategy: Key | None = None
    lock: Key | None = None
    link: Key | None = None
    words: str = Field("", max_length=2000, examples=["Valves for sterile filling"])
    title: str = Field("", max_length=200, examples=["Lasers in Saxony"])
    concepts: list[str] | None = Field(None, max_length=100)
    zones: list[str] | None = Field(None, max_length=20, examples=[["DED", "CZ"]])
    partners: bool = True


class WatchChange(Sent):
    """``mark`` is the one you read; what you leave out stays as it is."""

    mark: str = Field(min_length=1, max_length=64)
    title: str | None = Field(None, max_length=200)
    concepts: list[str] | None = Field(None, max_length=100)
    zones: list[str] | None = Field(None, max_length=20)
    partners: bool | None = None


class FollowIn(Sent):
    follow: bool = Field(description="hear of news by e-mail")


class LookedOut(Schema):
    new: int


class KeeperIn(Sent):
    contact: Key = Field(description="somebody of your address book, by number")


class KeeperOut(Schema):
    """``report_page`` opens without an account until ``link_until``: send it to them. ``reports``: what they wrote."""

    id: int
    name: str
    contact: int | None
    reports: int
    sent_on: dt.date | None
    report_page: str
    link_until: dt.datetime


class KeepersOut(Schema):
    count: int
    items: list[KeeperOut]


class WatchOut(Schema):
    """``new``: findings nobody of the organisation has marked as read; ``mark`` is sent with a change."""

    id: int
    title: str
    owner: str
    comes_from: str
    concepts: list[str]
    zones: list[str]
    partners: bool
    new: int
    looked_at: dt.datetime | None
    mark: str


class WatchesOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[WatchOut]


class FindingOut(Schema):
    """``kind``: partner, organisation, project, call or report; ``page``: the path or address that says more."""

    id: int
    kind: str
    label: str
    country: str
    year: int | None
    why: str
    text: str
    page: str
    found_at: dt.datetime


class FindingsOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[FindingOut]


def _out(watch: Any) -> dict[str, Any]:
    return {
        "id": watch.pk,
        "title": watch.title,
        "owner": watch.owner.key,
        "comes_from": watch.comes_from,
        "concepts": watch.concepts,
        "zones": watch.zones,
        "partners": watch.partners,
        "new": watch.new,
        "looked_at": watch.looked_at,
        "mark": fingerprint(watch, WRITTEN),
    }


@router.get("", response=WatchesOut, operation_id="watch_list", summary="Watches you see")
def watches(request: HttpRequest, part: Query[Part.Input]) -> Any:
    """The watches you see, the latest first."""
    return part_of(queries.watches(request.user), part, lambda some: [_out(watch) for watch in some])


@router.get(
    "/{int:pk}/findings", response=FindingsOut, operation_id="watch_findings", summary="What was found for a watch"
)
def findings(request: HttpRequest, pk: int, part: Query[Part.Input], new: bool = False) -> Any:
    """What was found for a watch, the latest first; only what is not read yet with ``new``."""
    found = queries.visible_or_404(request.user, pk)
    return part_of(queries.fresh(found) if new else queries.findings(found), part, _lines)


def _lines(some: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": line["finding"].pk,
            "kind": line["finding"].kind,
            "label": line["finding"].label,
            "country": line["finding"].country,
            "year": line["finding"].year,
            "why": line["why"],
            "text": line["finding"].text,
            "page": line["page"],
            "found_at": line["finding"].found_at,
        }
        for line in digest.lines(some)
    ]


@router.get("/{int:pk}", response=WatchOut, operation_id="watch_one", summary="One watch")
def watch(request: HttpRequest, pk: int) -> Any:
    """With how much of it is new."""
    return _out(queries.visible_or_404(request.user, pk))


@router.post("", response={201: WatchOut}, operation_id="watch_begin", summary="Begin a watch")
def begin(request: HttpRequest, sent: WatchIn) -> Any:
    """What is there now is known, what comes after is news. Sent twice at once, it is one watch."""
    if not may_write_somewhere(request.user):
        raise PermissionDenied
    draft, words = _source(request, sent)
    given = {"owner": draft.owner_id, "title": sent.title or draft.title, "partners": sent.partners}
    form = WatchForm(None, instance=draft, user=request.user, words=words)
    given["concepts"] = form.initial["concepts"] if sent.concepts is None else sent.concepts
    given["zones"] = draft.zones if sent.zones is None else sent.zones
    form = checked(WatchForm(given, instance=draft, user=request.user, words=words))
    made = actions.begin(request.user, form.save(commit=False))
    return 201, _out(queries.visible_or_404(request.user, made.pk))


def _source(request: HttpRequest, sent: WatchIn) -> tuple[Watch, str]:
    if sent.objective is not None:
        return sources.of_objective(request.user, sent.objective)
    for name in ("lock", "link"):
        if (row := getattr(sent, name)) is not None:
            if sent.strategy is None:
                raise refused(f"say of which strategy this {name} is", "strategy")
            return sources.of_row(request.user, sent.strategy, name, row)
    owner = get_object_or_404(writable_organisations(request.user), key=sent.owner)
    return Watch(owner=owner, title=sent.words[:200]), sent.words


@router.patch(
    "/{int:pk}", response={200: WatchOut, 409: Conflict}, operation_id="watch_change", summary="Change a watch"
)
def change(request: HttpRequest, pk: int, sent: WatchChange) -> Any:
    """What the new fields and places hold already is known, not news. Where somebody changed it since you read it,
    nothing is written and you are told what differs (409)."""
    given = sent.dict(exclude_unset=True, exclude={"mark"})
    form = checked(
        changed_form(WatchForm, queries.changeable_or_404(request.user, pk), given, sent.mark, user=request.user)
    )
    return written(
        form,
        lambda: actions.change(request.user, form.save(commit=False), form.written(), sent.mark),
        lambda: _out(queries.visible_or_404(request.user, pk)),
    )


@router.delete("/{int:pk}", response={204: None}, operation_id="watch_end", summary="End a watch")
def end(request: HttpRequest, pk: int) -> Any:
    """With what was found for it."""
    actions.end(request.user, queries.changeable_or_404(request.user, pk))
    return 204, None


@router.post("/{int:pk}/look", response=LookedOut, operation_id="watch_look", summary="Look for news now")
def look(request: HttpRequest, pk: int) -> Any:
    """It is looked for after each import of evidence anyway. Asked twice, the second finds nothing new."""
    return {"new": looking.look(queries.changeable_or_404(request.user, pk), *ground.now())}


@router.post("/{int:pk}/read", response=WatchOut, operation_id="watch_read", summary="Mark all findings as read")
def mark_read(request: HttpRequest, pk: int) -> Any:
    """For everybody of the organisation."""
    actions.mark_read(request.user, queries.changeable_or_404(request.user, pk))
    return _out(queries.visible_or_404(request.user, pk))


@router.put(
    "/{int:pk}/follow", response=FollowIn, operation_id="watch_follow", summary="Hear of news by e-mail, or not"
)
def follow(request: HttpRequest, pk: int, sent: FollowIn) -> Any:
    """For yourself alone, while you see the watch."""
    actions.follow(request.user, queries.visible_or_404(request.user, pk), sent.follow)
    return sent


@router.delete(
    "/{int:pk}/findings/{int:finding_pk}",
    response={204: None},
    operation_id="watch_finding_remove",
    summary="Remove what is of no use",
)
def remove_finding(request: HttpRequest, pk: int, finding_pk: int) -> Any:
    """It does not come back: it was seen."""
    found = get_object_or_404(queries.changeable_or_404(request.user, pk).findings, pk=finding_pk)
    actions.remove_finding(request.user, found)
    return 204, None


@router.get(
    "/{int:pk}/keepers", response=KeepersOut, operation_id="watch_keepers", summary="Who keeps a watch on the spot"
)
def keepers(request: HttpRequest, pk: int, part: Query[Part.Input]) -> Any:
    """With their links, for who writes for the owner."""
    return part_of(
        queries.keepers(queries.changeable_or_404(request.user, pk)),
        part,
        lambda some: [_keeper(request, one) for one in some],
    )


def _keeper(request: HttpRequest, one: Any) -> dict[str, Any]:
    page = reverse("watch:keep", args=[one.token()])
    return {
        "id": one.pk,
        "name": str(one.contact or ""),
        "contact": one.contact_id,
        "reports": one.reports,
        "sent_on": one.sent_on,
        "report_page": request.build_absolute_uri(page),
        "link_until": one.expires_at,
    }


def _one_keeper(watch: Watch, pk: int) -> Keeper:
    return get_object_or_404(queries.keepers(watch).select_related("watch__owner"), pk=pk)


@router.post(
    "/{int:pk}/keepers", response={201: KeeperOut}, operation_id="watch_keeper_name", summary="Ask somebody on the spot"
)
def name_keeper(request: HttpRequest, pk: int, sent: KeeperIn) -> Any:
    """Their link works for a year; send it to them. Refused (422) for who asked not to be written to, or is asked
    already."""
    found = queries.changeable_or_404(request.user, pk)
    form = checked(KeeperForm(sent.dict(), people=queries.could_keep(found)))
    with told():
        made = actions.name_keeper(request.user, found, form.cleaned_data["contact"])
    return 201, _keeper(request, _one_keeper(found, made.pk))


@router.delete(
    "/{int:pk}/keepers/{int:keeper_pk}",
    response={204: None},
    operation_id="watch_keeper_release",
    summary="Ask somebody no longer",
)
def release(request: HttpRequest, pk: int, keeper_pk: int) -> Any:
    """Their link no longer works; what they reported stays."""
    actions.release(request.user, _one_keeper(queries.changeable_or_404(request.user, pk), keeper_pk))
    return 204, None
