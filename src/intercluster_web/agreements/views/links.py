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

from intercluster_web.accounts.permissions import has_left, may_change_item, may_write
from intercluster_web.accounts.post import send
from intercluster_web.agreements.actions import sheets as sheet_actions
from intercluster_web.agreements.actions import signing as agreement_actions
from intercluster_web.agreements.forms.signing import AskForm
from intercluster_web.agreements.models import SheetSignature, Signature
from intercluster_web.agreements.presentation.mail import asking
from intercluster_web.agreements.presentation.texts import clause_texts, languages_of
from intercluster_web.agreements.views.comparing import sealed_answer
from intercluster_web.agreements.views.found import file_name, readable, readable_sheet
from intercluster_web.cooperations.signing.actions import SpentError
from intercluster_web.cooperations.signing.forms import ConsentForm, RefusalForm
from intercluster_web.cooperations.signing.models import TamperedError
from intercluster_web.downloads import EML, download
from intercluster_web.languages import language
from intercluster_web.mail import draft

LINKS: dict[str, Any] = {"agreement": Signature, "sheet": SheetSignature}
ACTIONS: dict[str, Any] = {"agreement": agreement_actions, "sheet": sheet_actions}


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
            messages.error(request, _("This signature is there already, or no longer asked for."))
            return redirect(record)
        if request.POST.get("do") == "send":
            subject, body = asking(line, _mail_context(request, what, record, line))
            send("agreements/mail/due", {"subject": subject, "body": body}, line.email)
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
    subject, body = asking(line, _mail_context(request, what, record, line))
    return download(draft(subject, body, [line.email] if line.email else []), f"{file_name(record)}.eml", EML)


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
        given = form.cleaned_data
        try:
            ACTIONS[what].sign_by_seat(request.user, line, given["name"], given["function"], given["seen"])
            return redirect(f"{record.get_absolute_url()}#signatures")
        except SpentError:
            messages.error(request, _("This signature is there already, or no longer asked for."))
            return redirect(record)
        except TamperedError:
            form.add_error(None, _tampered())
    context = {"cooperation": record.cooperation, "record": record, "line": line, "sealed": sealed, "form": form}
    return render(request, "agreements/sign_here.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, what: str, token: str) -> HttpResponse:
    """Read the document behind a link and sign it, without an account."""
    line = _behind(what, token)
    if line is None:
        return render(request, "cooperations/signing/gone.html", status=410)
    sealed = line.sealed()
    form = ConsentForm(request.POST or None, initial={"seen": sealed.sha256}) if line.state == "asked" else None
    if request.method == "POST":
        if form is None:
            return render(request, "cooperations/signing/gone.html", status=410)
        if form.is_valid():
            given = form.cleaned_data
            try:
                ACTIONS[what].consent(line, given["name"], given["function"], given["seen"])
                return redirect("agreements:sign", what, token)
            except SpentError:
                return render(request, "cooperations/signing/gone.html", status=410)
            except TamperedError:
                form.add_error(None, _tampered())
    return _consent_page(request, what, token, line, form)


@never_cache
@require_http_methods(["POST"])
def refuse(request: HttpRequest, what: str, token: str) -> HttpResponse:
    line = _behind(what, token)
    form = RefusalForm(request.POST)
    if line is None or not form.is_valid():
        return render(request, "cooperations/signing/gone.html", status=410)
    try:
        ACTIONS[what].refuse(line, form.cleaned_data["because"])
    except SpentError:
        return render(request, "cooperations/signing/gone.html", status=410)
    return redirect("agreements:sign", what, token)


@never_cache
@require_GET
def document(request: HttpRequest, what: str, token: str) -> HttpResponse:
    """The exact file, for who holds the link."""
    line = _behind(what, token)
    if line is None:
        return render(request, "cooperations/signing/gone.html", status=410)
    return sealed_answer(line.sealed())


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
    """The line a link stands for; None where it was forged, has expired, was withdrawn or no longer counts, or where
    the party left before it signed."""
    line = LINKS[what].of(token) if what in LINKS else None
    if line is None or line.state == "voided":
        return None
    left = line.state != "signed" and has_left(getattr(line, what).cooperation, line.organisation_id)
    return None if left else line


def _consent_page(request: HttpRequest, what: str, token: str, line: Any, form: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "signature": line,
        "sealed": line.sealed(),
        "form": form,
        "refusal": RefusalForm() if form else None,
        "title": line.agreement.title if what == "agreement" else line.sheet.title,
        "download_url": reverse("agreements:sign-document", args=[what, token]),
        "sign_url": reverse("agreements:sign", args=[what, token]),
        "refuse_url": reverse("agreements:sign-refuse", args=[what, token]),
    }
    if what == "agreement":
        spoken = languages_of(line.version)
        code = language() if language() in spoken else spoken[0]
        context["texts"] = [] if line.sealed().brought else clause_texts(line.version.clauses, code)
        context["text_language"] = code
    return render(request, "agreements/consent.html", context, status=422 if request.method == "POST" else 200)


def _link(request: HttpRequest, what: str, line: Any) -> str:
    return request.build_absolute_uri(reverse("agreements:sign", args=[what, line.token()]))


def _mail_context(request: HttpRequest, what: str, record: Any, line: Any) -> dict[str, Any]:
    return {
        "line": line,
        "record": record,
        "link": _link(request, what, line),
        "sha256": line.sealed().sha256,
        "sender": record.owner,
    }


def _tampered() -> str:
    return _("The document is not the one you read: it has changed since. Nothing was signed. Ask who sent it to you.")
