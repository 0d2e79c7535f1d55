"""Expressions of interest: asked, relayed, answered by link or on a member's behalf."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import may_write, seat_required, writer_required
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import EML, download
from intercluster_web.mail import draft
from intercluster_web.outcomes.actions import interests as actions
from intercluster_web.outcomes.forms.postings import AnswerForm, InterestForm, InviteForm
from intercluster_web.outcomes.models import Interest, InterestSide, Release
from intercluster_web.outcomes.presentation.sight import Reader, interest_view, posting_view, views
from intercluster_web.outcomes.queries import interests as queries
from intercluster_web.outcomes.queries.postings import postings, shown
from intercluster_web.records.choosing import writable_organisations

PER_PAGE = 50


@seat_required
@require_GET
def interests(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.interests(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = views(page, interest_view, Reader(request.user))
    return render(request, "outcomes/interests.html", {"page": page, "rows": rows})


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    posting = get_object_or_404(postings(request.user).filter(shown()), pk=pk)
    owners = writable_organisations(request.user).exclude(pk=posting.owner_id)
    if not owners.exists():
        raise PermissionDenied
    blank = actions.interest_in(posting, owners[0])
    initial = {"owner": owners[0].pk, "expires_on": blank.expires_on, "cooperation": request.GET.get("cooperation")}
    form = InterestForm(request.POST or None, user=request.user, posting=posting, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            interest = actions.express(request.user, form.save(commit=False))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(
                request, _("Relayed. The other cluster asks its member; now ask yours to agree to be named.")
            )
            return redirect(interest)
    context = {
        "form": form,
        "posting": posting_view(posting, Reader(request.user)),
        "organisations": names_to_suggest(),
    }
    return render(request, "outcomes/interest_form.html", context, status=422 if form.is_bound else 200)


@seat_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    interest = get_object_or_404(queries.interests(request.user), pk=pk)
    releases = [_release_row(request, release) for release in sorted(interest.releases.all(), key=lambda one: one.side)]
    view = interest_view(interest, Reader(request.user))
    context = {"interest": view, "releases": releases, "cooperation": interest.cooperation, "invite_form": InviteForm()}
    return render(request, "outcomes/interest.html", context)


def _release_row(request: HttpRequest, release: Release) -> dict[str, Any]:
    """What one side has answered; its link and remark for the people of that side's cluster only."""
    owner = actions.side_owner(release.interest, release.side)
    ours = release.side in queries.sides_of(request.user, release.interest)
    writes = ours and may_write(request.user, owner)
    return {
        "side": release.side,
        "side_label": release.get_side_display(),
        "cluster": owner,
        "answer": release.answer,
        "answer_label": release.get_answer_display(),
        "answered_at": release.answered_at,
        "by_member": release.by_member,
        "note": release.note if ours else "",
        "link": _address(request, release) if writes and not release.answer else "",
        "writes": writes,
    }


def _address(request: HttpRequest, release: Release) -> str:
    return request.build_absolute_uri(reverse("outcomes:answer", args=[release.token()]))


@login_required
@require_POST
def answer_for(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Record what our member told us."""
    release = _own_release(request, pk, side)
    form = AnswerForm(request.POST)
    if form.is_valid():
        agrees = form.cleaned_data["answer"] == "agrees"
        _answer(request, lambda: actions.answer(release, agrees, form.cleaned_data["note"], request.user))
    return redirect("outcomes:interest", pk)


def _answer(request: HttpRequest, act: Any) -> None:
    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The answer is recorded."))


@login_required
@require_POST
def invite(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    release = _own_release(request, pk, side)
    form = InviteForm(request.POST)
    if form.is_valid():
        actions.invite(request.user, release, form.cleaned_data["email"], _address(request, release))
        messages.success(request, _("The link is on its way. The address is not kept."))
    else:
        messages.error(request, _("This is not an e-mail address."))
    return redirect("outcomes:interest", pk)


@login_required
@require_GET
def letter(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """The same message as a draft for one's own mail program."""
    release = _own_release(request, pk, side)
    cluster = actions.side_owner(release.interest, side)
    context = {"release": release, "cluster": cluster, "address": _address(request, release)}
    subject, body = post.written("outcomes/mail/release", context)
    return download(draft(subject, body), f"{release.interest.posting.reference}.eml", EML)


@login_required
@require_POST
def renew_link(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    actions.renew_link(request.user, _own_release(request, pk, side))
    messages.success(request, _("The old link is dead; send the new one."))
    return redirect("outcomes:interest", pk)


def _own_release(request: HttpRequest, pk: int, side: str) -> Release:
    """A side's release, for the writers of its cluster."""
    interest: Interest = get_object_or_404(queries.interests(request.user), pk=pk)
    if side not in queries.sides_of(request.user, interest):
        raise Http404
    if not may_write(request.user, actions.side_owner(interest, side)):
        raise PermissionDenied
    return get_object_or_404(
        Release.objects.select_related("interest__posting__owner", "interest__owner"), interest=interest, side=side
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What a member reads and answers through its link, without an account."""
    release = queries.release_of(token)
    if release is None:
        return render(request, "outcomes/answer_gone.html", status=410)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["answer"] == "agrees"
        _answer(request, lambda: actions.answer(release, agrees, form.cleaned_data["note"]))
        return redirect("outcomes:answer", token)
    asking = release.side == InterestSide.ASKING
    interest = (
        Interest.objects.select_related("owner", "posting__owner")
        .prefetch_related("releases")
        .get(pk=release.interest_id)
    )
    own = interest.owner_id if asking else interest.posting.owner_id
    context = {
        "release": release,
        "asking": asking,
        "interest": interest_view(interest, Reader(own={own})),
        "cluster": actions.side_owner(interest, release.side),
        "form": form,
    }
    response = render(request, "outcomes/answer.html", context, status=422 if form.is_bound else 200)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
