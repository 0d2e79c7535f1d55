"""Proposing an agreement, noting signatures, opening it again, ending it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.agreements.actions import signing as actions
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.forms.signing import EndForm, ProposeForm, ScanForm
from intercluster_web.agreements.models import Agreement
from intercluster_web.agreements.presentation.texts import blanks
from intercluster_web.agreements.views.found import changeable, changeable_line, file_name, not_now, readable_line
from intercluster_web.cooperations.signing.forms import RecordedSignatureForm
from intercluster_web.cooperations.signing.models import sha256
from intercluster_web.cooperations.signing.views import recorded
from intercluster_web.downloads import download


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the text and open it for signature."""
    found = changeable(request, pk)
    form = ProposeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(request.user, found, file_name(found), form.cleaned_data.get("file"), form.audience)
        except WrongStateError as wrong:
            return not_now(request, wrong, found)
        return redirect(f"{found.get_absolute_url()}#signatures")
    empty = [blank for blank in blanks(found, list(found.clauses.all())) if not blank.value]
    context = {"form": form, "empty_blanks": empty, "parties": found.parties.all()}
    return _page(request, found, "agreements/propose.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: signatures given so far will no longer count."""
    found = changeable(request, pk)
    if request.method == "POST":
        try:
            voided = actions.reopen(request.user, found)
        except WrongStateError as wrong:
            return not_now(request, wrong, found)
        messages.success(
            request,
            ngettext(
                "Open for changes again. %(n)s signature no longer counts.",
                "Open for changes again. %(n)s signatures no longer count.",
                voided,
            )
            % {"n": voided},
        )
        return redirect(found)
    return _page(request, found, "agreements/reopen.html", {})


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable(request, pk)
    form = EndForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(request.user, found, form.cleaned_data["day"], form.cleaned_data["because"])
        except WrongStateError as wrong:
            return not_now(request, wrong, found)
        return redirect(found)
    return _page(request, found, "agreements/form.html", {"form": form, "title": _("End the agreement")})


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Note a signature that was given on paper or with the signer's own tool."""
    line = changeable_line(request, pk, line_pk)
    form = RecordedSignatureForm(
        request.POST or None, request.FILES or None, initial={"signed_on": timezone.localdate()}
    )
    if recorded(request, form, partial(actions.note, request.user, line)):
        return redirect(f"{line.agreement.get_absolute_url()}#signatures")
    return _page(request, line.agreement, "agreements/note.html", {"form": form, "line": line})


@login_required
@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Add the scanned or signed file to a signature."""
    line = changeable_line(request, pk, line_pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach(request.user, line, form.cleaned_data["file"])
        except WrongStateError as wrong:
            return not_now(request, wrong, line.agreement)
        return redirect(f"{line.agreement.get_absolute_url()}#signatures")
    title = _("Scanned or signed file of %(party)s") % {"party": line.organisation_name}
    return _page(request, line.agreement, "agreements/form.html", {"form": form, "title": title})


@login_required
@require_GET
def scan_file(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """The file that came with a signature; told apart from one that changed on the disk."""
    line = readable_line(request, pk, line_pk)
    if not line.file:
        raise Http404
    with line.file.open("rb") as stored:
        content = stored.read()
    if sha256(content) != line.file_sha256:
        said = _("The stored file is no longer the one that was brought: its SHA-256 differs. It is not handed out.")
        return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")
    return download(content, line.file_name, "application/octet-stream")


def _page(request: HttpRequest, found: Agreement, template: str, context: dict[str, Any]) -> HttpResponse:
    shown = {"agreement": found, "cooperation": found.cooperation, **context}
    status = 422 if request.method == "POST" else 200
    return render(request, template, shown, status=status)
