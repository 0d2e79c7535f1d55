"""Voting through a link, without an account; and sending these links."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import changeable_item_or_404, has_left, kept_for
from intercluster_web.alliances.forms.decisions import VoteForm
from intercluster_web.alliances.models import Decision, DecisionState, Voter
from intercluster_web.alliances.presentation.votes import rules
from intercluster_web.alliances.views.decisions import DECISIONS, cast
from intercluster_web.contacts.models import Contact
from intercluster_web.downloads import EML, download
from intercluster_web.mail import draft

LETTER = "alliances/mail/vote"


@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The proposal and the ballot, for the member the link was made for."""
    voter = Voter.of(token)
    if voter is None or voter.decision.state not in {DecisionState.OPEN, DecisionState.CLOSED}:
        return render(request, "alliances/vote_gone.html", status=404)
    if has_left(voter.decision.cooperation, voter.organisation_id):
        return render(request, "alliances/vote_gone.html", status=404)
    decision = voter.decision
    form = VoteForm(request.POST if request.method == "POST" else None, decision=decision)
    problem = ""
    if request.method == "POST" and form.is_valid():
        problem = cast(voter, form)
        if not problem:
            return redirect("alliances:vote-by-link", token)
    context = {"voter": voter, "decision": decision, "form": form, "rules": rules(decision), "problem": problem}
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "alliances/vote.html", context, status=status)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send their link to those who have not voted and whose address is in the address book of who sends."""
    decision = changeable_item_or_404(request.user, DECISIONS, pk=pk)
    sent = 0
    for voter in _waiting(decision):
        if contact := _reachable(request.user, voter):
            with translation.override(contact.language):
                post.send(LETTER, _letter(request, voter), contact.email)
            sent += 1
    messages.success(request, _("Messages sent: %(n)s.") % {"n": sent})
    return redirect(decision.get_absolute_url())


@login_required
@require_GET
def as_draft(request: HttpRequest, pk: int, voter_pk: int) -> HttpResponse:
    """The message with the link, for one's own mail program."""
    decision = changeable_item_or_404(request.user, DECISIONS, pk=pk)
    voter = get_object_or_404(_waiting(decision), pk=voter_pk)
    contact = _reachable(request.user, voter)
    with translation.override(contact.language if contact else translation.get_language()):
        subject, body = post.written(LETTER, _letter(request, voter))
    to = [contact.email] if contact else []
    return download(draft(subject, body, to), f"{slugify(str(voter.organisation)) or 'vote'}.eml", EML)


def _waiting(decision: Decision) -> Any:
    running = decision.voters.filter(voted=False, decision__state=DecisionState.OPEN)
    return running.select_related("organisation", "mandate__contact", "decision__body", "decision__cooperation")


def _reachable(user: Any, voter: Voter) -> Contact | None:
    """Whom to write to: the holder of the mandate, where they are in one's own address book and did not refuse."""
    contact = voter.mandate and voter.mandate.contact
    if contact is None or not contact.email or contact.opted_out_on:
        return None
    return contact if kept_for(user, Contact.objects.filter(pk=contact.pk)).exists() else None


def _letter(request: HttpRequest, voter: Voter) -> dict[str, Any]:
    address = reverse("alliances:vote-by-link", args=[voter.token()])
    return {"voter": voter, "decision": voter.decision, "link": request.build_absolute_uri(address)}
