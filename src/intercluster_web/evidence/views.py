"""The pages of the evidence: what is loaded, and its organisations and projects. All public, all read only."""

from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intercluster.evidence.coverage import Coverage, coverage
from intercluster.evidence.portraits import (
    OrganisationPortrait,
    UnknownEvidenceError,
    organisation_portrait,
    project_line,
    project_portrait,
)
from intercluster.scouting.places import places_of
from intercluster.scouting.profiles import field_profile
from intercluster.scouting.spread import FLOOR
from intercluster_web.accounts.permissions import may_add_to_directory, may_keep_evidence
from intercluster_web.downloads import table_file
from intercluster_web.evidence import pictures, queries, tables
from intercluster_web.evidence.forms import OrganisationsForm

PAGE = 25
FORMATS = {"csv", "xlsx"}


def asked_format(request: HttpRequest) -> str | None:
    """``csv`` or ``xlsx`` where a file is asked for."""
    asked = request.GET.get("format", "")
    return asked if asked in FORMATS else None


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What evidence is loaded, how old it is, and how much of it says what we need."""
    found = coverage(queries.base())
    return render(
        request,
        "evidence/overview.html",
        {
            "coverage": found,
            "may_import": may_keep_evidence(request.user),
            "shares": _shares(found),
            "chart": pictures.frameworks_chart(found.by_framework),
            "years": sorted({year for counts in found.by_framework.values() for year in counts}),
        },
    )


def _shares(found: Coverage) -> list[tuple[str, float | None]]:
    return [
        (_("organisations with a name"), found.named),
        (_("organisations with a country"), found.in_a_country),
        (_("organisations with a region (NUTS or state)"), found.in_a_region),
        (_("projects with a year of start"), found.dated),
        (_("projects with a title"), found.titled),
        (_("projects in at least one field"), found.in_a_field),
        (_("projects with known organisations"), found.with_organisations),
    ]


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations of the evidence by name, place and field; most projects first."""
    form = OrganisationsForm(request.GET)
    chosen = form.chosen()
    rows, counts = queries.organisation_rows(chosen)
    if form_asked := asked_format(request):
        lines = queries.organisation_lines(rows, counts)
        return table_file(tables.organisations_table(lines), form_asked, "evidence-organisations")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = queries.organisation_lines(page.object_list, counts)
    entries = queries.directory_entries(line.org_id for line in lines)
    return render(
        request,
        "evidence/organisations.html",
        {"form": form, "chosen": chosen, "page": page, "rows": [(line, entries.get(line.org_id)) for line in lines]},
    )


@require_safe
def organisation(request: HttpRequest, org_id: str) -> HttpResponse:
    """One organisation: where it is, what it works on, with whom, in which projects."""
    base = queries.base()
    try:
        portrait = organisation_portrait(base, org_id)
    except UnknownEvidenceError as error:
        raise Http404(str(error)) from error
    if form_asked := asked_format(request):
        lines = [project_line(base, row) for row in portrait.projects]
        return table_file(tables.projects_table(lines, portrait.name), form_asked, "evidence-projects")
    profile = field_profile(base, queries.vocabulary(), np.array([portrait.row], dtype=np.int32))
    page = Paginator(portrait.projects, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "evidence/organisation.html",
        {
            "portrait": portrait,
            "profile": profile,
            "floor": FLOOR,
            "profile_chart": pictures.profile_chart(profile),
            "years_chart": pictures.years_chart(portrait.by_year),
            "page": page,
            "projects": [project_line(base, row) for row in page.object_list],
            "entry": queries.directory_entry(org_id),
            "add_url": _add_url(request, portrait),
        },
    )


def _add_url(request: HttpRequest, portrait: OrganisationPortrait) -> str | None:
    """The form for a new entry of the directory, filled in with what the evidence says; for those who may add."""
    if not may_add_to_directory(request.user):
        return None
    region = places_of(queries.base()).region(portrait.zone)
    known = {
        "name": portrait.name,
        "country": portrait.country,
        "city": portrait.city,
        "zone": region if region and len(region) > 2 else "",
        "kind": {"HES": "university", "REC": "research_organisation", "PRC": "company"}.get(portrait.activity_type),
        "source_url": request.build_absolute_uri(reverse("evidence:organisation", args=[portrait.org_id])),
        "stated_on": portrait.as_of.isoformat() if portrait.as_of else "",
        "pic": portrait.pic,
    }
    return f"{reverse('directory:create')}?{urlencode({name: value for name, value in known.items() if value})}"


@require_safe
def project(request: HttpRequest, project_id: str) -> HttpResponse:
    """One project: its organisations and its fields."""
    try:
        portrait = project_portrait(queries.base(), project_id)
    except UnknownEvidenceError as error:
        raise Http404(str(error)) from error
    entries = queries.directory_entries(line.org_id for line in portrait.organisations)
    context: dict[str, Any] = {
        "portrait": portrait,
        "rows": [(line, entries.get(line.org_id)) for line in portrait.organisations],
    }
    if form_asked := asked_format(request):
        return table_file(tables.organisations_table(portrait.organisations), form_asked, "evidence-project")
    return render(request, "evidence/project.html", context)
