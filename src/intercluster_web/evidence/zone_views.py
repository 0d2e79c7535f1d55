"""Zones first: the world ranking, one zone, computed spaces, countries to target."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.employment import industries_in
from intercluster.scouting.inhabitants import inhabitants, organisations_in
from intercluster.scouting.places import places_of
from intercluster.scouting.profiles import field_profile
from intercluster.scouting.spread import FLOOR, Level, spread_of
from intercluster.scouting.zones import Order
from intercluster_web.accounts.permissions import current_seat
from intercluster_web.directory.records import current_directory
from intercluster_web.directory.wording import field_label
from intercluster_web.downloads import table_file
from intercluster_web.evidence import pictures, queries, tables
from intercluster_web.evidence.forms import DEFAULT_FIELD, FieldForm, SpacesForm, ZonesForm
from intercluster_web.evidence.views import PAGE, asked_format

NARROWER_SHOWN = 12
INDUSTRIES_SHOWN = 15


@require_safe
def zones(request: HttpRequest) -> HttpResponse:
    """World zones in a field, on a map and in its table."""
    return _ranking(request, ZonesForm(request.GET, default_field=_own_field(request)), "evidence/zones.html")


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Countries to target: those with most clusters of the directory in a field (S119)."""
    asked = request.GET.copy()
    asked["level"] = Level.COUNTRY
    asked.setdefault("order", Order.CLUSTERS)
    return _ranking(request, ZonesForm(asked, default_field=_own_field(request)), "evidence/countries.html")


def _own_field(request: HttpRequest) -> str:
    """The first field of the organisation a person sits at, to begin with."""
    seat = current_seat(request)
    own = seat.organisation.fields.order_by("concept").values_list("concept", flat=True).first() if seat else None
    return own if own in queries.vocabulary() else DEFAULT_FIELD


def _ranking(request: HttpRequest, form: ZonesForm, template: str) -> HttpResponse:
    chosen = form.chosen()
    field = chosen["field"]
    ranking = queries.zone_ranking(chosen)
    if form_asked := asked_format(request):
        return table_file(tables.zones_table(ranking, field_label(field)), form_asked, "evidence-zones")
    page = Paginator(ranking.zones, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        template,
        {
            "form": form,
            "field": field,
            "field_label": field_label(field),
            "narrower": _narrower(queries.vocabulary(), field),
            "ranking": ranking,
            "notes": tables.ranking_notes(ranking),
            "page": page,
            "map_data": pictures.zones_map(ranking, urlencode({"field": field})),
        },
    )


def _narrower(vocabulary: Vocabulary, field: str) -> list[tuple[str, str]]:
    """Narrower subjects of a field that projects are tagged with, as keys and labels."""
    tagged = queries.base().projects_by_concept
    index = queries.base().concept_index
    weights = vocabulary.expand((field,))
    found = [
        (int(tagged.indptr[index[key] + 1] - tagged.indptr[index[key]]), key)
        for key, weight in weights.items()
        if key != field and key.startswith("esv:") and weight >= 0.5
    ]
    most = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], pair[1]))[:NARROWER_SHOWN]
    return [(key, field_label(key)) for _count, key in most]


@require_safe
def zone(request: HttpRequest, code: str) -> HttpResponse:
    """One zone of any level: its fields, employment, organisations and clusters."""
    base, vocabulary = queries.base(), queries.vocabulary()
    places = places_of(base)
    if code not in places.row:
        if code.upper() in places.row:
            return redirect("evidence:zone", code.upper())
        raise Http404(code)
    form = FieldForm(request.GET, any_field=True)
    field = form.chosen().get("field")
    members = inhabitants(base, code)
    profile = field_profile(base, vocabulary, members)
    label = places.label[code]
    if form_asked := asked_format(request):
        return table_file(tables.profile_table(profile, label, FLOOR), form_asked, f"evidence-{code}")
    organisations = organisations_in(base, code, vocabulary.expand((field,)) if field else None)
    clusters = queries.clusters_of_zone(current_directory(), code)
    level = Level.COUNTRY if places.level[code] == 0 else Level.REGION
    return render(
        request,
        "evidence/zone.html",
        {
            "code": code,
            "label": label,
            "country": places.country[code],
            "around": places.around(code)[1:],
            "within": [inner for inner in places.codes if places.parent[inner] == code],
            "form": form,
            "field": field,
            "members": len(members),
            "profile": profile,
            "profile_chart": pictures.profile_chart(profile),
            "floor": FLOOR,
            "organisations": organisations,
            "industries": industries_in(base, spread_of(base, level), code)[:INDUSTRIES_SHOWN],
            "clusters": clusters,
        },
    )


@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    """Computed concentrations (clusters-espaces) beside governed clusters (clusters-puissance), S91."""
    form = SpacesForm(request.GET, any_field=True)
    rows = queries.spaces_beside(form.chosen())
    if form_asked := asked_format(request):
        return table_file(tables.spaces_table(rows, FLOOR), form_asked, "evidence-spaces")
    return render(
        request,
        "evidence/spaces.html",
        {
            "form": form,
            "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
            "total": len(rows),
            "with_clusters": sum(bool(row.clusters) for row in rows),
            "floor": FLOOR,
            "map_data": pictures.spaces_map(rows[: pictures.SPACES_DRAWN]),
            "drawn": min(len(rows), pictures.SPACES_DRAWN),
        },
    )
