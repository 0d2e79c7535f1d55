"""The agreements of one cooperation, and the start of a new one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import inside_or_404, items_visible_to, working_or_404, works_in
from intercluster_web.agreements.actions import drafting
from intercluster_web.agreements.forms.agreements import StartForm
from intercluster_web.agreements.models import Agreement, Sheet
from intercluster_web.agreements.presentation.reminders import due
from intercluster_web.agreements.queries.agreements import agreements_visible_to, running_agreements
from intercluster_web.cooperations.models import Cooperation


@login_required
@require_GET
def cooperation(request: HttpRequest, pk: int) -> HttpResponse:
    found = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    return render(
        request,
        "agreements/cooperation.html",
        {
            "cooperation": found,
            "agreements": agreements_visible_to(request.user).filter(cooperation=found),
            "sheets": items_visible_to(request.user, Sheet.objects.select_related("first", "second")).filter(
                cooperation=found
            ),
            "due": due(running_agreements(request.user).filter(cooperation=found))[:5],
            "works": works_in(request.user, found),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    found, organisation = working_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    draft = Agreement(cooperation=found, owner=organisation)
    form = StartForm(request.POST or None, request.FILES or None, instance=draft, cooperation=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = drafting.start(
            request.user, form.save(commit=False), given["named"], form.template_taken(), given.get("text") or ()
        )
        return redirect(made)
    status = 422 if request.method == "POST" else 200
    return render(request, "agreements/new.html", {"form": form, "cooperation": found}, status=status)
