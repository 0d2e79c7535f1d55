"""What every record of an organisation has: who sees it, and its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercluster_web.accounts.permissions import changeable_or_404
from intercluster_web.scouting.actions import ownership as actions
from intercluster_web.scouting.forms.shortlists import ShareForm
from intercluster_web.scouting.models import Encounter, Objective, SavedComparison, Shortlist, Strategy
from intercluster_web.scouting.queries.names import organisation_names

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
    form = ShareForm(request.POST or None, record=record)
    if request.method == "POST" and form.is_valid():
        actions.share(request.user, record, form.cleaned_data["visibility"], form.cleaned_data["named"])
        messages.success(request, _("Visible to: %(who)s.") % {"who": record.get_visibility_display()})
        return redirect(page, pk)
    return render(
        request,
        "scouting/share.html",
        {"form": form, "record": record, "back": reverse(page, args=[pk]), "organisations": organisation_names()},
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask, then delete. An objective that shortlists refer to stays."""
    record, page, everything = _changeable(request, kind, pk)
    if request.method == "POST":
        try:
            actions.delete_owned(request.user, record)
        except ProtectedError:
            messages.error(request, _("Shortlists refer to this objective. Delete them first."))
            return redirect(page, pk)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": record})
        return redirect(everything)
    return render(request, "scouting/delete.html", {"record": record, "back": reverse(page, args=[pk])})


def _changeable(request: HttpRequest, kind: str, pk: int) -> tuple[Any, str, str]:
    if kind not in RECORDS:
        raise Http404
    model, page, everything = RECORDS[kind]
    return changeable_or_404(request.user, model.objects.select_related("owner"), pk=pk), page, everything
