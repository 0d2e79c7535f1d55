"""The encounter log and what it says of where leads come from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import changeable_or_404, may_change, visible_or_404, writer_required
from intercluster_web.directory.queries import names_to_suggest as organisation_names
from intercluster_web.records.ownership import create_owned
from intercluster_web.records.saving import changed
from intercluster_web.scouting.forms.encounters import EncounterFilterForm, EncounterForm
from intercluster_web.scouting.models import Encounter
from intercluster_web.scouting.queries import encounters as queries

PER_PAGE = 50


@login_required
@require_GET
def encounters(request: HttpRequest) -> HttpResponse:
    form = EncounterFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.encounters(request.user, **wanted)
    return render(
        request,
        "scouting/encounters.html",
        {
            "form": form,
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "by_origin": queries.counts_by_origin(found),
            "by_occasion": queries.counts_by_occasion(found),
            "repeated": queries.met_again(found),
            "filtered": any(wanted.values()),
        },
    )


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = {"met_on": timezone.localdate(), "name": request.GET.get("name", "")}
    form = EncounterForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        create_owned(request.user, form.save(commit=False))
        messages.success(request, _("Noted. It now counts in your searches."))
        return redirect("scouting:encounters")
    return _form_page(request, form)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request.user, Encounter.objects.select_related("owner", "organisation"), pk=pk)
    return render(
        request, "scouting/encounter.html", {"encounter": found, "changeable": may_change(request.user, found)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request.user, Encounter.objects.all(), pk=pk)
    form = EncounterForm(request.POST or None, instance=found, user=request.user)
    if request.method == "POST" and changed(request.user, form):
        return redirect("scouting:encounter", pk)
    return _form_page(request, form, found)


def _form_page(request: HttpRequest, form: EncounterForm, found: Encounter | None = None) -> HttpResponse:
    return render(
        request,
        "scouting/encounter_form.html",
        {"form": form, "encounter": found, "organisations": organisation_names()},
        status=422 if form.is_bound else 200,
    )
