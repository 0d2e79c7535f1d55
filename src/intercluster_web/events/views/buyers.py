"""Buyers of an event, and the leads followed to orders."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.export import to_xlsx
from intercluster_web.accounts.permissions import may_change, seat_required
from intercluster_web.downloads import XLSX, download
from intercluster_web.events.actions import buyers as actions
from intercluster_web.events.forms.buyers import LeadFilter, LeadForm
from intercluster_web.events.models import LeadState
from intercluster_web.events.presentation.buyers import all_totals_tables, leads_table, totals_table
from intercluster_web.events.queries import buyers as queries
from intercluster_web.events.queries import leads as lead_queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.languages import language
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page

PAGE = 100


@login_required
@require_GET
def buyers(request: HttpRequest, pk: int) -> HttpResponse:
    """Buyers with their needs, leads with their totals; the leads as a workbook with ``?file=xlsx``."""
    event = readable_or_404(request.user, pk)
    state = request.GET.get("state", "")
    found = queries.leads(event, state if state in LeadState.values else "")
    totals = queries.totals(event)
    if request.GET.get("file") == "xlsx":
        content = to_xlsx([leads_table(found), totals_table(totals)], language())
        return download(content, f"{_('leads')}-{timezone.localdate()}.xlsx", XLSX)
    context = {
        "event": event,
        "tab": "buyers",
        "buyers": queries.buyers(event),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "totals": totals,
        "state": state,
        "states": LeadState.choices,
        "changeable": may_change(request.user, event),
    }
    return render(request, "events/buyers.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def lead(request: HttpRequest, pk: int, lead_pk: int | None = None) -> HttpResponse:
    """Add or change a lead."""
    event = changeable_or_404(request.user, pk)
    present = None if lead_pk is None else get_object_or_404(queries.leads(event), pk=lead_pk)
    initial = {} if present else {"chosen": request.GET.get("chosen", "")}
    form = LeadForm(request.POST or None, instance=present, event=event, initial=initial)

    def save() -> None:
        given = form.save(commit=False)
        actions.save_lead(request.user, event, given, form.written(), form.cleaned_data["seen"])

    if request.method == "POST" and saved(form, save):
        return redirect("events:buyers", pk)
    context = {
        "event": event,
        "tab": "buyers",
        "form": form,
        "lead": present,
        "steps": present.steps.select_related("by") if present else [],
        "countable": bool(present and present.state == LeadState.ORDER and event.cooperation and not present.contract),
    }
    return render(request, "events/buyers_lead.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def lead_delete(request: HttpRequest, pk: int, lead_pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(queries.leads(event), pk=lead_pk)
    back = reverse("events:buyers", args=[pk])
    return delete_page(request, found, back, back, lambda user, one: actions.delete_lead(user, event, one))


@login_required
@require_POST
def count(request: HttpRequest, pk: int, lead_pk: int) -> HttpResponse:
    """Enter an order among the contracts of the cooperation, where outcomes count it."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(queries.leads(event), pk=lead_pk)
    try:
        contract = actions.count_order(request.user, found)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("events:lead", pk, lead_pk)
    messages.success(request, _("It is counted with the contracts of the cooperation."))
    return redirect(contract.get_absolute_url())


@seat_required
@require_GET
def leads(request: HttpRequest) -> HttpResponse:
    """The leads of all events a person enters, what is to be done next, and their totals; as a workbook with
    ``?file=xlsx``."""
    form = LeadFilter(request.GET or None, events=lead_queries.events_with_leads(request.user))
    found = lead_queries.leads(request.user, **(form.cleaned_data if form.is_valid() else {}))
    totals = lead_queries.totals(found)
    if request.GET.get("file") == "xlsx":
        content = to_xlsx([leads_table(found), *all_totals_tables(totals)], language())
        return download(content, f"{_('leads')}-{timezone.localdate()}.xlsx", XLSX)
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "totals": totals,
        "today": timezone.localdate(),
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "events/leads.html", context)
