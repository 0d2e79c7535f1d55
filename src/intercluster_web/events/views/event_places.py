"""When and where people meet: slots, tables, rooms and the ways between them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from intercluster_web.accounts.permissions import may_change
from intercluster_web.events.actions import event_places as actions
from intercluster_web.events.forms.event_places import SlotsForm, TableForm, TablesForm
from intercluster_web.events.models import Event
from intercluster_web.events.queries import event_places as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404

PAGE = 100
LONGEST_WAY = 20_000  # metres


@login_required
@require_http_methods(["GET", "POST"])
def slots(request: HttpRequest, pk: int) -> HttpResponse:
    """The slots; changing them shows first which placed meetings would lose theirs."""
    writes = request.method == "POST"
    event = changeable_or_404(request.user, pk) if writes else readable_or_404(request.user, pk)
    initial = {
        "days": [day.isoformat() for day in queries.days_of(event)],
        "opens": "09:00",
        "closes": "17:30",
        "minutes": 20,
        "pause": 5,
        "breaks": "12:30-14:00",
    }
    form = SlotsForm(request.POST if writes else None, event=event, initial=initial)
    change = None
    if writes and form.is_valid():
        wanted = form.spans()
        agreed = [int(key) for key in request.POST.getlist("agreed") if key.isdecimal() and len(key) < 18]
        change = queries.change_of(event, wanted)
        if change.losing and "agreed" not in request.POST:
            return _slots_page(request, event, form, change, status=409)
        try:
            lost = actions.set_slots(request.user, event, wanted, agreed)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
            return _slots_page(request, event, form, queries.change_of(event, wanted), status=409)
        messages.success(request, _slots_said(len(wanted), lost))
        return redirect("events:slots", pk)
    return _slots_page(request, event, form, status=422 if form.is_bound else 200)


def _slots_said(slots: int, lost: int) -> str:
    said = ngettext("%(n)s slot.", "%(n)s slots.", slots) % {"n": slots}
    if lost:
        again = ngettext("%(n)s meeting is to be placed again.", "%(n)s meetings are to be placed again.", lost)
        said = f"{said} {again % {'n': lost}}"
    return said


def _slots_page(
    request: HttpRequest, event: Event, form: SlotsForm, change: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "event": event,
        "tab": "event",
        "form": form,
        "change": change,
        "days": queries.slots_by_day(event),
        "changeable": may_change(request.user, event),
    }
    return render(request, "events/event_slots.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def tables(request: HttpRequest, pk: int) -> HttpResponse:
    """Tables by room, tables to add, metres between rooms."""
    writes = request.method == "POST"
    event = changeable_or_404(request.user, pk) if writes else readable_or_404(request.user, pk)
    form = TablesForm(request.POST if writes else None)
    if writes and form.is_valid():
        try:
            added = actions.add_tables(request.user, event, form.cleaned_data["names"], form.cleaned_data["room"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            said = ngettext("%(n)s table added.", "%(n)s tables added.", added) % {"n": added}
            messages.success(request, said)
            return redirect("events:tables", pk)
    context = {
        "event": event,
        "tab": "event",
        "form": form,
        "page": Paginator(queries.tables_of(event), PAGE).get_page(request.GET.get("page")),
        "ways": queries.distances(event),
        "rooms": event.rooms.all(),
        "changeable": may_change(request.user, event),
    }
    return render(request, "events/event_tables.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, pk: int, table_pk: int) -> HttpResponse:
    """Rename or move a table, say when it cannot be used."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.tables.select_related("room"), pk=table_pk)
    form = TableForm(request.POST or None, event=event, table=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_table(request.user, event, found, **given)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("events:tables", pk)
    context = {"event": event, "tab": "event", "form": form, "table": found, "rooms": event.rooms.all()}
    return render(request, "events/event_table.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def table_remove(request: HttpRequest, pk: int, table_pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.tables, pk=table_pk)
    try:
        actions.remove_table(request.user, event, found)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("%(name)s is removed.") % {"name": found.name})
    return redirect("events:tables", pk)


@login_required
@require_POST
def ways(request: HttpRequest, pk: int) -> HttpResponse:
    """Metres between rooms."""
    event = changeable_or_404(request.user, pk)
    metres: dict[tuple[int, int], int | None] = {}
    for a, b, _now in queries.distances(event):
        said = request.POST.get(f"way-{a.pk}-{b.pk}", "").strip()
        if said and not (said.isdecimal() and len(said) < 6 and int(said) <= LONGEST_WAY):
            messages.error(request, _("%(a)s – %(b)s: write whole metres, such as 120.") % {"a": a, "b": b})
            return redirect("events:tables", pk)
        metres[a.pk, b.pk] = int(said) if said else None
    actions.set_distances(request.user, event, metres)
    messages.success(request, _("Saved."))
    return redirect("events:tables", pk)
