"""Events for those who organise them, and the announcement others see."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    current_seat,
    may_change,
    may_write,
    may_write_somewhere,
    seat_required,
    visible_or_404,
    working_or_404,
    writer_required,
)
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.downloads import table_file
from intercluster_web.events import prit
from intercluster_web.events.actions import event as actions
from intercluster_web.events.forms.event import EventFilter, EventForm
from intercluster_web.events.models import Event, EventState
from intercluster_web.events.presentation.event import events_table, next_steps, registration_address
from intercluster_web.events.queries import announcements
from intercluster_web.events.queries import event as queries
from intercluster_web.events.queries.access import changeable_or_404, entered_by
from intercluster_web.paging import KeyPaginator
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page, share_page

PAGE = 50
ZONES = [
    *("Europe/Paris", "Europe/London", "Europe/Brussels", "Europe/Berlin", "Europe/Madrid", "Europe/Rome"),
    *("Europe/Warsaw", "Europe/Helsinki", "Africa/Casablanca", "Africa/Tunis", "America/Montreal", "America/New_York"),
    *("America/Los_Angeles", "America/Sao_Paulo", "Asia/Tokyo", "Asia/Shanghai", "Asia/Singapore", "Asia/Kolkata"),
    "Asia/Seoul",
]


@seat_required
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """The events a person may know of; the same as a file with ``?file=xlsx``."""
    form = EventFilter(request.GET or None)
    found = queries.listed(request.user, **(form.cleaned_data if form.is_valid() else {}))
    if request.GET.get("file") in ("xlsx", "csv"):
        rows = list(found)
        return table_file(
            events_table(rows, queries.registered_at(request.user, rows)), request.GET["file"], _("events")
        )
    page = KeyPaginator(found, PAGE).get_page(request.GET.get("page"))
    comes = queries.registered_at(request.user, list(page))
    context = {
        "form": form,
        "page": page,
        "rows": [(event, comes.get(event.pk)) for event in page],
        "writes": may_write_somewhere(request.user),
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "events/events.html", context)


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new event; ``?cooperation=`` begins it inside one, as the next of an alternating series does."""
    seat = current_seat(request)
    initial: dict[str, Any] = {"owner": seat and seat.organisation_id, "kind": request.GET.get("kind", "brokerage")}
    initial["title"] = request.GET.get("title", "")[:200]
    if request.GET.get("cooperation", "").isdecimal():
        pk = int(request.GET["cooperation"][:18])
        initial["cooperation"], _organisation = working_or_404(request.user, Cooperation.objects.all(), pk=pk)
    form = EventForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.create(request.user, form.save(commit=False))
        return redirect("events:slots", made.pk)
    return _form_page(request, form)


@writer_required
@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """The convention PRIT 2010 rebuilt, for one's own organisation to look around in; a second click finds it again."""
    seat = current_seat(request)
    if seat is None or not may_write(request.user, seat.organisation):
        raise PermissionDenied
    try:
        event, _new = prit.load(seat.organisation.key)
    except prit.NotThereError:
        messages.error(request, _("The directory here lacks the clusters that the example is made of."))
        return redirect("events:list")
    return redirect(event)


def _form_page(request: HttpRequest, form: EventForm, event: Event | None = None) -> HttpResponse:
    context = {"form": form, "event": event, "zones": ZONES}
    return render(request, "events/event_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The organiser's cockpit; for others who may know of the event, its announcement."""
    event = entered_by(request.user).filter(pk=pk).first()
    if event is None:
        found = visible_or_404(request.user, Event.objects.select_related("owner"), pk=pk)
        return render(request, "events/event_announced.html", {"event": found, "register": _register(request, found)})
    counts = queries.counts(event)
    context = {
        "event": event,
        "tab": "event",
        "counts": counts,
        "steps": next_steps(event, counts),
        "changeable": may_change(request.user, event),
        "register": _register(request, event),
        "announced": announcements.latest(event),
        "may": [name for name, (states, _becomes) in actions.STEPS.items() if event.state in states],
    }
    return render(request, "events/event.html", context)


def _register(request: HttpRequest, event: Event) -> str:
    """The registration link, where registration is open."""
    if event.state != EventState.OPEN:
        return ""
    return request.build_absolute_uri(registration_address(event))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    form = EventForm(request.POST or None, instance=event, user=request.user)

    def save() -> None:
        actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("events:event", pk)
    return _form_page(request, form, changeable_or_404(request.user, pk))


@login_required
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or close the registration, say that the event was held."""
    event = changeable_or_404(request.user, pk)
    try:
        actions.step(request.user, event, request.POST.get("step", ""))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("The event is now: %(state)s.") % {"state": event.get_state_display()})
    return redirect("events:event", pk)


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    return share_page(request, event, event.get_absolute_url())


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    if actions.stands_in_calendars(event):
        messages.error(request, _("People have its meetings in their calendars: call it off first, and tell them."))
        return redirect("events:call-off", pk)
    return delete_page(request, event, event.get_absolute_url(), reverse("events:list"), actions.delete)
