"""Calling an event off, postponing it, taking it up again: what it would do, then the word to do it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercluster_web.events.actions import announcements as actions
from intercluster_web.events.forms.announcements import DayForm, ReasonForm
from intercluster_web.events.models import Event, EventState
from intercluster_web.events.queries import announcements as queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.queries.participants import link_until
from intercluster_web.records.together import ChangedMeanwhileError


@login_required
@require_http_methods(["GET", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    if event.state in (EventState.CANCELLED, EventState.HELD):
        return redirect("events:event", pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.call_off(request.user, event, form.cleaned_data["because"], form.cleaned_data["seen"])
        messages.success(request, _("The event is called off. Now tell people: their messages are ready below."))

    if _done(form, act):
        return redirect("events:mails", pk)
    return _page(request, event, "event_call_off", form, until=link_until(event) - timedelta(days=1))


@login_required
@require_http_methods(["GET", "POST"])
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """The new day first, with ``?starts_on=``; then what moves."""
    event = changeable_or_404(request.user, pk)
    if event.state in (EventState.CANCELLED, EventState.HELD):
        return redirect("events:event", pk)
    asked = request.POST if request.method == "POST" else request.GET
    day = DayForm(asked if "starts_on" in asked else None, event=event)
    form = ReasonForm(request.POST or None)
    starts_on: date | None = day.cleaned_data["starts_on"] if day.is_valid() else None

    def act() -> None:
        assert starts_on is not None  # noqa: S101  the form of the day is valid
        actions.postpone(request.user, event, starts_on, form.cleaned_data["because"], form.cleaned_data["seen"])
        messages.success(request, _("The event is postponed. Now tell people: their messages are ready below."))

    if starts_on is not None and _done(form, act):
        return redirect("events:mails", pk)
    ends_on = starts_on + (event.ends_on - event.starts_on) if starts_on else None
    return _page(request, event, "event_postpone", form, day=day, new=(starts_on, ends_on) if starts_on else None)


@login_required
@require_http_methods(["GET", "POST"])
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    said = queries.called_off(event)
    if said is None:
        return redirect("events:event", pk)
    form = ReasonForm(request.POST or None)
    drafts = []

    def act() -> None:
        drafts.append(actions.resume(request.user, event, form.cleaned_data["because"], form.cleaned_data["seen"]))
        messages.success(request, _("The event takes place. Tell people, and publish the timetable when it is right."))

    if _done(form, act):
        draft = drafts[0]
        return redirect("events:plan", pk, draft.number) if draft else redirect("events:mails", pk)
    return _page(request, event, "event_take_up", form, said=said, back=queries.coming_back(event, said))


def _done(form: ReasonForm, act: Callable[[], None]) -> bool:
    """Do it for a valid form; tell on the form where somebody was first or it is refused."""
    if not form.is_valid():
        return False
    try:
        act()
    except ChangedMeanwhileError:
        form.add_error(None, _("Somebody changed this event meanwhile. Look through what follows again."))
    except ValidationError as refused:
        form.add_error(None, refused)
    else:
        return True
    return False


def _page(request: HttpRequest, event: Event, name: str, form: ReasonForm, **more: Any) -> HttpResponse:
    event = changeable_or_404(request.user, event.pk)
    effect = queries.effect(event)
    if form.is_bound:  # what follows is what there is now
        form.data = form.data.copy()
        form.data["seen"] = effect.mark
    else:
        form.initial["seen"] = effect.mark
    context = {"event": event, "tab": "event", "form": form, "effect": effect, **more}
    return render(request, f"events/{name}.html", context, status=_status(form))


def _status(form: ReasonForm) -> int:
    if not form.errors:
        return 200
    return 409 if form.non_field_errors() else 422
