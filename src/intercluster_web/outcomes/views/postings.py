"""Needs and offers of members: the list, one of them, its fields, its way to publication."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    changeable_or_404,
    current_seat,
    may_change,
    seat_required,
    writer_required,
)
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import table_file
from intercluster_web.outcomes.actions import postings as actions
from intercluster_web.outcomes.exports.tables import postings_table
from intercluster_web.outcomes.forms.postings import PostingFilterForm, PostingForm, ReviewForm
from intercluster_web.outcomes.models import Posting, PostingStatus
from intercluster_web.outcomes.presentation.matches import gain_view
from intercluster_web.outcomes.presentation.sight import Reader, interest_view, posting_view, views
from intercluster_web.outcomes.queries import postings as queries
from intercluster_web.outcomes.queries.interests import interests
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page, share_page
from intercluster_web.scouting.queries import fields as field_queries
from intercluster_web.scouting.queries.ground import ground

PER_PAGE = 50


@login_required
@require_GET
def postings(request: HttpRequest) -> HttpResponse:
    form, found = _chosen(request)
    reader = Reader(request.user)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": views(page, posting_view, reader),
        "filtered": any(form.cleaned_data.values()) if form.is_bound and form.is_valid() else False,
        "may_write": writable_organisations(request.user).exists(),
        "waiting": interests(request.user).count() if reader.own else 0,
    }
    return render(request, "outcomes/postings.html", context)


@login_required
@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """What the filters leave, with the names of our own members only; the columns are those of the import."""
    _form, found = _chosen(request)
    return table_file(postings_table(views(found, posting_view, Reader(request.user))), form, _("needs-and-offers"))


def _chosen(request: HttpRequest) -> tuple[PostingFilterForm, Any]:
    form = PostingFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, queries.chosen(request.user, wanted)


@seat_required
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """Which cluster our members would gain most from (S20)."""
    seat = current_seat(request)
    found = queries.targets(request.user, seat.organisation)
    reader = Reader(request.user)
    context = {"rows": [gain_view(one, reader) for one in found], "ours": seat.organisation}
    return render(request, "outcomes/targets.html", context)


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    seat = current_seat(request)
    initial = {
        "owner": seat and seat.organisation_id,
        "expires_on": timezone.localdate() + actions.SHOWN_FOR,
        "side": request.GET.get("side", ""),
        "kind": request.GET.get("kind", ""),
    }
    form = PostingForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.create(request.user, form.save(commit=False))
        messages.success(request, _("Kept as a draft. Confirm its fields, then send it to review."))
        return redirect(form.instance)
    return _form_page(request, form)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    posting = _visible(request, pk)
    here, wanted = ground(), request.GET.get("q", "").strip()
    reader, changeable = Reader(request.user), may_change(request.user, posting)
    text = f"{posting.title}. {posting.text}"
    context = {
        "posting": posting_view(posting, reader),
        "record": posting,
        "changeable": changeable,
        "confirmed": field_queries.described(here, posting.concepts),
        "suggested": field_queries.suggested(here, text, posting.concepts) if changeable else [],
        "found": field_queries.found(here, wanted, posting.concepts),
        "q": wanted,
        "review_form": ReviewForm() if changeable and actions.may_review(request.user, posting) else None,
        "interests": views(interests(request.user).filter(posting=posting), interest_view, reader),
        "may_ask": not changeable and writable_organisations(request.user).exclude(pk=posting.owner_id).exists(),
    }
    return render(request, "outcomes/posting.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    posting = changeable_or_404(request.user, queries.postings(request.user), pk=pk)
    form = PostingForm(request.POST or None, instance=posting, user=request.user)
    if request.method == "POST":
        try:
            if saved(form, lambda: _change(request, form)):
                return redirect("outcomes:posting", pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    return _form_page(request, form, pk)


def _change(request: HttpRequest, form: PostingForm) -> None:
    actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the fields ticked."""
    posting = changeable_or_404(request.user, queries.postings(request.user), pk=pk)
    known = field_queries.known(ground(), request.POST.getlist("concept"))
    actions.set_concepts(request.user, posting, known)
    messages.success(request, _("Fields confirmed: %(n)s.") % {"n": len(known)})
    return redirect("outcomes:posting", pk)


_STEPS: dict[str, tuple[Callable[..., None], Any]] = {
    "send": (actions.send_to_review, lambda: _("Sent to review. A colleague reads it before others do.")),
    "renew": (actions.renew, lambda: _("Shown for another half year.")),
    "fulfil": (lambda user, posting: actions.close(user, posting, True), lambda: _("Marked as fulfilled.")),
    "withdraw": (lambda user, posting: actions.close(user, posting, False), lambda: _("Withdrawn.")),
}


@login_required
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """The next step of a posting: review, publication, renewal, its end."""
    posting = changeable_or_404(request.user, queries.postings(request.user), pk=pk)
    name = request.POST.get("step", "")
    try:
        if name in ("publish", "return"):
            actions.review(request.user, posting, name == "publish", request.POST.get("note", "")[:300])
            said = _("Published.") if posting.status == PostingStatus.PUBLISHED else _("Sent back to its author.")
        elif name in _STEPS:
            act, say = _STEPS[name]
            act(request.user, posting)
            said = say()
        else:
            raise Http404
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, said)
        if name == "publish" and posting.visibility == "own":
            messages.warning(
                request, _("Only your own organisation sees it so far: share it with partners or networks.")
            )
    return redirect("outcomes:posting", pk)


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    posting = changeable_or_404(request.user, queries.postings(request.user), pk=pk)
    return share_page(request, posting, reverse("outcomes:posting", args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    posting = changeable_or_404(request.user, queries.postings(request.user), pk=pk)
    back = reverse("outcomes:posting", args=[pk])
    try:
        return delete_page(request, posting, back, reverse("outcomes:postings"), actions.delete)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(back)


def _visible(request: HttpRequest, pk: int) -> Posting:
    found: Posting = get_object_or_404(queries.postings(request.user).select_related("member"), pk=pk)
    return found


def _form_page(request: HttpRequest, form: PostingForm, pk: int | None = None) -> HttpResponse:
    context = {"form": form, "pk": pk, "organisations": names_to_suggest()}
    return render(request, "outcomes/posting_form.html", context, status=422 if form.is_bound else 200)
