"""Who keeps a watch on the spot: asked from here, answering through a link without an account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.directory.wording import field_label, zone_label
from intercluster_web.downloads import EML, download
from intercluster_web.mail import draft
from intercluster_web.security import not_indexed
from intercluster_web.watch.actions import watches as actions
from intercluster_web.watch.forms import KeeperForm, ReportForm
from intercluster_web.watch.models import Keeper
from intercluster_web.watch.queries import watches as queries

LETTER = "watch/mail/keep"


def _letter(request: HttpRequest, keeper: Keeper) -> tuple[str, str]:
    """Subject and text in the language of who is asked."""
    contact = keeper.contact
    if contact is None:
        raise ValidationError(_("Nobody is behind this link any more."))
    stop = reverse("contacts:stop", args=[contact.stop_token()])
    with translation.override(contact.language):
        context = {
            "keeper": keeper,
            "contact": contact,
            "watch": keeper.watch,
            "fields": [field_label(concept) for concept in keeper.watch.concepts],
            "zones": [zone_label(code) for code in keeper.watch.zones],
            "link": request.build_absolute_uri(reverse("watch:keep", args=[keeper.token()])),
            "stop": request.build_absolute_uri(stop),
        }
        return post.written(LETTER, context)


@login_required
@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody: by mail where there is a server, else with the draft on the page."""
    found = queries.changeable_or_404(request.user, pk)
    form = KeeperForm(request.POST, people=queries.could_keep(found))
    if not form.is_valid():
        messages.error(request, _("Choose somebody of your address book."))
        return redirect(found)
    keeper = actions.name_keeper(request.user, found, form.cleaned_data["contact"])
    if "send" in request.POST and post.can_send() and form.cleaned_data["contact"].may_be_written_to:
        post.send_written(*_letter(request, keeper), form.cleaned_data["contact"].email)
        actions.note_sent(request.user, keeper)
        messages.success(request, _("%(name)s is asked by e-mail.") % {"name": keeper.contact})
    else:
        messages.success(request, _("The link is ready: take the message as a draft."))
    return redirect(f"{found.get_absolute_url()}#keepers")


def _keeper(request: HttpRequest, pk: int, keeper_pk: int) -> Keeper:
    return get_object_or_404(
        queries.keepers(queries.changeable_or_404(request.user, pk)).select_related("watch__owner"), pk=keeper_pk
    )


@never_cache
@login_required
@require_GET
def letter(request: HttpRequest, pk: int, keeper_pk: int) -> HttpResponse:
    keeper = _keeper(request, pk, keeper_pk)
    if keeper.contact is None or keeper.contact.opted_out_on or keeper.contact.erased_on:
        messages.error(request, _("Nothing is sent to this person: they asked for it."))
        return redirect(keeper.watch)
    subject, body = _letter(request, keeper)
    to = [keeper.contact.email] if keeper.contact.email else []
    return download(draft(subject, body, to), f"{slugify(keeper.watch.title) or 'watch'}.eml", EML)


@login_required
@require_POST
def release(request: HttpRequest, pk: int, keeper_pk: int) -> HttpResponse:
    keeper = _keeper(request, pk, keeper_pk)
    actions.release(request.user, keeper)
    messages.success(request, _("The link no longer works; what was reported stays."))
    return redirect(f"{keeper.watch.get_absolute_url()}#keepers")


# Without an account


@not_indexed
@never_cache
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, token: str) -> HttpResponse:
    """Report what is new; what one reported before is below. Nothing else of the watch is told here."""
    keeper = queries.keeper_of(token)
    if keeper is None or keeper.contact is None:
        return render(request, "watch/link_gone.html", status=410)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(keeper.contact.language)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.report(keeper, form.save(commit=False))
        messages.success(request, _("Thank you: it is kept."))
        return redirect("watch:keep", token)
    context = {
        "form": form,
        "watch": keeper.watch,
        "contact": keeper.contact,
        "fields": [field_label(concept) for concept in keeper.watch.concepts],
        "zones": [zone_label(code) for code in keeper.watch.zones],
        "reported": keeper.findings.all(),
    }
    return render(request, "watch/keep.html", context, status=422 if form.is_bound else 200)
