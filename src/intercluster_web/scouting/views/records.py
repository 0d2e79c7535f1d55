"""What every record of an organisation has: who sees it, and its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercluster_web.accounts.permissions import changeable_or_404
from intercluster_web.records.views import delete_page, share_page
from intercluster_web.scouting.actions import records as actions
from intercluster_web.scouting.models import Encounter, Objective, SavedComparison, Shortlist, Strategy

# kind of record -> its model, the page of one, the page of all
RECORDS: dict[str, tuple[Any, str, str]] = {
    "strategy": (Strategy, "scouting:strategy", "scouting:strategies"),
    "objective": (Objective, "scouting:objective", "scouting:objectives"),
    "encounter": (Encounter, "scouting:encounter", "scouting:encounters"),
    "shortlist": (Shortlist, "scouting:shortlist", "scouting:shortlists"),
    "comparison": (SavedComparison, "scouting:comparison", "scouting:comparisons"),
}


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    record, page, _all = _changeable(request, kind, pk)
    return share_page(request, record, reverse(page, args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask, then delete. An objective that shortlists refer to stays."""
    record, page, everything = _changeable(request, kind, pk)
    back = reverse(page, args=[pk])
    try:
        return delete_page(request, record, back, reverse(everything), actions.delete)
    except ProtectedError:
        messages.error(request, _("Shortlists refer to this objective. Delete them first."))
        return redirect(back)


def _changeable(request: HttpRequest, kind: str, pk: int) -> tuple[Any, str, str]:
    if kind not in RECORDS:
        raise Http404
    model, page, everything = RECORDS[kind]
    return changeable_or_404(request.user, model.objects.select_related("owner"), pk=pk), page, everything
