"""The journal of a cooperation: reading it, noting by hand what happened, correcting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    inside_or_404,
    working_or_404,
    works_in,
)
from intercluster_web.cooperations.actions import notes as actions
from intercluster_web.cooperations.forms.work import CorrectionForm, JournalFilterForm, NoteForm
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.cooperations.queries import cooperation as queries

PAGE = 25


@login_required
@require_GET
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation = inside_or_404(request.user, queries.CARDS, pk=pk)
    filters = JournalFilterForm(request.GET, years=queries.years(request.user, cooperation))
    asked = filters.cleaned_data if filters.is_valid() else {}
    found = queries.entries(request.user, cooperation, asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "cooperation": cooperation,
        "filters": filters,
        "filtered": any(asked.values()),
        "page": page,
        "works": works_in(request.user, cooperation) is not None,
    }
    return render(request, "cooperations/journal.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what happened. ``?proof=``: what it is to prove, chosen already; ``next=move``: back to the gate."""
    cooperation, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    form = NoteForm(request.POST or None, request.FILES or None, initial={"proof": request.GET.get("proof", "")})
    if request.method == "POST" and form.is_valid():
        actions.note(request.user, cooperation, form.noted())
        messages.success(request, _("It is in the journal."))
        return redirect("cooperations:move" if request.GET.get("next") == "move" else "cooperations:journal", pk)
    context = {
        "form": form,
        "cooperation": cooperation,
        "title": _("Note what happened"),
        "lead": _("Entries are neither changed nor removed; a mistake is corrected by a new one."),
        "upload": True,
    }
    return render(request, "cooperations/form.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Correct an entry by a new one that refers to it."""
    cooperation, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    entries = JournalEntry.objects.select_related("owner", "cooperation__owner")
    entry = changeable_item_or_404(request.user, entries, pk=entry_pk, cooperation=cooperation)
    form = CorrectionForm(request.POST or None, initial={"proof": entry.proof})
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(request.user, entry, form.cleaned_data["note"], form.cleaned_data["proof"])
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect(reverse("cooperations:journal", args=[pk]))
    context = {
        "form": form,
        "cooperation": cooperation,
        "entry": entry,
        "title": _("Correct an entry"),
        "lead": _("Both stay in the journal. What the old one proved no longer counts."),
    }
    return render(request, "cooperations/form.html", context, status=422 if request.method == "POST" else 200)
