"""Strategy pages: the statement, its inputs, and the files served only to those who may see it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    changeable_or_404,
    may_change,
    visible_or_404,
    visible_to,
    writer_required,
)
from intercluster_web.downloads import download
from intercluster_web.records.ownership import create_owned
from intercluster_web.records.saving import changed, saved
from intercluster_web.scouting.actions import strategy as actions
from intercluster_web.scouting.forms.strategy import ENTRY_FORMS, DocumentForm, StrategyForm
from intercluster_web.scouting.models import Strategy, StrategyDocument


@login_required
@require_GET
def strategies(request: HttpRequest) -> HttpResponse:
    found = visible_to(request.user, Strategy.objects.select_related("owner")).annotate(
        locks_count=Count("locks", distinct=True),
        links_count=Count("links", distinct=True),
        objectives_count=Count("objectives", distinct=True),
    )
    return render(request, "scouting/strategies.html", {"strategies": found})


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = StrategyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        create_owned(request.user, form.instance)
        return redirect("scouting:strategy", form.instance.pk)
    return render(request, "scouting/strategy_form.html", {"form": form})


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    strategy = visible_or_404(request.user, Strategy.objects.select_related("owner"), pk=pk)
    changeable = may_change(request.user, strategy)
    return render(
        request,
        "scouting/strategy.html",
        {
            "strategy": strategy,
            "changeable": changeable,
            "document_form": DocumentForm() if changeable else None,
            "entry_forms": {name: form() for name, form in ENTRY_FORMS.items()} if changeable else {},
            "objectives": visible_to(request.user, strategy.objectives.all()),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    strategy = changeable_or_404(request.user, Strategy.objects.all(), pk=pk)
    form = StrategyForm(request.POST or None, instance=strategy, user=request.user)
    if request.method == "POST" and changed(request.user, form):
        return redirect("scouting:strategy", pk)
    return render(request, "scouting/strategy_form.html", {"form": form, "strategy": strategy})


@login_required
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    strategy = changeable_or_404(request.user, Strategy.objects.all(), pk=pk)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        document = actions.attach(request.user, strategy, form.cleaned_data["kind"], form.cleaned_data["file"])
        messages.success(request, _("“%(name)s” is attached.") % {"name": document.name})
        return redirect("scouting:strategy", pk)
    return render(request, "scouting/entry_form.html", {"form": form, "strategy": strategy, "upload": True}, status=422)


@login_required
@require_GET
def document(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """The file, as a download, for those who may see the strategy."""
    strategy = visible_or_404(request.user, Strategy.objects.all(), pk=pk)
    found = get_object_or_404(StrategyDocument, strategy=strategy, pk=document_pk)
    if not found.file.storage.exists(found.file.name):
        raise Http404(_("The file is no longer there."))
    with found.file.open() as stored:
        return download(stored.read(), found.name, "application/octet-stream")


@login_required
@require_POST
def detach(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    strategy = changeable_or_404(request.user, Strategy.objects.all(), pk=pk)
    found = get_object_or_404(StrategyDocument, strategy=strategy, pk=document_pk)
    actions.detach(request.user, found)
    messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    return redirect("scouting:strategy", pk)


@login_required
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, pk: int, entries: str, entry_pk: int | None = None) -> HttpResponse:
    """Add or change a market, a lock or a link of the chain."""
    strategy = changeable_or_404(request.user, Strategy.objects.all(), pk=pk)
    found = _entry(strategy, entries, entry_pk)
    form = ENTRY_FORMS[entries](request.POST or None, instance=found)
    if request.method == "POST" and saved(
        form,
        lambda: actions.save_entry(
            request.user, strategy, form.save(commit=False), form.written(), form.cleaned_data["seen"]
        ),
    ):
        return redirect("scouting:strategy", pk)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "scouting/entry_form.html", {"form": form, "strategy": strategy, "entry": found}, status=status
    )


@login_required
@require_POST
def delete_entry(request: HttpRequest, pk: int, entries: str, entry_pk: int) -> HttpResponse:
    strategy = changeable_or_404(request.user, Strategy.objects.all(), pk=pk)
    found = _entry(strategy, entries, entry_pk)
    actions.delete_entry(request.user, strategy, found)
    messages.success(request, _("“%(name)s” is removed.") % {"name": found})
    return redirect("scouting:strategy", pk)


def _entry(strategy: Strategy, entries: str, entry_pk: int | None) -> Any:
    """One entry of the strategy, or None for a new one."""
    if entries not in ENTRY_FORMS:
        raise Http404
    return None if entry_pk is None else get_object_or_404(getattr(strategy, entries), pk=entry_pk)
