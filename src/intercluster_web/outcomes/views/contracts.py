"""One contract: clauses, milestones, incidents and their mediation; the dates as a calendar."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.export.calendar import to_ics
from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    inside_or_404,
    item_or_404,
    may_change_item,
    may_write,
    works_in,
)
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.downloads import DOCX, download
from intercluster_web.languages import language
from intercluster_web.outcomes.actions import contracts as actions
from intercluster_web.outcomes.exports.letters import checklist_docx
from intercluster_web.outcomes.forms.items import IncidentForm, MilestoneForm, SharingForm, StepForm
from intercluster_web.outcomes.models import ClauseState, Contract, Incident, Milestone
from intercluster_web.outcomes.presentation.dates import of_contract
from intercluster_web.outcomes.presentation.sight import Reader, contract_view
from intercluster_web.outcomes.presentation.wording import CLAUSES
from intercluster_web.outcomes.queries import items as queries
from intercluster_web.records.saving import saved

CALENDAR = "text/calendar; charset=utf-8"


@login_required
@require_GET
def show(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    contract = item_or_404(request.user, _contracts(pk), pk=item)
    return _page(request, contract)


def _page(request: HttpRequest, contract: Contract, status: int = 200, **forms: Any) -> HttpResponse:
    user = request.user
    view = contract_view(contract, Reader(user))
    changeable, owners = may_change_item(user, contract), may_write(user, contract.owner)
    context = {
        "cooperation": contract.cooperation,
        "section": "contracts",
        "contract": view,
        "changeable": changeable,
        "owners": owners,
        "clauses": _clauses(contract) if view.ours else [],
        "clause_states": ClauseState.choices,
        "milestones": contract.milestones.filter(removed=False) if not view.hidden else [],
        "milestones_hidden": view.hidden and contract.milestones.filter(removed=False).exists(),
        "milestone_form": MilestoneForm(),
        "incidents": _incident_rows(request, contract),
        "incident_form": IncidentForm(initial={"happened_on": timezone.localdate()}),
        "raises": changeable and works_in(user, contract.cooperation) is not None,
        "today": timezone.localdate(),
    }
    return render(request, "outcomes/contract.html", context | forms, status=status)


def _incident_rows(request: HttpRequest, contract: Contract) -> list[dict[str, Any]]:
    """Who may change one is asked once for each owner and audience, however many incidents there are."""
    rights: dict[tuple[int, str], tuple[bool, bool]] = {}
    rows = []
    for incident in queries.incidents(request.user, contract):
        kind = (incident.owner_id, incident.audience)
        if kind not in rights:
            rights[kind] = (may_change_item(request.user, incident), may_write(request.user, incident.owner))
        changeable, owners = rights[kind]
        rows.append(
            {
                "incident": incident,
                "steps": incident.steps.all(),
                "changeable": changeable,
                "owners": owners,
                "step_form": StepForm(initial={"happened_on": timezone.localdate()}, prefix=f"step{incident.pk}"),
                "sharing_form": SharingForm(instance=incident, prefix=f"share{incident.pk}"),
            }
        )
    return rows


def _clauses(contract: Contract) -> list[tuple[str, str, str]]:
    return [(code, str(CLAUSES[code]), state) for code, state in contract.clauses]


@login_required
@require_GET
def checklist(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    contract = _owned(request, pk, item)
    return download(checklist_docx(contract, language()), f"{_('checklist')}-{item}.docx", DOCX)


@login_required
@require_POST
def clauses(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    contract = _owned(request, pk, item)
    states = {name.removeprefix("clause-"): value for name, value in request.POST.items() if name.startswith("clause-")}
    actions.set_clauses(request.user, contract, states)
    messages.success(request, _("Checklist saved."))
    return redirect(contract)


def _owned(request: HttpRequest, pk: int, item: int) -> Contract:
    """A contract of ours: the checklist is for the people of whoever logged it."""
    found: Contract = changeable_item_or_404(request.user, _contracts(pk), pk=item)
    if not may_write(request.user, found.owner):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(["GET", "POST"])
def milestone(request: HttpRequest, pk: int, item: int, milestone: int | None = None) -> HttpResponse:
    contract = _named(request, pk, item)
    present = contract.milestones.filter(removed=False)
    record = get_object_or_404(present, pk=milestone) if milestone else Milestone(contract=contract)
    form = MilestoneForm(request.POST or None, instance=record)
    if request.method == "POST" and saved(form, lambda: _save_milestone(request, form)):
        return redirect(contract)
    context = {"cooperation": contract.cooperation, "contract": contract, "form": form, "section": "contracts"}
    return render(request, "outcomes/milestone_form.html", context, status=422 if form.is_bound else 200)


def _save_milestone(request: HttpRequest, form: MilestoneForm) -> None:
    actions.save_milestone(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])


@login_required
@require_POST
def remove_milestone(request: HttpRequest, pk: int, item: int, milestone: int) -> HttpResponse:
    contract = _named(request, pk, item)
    actions.remove_milestone(request.user, get_object_or_404(contract.milestones, pk=milestone, removed=False))
    return redirect(contract)


def _named(request: HttpRequest, pk: int, item: int) -> Contract:
    """A contract the person changes and whose names they may read: milestones speak of them."""
    found: Contract = changeable_item_or_404(request.user, _contracts(pk), pk=item)
    if not Reader(request.user).knows(found.owner_id, found.named):
        raise PermissionDenied
    return found


@login_required
@require_POST
def incident(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    contract = changeable_item_or_404(request.user, _contracts(pk), pk=item)
    writer = works_in(request.user, contract.cooperation)
    if writer is None:
        raise PermissionDenied
    owner = contract.owner if may_write(request.user, contract.owner) else writer
    record = Incident(contract=contract, cooperation=contract.cooperation, owner=owner)
    form = IncidentForm(request.POST, instance=record)
    if not form.is_valid():
        return _page(request, contract, 422, incident_form=form)
    actions.raise_incident(request.user, form.save(commit=False))
    messages.success(request, _("Incident noted. Only your organisation sees it until both members agree to share it."))
    return redirect(contract)


@login_required
@require_POST
def step(request: HttpRequest, pk: int, item: int, incident: int) -> HttpResponse:
    record = _incident(request, pk, item, incident)
    form = StepForm(request.POST, prefix=f"step{incident}")
    if not form.is_valid():
        messages.error(request, _("The step needs a date in the past, its kind and a text."))
        return redirect(record.contract)
    try:
        actions.add_step(request.user, record, form.save(commit=False))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(record.contract)


@login_required
@require_POST
def sharing(request: HttpRequest, pk: int, item: int, incident: int) -> HttpResponse:
    record = _incident(request, pk, item, incident)
    form = SharingForm(request.POST, prefix=f"share{incident}")
    try:
        if form.is_valid():
            given = form.cleaned_data
            kept = actions.agree_to_share(request.user, record, given["a_shares_on"], given["b_shares_on"])
            messages.success(request, _("Visible to: %(who)s.") % {"who": kept.get_audience_display()})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(record.contract)


def _incident(request: HttpRequest, pk: int, item: int, incident: int) -> Incident:
    item_or_404(request.user, _contracts(pk), pk=item)
    found: Incident = changeable_item_or_404(
        request.user,
        Incident.objects.filter(contract=item).select_related("contract", "owner", "cooperation"),
        pk=incident,
    )
    return found


@login_required
@require_GET
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Milestones and ends of the contracts whose names the person may read."""
    cooperation = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    reader = Reader(request.user)
    occasions = [
        occasion
        for contract in queries.contracts_with_dates(request.user, cooperation)
        if reader.knows(contract.owner_id, contract.named)
        for occasion in of_contract(contract)
    ]
    addressed = [replace(each, url=request.build_absolute_uri(each.url)) for each in occasions]
    return download(to_ics(addressed, f"{cooperation.title}: {_('contracts')}"), f"{_('contracts')}.ics", CALENDAR)


def _contracts(pk: int) -> Any:
    return Contract.objects.filter(cooperation=pk).select_related("cooperation__owner", "owner")
