"""Partners on a map, with lines from us, and their table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import seat_required
from intercluster_web.cooperations.forms.portfolio import FilterForm
from intercluster_web.cooperations.presentation.portfolio_map import map_data
from intercluster_web.cooperations.queries.portfolio_places import partners
from intercluster_web.cooperations.views.portfolio import portfolio, shown


@seat_required
@require_GET
def partner_map(request: HttpRequest) -> HttpResponse:
    """Partners of the filtered cooperations."""
    here = portfolio(request)
    form = FilterForm(request.GET, here=here)
    context = shown(here, "map", form)
    found, total = partners(here.chosen(context["chosen"]), here.organisation)
    context |= {
        "partners": found,
        "total": total,
        "unplaced": sum(partner.place is None for partner in found),
        "map_data": map_data(here.organisation, found),
    }
    return render(request, "cooperations/map.html", context)
