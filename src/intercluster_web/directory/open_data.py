"""The whole directory as files anybody may take: CSV, Turtle, and their DCAT catalogue."""

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from intercluster.export.rows import clean, looks_like_formula
from intercluster_web.directory import models, queries, rdf

_PRIVATE = {"id", "recorded_by", "search_text", "origin"}
_TABLES: dict[str, type[Model]] = {
    "organisations": models.Organisation,
    "facts": models.Fact,
    "fields": models.OrganisationField,
    "territory": models.TerritoryPart,
    "labels": models.Label,
    "identifiers": models.Identifier,
    "memberships": models.Membership,
    "successions": models.Succession,
    "cooperations": models.KnownCooperation,
    "programmes": models.Programme,
    "programme_ties": models.ProgrammeTie,
}


def _files() -> dict[str, tuple[str, str]]:
    return {
        "CSV": (reverse("directory:csv-zip"), "application/zip"),
        "Turtle (W3C ORG)": (reverse("directory:turtle"), "text/turtle"),
        "REST API (OpenAPI)": (reverse("api:openapi-json"), "application/json"),
    }


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    counts = {name: model._default_manager.count() for name, model in _TABLES.items()}
    return render(request, "directory/open_data.html", {"counts": counts})


@require_safe
def catalogue(request: HttpRequest) -> JsonResponse:
    newest = models.Organisation.objects.aggregate(day=Max("updated_at"))["day"]
    modified = newest.isoformat() if newest else ""
    described = rdf.catalogue(request.build_absolute_uri, _files(), modified, queries.counts()["organisations"])
    return JsonResponse(described, content_type="application/ld+json")


@require_safe
def turtle(request: HttpRequest) -> HttpResponse:
    text = rdf.directory_graph(request.build_absolute_uri).serialize(format="turtle")
    return HttpResponse(text, content_type="text/turtle; charset=utf-8")


@require_safe
def csv_zip(_request: HttpRequest) -> HttpResponse:
    """One CSV a table, UTF-8, commas, ISO dates; organisations are named by their keys."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, model in _TABLES.items():
            archive.writestr(f"{name}.csv", "\ufeff" + _csv(model))
    headers = {"Content-Disposition": 'attachment; filename="intercluster-directory.zip"'}
    return HttpResponse(buffer.getvalue(), content_type="application/zip", headers=headers)


def _csv(model: type[Model]) -> str:
    columns = [field for field in model._meta.fields if field.name not in _PRIVATE]
    paths = [f"{field.name}__key" if field.is_relation else field.name for field in columns]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.name for field in columns])
    writer.writerows(_cells(row) for row in model._default_manager.order_by("pk").values_list(*paths))
    return out.getvalue()


def _cells(row: Iterable[Any]) -> list[Any]:
    return [_safe(value) if isinstance(value, str) else value for value in row]


def _safe(text: str) -> str:
    """Text that a spreadsheet will not run as a formula."""
    text = clean(text)
    return f"'{text}" if looks_like_formula(text) else text
