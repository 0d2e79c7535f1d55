"""Pages of the day: who came, what is held now, one more meeting, a proposal when something goes wrong."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercluster_web.accounts.permissions import may_change
from intercluster_web.events.actions import day as actions
from intercluster_web.events.actions.grid import ClashError
from intercluster_web.events.forms.day import AddForm, TroubleForm
from intercluster_web.events.models import Attendance, Event, Meeting, Seat, Slot
from intercluster_web.events.presentation.grid import obstacle_words
from intercluster_web.events.presentation.plan import Names
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.day import held_rate, meetings_in, slot_now, with_meetings


@login_required
@require_safe
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """The meetings of one slot, the one going on unless another is asked for."""
    event = readable_or_404(request.user, pk)
    slots = list(event.slots.all())
    chosen = _chosen(slots, request.GET.get("slot", "")) or slot_now(with_meetings(event, slots))
    names = Names(event)
    at = slots.index(chosen) if chosen in slots else -1
    context = {
        "event": event,
        "tab": "day",
        "changeable": may_change(request.user, event),
        "slots": [(slot, names.slot(slot.pk)) for slot in slots],
        "chosen": chosen,
        "when": names.slot(chosen.pk) if chosen else "",
        "before": slots[at - 1] if at > 0 else None,
        "next": slots[at + 1] if 0 <= at < len(slots) - 1 else None,
        "meetings": list(meetings_in(event, chosen)) if chosen else [],
        "rate": held_rate(event),
    }
    return render(request, "events/day.html", context)


def _chosen(slots: list[Slot], asked: str) -> Slot | None:
    return next((slot for slot in slots if str(slot.pk) == asked), None)


@login_required
@require_POST
def attendance(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    """One tap: this person came, or did not."""
    event = changeable_or_404(request.user, pk)
    seat = get_object_or_404(Seat, pk=seat_pk, meeting__event=event)
    said = request.POST.get("attendance", "")
    if said not in Attendance.values:
        raise Http404
    try:
        meeting = actions.attend(request.user, event, seat, said)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        meeting = seat.meeting
    return _card(request, event, meeting)


@login_required
@require_POST
def held(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    """The whole meeting at once: held, missed, or not noted."""
    event = changeable_or_404(request.user, pk)
    meeting = get_object_or_404(event.meetings, pk=meeting_pk)
    try:
        meeting = actions.hold(request.user, event, meeting, request.POST.get("state", ""))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return _card(request, event, meeting)


def _card(request: HttpRequest, event: Event, meeting: Meeting) -> HttpResponse:
    """The one card that changed where the page can swap it; else the page again, at that card."""
    if not request.htmx:  # type: ignore[attr-defined]
        here = reverse("events:day", args=[event.pk])
        return redirect(f"{here}?slot={meeting.slot_id or ''}#meeting-{meeting.pk}")
    found = event.meetings.select_related("table__room", "slot").prefetch_related("seats__participant")
    context = {"event": event, "meeting": found.get(pk=meeting.pk), "rate": held_rate(event), "changeable": True}
    return render(request, "events/_day_meeting.html", context | {"swapped": True})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more meeting, agreed on at the event."""
    event = changeable_or_404(request.user, pk)
    now = slot_now(list(event.slots.all()))
    form = AddForm(request.POST or None, event=event, initial={"slot": request.GET.get("slot") or now})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        people = [given["first"], given["second"]]
        try:
            made = actions.add_meeting(
                request.user, event, people, given["slot"], given["table"], agreed=given["agreed"]
            )
        except ClashError as clash:
            for one in clash.obstacles:
                form.add_error(None, obstacle_words(one))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Added at %(table)s.") % {"table": made.table})
            return redirect(f"{reverse('events:day', args=[pk])}?slot={made.slot_id}#meeting-{made.pk}")
    return _form(request, event, form, _("One more meeting"), _("Add it"))


@login_required
@require_http_methods(["GET", "POST"])
def trouble(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody does not come, comes late, or a table is lost: what would have to change."""
    event = changeable_or_404(request.user, pk)
    form = TroubleForm(request.POST or None, event=event, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kind = given["kind"]
        try:
            draft = actions.propose(
                request.user,
                event,
                participant=given["participant"] if kind != "table" else None,
                table=given["table"] if kind == "table" else None,
                slots=list(given["slots"]),
                comes_not=kind == "no_show",
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("events:plan-publish", pk, draft.number)
    return _form(request, event, form, _("A problem came up"), _("Propose what to change"))


def _known(request: HttpRequest) -> dict[str, Any]:
    """What a link from a card says already."""
    participant = request.GET.get("participant", "")
    return {"kind": "no_show", "participant": participant} if participant.isdecimal() else {}


def _form(request: HttpRequest, event: Event, form: Any, title: str, button: str) -> HttpResponse:
    context = {"event": event, "tab": "day", "form": form, "title": title, "button": button}
    return render(request, "events/day_form.html", context, status=422 if form.errors else 200)
