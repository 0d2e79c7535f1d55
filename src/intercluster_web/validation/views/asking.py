"""Whom to ask, and the messages: sent from here, or taken out as drafts."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import changeable_or_404
from intercluster_web.contacts.models import Contact
from intercluster_web.directory.models import Kind, Organisation
from intercluster_web.downloads import EML, download
from intercluster_web.mail import draft
from intercluster_web.validation import queries
from intercluster_web.validation.actions import answers
from intercluster_web.validation.actions import rounds as actions
from intercluster_web.validation.forms import AnswerForm, AskForm
from intercluster_web.validation.models import Audience, Invitation, Round, RoundState
from intercluster_web.validation.presentation import Letter, link_of

PAGE = 100


def _changeable(request: HttpRequest, pk: int) -> Round:
    return changeable_or_404(request.user, Round.objects.select_related("owner"), pk=pk)  # type: ignore[no-any-return]


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose people of the address book."""
    found = _changeable(request, pk)
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("contact") if key.isdecimal() and len(key) < 18]
        chosen = Contact.objects.living().filter(owner=found.owner, pk__in=keys)
        try:
            added = actions.ask(request.user, found, chosen, request.POST.get("group", "").strip())
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return redirect("validation:ask", pk)
        messages.success(request, _("On the list: %(n)s.") % {"n": len(added)})
        return redirect(f"{found.get_absolute_url()}#asked")
    asked_for = request.GET if "role" in request.GET else {"role": queries.ROLE_OF[Audience(found.audience)]}
    form = AskForm(asked_for)
    wanted = form.cleaned_data if form.is_valid() else {}
    book = queries.not_asked_yet(found, wanted.get("q", ""), wanted.get("role", ""))
    page = Paginator(book, PAGE).get_page(request.GET.get("page"))
    return render(request, "validation/ask.html", {"round": found, "form": form, "page": page, "posts": _posts(found)})


def _posts(found: Round) -> list[Organisation]:
    """Foreign posts of the directory in the countries of the options, whom nobody of the address book stands for."""
    if found.audience != Audience.POSTS:
        return []
    countries = {line for line in found.options.values_list("line__country", flat=True) if line}
    posts = Organisation.objects.filter(kind=Kind.FOREIGN_POST).exclude(contacts__owner=found.owner)
    return list((posts.filter(country__in=countries) if countries else posts).order_by("country", "name")[:30])


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    actions.withdraw(request.user, get_object_or_404(found.invitations.select_related("round"), pk=invitation_pk))
    messages.success(request, _("Off the list: a link sent before no longer works."))
    return redirect(f"{found.get_absolute_url()}#asked")


def _letters(
    request: HttpRequest, invitations: Iterable[Invitation], reminder: bool
) -> Iterator[tuple[Letter, list[Invitation]]]:
    """One letter a person; a reminder names every round of ours that waits for them."""
    for invitation in invitations:
        together = (list(queries.open_for(invitation.contact)) if reminder else []) or [invitation]
        yield Letter(request, invitation.contact, together, reminder=reminder), together


def _sendable(request: HttpRequest, pk: int) -> Round | None:
    found = _changeable(request, pk)
    if found.takes_answers:
        return found
    messages.error(request, _("Open the round first, or give it more time: links work only while it is open."))
    return None


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the messages, or the reminders, through the installation's mail server."""
    found = _sendable(request, pk)
    if found is not None:
        reminder = request.POST.get("do") == "remind"
        sent = 0
        for letter, invitations in _letters(request, queries.to_write_to(found, reminder), reminder):
            with translation.override(letter.contact.language):
                post.send(letter.template, letter.context, letter.contact.email)
            actions.note_sent(request.user, invitations, reminder)
            sent += 1
        messages.success(request, _("Messages on their way: %(n)s.") % {"n": sent})
    return redirect("validation:round", pk)


@login_required
@require_POST
def drafts(request: HttpRequest, pk: int) -> HttpResponse:
    """The same messages as drafts that one's own mail program opens, one a person, in one archive."""
    found = _sendable(request, pk)
    if found is None:
        return redirect("validation:round", pk)
    reminder = request.POST.get("do") == "remind"
    archive, noted = io.BytesIO(), []
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        letters = _letters(request, queries.to_write_to(found, reminder), reminder)
        for number, (letter, invitations) in enumerate(letters, start=1):
            name = f"{number:03d}-{slugify(letter.contact.name) or 'contact'}.eml"
            files.writestr(name, draft(letter.subject(), letter.body(), [letter.contact.email]))
            noted += invitations
    actions.note_sent(request.user, noted, reminder)
    return download(archive.getvalue(), f"{slugify(found.title) or 'validation'}-drafts.zip", "application/zip")


@never_cache
@login_required
@require_GET
def message(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    """One person's message as a draft: to send again, or to somebody without an address by other means."""
    found = _changeable(request, pk)
    invitation = get_object_or_404(queries.asked_in(found).exclude(contact=None), pk=invitation_pk)
    if not invitation.contact.opted_out_on and found.takes_answers:
        letter = Letter(request, invitation.contact, [invitation], reminder=False)
        to = [invitation.contact.email] if invitation.contact.email else []
        return download(draft(letter.subject(), letter.body(), to), f"{slugify(found.title)}.eml", EML)
    messages.error(request, _("Nothing is sent to this person: they asked for it, or the round takes no answers."))
    return redirect("validation:round", pk)


@login_required
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    """Note a reply that came by telephone or mail, in a named round."""
    found = _changeable(request, pk)
    invitation = get_object_or_404(
        queries.asked_in(found).filter(round__anonymous=False, round__state=RoundState.OPEN), pk=invitation_pk
    )
    said = answers.said(invitation)
    initial = {"revision": invitation.revision}
    form = AnswerForm(request.POST or None, options=list(found.options.all()), said=said, initial=initial)
    context = {"round": found, "invitation": invitation, "form": form, "link": link_of(request, invitation)}
    if request.method == "POST" and form.is_valid():
        try:
            answers.note_reply(request.user, invitation, form.marks(), form.cleaned_data["revision"] or 0)
        except (answers.AnsweredMeanwhileError, answers.OverError):
            form.add_error(None, _("This person has answered meanwhile, or the round was closed. Look again first."))
        else:
            messages.success(request, _("The reply is noted."))
            return redirect(f"{found.get_absolute_url()}#asked")
    return render(request, "validation/reply.html", context, status=422 if form.is_bound else 200)
