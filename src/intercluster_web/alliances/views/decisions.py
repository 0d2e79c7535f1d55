"""Proposals, votes, and the register of decisions."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    inside_or_404,
    item_or_404,
    items_visible_to,
    may_change_item,
    may_write,
)
from intercluster_web.alliances.actions import decisions as actions
from intercluster_web.alliances.exports.tables import register_table
from intercluster_web.alliances.forms.common import TaskForm
from intercluster_web.alliances.forms.decisions import DecisionForm, VoteForm
from intercluster_web.alliances.models import BallotKind, Body, Decision, DecisionState, OutcomeKind, Voter
from intercluster_web.alliances.presentation.votes import bars, explained, option_label, rules
from intercluster_web.alliances.queries.mandates import voting
from intercluster_web.alliances.views.bodies import BODIES
from intercluster_web.alliances.views.common import form_page
from intercluster_web.alliances.views.meetings import task_added
from intercluster_web.cooperations.models import Cooperation, Task
from intercluster_web.downloads import table_file

DECISIONS = Decision.objects.select_related("cooperation", "owner", "body", "meeting")
PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    body = changeable_item_or_404(request.user, BODIES, pk=pk)
    return _form_page(request, Decision(body=body, cooperation=body.cooperation), _("New proposal"), body)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    decision = changeable_item_or_404(request.user, DECISIONS, pk=pk)
    if decision.state != DecisionState.DRAFT:
        messages.error(
            request, _("The vote was opened: the proposal no longer changes. Withdraw it and write another.")
        )
        return redirect(decision.get_absolute_url())
    return _form_page(request, decision, _("Change the proposal"), decision)


def _form_page(request: HttpRequest, decision: Decision, title: str, back: Any) -> HttpResponse:
    form = DecisionForm(request.POST or None, instance=decision, body=decision.body)
    return form_page(
        request,
        decision.cooperation,
        form,
        partial(actions.save_decision, request.user),
        title=title,
        lead=decision.body.name,
        back=back.get_absolute_url(),
    )


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, item_or_404(request.user, DECISIONS, pk=pk))


def _page(request: HttpRequest, decision: Decision, form: VoteForm | None = None, status: int = 200) -> HttpResponse:
    user, url = request.user, decision.get_absolute_url()
    voters = list(decision.voters.select_related("organisation", "mandate__contact", "ballot"))
    mine = [voter for voter in voters if may_write(user, voter.organisation)]
    draft = decision.state == DecisionState.DRAFT
    running = decision.state == DecisionState.OPEN
    late = bool(decision.deadline and decision.deadline <= timezone.now())
    context = {
        "cooperation": decision.cooperation,
        "decision": decision,
        "rules": rules(decision.body if draft else decision),
        "to_be_voters": voting(decision.body.mandates.all(), timezone.localdate()) if draft else [],
        "voters": voters,
        "voted": sum(voter.voted for voter in voters),
        "mine": mine,
        "form": form or VoteForm(decision=decision),
        "running": running,
        "late": late,
        "may_close": running and (late or all(voter.voted for voter in voters)),
        "bars": bars(decision),
        "explained": explained(decision),
        "ballots": _ballots(decision, voters),
        "tasks": items_visible_to(user, Task.objects.filter(cooperation=decision.cooperation, about=url)),
        "task_form": TaskForm(),
        "changeable": may_change_item(user, decision),
    }
    return render(request, "alliances/decision.html", context, status=status)


def _ballots(decision: Decision, voters: list[Voter]) -> list[tuple[Voter, str, str]]:
    """Who chose what, once an open ballot is closed."""
    if decision.state != DecisionState.CLOSED or decision.ballot != BallotKind.OPEN:
        return []
    cast = [(voter, voter.ballot) for voter in voters if hasattr(voter, "ballot")]
    return [(voter, option_label(ballot.choice), ballot.comment) for voter, ballot in cast]


@login_required
@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the vote, close it, record a consensus, withdraw."""
    decision = changeable_item_or_404(request.user, DECISIONS, pk=pk)
    act = _STATES.get(request.POST.get("do", ""))
    try:
        if act:
            act(request.user, decision)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    return redirect(decision.get_absolute_url())


_STATES = {
    "open": actions.open_vote,
    "close": actions.close_vote,
    "consensus": actions.record_consensus,
    "withdraw": actions.withdraw,
}


@login_required
@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote for an organisation one writes for."""
    decision = item_or_404(request.user, DECISIONS, pk=pk)
    key = request.POST.get("voter", "")
    voter = get_object_or_404(decision.voters.select_related("organisation"), pk=key if key.isdecimal() else 0)
    if not may_write(request.user, voter.organisation):
        return _page(request, decision, status=403)
    form = VoteForm(request.POST, decision=decision)
    if not form.is_valid():
        return _page(request, decision, form, status=422)
    if problem := cast(voter, form):
        messages.error(request, problem)
        return redirect(decision.get_absolute_url())
    messages.success(request, _("The vote of %(party)s is counted.") % {"party": voter.organisation})
    return redirect(decision.get_absolute_url())


def cast(voter: Voter, form: VoteForm) -> str:
    """Count the vote a form says; why it was not counted, or ""."""
    try:
        actions.vote(voter, form.cleaned_data["choice"], form.cleaned_data.get("comment", ""))
    except actions.AlreadyVotedError:
        return _("%(party)s has voted already. The first vote counts; this one was not taken.") % {
            "party": voter.organisation
        }
    except actions.VoteClosedError:
        return _("This vote is closed; yours was not taken.")
    return ""


@login_required
@require_POST
def add_a_task(request: HttpRequest, pk: int) -> HttpResponse:
    return task_added(request, changeable_item_or_404(request.user, DECISIONS, pk=pk))


@login_required
@require_GET
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was decided in a cooperation, by body and outcome."""
    cooperation = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    found = _registered(request, cooperation)
    context = {
        "cooperation": cooperation,
        "page": Paginator(found.select_related("body", "meeting"), PAGE).get_page(request.GET.get("page")),
        "bodies": items_visible_to(request.user, Body.objects.filter(cooperation=cooperation)),
        "outcomes": OutcomeKind.choices,
        "chosen": request.GET,
    }
    return render(request, "alliances/register.html", context)


def _registered(request: HttpRequest, cooperation: Cooperation) -> Any:
    found = items_visible_to(request.user, Decision.objects.filter(cooperation=cooperation, state=DecisionState.CLOSED))
    body, outcome = request.GET.get("body", ""), request.GET.get("outcome", "")
    found = found.filter(body=body) if body.isdecimal() else found
    return found.filter(outcome=outcome) if outcome in OutcomeKind.values else found


@login_required
@require_GET
def register_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    cooperation = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    found = _registered(request, cooperation).select_related("body", "meeting")
    return table_file(register_table(cooperation, found), form, _("decisions"))
