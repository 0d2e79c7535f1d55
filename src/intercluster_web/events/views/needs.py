"""Needs of buyers: the organiser writes and publishes them, buyers theirs, the others propose themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.events.actions import needs as actions
from intercluster_web.events.actions.participants import remove_line
from intercluster_web.events.actions.requests import ASKING
from intercluster_web.events.forms.needs import NeedForForm, NeedForm, ProposeForm
from intercluster_web.events.models import Participant, ParticipantKind, ParticipantState
from intercluster_web.events.queries import needs as queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.views.own_page import own_page
from intercluster_web.records.saving import saved


@login_required
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, pk: int, line_pk: int | None = None) -> HttpResponse:
    """Write a need for a buyer; its fields are recognised from the text."""
    event = changeable_or_404(request.user, pk)
    present = None if line_pk is None else get_object_or_404(queries.needs(event), pk=line_pk)
    initial = {"buyer": request.GET.get("buyer", "")}
    form = NeedForForm(request.POST or None, instance=present, event=event, initial=initial)

    def save() -> None:
        buyer = present.participant if present else form.cleaned_data["buyer"]
        buyer.event = event
        seen = form.cleaned_data.get("seen", "")
        actions.save_need_for(request.user, buyer, form.line(), form.written(), seen)

    if request.method == "POST" and _saved(form, save):
        return redirect("events:buyers", pk)
    context = {"event": event, "tab": "buyers", "form": form, "need": present}
    return render(request, "events/need.html", context, status=422 if form.is_bound else 200)


def _saved(form: NeedForm, save: Any) -> bool:
    try:
        return saved(form, save)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False


@login_required
@require_POST
def step(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Publish a need, take it back, or remove it."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(queries.needs(event).select_related("participant__event__owner"), pk=line_pk)
    do = request.POST.get("do")
    if do == "remove":
        actions.publish_for(request.user, found, published=False)
        remove_line(found)
    else:
        actions.publish_for(request.user, found, published=do == "publish")
    return redirect("events:buyers", pk)


@require_GET
@own_page
def mine(request: HttpRequest, me: Participant) -> HttpResponse:
    """For a buyer: the own needs. For the others: what buyers look for, the nearest to their offers first."""
    return _mine(request, me, NeedForm() if _buys(me) else None)


def _mine(request: HttpRequest, me: Participant, form: NeedForm | None, status: int = 200) -> HttpResponse:
    context = {
        "participant": me,
        "event": me.event,
        "token": me.token(),
        "here": "needs",
        "form": form,
        "own": queries.needs(me.event).filter(participant=me) if _buys(me) else [],
        "sought": [] if _buys(me) else queries.sought(me),
        "propose_form": ProposeForm(),
        "asking": me.event.state in ASKING,
        "coming": me.state == ParticipantState.REGISTERED,
    }
    return render(request, "events/me_needs.html", context, status=status)


def _buys(me: Participant) -> bool:
    return me.kind == ParticipantKind.BUYER


@require_POST
@own_page
def add(request: HttpRequest, me: Participant) -> HttpResponse:
    """A buyer writes a need, which is published with it."""
    form = NeedForm(request.POST)
    if _saved(form, lambda: actions.publish(actions.save_need(me, form.line()))):
        messages.success(request, _("Published to everybody who comes."))
        return redirect("events:me-needs", me.token())
    return _mine(request, me, form, 422)


@require_POST
@own_page
def own_step(request: HttpRequest, me: Participant, line_pk: int) -> HttpResponse:
    """A buyer publishes a need, takes it back, or removes it."""
    found = get_object_or_404(queries.needs(me.event).filter(participant=me), pk=line_pk)
    do = request.POST.get("do")
    if do == "remove":
        remove_line(found)
    else:
        actions.publish(found, published=do == "publish")
    return redirect("events:me-needs", me.token())


@require_POST
@own_page
def propose(request: HttpRequest, me: Participant, line_pk: int) -> HttpResponse:
    """Somebody proposes themselves to a need."""
    found = get_object_or_404(queries.open_needs(me.event), pk=line_pk)
    form = ProposeForm(request.POST)
    try:
        actions.propose(me, found, form.cleaned_data["message"] if form.is_valid() else "")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("Proposed. You hear when the buyer answers."))
    return redirect("events:me-needs", me.token())
