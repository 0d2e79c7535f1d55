"""The programme beside the meetings: seen, written, called off, printed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import may_change
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import DOCX, download
from intercluster_web.events.actions import programme as actions
from intercluster_web.events.exports.programme import programme_docx
from intercluster_web.events.forms.programme import ItemForm
from intercluster_web.events.models import EventState
from intercluster_web.events.presentation.programme import by_day
from intercluster_web.events.queries import programme as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.languages import language
from intercluster_web.records.saving import saved


@login_required
@require_GET
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """All items by day, for whom they are, and which meetings of the timetable they clash with."""
    event = readable_or_404(request.user, pk)
    context = {
        "event": event,
        "tab": "programme",
        "days": by_day(event, queries.items(event)),
        "clashes": queries.clashes(event),
        "halves": [(strand.label, number) for strand, number in queries.halves(event).items()],
        "changeable": may_change(request.user, event),
        "deletable": event.state == EventState.DRAFT,
    }
    return render(request, "events/programme.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int, item_pk: int | None = None) -> HttpResponse:
    """Add or change an item."""
    event = changeable_or_404(request.user, pk)
    present = None if item_pk is None else get_object_or_404(event.programme, pk=item_pk)
    initial = {"title": request.GET.get("title", ""), "kind": request.GET.get("kind", "plenary")}
    form = ItemForm(request.POST or None, instance=present, event=event, initial={} if present else initial)

    def save() -> None:
        actions.save_item(
            request.user, event, form.save(commit=False), form.written(), form.cleaned_data.get("seen", "")
        )

    if request.method == "POST":
        try:
            if saved(form, save):
                messages.success(request, _("Saved. Compute the timetable again where meetings clash."))
                return redirect("events:programme", pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"event": event, "tab": "programme", "form": form, "item": present, "organisations": names_to_suggest()}
    return render(request, "events/programme_item.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def step(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Call an item off, put it on again, or delete it while the event is being prepared."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.programme.select_related("event__owner"), pk=item_pk)
    name = request.POST.get("step")
    try:
        if name == "off":
            actions.set_cancelled(request.user, found, cancelled=True)
        elif name == "on":
            actions.set_cancelled(request.user, found, cancelled=False)
        elif name == "delete":
            actions.remove_item(request.user, found)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("events:programme", pk)


@login_required
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme to print."""
    event = readable_or_404(request.user, pk)
    name = f"{slugify(event.title) or 'event'}-programme.docx"
    return download(programme_docx(event, language()), name, DOCX)
