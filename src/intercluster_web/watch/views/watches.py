"""Watches: the list, one with what is new, its form, its digest."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    may_write,
    may_write_somewhere,
    seat_required,
    writer_required,
)
from intercluster_web.directory.wording import field_label, zone_label
from intercluster_web.downloads import EML, download
from intercluster_web.mail import draft
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page
from intercluster_web.scouting.presentation.wording import evidence_words
from intercluster_web.watch import digest
from intercluster_web.watch.actions import looking
from intercluster_web.watch.actions import watches as actions
from intercluster_web.watch.forms import KeeperForm, WatchForm
from intercluster_web.watch.models import FeedLink, Finding, Source, Watch
from intercluster_web.watch.queries import ground, sources
from intercluster_web.watch.queries import watches as queries

PAGE = 30
FINDINGS = 60
MOST_WORDS = 500


@seat_required
@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """All watches a person sees, and the feed to subscribe to."""
    page = Paginator(queries.watches(request.user), PAGE).get_page(request.GET.get("page"))
    link = FeedLink.objects.filter(user=request.user, expires_at__gt=timezone.now()).first()
    context = {
        "page": page,
        "feed": request.build_absolute_uri(reverse("watch:feed", args=[link.token()])) if link else "",
        "may_add": may_write_somewhere(request.user),
    }
    return render(request, "watch/watches.html", context)


@login_required
@require_GET
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new and why it matches; what was read before below."""
    found = queries.visible_or_404(request.user, pk)
    ours = queries.is_ours(request.user, found)
    page = Paginator(queries.findings(found), FINDINGS).get_page(request.GET.get("page"))
    _here, version = ground.now()
    context = {
        "watch": found,
        "ours": ours,
        "changeable": may_write(request.user, found.owner),
        "page": page,
        "days": _by_day(digest.lines(page), queries.since(found)),
        "fields": [field_label(concept) for concept in found.concepts],
        "zones": [(code, zone_label(code)) for code in found.zones],
        "source": _source(found),
        "looks": found.looks.all()[:5],
        "evidence": evidence_words(found.evidence),
        "behind": found.evidence != version,
        "follows": found.followers.filter(pk=request.user.pk).exists(),
        "keepers": queries.keepers(found) if ours else [],
        "keeper_form": KeeperForm(people=queries.could_keep(found)) if ours else None,
        "countries": ground.countries_of(found),
    }
    return render(request, "watch/watch.html", context)


def _by_day(lines: list[dict[str, Any]], since: Any) -> list[dict[str, Any]]:
    """The findings of each day, new ones marked."""
    for line in lines:
        line["new"] = line["finding"].found_at > since
    days = groupby(lines, key=lambda line: timezone.localdate(line["finding"].found_at))
    return [{"day": day, "lines": list(found)} for day, found in days]


def _source(found: Watch) -> dict[str, str]:
    """What the watch comes from, with its page; nothing once it is gone."""
    if found.comes_from == Source.OBJECTIVE and found.objective:
        return {"label": str(found.objective), "url": reverse("scouting:objective", args=[found.objective.pk])}
    if found.comes_from in (Source.LOCK, Source.LINK) and found.strategy:
        label = f"{found.strategy} · {found.lock or found.link or ''}"
        return {"label": label, "url": reverse("scouting:strategy", args=[found.strategy.pk])}
    return {}


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A watch from an objective, a lock or a link of the chain, as the address says; else from fields and places."""
    draft_of, words = _from(request)
    form = WatchForm(request.POST or None, instance=draft_of, user=request.user, words=words)
    if request.method == "POST" and form.is_valid():
        made = actions.begin(request.user, form.save(commit=False))
        messages.success(request, _("The watch has begun: what is there now is known, what comes after is news."))
        return redirect(made)
    source = _source(draft_of)
    return _form_page(request, form, _("New watch"), source=source, words=words, asks_words=not source)


def _from(request: HttpRequest) -> tuple[Watch, str]:
    """The watch an address begins, and the words of the need; 404 or 403 where the person may not."""
    asked = {name: int(value) for name, value in request.GET.items() if value.isdecimal() and len(value) < 18}
    if "objective" in asked:
        return sources.of_objective(request.user, asked["objective"])
    if "strategy" in asked and ("lock" in asked or "link" in asked):
        name = "lock" if "lock" in asked else "link"
        return sources.of_row(request.user, asked["strategy"], name, asked[name])
    zone, concept, words = (request.GET.get(name, "").strip() for name in ("zone", "field", "words"))
    made = Watch(title=words[:200], concepts=[concept] if concept else [], zones=[zone] if zone else [])
    return made, words[:MOST_WORDS]


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.changeable_or_404(request.user, pk)
    form = WatchForm(request.POST or None, instance=found, user=request.user)
    if request.method == "POST" and saved(
        form, lambda: actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])
    ):
        messages.success(request, _("Changed. What the new fields and places hold already is known, not news."))
        return redirect(found)
    return _form_page(request, form, str(found), watch=found)


def _form_page(request: HttpRequest, form: WatchForm, title: str, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "watch/form.html", {"form": form, "title": title, **context}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.changeable_or_404(request.user, pk)
    return delete_page(request, found, found.get_absolute_url(), reverse("watch:all"), actions.end)


@login_required
@require_POST
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Look now, mark as read, follow by mail or no more."""
    wanted = request.POST.get("do")
    if wanted in ("follow", "unfollow"):
        found = queries.visible_or_404(request.user, pk)
        actions.follow(request.user, found, wanted == "follow")
        return redirect(found)
    found = queries.changeable_or_404(request.user, pk)
    if wanted == "read":
        actions.mark_read(request.user, found)
    elif wanted == "look":
        new_ones = looking.look(found, *ground.now())
        messages.success(request, _("New: %(n)s.") % {"n": new_ones})
    return redirect(found)


@login_required
@require_POST
def finding_delete(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    found = queries.changeable_or_404(request.user, pk)
    actions.remove_finding(request.user, get_object_or_404(Finding.objects.filter(watch=found), pk=finding_pk))
    return redirect(found)


@login_required
@require_GET
def digest_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new as a draft to send on; everything of late where nothing is new."""
    found = queries.visible_or_404(request.user, pk)
    told = list(queries.fresh(found)) or list(queries.findings(found)[:FINDINGS])
    subject, body = digest.written(found, told, request.build_absolute_uri)
    return download(draft(subject, body), f"{slugify(found.title) or 'watch'}.eml", EML)
