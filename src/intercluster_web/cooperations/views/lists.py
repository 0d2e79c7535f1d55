"""The list with its files, the planned targets, and what anybody may see."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import seat_required
from intercluster_web.cooperations.exports.portfolio import portfolio_table, wishlist_table
from intercluster_web.cooperations.forms.portfolio import FilterForm, PublishedForm
from intercluster_web.cooperations.models import Status
from intercluster_web.cooperations.presentation.portfolio import by_country, cards
from intercluster_web.cooperations.queries.portfolio import in_order, in_this_order, published, with_cards, with_parties
from intercluster_web.cooperations.views.portfolio import portfolio, shown
from intercluster_web.downloads import table_file

PAGE = 25
TARGETS = 150  # more are in the list


@seat_required
@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """Every cooperation of the portfolio, filtered and sorted by the address."""
    here = portfolio(request)
    form = FilterForm(request.GET, here=here)
    context = shown(here, "list", form)
    found = in_order(here.chosen(context["chosen"]), context["sort"])
    page = Paginator(found.values_list("pk", flat=True), PAGE).get_page(request.GET.get("page"))
    rows = cards(in_this_order(page.object_list), here.organisation, here.limits)
    return render(request, "cooperations/list.html", context | {"page": page, "rows": rows})


@seat_required
@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as a file: ``xlsx`` or ``csv``."""
    here = portfolio(request)
    filters = FilterForm(request.GET, here=here)
    chosen = filters.chosen()
    found = with_cards(in_order(here.chosen(chosen), chosen.get("sort", "")))
    rows = cards(found, here.organisation, here.limits)
    return table_file(portfolio_table(rows, request.build_absolute_uri), form, _("cooperations"))


@seat_required
@require_GET
def wishlist(request: HttpRequest) -> HttpResponse:
    """Targets that are planned (S124), a programme for each country with the topic of each partnership (S83)."""
    here = portfolio(request)
    planned = with_cards(in_order(here.all().filter(status=Status.PLANNED), "due"))
    rows = cards(planned[:TARGETS], here.organisation, here.limits)
    context = {"countries": by_country(rows), "total": planned.count(), "shown": len(rows)}
    return render(request, "cooperations/wishlist.html", shown(here, "wishlist") | context)


@seat_required
@require_GET
def wishlist_export(request: HttpRequest, form: str) -> HttpResponse:
    """The planned targets as a file."""
    here = portfolio(request)
    planned = with_cards(in_order(here.all().filter(status=Status.PLANNED), "due"))
    rows = cards(planned, here.organisation, here.limits)
    return table_file(wishlist_table(rows, request.build_absolute_uri), form, _("planned-targets"))


@require_GET
def published_list(request: HttpRequest) -> HttpResponse:
    """Cooperations their owners show to everybody, or to the networks of the reader: what the public page says."""
    form = PublishedForm(request.GET)
    chosen = form.chosen()
    found = published(request.user, chosen.get("q", ""), chosen.get("country", ""), chosen.get("purpose", ""))
    page = Paginator(with_parties(found), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "filtered": bool(chosen), "view": "published"}
    return render(request, "cooperations/published.html", context)
