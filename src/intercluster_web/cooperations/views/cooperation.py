"""One cooperation: its overview, opening it, changing its card."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import inside_or_404, working_or_404, writer_required
from intercluster_web.cooperations.models import Cooperation


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    return render(request, "cooperations/cooperation.html", {"cooperation": cooperation})


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return redirect("home")


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation, _organisation = working_or_404(request.user, Cooperation.objects.all(), pk=pk)
    return redirect(cooperation)
