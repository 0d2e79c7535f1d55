"""Pages around a signature, the same in every room: a room's view finds the record, its action writes."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import has_left
from intercluster_web.cooperations.signing.actions import SpentError
from intercluster_web.cooperations.signing.forms import ConsentForm, RecordedSignatureForm, RefusalForm
from intercluster_web.cooperations.signing.models import SealedDocument, SignatureBase, TamperedError
from intercluster_web.downloads import EML, download
from intercluster_web.mail import draft

Line = TypeVar("Line", bound=SignatureBase)


def behind(lines: type[Line], token: str) -> Line | None:
    """The line a link stands for; None where it was forged, has expired, was withdrawn or no longer counts, or where
    the party left before it signed."""
    line = lines.of(token)
    if line is None or line.state == "voided":
        return None
    left = line.state != "signed" and has_left(line.about().cooperation, line.organisation_id)
    return None if left else line


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "cooperations/signing/gone.html", status=410)


def consent_page(
    request: HttpRequest, line: SignatureBase, sign: Callable[..., None], template: str, context: Mapping[str, Any]
) -> HttpResponse:
    """Read the document behind a link and sign it. ``sign``: action of the room, called with the line and ``name``,
    ``function`` and ``seen``; ``context``: ``download_url``, ``refuse_url`` and what the room shows besides."""
    sealed = line.sealed()
    form = ConsentForm(request.POST or None, initial={"seen": sealed.sha256}) if line.state == "asked" else None
    if request.method == "POST":
        if form is None:
            return gone(request)
        if form.is_valid():
            try:
                sign(line, **given(form))
                return redirect(request.path)
            except SpentError:
                return gone(request)
            except TamperedError:
                form.add_error(None, tampered())
    shown = {
        "signature": line,
        "sealed": sealed,
        "title": line.about().title,
        "form": form,
        "refusal": RefusalForm() if form else None,
        **context,
    }
    return render(request, template, shown, status=422 if request.method == "POST" else 200)


def refused(request: HttpRequest, line: SignatureBase, refuse: Callable[..., None], page: str) -> HttpResponse:
    """Keep with an action of the room that they do not sign; ``page``: address of the document behind the link."""
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return gone(request)
    try:
        refuse(line, form.cleaned_data["because"])
    except SpentError:
        return gone(request)
    return redirect(page)


def recorded(request: HttpRequest, form: RecordedSignatureForm, note: Callable[[dict[str, Any]], None]) -> bool:
    """Note a signature given elsewhere with an action of the room; False where the form is still to be filled."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        note(form.cleaned_data)
    except SpentError:
        messages.error(request, no_longer_open())
    except TamperedError:
        messages.error(request, _("The stored document has changed since it was sealed: nothing can be signed."))
    return True


def exact_file(sealed: SealedDocument) -> HttpResponse:
    """The sealed file; where it was tampered with, words instead of a file nobody signed."""
    try:
        answer = download(sealed.exact(), sealed.name, sealed.media_type)
    except TamperedError:
        said = _("The stored file is no longer the one that was sealed: its SHA-256 differs. It is not handed out.")
        return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")
    answer["Digest"] = f"sha-256={sealed.sha256}"
    return answer


def send_letter(template: str, context: dict[str, Any], line: SignatureBase) -> None:
    """Send the message that brings the link, in the language of who signs."""
    with translation.override(line.language):
        post.send(template, context, line.email)


def letter_draft(template: str, context: dict[str, Any], line: SignatureBase, name: str) -> HttpResponse:
    """The same message to look through and send from one's own mail; ``name``: of the file, without its suffix."""
    with translation.override(line.language):
        subject, body = post.written(template, context)
    return download(draft(subject, body, [line.email] if line.email else []), f"{name}.eml", EML)


def given(form: ConsentForm) -> dict[str, str]:
    """What a consent says, as the actions of signing take it."""
    return {name: form.cleaned_data[name] for name in ("name", "function", "seen")}


def no_longer_open() -> str:
    return _("This signature is there already, or no longer asked for.")


def tampered() -> str:
    return _("The document is not the one you read: it has changed since. Nothing was signed. Ask who sent it to you.")
