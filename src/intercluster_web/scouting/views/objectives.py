"""Objectives: state one, confirm its fields, check its scope."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    changeable_or_404,
    current_seat,
    may_change,
    visible_or_404,
    visible_to,
    writer_required,
)
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.ownership import create_owned
from intercluster_web.records.saving import changed
from intercluster_web.scouting.actions import objectives as actions
from intercluster_web.scouting.forms.objectives import ObjectiveForm, QuickStartForm
from intercluster_web.scouting.models import ChainLink, Kind, Lock, Objective, Strategy, TargetMarket
from intercluster_web.scouting.presentation.scope import scope_view
from intercluster_web.scouting.queries import fields as field_queries
from intercluster_web.scouting.queries.ground import ground


@login_required
@require_GET
def objectives(request: HttpRequest) -> HttpResponse:
    """The first page of scouting: start a search, or go on with one."""
    found = visible_to(request.user, Objective.objects.select_related("owner", "strategy"))
    may_start = writable_organisations(request.user).exists()
    return render(
        request,
        "scouting/objectives.html",
        {
            "objectives": found,
            "strategies": visible_to(request.user, Strategy.objects.select_related("owner"))[:5],
            "quick_start": _quick_start(request) if may_start else None,
        },
    )


@writer_required
@require_http_methods(["GET", "POST"])
def quick_start(request: HttpRequest) -> HttpResponse:
    """I am … looking for … in …: a draft objective, then its fields to confirm."""
    form = QuickStartForm(request.POST or request.GET or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        objective = actions.start_draft(request.user, given["owner"], given["text"], given["kind"], given["countries"])
        return redirect("scouting:objective", objective.pk)
    if request.method == "GET":
        form = _quick_start(request)
    return render(request, "scouting/quick_start.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _quick_start(request: HttpRequest) -> QuickStartForm:
    seat = current_seat(request)
    initial: dict[str, Any] = {"owner": seat.organisation_id if seat else None, "kind": Kind.LIFT_A_LOCK}
    initial |= {name: request.GET[name] for name in ("text", "kind") if name in request.GET}
    if countries := request.GET.getlist("countries"):
        initial["countries"] = countries
    return QuickStartForm(user=request.user, initial=initial)


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ObjectiveForm(request.POST or None, user=request.user, initial=_prepared(request))
    if request.method == "POST" and form.is_valid():
        create_owned(request.user, form.save(commit=False))
        return redirect("scouting:objective", form.instance.pk)
    return render(
        request, "scouting/objective_form.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


def _prepared(request: HttpRequest) -> dict[str, Any]:
    """An objective prepared from a market, lock or link of a strategy: ``?lock=12``."""
    sources: list[tuple[str, Any, Kind]] = [
        ("market", TargetMarket, Kind.SALES_AND_LICENCES),
        ("lock", Lock, Kind.LIFT_A_LOCK),
        ("link", ChainLink, Kind.COMPLETE_THE_CHAIN),
    ]
    for name, model, kind in sources:
        pk = request.GET.get(name, "")
        if pk.isdecimal():
            entry = get_object_or_404(model, pk=pk, strategy__in=visible_to(request.user, Strategy.objects.all()))
            countries = entry.countries.split() if name == "market" else []
            return {
                "owner": entry.strategy.owner_id,
                "strategy": entry.strategy_id,
                name: entry.pk,
                "kind": kind,
                "text": entry.name,
                "statement": entry.note,
                "countries": countries,
            }
    seat = current_seat(request)
    return {"owner": seat.organisation_id if seat else None}


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The objective in three steps: what for, in which fields, who."""
    objective = visible_or_404(
        request.user, Objective.objects.select_related("owner", "strategy", "market", "lock", "link"), pk=pk
    )
    here = ground()
    wanted = request.GET.get("q", "").strip()
    context = {
        "objective": objective,
        "changeable": may_change(request.user, objective),
        "strategy": visible_to(request.user, Strategy.objects.filter(pk=objective.strategy_id)).first(),
        "confirmed": field_queries.described(here, objective.concepts),
        "suggested": field_queries.suggested(here, objective.text, objective.concepts),
        "scope": scope_view(field_queries.scope(here, objective.concepts)),
        "found": field_queries.found(here, wanted, objective.concepts),
        "q": wanted,
        "shortlists": visible_to(request.user, objective.shortlists.all()),
    }
    return render(request, "scouting/objective.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    objective = changeable_or_404(request.user, Objective.objects.select_related("owner"), pk=pk)
    form = ObjectiveForm(request.POST or None, instance=objective, user=request.user)
    if request.method == "POST" and changed(request.user, form):
        return redirect("scouting:objective", pk)
    return render(
        request,
        "scouting/objective_form.html",
        {"form": form, "objective": objective},
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the fields ticked; with ``then=search``, go and search."""
    objective = changeable_or_404(request.user, Objective.objects.all(), pk=pk)
    ticked = request.POST.getlist("concept")
    known = field_queries.known(ground(), ticked)
    if len(known) < len(set(ticked)):
        messages.warning(request, _("Some of these fields are no longer in the vocabulary; they were left out."))
    actions.set_concepts(request.user, objective, known)
    if request.POST.get("then") == "search" and known:
        return redirect("scouting:search", pk)
    if known:
        messages.success(
            request, ngettext("%(n)s field confirmed.", "%(n)s fields confirmed.", len(known)) % {"n": len(known)}
        )
    else:
        messages.warning(request, _("No field is confirmed: a search needs at least one."))
    return redirect("scouting:objective", pk)
