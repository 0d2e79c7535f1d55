"""From first contact through the steps to today, one line a cooperation."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import seat_required
from intercluster_web.cooperations.forms.portfolio import FilterForm
from intercluster_web.cooperations.models import Ladder
from intercluster_web.cooperations.presentation.portfolio_time import timeline as drawn
from intercluster_web.cooperations.queries.portfolio import in_order, with_parties
from intercluster_web.cooperations.views.portfolio import portfolio, shown

PAGE = 30


@seat_required
@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """The filtered cooperations, the oldest first contact in front."""
    here = portfolio(request)
    form = FilterForm(request.GET, here=here)
    context = shown(here, "timeline", form)
    found = in_order(here.chosen(context["chosen"]), context["sort"] or "started")
    page = Paginator(with_parties(found).prefetch_related("passages"), PAGE).get_page(request.GET.get("page"))
    scale, lines = drawn(page.object_list)
    context |= {"page": page, "scale": scale, "lines": lines, "steps": Ladder.choices}
    return render(request, "cooperations/timeline.html", context)
