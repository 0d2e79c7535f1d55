"""Where to look first: the matrix of places, markets and purposes (S31), and countries by clusters (S119)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from intercluster.scouting.opportunities import Grain
from intercluster.scouting.types import ObjectiveKind
from intercluster_web.accounts.permissions import current_seat, organisations_of, seat_required, visible_or_404
from intercluster_web.directory.models import Organisation
from intercluster_web.scouting.models import Kind, Objective
from intercluster_web.scouting.queries import matrix as queries
from intercluster_web.scouting.queries.ground import evidence_version, ground


@seat_required
@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Places × markets for one purpose; a cell leads to the search it stands for."""
    organisation = _organisation(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else Kind.LIFT_A_LOCK.value
    grain = Grain.REGION if request.GET.get("grain") == Grain.REGION.value else Grain.COUNTRY
    here = ground()
    markets = queries.markets_of(here, organisation)
    return render(
        request,
        "scouting/opportunities.html",
        {
            "organisation": organisation,
            "kinds": Kind.choices,
            "kind": kind,
            "grain": grain.value,
            "markets": markets,
            "rows": queries.matrix(here, organisation, request.user, markets, ObjectiveKind(kind), grain),
            "version": evidence_version(here.base),
        },
    )


def _organisation(request: HttpRequest) -> Organisation:
    """The organisation asked for if the person sits there, else the one they act for."""
    own = Organisation.objects.filter(pk__in=organisations_of(request.user))
    asked = own.filter(key=request.GET.get("organisation", "")).first()
    found: Organisation = asked or current_seat(request).organisation
    return found


@login_required
@require_GET
def countries(request: HttpRequest, pk: int) -> HttpResponse:
    """Countries by the clusters of the directory in the fields of an objective."""
    objective = visible_or_404(request.user, Objective.objects.select_related("owner"), pk=pk)
    if not objective.concepts:
        return redirect("scouting:objective", pk)
    here = ground()
    ranking = queries.countries(here, objective.concepts)
    return render(
        request,
        "scouting/countries.html",
        {"objective": objective, "ranking": ranking, "version": evidence_version(here.base)},
    )
