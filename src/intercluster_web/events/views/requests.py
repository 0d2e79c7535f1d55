"""Requests for the organiser: who asked whom, reminders, meetings set by hand, and which meetings take place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.meetings.selection import SelectionError
from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import may_change
from intercluster_web.downloads import table_file
from intercluster_web.events.actions import requests as actions
from intercluster_web.events.forms.requests import ChooseForm, GroupForm, RequestFilter, SuggestForm
from intercluster_web.events.models import Event, NoticeKind
from intercluster_web.events.presentation.requests import loads_table, meetings_table, requests_table
from intercluster_web.events.queries import event as event_queries
from intercluster_web.events.queries import requests as queries
from intercluster_web.events.queries import requests_choice as choice_queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.mails import dues
from intercluster_web.events.views import sending

PAGE = 100


@login_required
@require_GET
def requests(request: HttpRequest, pk: int) -> HttpResponse:
    """All requests with filters; the same as a file with ``?file=xlsx``, how people fare with ``?file=loads``."""
    event = readable_or_404(request.user, pk)
    form = RequestFilter(request.GET or None)
    found = queries.requests(event, **(form.cleaned_data if form.is_valid() else {}))
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(requests_table(found), request.GET["file"], _("requests"))
    if request.GET.get("file") == "loads":
        return table_file(loads_table(queries.loads(event)), "xlsx", _("participants-meetings"))
    context = {
        "event": event,
        "tab": "requests",
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "counts": event_queries.counts(event),
        "to_remind": len(queries.waiting_for(event)),
        "changeable": may_change(request.user, event),
    }
    return render(request, "events/requests.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """The organiser suggests a meeting: one of the two is asked."""
    event = changeable_or_404(request.user, pk)
    form = SuggestForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        must = given.pop("must")
        try:
            made = actions.ask(given.pop("asks"), given.pop("asked"), **given, organiser=request.user)
            if must:
                actions.set_must(request.user, made, must=True)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Asked. The answer comes by their own page."))
            return redirect("events:requests", pk)
    context = {"event": event, "tab": "requests", "form": form}
    return render(request, "events/requests_suggest.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def must(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Say that a meeting must take place, or need not."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.requests.select_related("event__owner"), pk=request_pk)
    try:
        actions.set_must(request.user, found, must=request.POST.get("must") == "1")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("events:requests", pk)


@login_required
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """One message a person with all that waits for them: sent, or taken as drafts."""
    event = changeable_or_404(request.user, pk)
    found = dues(event, [NoticeKind.REQUESTS, NoticeKind.BUYERS], urgent=True, remind=True)
    if request.POST.get("do") == "send" and post.can_send():
        messages.success(request, _("Messages on their way: %(n)s.") % {"n": sending.send(request, found)})
        return redirect("events:requests", pk)
    made = sending.drafts(request, found, "requests")
    if made is None:
        messages.info(request, _("Everybody was reminded today, or cannot be written to."))
        return redirect("events:requests", pk)
    return made


@login_required
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting of two or more, set by the organiser."""
    event = changeable_or_404(request.user, pk)
    form = GroupForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.group_meeting(request.user, event, list(given.pop("people")), **given)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The meeting is to be placed."))
            return redirect("events:meetings", pk)
    context = {"event": event, "tab": "requests", "form": form}
    return render(request, "events/requests_group.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def meetings(request: HttpRequest, pk: int) -> HttpResponse:
    """The meetings that come of the requests, those to be placed first; as a file with ``?file=xlsx``."""
    event = readable_or_404(request.user, pk)
    if request.GET.get("file") in ("xlsx", "csv"):
        found = meetings_table(event, queries.meetings(event))
        return table_file(found, request.GET["file"], pgettext("name of a file", "meetings"))
    page = Paginator(queries.meetings(event), PAGE).get_page(request.GET.get("page"))
    context = {"event": event, "tab": "requests", "page": page, "changeable": may_change(request.user, event)}
    return render(request, "events/requests_meetings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which meetings take place: first what the exact selection would do, then the writing."""
    event = changeable_or_404(request.user, pk)
    initial = {"most": event.most_meetings, "least": event.least_meetings, "fair": True}
    asked_for = request.POST if request.method == "POST" else request.GET if "most" in request.GET else None
    form = ChooseForm(asked_for, initial=initial)
    found = None
    if form.is_valid():
        try:
            found = choice_queries.choose(event, **form.cleaned_data)
        except SelectionError:
            form.add_error(
                None,
                _(
                    "Somebody has more meetings that must take place than their limit allows: "
                    "raise the limit, or take the mark off one of them."
                ),
            )
    if request.method == "POST" and found is not None:
        return _applied(request, event, found)
    context = {
        "event": event,
        "tab": "requests",
        "form": form,
        "choice": found,
        "among": choice_queries.pairs_wished(event),
    }
    return render(request, "events/requests_choose.html", context, status=422 if form.errors else 200)


def _applied(request: HttpRequest, event: Event, found: choice_queries.Choice) -> HttpResponse:
    """Write the choice, if it is still the one that was shown."""
    if request.POST.get("shown") != found.mark:
        messages.warning(request, _("Answers came in meanwhile and the choice is another one; look through it again."))
        return redirect("events:choose", event.pk)
    added = [pair.request for pair in found.added]
    try:
        actions.choose(request.user, event, added, [pair.meeting for pair in found.aside if pair.meeting])
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("events:choose", event.pk)
    said = ngettext("%(n)s meeting is to be placed.", "%(n)s meetings are to be placed.", len(found.added))
    messages.success(request, said % {"n": len(found.added)})
    return redirect("events:meetings", event.pk)
