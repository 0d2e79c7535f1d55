"""Suggestions of meetings from the scouting room, put to both; organisations of scouting invited."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from intercluster_web.downloads import table_file
from intercluster_web.events.actions import pairs as actions
from intercluster_web.events.actions.requests import ASKING
from intercluster_web.events.forms.pairs import MessageForm, PairsFilter
from intercluster_web.events.models import Event, Participant
from intercluster_web.events.presentation.pairs import cards, couples_table, preparing_steps, reason_choices
from intercluster_web.events.queries import guests as guest_queries
from intercluster_web.events.queries import pairs as queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.queries.pairs_ready import Preparing, prepare
from intercluster_web.events.queries.participants import coming

PAGE = 20
PATIENCE = 0.5  # seconds a page waits for the evidence before it says how far it is


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def pairs(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to bring together, and why; those ticked are put to both. The list as a workbook with ``?file=xlsx``. While
    the evidence is being read, the page says how far it is."""
    event = changeable_or_404(request.user, pk)
    if request.method == "POST":
        return _suggested(request, event)
    preparing = prepare(event)
    if not preparing.ready_within(PATIENCE):
        return _on_its_way(request, event, preparing)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    form = _filter(request, event)
    wanted = form.cleaned_data if form.is_valid() else {"between": queries.between_first(event)}
    found = queries.couples(request.user, event, **wanted)
    if request.GET.get("file") == "xlsx":
        return table_file(couples_table(cards(found)), "xlsx", _("suggestions"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "event": event,
        "tab": "requests",
        "form": form,
        "page": page,
        "cards": cards(page.object_list),
        "message_form": MessageForm(),
        "asking": event.state in ASKING,
        "filtered": any(wanted.values()),
    }
    return render(request, "events/pairs.html", context)


def _on_its_way(request: HttpRequest, event: Event, preparing: Preparing) -> HttpResponse:
    """How far the evidence is; the page comes back by itself."""
    context = {
        "event": event,
        "tab": "requests",
        "steps": preparing_steps(preparing),
        "done": preparing.done,
        "seconds": preparing.seconds,
    }
    part = "events/_pairs_progress.html" if request.htmx else "events/pairs_preparing.html"  # type: ignore[attr-defined]
    return render(request, part, context)


def _filter(request: HttpRequest, event: Event) -> PairsFilter:
    known = coming(event).exclude(organisation=None).values_list("organisation__key", "organisation_name").distinct()
    given = request.GET if {"between", "why", "who"} & set(request.GET) else None
    return PairsFilter(
        given,
        reasons=reason_choices(),
        organisations=sorted(known, key=lambda one: one[1].casefold()),
        initial={"between": queries.between_first(event)},
    )


def _suggested(request: HttpRequest, event: Event) -> HttpResponse:
    form = MessageForm(request.POST)
    couples = _ticked(event, request.POST.getlist("pair"))
    if not couples:
        messages.warning(request, _("Tick the meetings to suggest."))
    elif form.is_valid():
        refused = actions.suggest(request.user, event, couples, form.cleaned_data["message"])
        for why in refused:
            messages.error(request, why)
        if not refused:
            said = ngettext(
                "%(n)s meeting is put to both people; it is agreed when both say yes.",
                "%(n)s meetings are put to both people; each is agreed when both say yes.",
                len(couples),
            )
            messages.success(request, said % {"n": len(couples)})
    return redirect(request.get_full_path())


def _ticked(event: Event, keys: list[str]) -> list[tuple[Participant, Participant]]:
    """The people of pairs such as 12-31 who come to the event."""
    here = {str(one.pk): one for one in coming(event)}
    found = []
    for key in keys:
        a, _dash, b = key.partition("-")
        if a in here and b in here and a != b:
            found.append((here[a], here[b]))
    return found


@login_required
@require_http_methods(["GET", "POST"])
def guests(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to invite, from a shortlist or a ranking: put on the list and, if wished, sent their link in one go."""
    event = changeable_or_404(request.user, pk)
    source = request.GET.get("source", "")
    found = guest_queries.guests(request.user, event, source)
    if request.method == "POST":
        return _put_on_list(request, event, found)
    shortlists, objectives = guest_queries.lists_of(request.user, event)
    context = {
        "event": event,
        "tab": "participants",
        "guests": found,
        "source": source,
        "shortlists": [(f"shortlist-{one.pk}", str(one)) for one in shortlists],
        "objectives": [(f"objective-{one.pk}", str(one)) for one in objectives],
    }
    return render(request, "events/guests.html", context)


def _put_on_list(request: HttpRequest, event: Event, found: list[guest_queries.Guest]) -> HttpResponse:
    wanted = set(request.POST.getlist("organisation"))
    chosen = [one for one in found if str(one.organisation.pk) in wanted]
    if not chosen:
        messages.warning(request, _("Tick the organisations to invite."))
        return redirect(request.get_full_path())
    try:
        made = actions.put_on_list(request.user, event, chosen)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect(request.get_full_path())
    said = ngettext("%(n)s person is on the list.", "%(n)s people are on the list.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("events:participants", event.pk)
