"""Shortlists: keep candidates, write on them, take them away."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.scouting.types import UnitKind
from intercluster_web.accounts.permissions import changeable_or_404, may_change, visible_or_404, visible_to
from intercluster_web.downloads import DOCX, EML, XLSX, download
from intercluster_web.languages import language
from intercluster_web.records.saving import changed
from intercluster_web.scouting.actions import shortlists as actions
from intercluster_web.scouting.exports.shortlist import body, shortlist_docx, shortlist_eml, shortlist_xlsx, subject
from intercluster_web.scouting.forms.search import SearchForm
from intercluster_web.scouting.forms.shortlists import LineForm, ShortlistForm, TrackForm
from intercluster_web.scouting.models import Objective, Shortlist, ShortlistLine, Track
from intercluster_web.scouting.presentation.lines import LineView, changes, shown_line
from intercluster_web.scouting.queries.ground import evidence_version, ground
from intercluster_web.scouting.queries.search import find_candidate, query_for, seeker_for
from intercluster_web.scouting.snapshots import query_from_json


@login_required
@require_GET
def shortlists(request: HttpRequest) -> HttpResponse:
    found = visible_to(request.user, Shortlist.objects.select_related("owner", "objective")).annotate(
        lines_count=Count("lines", distinct=True)
    )
    return render(request, "scouting/shortlists.html", {"shortlists": found})


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a candidate of a search on a shortlist of the objective, a new one where none is named."""
    objective = changeable_or_404(request.user, Objective.objects.select_related("owner"), pk=pk)
    back = _back(request, objective)
    given = request.POST
    form = SearchForm({**given.dict(), "country": given.getlist("country")})
    form.is_valid()
    here = ground()
    query = query_for(objective, form.filters(), here.directory, request.user)
    candidate = find_candidate(here, query, given.get("key", ""))
    if candidate is None:
        messages.error(request, _("This candidate is not in the evidence for these fields and years."))
        return redirect(back)
    try:
        shortlist = _chosen(request, objective)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect("scouting:objective-edit", pk)
    actions.keep(request.user, shortlist, query, candidate, evidence_version(here.base))
    kept = _("%(name)s is on the shortlist “%(list)s”.") % {"name": candidate.label, "list": shortlist}
    messages.success(
        request,
        format_html('{} <a href="{}">{}</a>', kept, reverse("scouting:shortlist", args=[shortlist.pk]), _("Open it")),
    )
    return redirect(back)


def _chosen(request: HttpRequest, objective: Objective) -> Shortlist:
    named = request.POST.get("shortlist", "")
    mine = Shortlist.objects.filter(objective=objective)
    if named.isdecimal():
        return get_object_or_404(mine, pk=named)
    return mine.first() or actions.create_shortlist(request.user, objective, str(objective)[:200])


def _back(request: HttpRequest, objective: Objective) -> str:
    """The page the person came from, if it is ours."""
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return there
    return reverse("scouting:search", args=[objective.pk])


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    shortlist = visible_or_404(request.user, Shortlist.objects.select_related("owner", "objective"), pk=pk)
    return render(request, "scouting/shortlist.html", _context(request, shortlist))


def _context(request: HttpRequest, shortlist: Shortlist, **extra: Any) -> dict[str, Any]:
    lines = [shown_line(found) for found in shortlist.lines.prefetch_related("tracks")]
    return {
        "shortlist": shortlist,
        "lines": lines,
        "mailto": _mailto(shortlist, lines),
        "compare_address": _compare_address(shortlist, lines),
        "changeable": may_change(request.user, shortlist),
        "version": evidence_version(ground().base),
        **extra,
    }


def _compare_address(shortlist: Shortlist, lines: list[LineView]) -> str:
    """Us and the first clusters of the list, side by side; "" without any."""
    clusters = [line.line.key for line in lines if line.line.unit == UnitKind.CLUSTER]
    keys = dict.fromkeys([shortlist.owner.key, *clusters])
    return urlencode(dict(zip("abcd", keys, strict=False))) if len(keys) > 1 else ""


def _mailto(shortlist: Shortlist, lines: list[LineView]) -> str:
    parts = {"subject": subject(shortlist), "body": body(shortlist, lines)}
    return f"mailto:?{urlencode(parts, quote_via=quote)}"


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    shortlist = changeable_or_404(request.user, Shortlist.objects.select_related("owner"), pk=pk)
    form = ShortlistForm(request.POST or None, instance=shortlist)
    if request.method == "POST" and changed(request.user, form):
        return redirect("scouting:shortlist", pk)
    return render(
        request,
        "scouting/shortlist_form.html",
        {"form": form, "shortlist": shortlist},
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """One line: its frozen reasons, its note and status, its tracks."""
    shortlist = visible_or_404(request.user, Shortlist.objects.select_related("owner", "objective"), pk=pk)
    found = get_object_or_404(shortlist.lines.prefetch_related("tracks"), pk=line_pk)
    if request.method == "GET":
        return _line_page(request, shortlist, found, LineForm(instance=found, initial={"revision": found.revision}))
    changeable_or_404(request.user, Shortlist.objects.all(), pk=pk)
    form = LineForm(request.POST, instance=ShortlistLine.objects.get(pk=found.pk))
    if not form.is_valid():
        return _line_page(request, shortlist, found, form)
    try:
        actions.annotate(request.user, found, form.cleaned_data, form.cleaned_data["revision"])
    except actions.ChangedMeanwhileError as theirs:
        kept = {**request.POST.dict(), "revision": theirs.record.revision}
        return _line_page(request, shortlist, theirs.record, LineForm(kept, instance=theirs.record), clash=True)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _line_page(request, shortlist, found, form)
    messages.success(request, _("Saved."))
    return redirect("scouting:shortlist", pk)


def _line_page(
    request: HttpRequest, shortlist: Shortlist, found: ShortlistLine, form: LineForm, clash: bool = False
) -> HttpResponse:
    current = ShortlistLine.objects.prefetch_related("tracks").get(pk=found.pk)
    return render(
        request,
        "scouting/line.html",
        {
            "shortlist": shortlist,
            "line": shown_line(current),
            "form": form,
            "track_form": TrackForm(),
            "clash": clash,
            "changeable": may_change(request.user, shortlist),
            "version": evidence_version(ground().base),
        },
        status=409 if clash else 422 if form.errors else 200,
    )


@login_required
@require_POST
def move(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    actions.move(request.user, _line(request, pk, line_pk), up=request.POST.get("to") == "up")
    return redirect("scouting:shortlist", pk)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    found = _line(request, pk, line_pk)
    actions.remove(request.user, found)
    messages.success(request, _("“%(name)s” is off the shortlist.") % {"name": found.label})
    return redirect("scouting:shortlist", pk)


@login_required
@require_http_methods(["GET", "POST"])
def recompute(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """The same search on the evidence of today: what changed; on POST the new numbers replace the frozen ones."""
    shortlist = visible_or_404(request.user, Shortlist.objects.select_related("owner", "objective"), pk=pk)
    found = get_object_or_404(shortlist.lines, pk=line_pk)
    here = ground()
    asked = replace(query_from_json(found.query), seeker=seeker_for(shortlist.owner, here.directory, request.user))
    today = find_candidate(here, asked, found.key)
    version = evidence_version(here.base)
    if request.method == "POST" and today is not None:
        changeable_or_404(request.user, Shortlist.objects.all(), pk=pk)
        actions.refresh(request.user, found, asked, today, version)
        messages.success(request, _("The numbers of today are kept."))
        return redirect("scouting:shortlist-line", pk, line_pk)
    return render(
        request,
        "scouting/recompute.html",
        {
            "shortlist": shortlist,
            "line": shown_line(found),
            "changes": changes(found, today) if today else None,
            "version": version,
            "changeable": may_change(request.user, shortlist),
        },
    )


@login_required
@require_POST
def add_track(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    found = _line(request, pk, line_pk)
    form = TrackForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        actions.add_track(request.user, found, given["what"], given["who"], given["due"])
        return redirect("scouting:shortlist-line", pk, line_pk)
    return render(
        request,
        "scouting/track_form.html",
        {"form": form, "shortlist": found.shortlist, "line": found},
        status=422,
    )


@login_required
@require_POST
def change_track(request: HttpRequest, pk: int, line_pk: int, track_pk: int) -> HttpResponse:
    """Tick a track off, open it again, or remove it."""
    track = get_object_or_404(Track, pk=track_pk, line=_line(request, pk, line_pk))
    if request.POST.get("do") == "remove":
        actions.remove_track(request.user, track)
    else:
        actions.set_track_done(request.user, track, request.POST.get("do") == "done")
    return redirect("scouting:shortlist-line", pk, line_pk)


def _line(request: HttpRequest, pk: int, line_pk: int) -> ShortlistLine:
    shortlist = changeable_or_404(request.user, Shortlist.objects.all(), pk=pk)
    return get_object_or_404(shortlist.lines.select_related("shortlist"), pk=line_pk)


@login_required
@require_GET
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The shortlist as a workbook, a note in the language of the page, or a draft message."""
    shortlist = visible_or_404(request.user, Shortlist.objects.select_related("owner", "objective"), pk=pk)
    lines = [shown_line(found) for found in shortlist.lines.prefetch_related("tracks")]
    make, content_type = _FILES[form]
    name = slugify(shortlist.name) or "shortlist"
    return download(make(shortlist, lines, language()), f"{name}.{form}", content_type)


_FILES = {"xlsx": (shortlist_xlsx, XLSX), "docx": (shortlist_docx, DOCX), "eml": (shortlist_eml, EML)}
