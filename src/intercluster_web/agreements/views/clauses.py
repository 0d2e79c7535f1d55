"""The editor: one clause after the other."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intercluster.agreements.templates import template
from intercluster_web.agreements.actions import drafting
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.forms.agreements import ClauseForm
from intercluster_web.agreements.models import Clause
from intercluster_web.agreements.presentation.texts import wordings
from intercluster_web.agreements.views.found import changeable, changeable_clause, not_now
from intercluster_web.languages import language
from intercluster_web.records.saving import saved


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    clause = changeable_clause(request, pk, clause_pk)
    agreement = clause.agreement
    form = ClauseForm(request.POST or None, instance=clause, agreement=agreement)
    try:
        if request.method == "POST" and saved(
            form,
            lambda: drafting.change_clause(
                request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"]
            ),
        ):
            return redirect(f"{agreement.get_absolute_url()}#clause-{clause.pk}")
    except WrongStateError as wrong:
        return not_now(request, wrong, agreement)
    source = template(agreement.template, agreement.template_version or 0).clause(clause.key) if clause.key else None
    context = {
        "agreement": agreement,
        "cooperation": agreement.cooperation,
        "clause": Clause.objects.get(pk=clause.pk),
        "form": form,
        "source": source,
        "why": source.why.said(language()) if source else "",
        "wordings": wordings(source) if source else [],
    }
    return render(request, "agreements/clause.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A clause of one's own."""
    agreement = changeable(request, pk)
    form = ClauseForm(request.POST or None, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            added = drafting.add_clause(request.user, agreement, form.save(commit=False))
        except WrongStateError as wrong:
            return not_now(request, wrong, agreement)
        return redirect(f"{agreement.get_absolute_url()}#clause-{added.pk}")
    context = {
        "agreement": agreement,
        "cooperation": agreement.cooperation,
        "form": form,
        "title": _("A clause of your own"),
    }
    return render(request, "agreements/form.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def do(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Take in, leave out, move, remove, or take a wording of the template."""
    clause = changeable_clause(request, pk, clause_pk)
    what = request.POST.get("do", "")
    back = f"{clause.agreement.get_absolute_url()}#clause-{clause.pk}"
    try:
        if what in {"in", "out"}:
            drafting.include(request.user, clause, what == "in")
        elif what in {"up", "down"}:
            drafting.move(request.user, clause, what == "up")
        elif what == "remove":
            drafting.remove_clause(request.user, clause)
        elif what == "wording" and clause.key:
            drafting.take_wording(request.user, clause, request.POST.get("option", ""))
            back = f"{clause.agreement.get_absolute_url()}clauses/{clause.pk}/"
    except WrongStateError as wrong:
        return not_now(request, wrong, clause.agreement)
    except KeyError:
        return redirect(back)
    return redirect(back)
