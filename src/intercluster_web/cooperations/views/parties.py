"""Who takes part."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intercluster_web.accounts.permissions import changeable_or_404
from intercluster_web.cooperations.actions import parties as actions
from intercluster_web.cooperations.forms.moves import AddPartyForm, RoleForm, SharingForm
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.cooperations.queries import cooperation as queries
from intercluster_web.cooperations.views.cooperation import said_meanwhile
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.records.together import ChangedMeanwhileError


@login_required
@require_http_methods(["GET", "POST"])
def parties(request: HttpRequest, pk: int) -> HttpResponse:
    """The parties, each with its role; add one."""
    cooperation = changeable_or_404(request.user, queries.CARDS, pk=pk)
    form = AddPartyForm(request.POST or None, initial={"revision": cooperation.revision})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.add_party(request.user, cooperation, given["organisation"], given["role"], given["revision"])
            except ChangedMeanwhileError as meanwhile:
                cooperation, status = meanwhile.record, 409
                form.data = {**request.POST.dict(), "revision": cooperation.revision}
                form.add_error(None, said_meanwhile(cooperation))
            except ValidationError as problem:
                form.add_error(None, problem)
            else:
                messages.success(request, _("%(name)s takes part.") % {"name": given["organisation"].name})
                return redirect("cooperations:parties", pk)
    context = {
        "cooperation": cooperation,
        "form": form,
        "rows": [
            (
                party,
                RoleForm(initial={"role": party.role, "revision": cooperation.revision}, auto_id=f"id_{party.pk}_%s"),
            )
            for party in queries.parties(cooperation)
        ],
        "organisations": names_to_suggest(),
        "sharing_members": queries.sharing_members(cooperation.mediated_by),
    }
    return render(request, "cooperations/parties.html", context, status=status)


@login_required
@require_POST
def change(request: HttpRequest, pk: int, party_pk: int) -> HttpResponse:
    """Give a party another role."""
    form = RoleForm(request.POST)

    def write(party: Any) -> None:
        actions.change_party(request.user, party, form.cleaned_data["role"], form.cleaned_data["revision"])

    return _write(request, pk, party_pk, form, write)


@login_required
@require_POST
def leave(request: HttpRequest, pk: int, party_pk: int) -> HttpResponse:
    form = RoleForm({**request.POST.dict(), "role": "partner"})
    return _write(
        request, pk, party_pk, form, lambda party: actions.leave(request.user, party, form.cleaned_data["revision"])
    )


def _write(request: HttpRequest, pk: int, party_pk: int, form: RoleForm, write: Callable[[Any], None]) -> HttpResponse:
    cooperation: Cooperation = changeable_or_404(request.user, queries.CARDS, pk=pk)
    party = get_object_or_404(cooperation.parties.select_related("organisation", "cooperation__owner"), pk=party_pk)
    if form.is_valid():
        try:
            write(party)
        except ChangedMeanwhileError as meanwhile:
            messages.error(request, said_meanwhile(meanwhile.record))
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
    return redirect("cooperations:parties", pk)


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sees the card, and who works on it."""
    cooperation = changeable_or_404(request.user, queries.CARDS, pk=pk)
    form = SharingForm(request.POST or None, cooperation=cooperation, initial={"revision": cooperation.revision})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.share(request.user, cooperation, form.sharing(), form.cleaned_data["revision"])
        except ChangedMeanwhileError as meanwhile:
            cooperation, status = meanwhile.record, 409
            form.data = {**request.POST.dict(), "revision": cooperation.revision}
            form.add_error(None, said_meanwhile(cooperation))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            shown = cooperation.get_visibility_display()
            messages.success(request, _("Visible to: %(who)s.") % {"who": shown})
            return redirect(cooperation)
    return render(request, "cooperations/share.html", {"form": form, "cooperation": cooperation}, status=status)
