"""The search: three ways of finding partners, and the reasons behind each."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intercluster.scouting.types import UnitKind
from intercluster_web.accounts.permissions import may_change, visible_or_404, visible_to
from intercluster_web.evidence.pictures import zones_map
from intercluster_web.scouting.forms.search import SearchForm
from intercluster_web.scouting.models import Objective, Shortlist, ShortlistLine
from intercluster_web.scouting.presentation.cards import card
from intercluster_web.scouting.presentation.charts import scatter
from intercluster_web.scouting.presentation.reasons import explain
from intercluster_web.scouting.queries import encounters as encounter_queries
from intercluster_web.scouting.queries.filters import LIMITS, MANY, Filters
from intercluster_web.scouting.queries.ground import Ground, evidence_version, ground
from intercluster_web.scouting.queries.search import answer, encountered, find_candidate, query_for
from intercluster_web.scouting.queries.zones import ranked_zones, zone_name

WAYS = ("obvious", "zones", "encounters")


@login_required
@require_GET
def search(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk)
    if not objective.concepts:
        messages.info(request, _("Confirm at least one field first: the search looks for partners in it."))
        return redirect("scouting:objective", pk)
    way = request.GET.get("way", "obvious")
    if way not in WAYS:
        raise Http404
    form = SearchForm(request.GET if _filters_given(request) else {"country": objective.countries})
    form.is_valid()
    here, kept = ground(), _kept(request, objective)
    context = {
        "objective": objective,
        "way": way,
        "form": form,
        "changeable": may_change(request.user, objective),
        "kept": kept,
        "kept_keys": _kept_keys(kept),
        "version": evidence_version(here.base),
        "more": form.filters().limit < LIMITS[-1],
        "next_limit": next((limit for limit in LIMITS if limit > form.filters().limit), LIMITS[-1]),
        **_WAYS[way](request, here, objective, form.filters()),
    }
    whole = not request.htmx or request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "scouting/search.html" if whole else "scouting/_results.html", context)


@login_required
@require_GET
def candidate(request: HttpRequest, pk: int, unit: str, key: str) -> HttpResponse:
    """All reasons of one candidate: every term, how they add up, and what would be left without one."""
    objective = _objective(request, pk)
    if unit not in set(UnitKind) or not objective.concepts:
        raise Http404
    form = SearchForm({**request.GET.dict(), "country": request.GET.getlist("country"), "unit": unit})
    form.is_valid()
    here = ground()
    query = query_for(objective, form.filters(), here.directory, request.user)
    found = find_candidate(here, query, key)
    if found is None:
        raise Http404(_("This candidate is not in the evidence for these fields and years."))
    kept = _kept(request, objective)
    return render(
        request,
        "scouting/candidate.html",
        {
            "objective": objective,
            "card": card(found),
            "explained": explain(found, without=request.GET.get("without", "")),
            "kept": kept,
            "kept_keys": _kept_keys(kept),
            "changeable": may_change(request.user, objective),
            "version": evidence_version(here.base),
        },
    )


def _objective(request: HttpRequest, pk: int) -> Objective:
    objective: Objective = visible_or_404(
        request.user, Objective.objects.select_related("owner", "strategy", "market", "lock", "link"), pk=pk
    )
    return objective


def _filters_given(request: HttpRequest) -> bool:
    return bool(set(request.GET) - {"way"})


def _kept_keys(kept: list[Shortlist]) -> set[str]:
    """Keys of the candidates that are on one of these shortlists already."""
    return set(ShortlistLine.objects.filter(shortlist__in=kept).values_list("key", flat=True))


def _kept(request: HttpRequest, objective: Objective) -> list[Shortlist]:
    """The shortlists of the objective, where candidates can go."""
    return list(visible_to(request.user, Shortlist.objects.filter(objective=objective)))


def _obvious(request: HttpRequest, here: Ground, objective: Objective, filters: Filters) -> dict[str, Any]:
    found = answer(here, query_for(objective, filters, here.directory, request.user))
    cards = [card(each) for each in found.candidates]
    return {"found": found, "cards": cards, "scatter": scatter(cards)}


def _zones(request: HttpRequest, here: Ground, objective: Objective, filters: Filters) -> dict[str, Any]:
    """World zones in the field; once one is chosen, the clusters there and then the organisations."""
    if filters.zone is None:
        return _world(request, here, objective, filters)
    query = query_for(objective, filters, here.directory, request.user)
    clusters = answer(here, replace(query, units=UnitKind.CLUSTER))
    organisations = answer(here, replace(query, units=UnitKind.ORGANISATION))
    return {
        "found": organisations,
        "zone": filters.zone,
        "zone_label": zone_name(filters.zone),
        "clusters": [card(each) for each in clusters.candidates],
        "cards": [card(each) for each in organisations.candidates],
    }


def _world(request: HttpRequest, here: Ground, objective: Objective, filters: Filters) -> dict[str, Any]:
    """Zones by their weight in the field, each with what it is to us."""
    ranking = ranked_zones(here, objective.concepts, filters)
    query = query_for(objective, replace(filters, units=UnitKind.ZONE, limit=MANY), here.directory, request.user)
    found = answer(here, query)
    ours = {each.key: each for each in found.candidates}
    shown = tuple(zone for zone in ranking.zones if zone.country not in query.exclude_countries)
    points = zones_map(replace(ranking, zones=shown), "")
    for point in points["points"]:
        point["href"] = f"{reverse('scouting:search', args=[objective.pk])}?way=zones&zone={point['key']}"
    return {
        "zone": None,
        "found": found,
        "ranking": ranking,
        "map_data": points,
        "standings": [(standing, ours.get(standing.zone)) for standing in shown[: filters.limit]],
        "cards": shown[: filters.limit],
    }


def _encounters(request: HttpRequest, here: Ground, objective: Objective, filters: Filters) -> dict[str, Any]:
    """Whom we met: with numbers where the evidence knows them, by name alone otherwise."""
    noted = encounter_queries.encounters(request.user).filter(owner=objective.owner)
    query = query_for(objective, filters, here.directory, request.user)
    cards = [card(each) for each in encountered(here, query)]
    shown = {each.candidate.key for each in cards}
    return {
        "noted": noted,
        "repeated": encounter_queries.met_again(noted),
        "cards": cards,
        "without_numbers": [each for each in noted if each.organisation is None or each.organisation.key not in shown],
    }


_WAYS = {"obvious": _obvious, "zones": _zones, "encounters": _encounters}
