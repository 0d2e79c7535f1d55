"""Networks of clusters, and the programmes that pay for cooperation."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from intercluster.scouting.connectivity import connectivity
from intercluster_web.directory import queries
from intercluster_web.directory.attributes import TIE_REVIEW_MONTHS
from intercluster_web.directory.forms import ProgrammeFilterForm
from intercluster_web.directory.freshness import freshness
from intercluster_web.directory.models import Programme
from intercluster_web.directory.records import current_directory

PAGE = 25


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """Networks with how many members of how many countries are known, the largest first."""
    page = Paginator(queries.networks(), PAGE).get_page(request.GET.get("page"))
    measures = connectivity(current_directory())
    rows = [(network, measures.get(network.key)) for network in page]
    return render(request, "directory/networks.html", {"page": page, "rows": rows})


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    form = ProgrammeFilterForm(request.GET)
    chosen = form.chosen()
    page = Paginator(queries.programmes(chosen), PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/programmes.html", {"page": page, "form": form, "filtered": bool(chosen)})


@require_safe
def programme(request: HttpRequest, key: str) -> HttpResponse:
    """A programme: its rules, who runs it, and the cooperations and networks it supported."""
    found = get_object_or_404(Programme, key=key)
    context = {
        "programme": found,
        "age": freshness(found, TIE_REVIEW_MONTHS),
        "ties": found.ties.select_related("organisation").order_by("role", "organisation__name"),
        "cooperations": queries.programme_cooperations(found),
    }
    return render(request, "directory/programme.html", context)
