"""Where the portfolio has gaps: places × markets, one purpose at a time, and the next best cooperation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import seat_required
from intercluster_web.cooperations.exports.portfolio_coverage import coverage_tables
from intercluster_web.cooperations.models import PurposeKind
from intercluster_web.cooperations.presentation.portfolio_coverage import Matrix
from intercluster_web.cooperations.queries.portfolio import Portfolio
from intercluster_web.cooperations.queries.portfolio_coverage import coverage_of, markets_of
from intercluster_web.cooperations.views.portfolio import portfolio, shown
from intercluster_web.downloads import table_file
from intercluster_web.scouting.queries.ground import evidence_version, ground


@seat_required
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """The matrix; a covered cell leads to our cooperations, an empty one to the search for one."""
    here = portfolio(request)
    matrix = _matrix(request, here)
    context = {
        "matrix": matrix,
        "purposes": PurposeKind.choices,
        "purpose": matrix.purpose,
        "world": matrix.world,
        "strategy": here.organisation.strategy_set.exists(),
        "evidence_version": evidence_version(ground().base),
    }
    return render(request, "cooperations/coverage.html", shown(here, "coverage") | context)


@seat_required
@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The cells of the matrix, the next best cooperation first."""
    matrix = _matrix(request, portfolio(request))
    return table_file(coverage_tables(matrix, request.build_absolute_uri), form, _("coverage"))


def _matrix(request: HttpRequest, here: Portfolio) -> Matrix:
    asked = request.GET.get("purpose", "")
    purpose = asked if asked in PurposeKind.values else PurposeKind.MEMBERS.value
    world = request.GET.get("grain") == "world"
    base = ground()
    markets = markets_of(here, base.vocabulary)
    return Matrix(coverage_of(here, base, markets, purpose, world=world), markets, purpose, world=world)
