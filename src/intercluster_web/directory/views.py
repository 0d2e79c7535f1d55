"""The list, the map and the exports of one filtered set, and the page of an organisation."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intercluster.export import Column, Table
from intercluster.scouting.connectivity import connectivity
from intercluster_web.accounts.permissions import may_edit_directory, may_write_somewhere
from intercluster_web.directory import queries
from intercluster_web.directory.forms import FilterForm
from intercluster_web.directory.links import links_of, most_active
from intercluster_web.directory.map_data import map_data
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.profile import profile
from intercluster_web.directory.records import current_directory
from intercluster_web.directory.wording import (
    country_label,
    field_label,
    kind_label,
    level_label,
    standing_label,
    zone_label,
)
from intercluster_web.downloads import table_file

PAGE = 25


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Organisations, searched, filtered and sorted by the address."""
    form = FilterForm(request.GET)
    chosen = form.chosen()
    found = queries.with_list_columns(queries.organisations(chosen))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "directory/list.html",
        {
            "form": form,
            "page": page,
            "chosen": chosen,
            "filtered": bool(set(chosen) - {"sort"}),
            "sort": chosen.get("sort", ""),
            "view": "list",
            "more": form.more(),
            "may_add": may_write_somewhere(request.user),
        },
    )


@require_safe
def organisation_map(request: HttpRequest) -> HttpResponse:
    """The same filtered set on a map, above the zones where evidence is strong, with its table."""
    form = FilterForm(request.GET)
    chosen = form.chosen()
    found = list(queries.with_list_columns(queries.organisations(chosen)))
    placed = [o for o in found if o.latitude is not None and o.longitude is not None]
    drawn = map_data(placed, chosen)
    return render(
        request,
        "directory/map.html",
        {
            "form": form,
            "chosen": chosen,
            "filtered": bool(set(chosen) - {"sort"}),
            "view": "map",
            "more": form.more(),
            "organisations": placed,
            "total": len(found),
            "unplaced": len(found) - len(placed),
            "map_data": drawn,
            "zones": [point for point in drawn["points"] if point["group"] == "zone"],
            "may_add": may_write_somewhere(request.user),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered set as a file: ``xlsx`` or ``csv``."""
    if form not in {"xlsx", "csv"}:
        raise Http404
    found = queries.with_list_columns(queries.organisations(FilterForm(request.GET).chosen()))
    table = organisations_table(list(found), request)
    return table_file(table, form, "directory")


def organisations_table(organisations: list[Organisation], request: HttpRequest) -> Table:
    """The columns of the list and a few more, in the reader's language."""
    columns = [
        Column("name", _("Name")),
        Column("short_name", _("Short name")),
        Column("kind", _("Kind")),
        Column("standing", _("Standing")),
        Column("governed", _("Has a governance")),
        Column("country", _("Country")),
        Column("city", _("City")),
        Column("zone", _("Region")),
        Column("territory", _("Territory"), definition=_("Regions it covers; in part where said so")),
        Column("fields", _("Fields")),
        Column("labels", _("Labels")),
        Column("founded", _("Founded in"), "number"),
        Column("members", _("Number of members"), "integer", _("As the organisation or its source says")),
        Column("known", _("Members known here"), "integer", _("Members that have an entry in this directory")),
        Column("stated", _("Newest dated fact"), "date", _("The most recent date of a source of a fact in force")),
        Column("website", _("Website"), "link"),
        Column("page", _("Page"), "link"),
    ]
    return Table(_("Directory"), columns, [_export_row(organisation, request) for organisation in organisations])


def _export_row(organisation: Organisation, request: HttpRequest) -> dict[str, Any]:
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "kind": kind_label(organisation.kind),
        "standing": standing_label(organisation.standing),
        "governed": organisation.governed,
        "country": country_label(organisation.country),
        "city": organisation.city,
        "zone": zone_label(organisation.zone),
        "territory": ", ".join(
            f"{zone_label(part.zone)} – {part.get_coverage_display()}" for part in organisation.territory.all()
        ),
        "fields": ", ".join(sorted(field_label(row.concept) for row in organisation.fields.all())),
        "labels": ", ".join(
            f"{label.name} – {level_label(label.level)}" if label.level else label.name
            for label in organisation.labels.all()
        ),
        "founded": organisation.founded_year,
        "members": organisation.members_count,
        "known": organisation.known_members,
        "stated": organisation.stated,
        "website": organisation.website,
        "page": request.build_absolute_uri(organisation.get_absolute_url()),
    }


@require_safe
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """Everything known of one organisation, each fact with its source and age."""
    found = queries.organisation_by_key(key)
    if found is None:
        raise Http404
    if found.key != key:
        return redirect(found, permanent=True)
    shown = profile(found, request.build_absolute_uri)
    context = {
        "organisation": found,
        "profile": shown,
        "links": links_of(found, request.user),
        "json_ld": as_script(shown.json_ld),
        "connectivity": connectivity(current_directory()).get(found.key),
        "most_active": most_active(shown.evidence),
        "may_edit": may_edit_directory(request.user, found),
    }
    return render(request, "directory/organisation.html", context)


def as_script(described: dict[str, Any]) -> SafeString:
    """JSON that cannot close the script element it stands in."""
    text = json.dumps(described, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S308
