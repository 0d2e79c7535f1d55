"""Asking for signatures and giving them: under agreements and under sheets, with an account and behind a link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import may_change_item, may_write
from intercluster_web.agreements.actions import sheets as sheet_actions
from intercluster_web.agreements.actions import signing as agreement_actions
from intercluster_web.agreements.forms.signing import AskForm
from intercluster_web.agreements.models import SheetSignature, Signature
from intercluster_web.agreements.presentation.texts import clause_texts, reading_language
from intercluster_web.agreements.views.found import file_name, readable, readable_sheet
from intercluster_web.cooperations.signing import views as signing
from intercluster_web.cooperations.signing.actions import SpentError
from intercluster_web.cooperations.signing.forms import ConsentForm
from intercluster_web.cooperations.signing.models import TamperedError

LINKS: dict[str, Any] = {"agreement": Signature, "sheet": SheetSignature}
ACTIONS: dict[str, Any] = {"agreement": agreement_actions, "sheet": sheet_actions}
LETTER = "agreements/mail/sign"


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, what: str, pk: int, line_pk: int) -> HttpResponse:
    """The link of one party: send it, open it as a draft, or copy it."""
    record, line = _line(request, what, pk, line_pk)
    _require_change(request, record)
    form = AskForm(request.POST or None, initial={"email": line.email, "language": line.language})
    if request.method == "POST" and form.is_valid():
        try:
            ACTIONS[what].set_address(request.user, line, **form.cleaned_data)
        except SpentError:
            messages.error(request, signing.no_longer_open())
            return redirect(record)
        if request.POST.get("do") == "send":
            signing.send_letter(LETTER, _letter(request, what, record, line), line)
            messages.success(request, _("The link is on its way to %(address)s.") % {"address": line.email})
        return redirect("agreements:ask", what, pk, line_pk)
    context = {
        "cooperation": record.cooperation,
        "record": record,
        "line": line,
        "what": what,
        "form": form,
        "link": _link(request, what, line) if line.state == "asked" else "",
    }
    return render(request, "agreements/ask.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_GET
def ask_draft(request: HttpRequest, what: str, pk: int, line_pk: int) -> HttpResponse:
    """The message with the link, to look through and send from one's own mail."""
    record, line = _line(request, what, pk, line_pk)
    _require_change(request, record)
    if line.state != "asked":
        raise Http404
    return signing.letter_draft(LETTER, _letter(request, what, record, line), line, file_name(record))


@login_required
@require_http_methods(["GET", "POST"])
def sign_here(request: HttpRequest, what: str, pk: int, line_pk: int) -> HttpResponse:
    """Sign with one's seat, for an organisation one writes for."""
    record, line = _line(request, what, pk, line_pk)
    if line.organisation is None or not may_write(request.user, line.organisation):
        raise PermissionDenied
    sealed = line.sealed()
    form = ConsentForm(request.POST or None, initial={"name": request.user.get_full_name(), "seen": sealed.sha256})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        try:
            ACTIONS[what].sign_by_seat(request.user, line, **signing.given(form))
            return redirect(f"{record.get_absolute_url()}#signatures")
        except SpentError:
            messages.error(request, signing.no_longer_open())
            return redirect(record)
        except TamperedError:
            form.add_error(None, signing.tampered())
    context = {"cooperation": record.cooperation, "record": record, "line": line, "sealed": sealed, "form": form}
    return render(request, "agreements/sign_here.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, what: str, token: str) -> HttpResponse:
    """Read the document behind a link and sign it, without an account."""
    line = _behind(what, token)
    if line is None:
        return signing.gone(request)
    context: dict[str, Any] = {
        "download_url": reverse("agreements:sign-document", args=[what, token]),
        "refuse_url": reverse("agreements:sign-refuse", args=[what, token]),
    }
    if what == "agreement":
        code = reading_language(line.version)
        context["texts"] = [] if line.sealed().brought else clause_texts(line.version.clauses, code)
        context["text_language"] = code
    return signing.consent_page(request, line, ACTIONS[what].consent, "agreements/consent.html", context)


@never_cache
@require_http_methods(["POST"])
def refuse(request: HttpRequest, what: str, token: str) -> HttpResponse:
    line = _behind(what, token)
    if line is None:
        return signing.gone(request)
    return signing.refused(request, line, ACTIONS[what].refuse, reverse("agreements:sign", args=[what, token]))


@never_cache
@require_GET
def document(request: HttpRequest, what: str, token: str) -> HttpResponse:
    """The exact file, for who holds the link."""
    line = _behind(what, token)
    return signing.gone(request) if line is None else signing.exact_file(line.sealed())


def _line(request: HttpRequest, what: str, pk: int, line_pk: int) -> tuple[Any, Any]:
    """The agreement or sheet, and one line under it."""
    if what not in LINKS:
        raise Http404
    record = readable(request, pk) if what == "agreement" else readable_sheet(request, pk)
    line = get_object_or_404(LINKS[what].objects.select_related("organisation"), **{"pk": line_pk, what: record})
    return record, line


def _require_change(request: HttpRequest, record: Any) -> None:
    if not may_change_item(request.user, record):
        raise PermissionDenied


def _behind(what: str, token: str) -> Any:
    return signing.behind(LINKS[what], token) if what in LINKS else None


def _link(request: HttpRequest, what: str, line: Any) -> str:
    return request.build_absolute_uri(reverse("agreements:sign", args=[what, line.token()]))


def _letter(request: HttpRequest, what: str, record: Any, line: Any) -> dict[str, Any]:
    return {
        "line": line,
        "record": record,
        "link": _link(request, what, line),
        "sha256": line.sealed().sha256,
        "sender": record.owner,
    }
