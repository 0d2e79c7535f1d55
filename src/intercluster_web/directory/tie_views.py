"""Add, change and delete what is tied to an organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercluster_web.accounts.permissions import may_edit_directory
from intercluster_web.directory import actions, queries
from intercluster_web.directory.models import Organisation, Sourced
from intercluster_web.directory.tie_forms import TIE_KINDS, TieForm, TieKind

form_page = require_http_methods(["GET", "HEAD", "POST"])


def editable_or_refuse(request: HttpRequest, key: str) -> Organisation:
    """The organisation, for somebody who may edit its entry."""
    organisation = get_object_or_404(Organisation, key=key)
    if not may_edit_directory(request.user, organisation):
        raise PermissionDenied
    return organisation


def _kind(tie: str) -> TieKind:
    if tie not in TIE_KINDS:
        raise Http404
    return TIE_KINDS[tie]


def _row(kind: TieKind, organisation: Organisation, pk: int) -> Any:
    mine = Q()
    for column in kind.own:
        mine |= Q(**{column: organisation})
    return get_object_or_404(kind.model, mine, pk=pk)


@login_required
@form_page
def create(request: HttpRequest, key: str, tie: str) -> HttpResponse:
    organisation, kind = editable_or_refuse(request, key), _kind(tie)
    form = kind.form(request.POST or None, organisation=organisation)
    if request.method == "POST" and _saved(request, form):
        messages.success(request, _("Added."))
        return redirect(organisation)
    return _page(request, organisation, kind, form)


@login_required
@form_page
def edit(request: HttpRequest, key: str, tie: str, pk: int) -> HttpResponse:
    organisation, kind = editable_or_refuse(request, key), _kind(tie)
    row = _row(kind, organisation, pk)
    form = kind.form(request.POST or None, instance=row, organisation=organisation)
    if request.method == "POST" and _saved(request, form):
        messages.success(request, _("Changed."))
        return redirect(organisation)
    return _page(request, organisation, kind, form, reverse("directory:tie-delete", args=[key, tie, pk]))


@login_required
@form_page
def delete(request: HttpRequest, key: str, tie: str, pk: int) -> HttpResponse:
    organisation, kind = editable_or_refuse(request, key), _kind(tie)
    row = _row(kind, organisation, pk)
    if request.method == "POST":
        actions.delete_tie(row)
        messages.success(request, _("Deleted."))
        return redirect(organisation)
    return render(
        request,
        "directory/confirm_delete.html",
        {"organisation": organisation, "heading": kind.heading, "what": describe(row, organisation)},
    )


def _saved(request: HttpRequest, form: TieForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.save_tie(form.instance, form.provenance(request.user))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def describe(row: Sourced, organisation: Organisation) -> str:
    """A row in a few words, seen from an organisation."""
    for column in ("member", "organisation", "successor", "predecessor", "b", "a"):
        other = getattr(row, column, None)
        if other is not None and other != organisation:
            return str(other)
    for column in ("name", "concept", "zone", "value"):
        if value := getattr(row, column, None):
            return str(value)
    return str(row.pk)


def _page(
    request: HttpRequest, organisation: Organisation, kind: TieKind, form: TieForm, delete_url: str = ""
) -> HttpResponse:
    return render(
        request,
        "directory/tie_form.html",
        {
            "organisation": organisation,
            "heading": kind.heading,
            "form": form,
            "delete_url": delete_url,
            "known_organisations": queries.names_to_suggest() if hasattr(form, "other_name") else [],
        },
    )
