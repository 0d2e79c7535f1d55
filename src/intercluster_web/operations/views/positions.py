"""Signing a joint position: by its cooperation's people, and by signed link without an account."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import changeable_item_or_404, item_or_404
from intercluster_web.cooperations.signing import views as signing
from intercluster_web.cooperations.signing.actions import SpentError
from intercluster_web.cooperations.signing.forms import RecordedSignatureForm
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import DOCX
from intercluster_web.languages import language
from intercluster_web.operations import exports
from intercluster_web.operations.actions import positions as actions
from intercluster_web.operations.forms import AskForm
from intercluster_web.operations.models import CoSignature, Position, SealedPosition
from intercluster_web.operations.queries import sealed_of
from intercluster_web.records.forms import known_organisation

LETTER = "operations/mail/ask"


def _position(request: HttpRequest, pk: int) -> Position:
    found: Position = changeable_item_or_404(
        request.user, Position.objects.select_related("cooperation", "owner"), pk=pk
    )
    return found


def _back(position: Position) -> HttpResponse:
    return redirect("operations:operation", "position", position.pk)


@login_required
@require_POST
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix the text of today as the file that is signed."""
    position = _position(request, pk)
    actions.seal(
        request.user,
        position,
        name=f"{position.title[:180]}.docx",
        content=exports.operation_docx(position, language()),
        media_type=DOCX,
        because=_("The text changed: there is a new file to sign."),
    )
    messages.success(request, _("The text is fixed. Now ask the clusters to sign it."))
    return _back(position)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one cluster: the link is sent, or given as a draft to send oneself."""
    position = _position(request, pk)
    sealed = get_object_or_404(SealedPosition, pk=getattr(sealed_of(position), "pk", None))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signature = actions.ask(request.user, sealed, **_asked(form.cleaned_data))
        if form.cleaned_data["email"] and "send" in request.POST:
            signing.send_letter(LETTER, _letter(request, signature), signature)
            messages.success(request, _("%(name)s is asked by e-mail.") % {"name": signature})
        return _back(position)
    return render(
        request,
        "operations/ask.html",
        {"form": form, "cooperation": position.cooperation, "position": position, "organisations": names_to_suggest()},
        status=422 if request.method == "POST" else 200,
    )


def _asked(data: dict[str, Any]) -> dict[str, Any]:
    organisation = known_organisation(data["name"])
    return {
        "organisation": organisation,
        "name": organisation.name if organisation else data["name"],
        "email": data["email"],
        "language": data["language"],
    }


def _link(request: HttpRequest, signature: CoSignature) -> str:
    return request.build_absolute_uri(reverse("operations:consent", args=[signature.token()]))


def _letter(request: HttpRequest, signature: CoSignature) -> dict[str, Any]:
    position = signature.document.operation
    return {"signature": signature, "position": position, "link": _link(request, signature)}


def _signature(request: HttpRequest, pk: int, signature_pk: int) -> CoSignature:
    position = _position(request, pk)
    lines = CoSignature.objects.select_related("document__operation__cooperation", "document__operation__owner")
    return get_object_or_404(lines, document__operation=position, pk=signature_pk)


@login_required
@require_GET
def letter(request: HttpRequest, pk: int, signature_pk: int) -> HttpResponse:
    """The request as a draft for one's own mail program."""
    signature = _signature(request, pk, signature_pk)
    return signing.letter_draft(LETTER, _letter(request, signature), signature, str(signature))


@login_required
@require_POST
def renew(request: HttpRequest, pk: int, signature_pk: int) -> HttpResponse:
    """A new link; the old ones are dead."""
    signature = _signature(request, pk, signature_pk)
    try:
        actions.renew(request.user, signature)
    except SpentError:
        messages.error(request, signing.no_longer_open())
    else:
        messages.success(request, _("There is a new link; the one before no longer works."))
    return _back(signature.document.operation)


@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int, signature_pk: int) -> HttpResponse:
    """Note a signature that was given on paper or with another tool."""
    signature = _signature(request, pk, signature_pk)
    form = RecordedSignatureForm(request.POST or None, request.FILES or None)
    if signing.recorded(request, form, partial(actions.note, request.user, signature)):
        return _back(signature.document.operation)
    position = signature.document.operation
    return render(
        request,
        "operations/form.html",
        {
            "form": form,
            "cooperation": position.cooperation,
            "title": _("Signature of %(name)s") % {"name": signature},
            "back": reverse("operations:operation", args=["position", position.pk]),
            "upload": True,
        },
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_GET
def sealed_file(request: HttpRequest, pk: int, sealed_pk: int) -> HttpResponse:
    """The exact file, byte for byte."""
    position = item_or_404(request.user, Position.objects.all(), pk=pk)
    return signing.exact_file(get_object_or_404(SealedPosition, operation=position, pk=sealed_pk))


# Without an account


@never_cache
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Read the position and sign it."""
    signature = signing.behind(CoSignature, token)
    if signature is None:
        return signing.gone(request)
    context = {
        "position": signature.document.operation,
        "download_url": reverse("operations:consent-file", args=[token]),
        "refuse_url": reverse("operations:decline", args=[token]),
    }
    with translation.override(signature.language):
        return signing.consent_page(request, signature, actions.consent, "operations/consent.html", context)


@never_cache
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    signature = signing.behind(CoSignature, token)
    if signature is None:
        return signing.gone(request)
    return signing.refused(request, signature, actions.refuse, reverse("operations:consent", args=[token]))


@never_cache
@require_GET
def consent_file(request: HttpRequest, token: str) -> HttpResponse:
    signature = signing.behind(CoSignature, token)
    return signing.gone(request) if signature is None else signing.exact_file(signature.document)
