"""Pages over several missions: side by side, history by zone and year, expert days."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.missions import history as rules
from intercluster_web.accounts.permissions import (
    current_seat,
    kept_for,
    kept_or_404,
    may_change,
    seat_required,
    writer_required,
)
from intercluster_web.downloads import DOCX, XLSX, download, table_file
from intercluster_web.languages import language
from intercluster_web.missions.exports import files
from intercluster_web.missions.forms.missions import GrantForm
from intercluster_web.missions.models import ExpertGrant, Mission
from intercluster_web.missions.presentation import places, tables, words
from intercluster_web.missions.queries import brought
from intercluster_web.missions.queries import missions as queries
from intercluster_web.records.ownership import create_owned, delete_owned
from intercluster_web.records.saving import changed
from intercluster_web.records.views import delete_page

MOST_COMPARED = 4
OFFERED = 50  # missions to choose from at once
LISTED = 30  # missions of each list of the history on a page


@seat_required
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Missions of ours side by side (``?mission=1&mission=2``); as a file with ``&file=xlsx`` or ``docx``."""
    chosen = [int(pk) for pk in request.GET.getlist("mission") if pk.isdecimal()][:MOST_COMPARED]
    ours = kept_for(request.user, Mission.objects.select_related("owner", "programme"))
    found = {mission.pk: mission for mission in ours.filter(pk__in=chosen)}
    compared = [(found[pk], brought.evaluated(found[pk]).figures) for pk in dict.fromkeys(chosen) if pk in found]
    form = request.GET.get("file", "")
    if form in ("xlsx", "docx") and compared:
        media = XLSX if form == "xlsx" else DOCX
        return download(
            files.comparison_file(compared, form, language()), f"{_('missions side by side')}.{form}", media
        )
    context = {
        "choices": list(found.values()) + list(_offered(ours, found, request.GET.get("q", ""))),
        "offered": OFFERED,
        "many": ours.count() > OFFERED,
        "chosen": list(found),
        "compared": compared,
        "table": files.comparison_table(compared) if compared else None,
        "asked": "&".join(f"mission={mission.pk}" for mission, _figures in compared),
    }
    return render(request, "missions/compare.html", context)


def _offered(ours: Any, chosen: Iterable[int], words: str) -> Any:
    """The latest missions to choose from, of those with some words in their title."""
    return ours.exclude(pk__in=chosen).filter(title__icontains=words)[:OFFERED]


@seat_required
@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Missions abroad of one organisation by zone and year; by year as a file with ``?file=xlsx``."""
    offered = queries.organisations_with_missions(request.user)
    own = current_seat(request).organisation
    asked = {str(each.pk): each for each in offered}
    owner = asked.get(request.GET.get("of", ""), own)
    found = queries.trips(request.user, owner)
    by_key = {trip.key: mission for trip, mission in found}
    trips = [trip for trip, _mission in found]
    years = rules.by_year(trips)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(tables.years_table(years), request.GET["file"], "missions-history")
    went_to = places.places(found)
    zones, outside = rules.by_zone(trips), rules.outside_europe(trips)
    page = Paginator(max([outside, *zones.values()], key=len), LISTED).get_page(request.GET.get("page"))
    here = slice((page.number - 1) * LISTED, page.number * LISTED)

    def told(chain: list[rules.Since]) -> list[tuple[Mission, str]]:
        return [(by_key[since.trip.key], words.since_words(since)) for since in chain[here]]

    context = {
        "owner": owner,
        "offered": [own, *(each for each in offered if each != own)],
        "places": went_to,
        "map_data": places.map_of(went_to),
        "years": tables.years_table(years),
        "zones": [(words.zone_label(zone), len(chain), told(chain)) for zone, chain in zones.items()],
        "grid": _grid(trips, years),
        "outside": told(outside),
        "page": page,
        "listed": LISTED,
    }
    return render(request, "missions/history.html", context)


def _grid(trips: list[rules.Trip], years: list[rules.YearCount]) -> dict[str, Any]:
    """How many missions went to each zone in each year."""
    went = Counter((trip.zone, trip.day.year) for trip in trips)
    zones = sorted({trip.zone for trip in trips})
    rows = [(one.year, [went[zone, one.year] for zone in zones]) for one in years]
    return {"zones": [words.zone_label(zone) for zone in zones], "rows": rows}


@seat_required
@require_GET
def experts(request: HttpRequest) -> HttpResponse:
    """Expert days lent to our organisations: granted, used, by whom, left; as a file with ``?file=xlsx``."""
    found = queries.balances(request.user)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(tables.experts_table(found), request.GET["file"], "expert-days")
    return render(request, "missions/experts.html", {"balances": found})


@writer_required
@require_http_methods(["GET", "POST"])
def expert_new(request: HttpRequest) -> HttpResponse:
    form = GrantForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        create_owned(request.user, form.save(commit=False))
        return redirect("missions:experts")
    return _grant_page(request, form, _("Expert days lent by a scheme"))


@login_required
@require_http_methods(["GET", "POST"])
def expert(request: HttpRequest, pk: int) -> HttpResponse:
    grant = _grant(request, pk)
    form = GrantForm(request.POST or None, instance=grant, user=request.user)
    if request.method == "POST" and changed(request.user, form):
        return redirect("missions:experts")
    return _grant_page(request, form, str(grant))


@login_required
@require_http_methods(["GET", "POST"])
def expert_delete(request: HttpRequest, pk: int) -> HttpResponse:
    grant = _grant(request, pk)
    everything = reverse("missions:experts")
    return delete_page(request, grant, everything, everything, delete_owned)


def _grant(request: HttpRequest, pk: int) -> ExpertGrant:
    grant: ExpertGrant = kept_or_404(request.user, ExpertGrant.objects.select_related("owner"), pk=pk)
    if not may_change(request.user, grant):
        raise PermissionDenied
    return grant


def _grant_page(request: HttpRequest, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("missions:experts")}
    return render(request, "missions/form.html", context, status=422 if request.method == "POST" else 200)
