"""Pages of readiness: where we stand, the self-assessment, what an authority can suggest."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.export import Column, Table
from intercluster.readiness.advice import advise
from intercluster.readiness.hypotheses import assess
from intercluster.readiness.keys import results
from intercluster_web.accounts.permissions import (
    changeable_or_404,
    current_seat,
    may_change,
    may_write,
    seat_required,
    visible_or_404,
    writer_required,
)
from intercluster_web.directory.wording import field_label
from intercluster_web.downloads import DOCX, XLSX, download, table_file
from intercluster_web.languages import language
from intercluster_web.readiness import actions, exports, presentation, queries
from intercluster_web.readiness.forms import SelfAssessmentForm
from intercluster_web.readiness.models import SelfAssessment
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page, share_page
from intercluster_web.scouting.queries.ground import ground
from intercluster_web.scouting.queries.zones import region_names

PER_PAGE = 50


@seat_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Where the organisation one acts for stands, and what to do first."""
    organisation = current_seat(request).organisation
    here = ground()
    assessed = assess(queries.situation_of(request.user, organisation, here))
    own = queries.assessments(request.user).filter(owner=organisation)
    latest = own.first()
    advice = advise(assessed)
    if request.GET.get("file") == "xlsx":
        return download(exports.readiness_xlsx(assessed, latest, language()), "readiness.xlsx", XLSX)
    if request.GET.get("file") == "docx":
        content = exports.readiness_docx(organisation, assessed, advice, latest, language())
        return download(content, "readiness.docx", DOCX)
    found = results(latest.answers) if latest else ()
    owners, programmes = queries.support_for(organisation)
    step, meaning = presentation.STEPS[advice.step]
    return render(
        request,
        "readiness/overview.html",
        {
            "organisation": organisation,
            "writes": may_write(request.user, organisation),
            "assessed": assessed,
            "advice": advice,
            "step": step,
            "meaning": meaning,
            "why": presentation.why(advice),
            "rule": exports.rule_of_thumb(),
            "keys": found,
            "chart": presentation.chart(found),
            "latest": latest,
            "earlier": own[1:6],
            "networks": queries.networks_nearby(organisation, here),
            "owners": owners,
            "programmes": programmes,
        },
    )


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = SelfAssessmentForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        assessment = form.save(commit=False)
        actions.keep(request.user, assessment)
        messages.success(request, _("The self-assessment is kept. It is yours alone until you share it."))
        return redirect("readiness:assessment", assessment.pk)
    return _form_page(request, form, reverse("readiness:overview"))


@login_required
@require_GET
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request.user, SelfAssessment.objects.select_related("owner"), pk=pk)
    table = presentation.answers_table(found)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(table, request.GET["file"], "self-assessment")
    keys = results(found.answers)
    return render(
        request,
        "readiness/assessment.html",
        {
            "assessment": found,
            "changeable": may_change(request.user, found),
            "table": table,
            "keys": keys,
            "chart": presentation.chart(keys),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request.user, SelfAssessment.objects.select_related("owner"), pk=pk)
    form = SelfAssessmentForm(request.POST or None, instance=found, user=request.user)
    if request.method == "POST" and saved(
        form,
        lambda: actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"]),
    ):
        return redirect("readiness:assessment", pk)
    return _form_page(request, form, reverse("readiness:assessment", args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request.user, SelfAssessment.objects.select_related("owner"), pk=pk)
    return share_page(request, found, reverse("readiness:assessment", args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request.user, SelfAssessment.objects.select_related("owner"), pk=pk)
    back = reverse("readiness:assessment", args=[pk])
    return delete_page(request, found, back, reverse("readiness:overview"), actions.delete)


@require_GET
def neighbours(request: HttpRequest) -> HttpResponse:
    """Clusters of a territory in neighbouring fields: what an authority can bring together (S104). Open to all."""
    zone = request.GET.get("zone", "").strip().upper()[:8] or "FR"
    if not zone.isalnum() and "-" not in zone:
        raise Http404
    only_new = request.GET.get("known") != "1"
    found = queries.suggested(ground(), [zone], only_new)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(_pairs_table(found), request.GET["file"], f"neighbours-{zone}")
    return render(
        request,
        "readiness/neighbours.html",
        {
            "zone": zone,
            "zone_name": region_names().get(zone, zone),
            "regions": region_names(),
            "only_new": only_new,
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        },
    )


def _pairs_table(found: list[Any]) -> Table:
    columns = [
        Column("a", _("Cluster")),
        Column("b", _("Neighbour")),
        Column("shared", _("Fields of both")),
        Column("near", _("Neighbouring fields")),
        Column(
            "figure", _("Nearness"), "percent", _("Shared fields over all fields of both; same branch counts half.")
        ),
        Column("known", _("Known to cooperate")),
    ]
    rows = [
        {
            "a": pair.a.name,
            "b": pair.b.name,
            "shared": ", ".join(field_label(key) for key in pair.shared),
            "near": ", ".join(f"{field_label(x)} – {field_label(y)}" for x, y in pair.near),
            "figure": pair.figure,
            "known": pair.known,
        }
        for pair in found
    ]
    return Table(_("Neighbouring clusters"), columns, rows)


def _form_page(request: HttpRequest, form: SelfAssessmentForm, back: str) -> HttpResponse:
    return render(
        request,
        "readiness/assessment_form.html",
        {"form": form, "back": back},
        status=422 if request.method == "POST" else 200,
    )
