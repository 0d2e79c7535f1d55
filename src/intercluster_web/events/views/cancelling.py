"""Cancelling one meeting: who is concerned first, then the word to do it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercluster_web.events.actions import cancelling as actions
from intercluster_web.events.forms.cancelling import CancelForm
from intercluster_web.events.presentation.plan import Names, meeting_name
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.records.together import ChangedMeanwhileError


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    rows = event.meetings.select_related("slot", "table__room").prefetch_related("seats__participant")
    found = get_object_or_404(rows, pk=meeting_pk)
    if found.state not in actions.AHEAD:
        messages.error(request, _("This meeting is over or cancelled already."))
        return redirect("events:meetings", pk)
    form = CancelForm(request.POST or None, initial={"seen": found.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(request.user, found, form.cleaned_data["because"], seen=form.cleaned_data["seen"])
        except ChangedMeanwhileError:
            form.add_error(None, _("Somebody changed this meeting meanwhile. Look at it again; nothing was cancelled."))
            form.data = form.data.copy()
            form.data["seen"] = found.revision
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            said = _("Cancelled. Their pages and calendars say so; the messages to them wait for your word.")
            messages.success(request, said)
            return redirect("events:mails", pk)
    names = Names(event)
    context = {
        "event": event,
        "tab": "requests",
        "form": form,
        "meeting": found,
        "title": meeting_name(found),
        "people": [seat.participant for seat in found.seats.all()],
        "when": names.slot(found.slot_id) if found.slot_id else "",
        "where": names.table(found.table_id) if found.table_id else "",
    }
    return render(request, "events/meeting_cancel.html", context, status=409 if form.errors else 200)
