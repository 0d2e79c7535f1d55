"""Terms of an agreement."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.agreements.terms import next_term
from intercluster_web.agreements.actions import terms as actions
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.forms.signing import RenewForm, TermForm
from intercluster_web.agreements.models import Agreement, Term
from intercluster_web.agreements.presentation.reminders import due, due_calendar
from intercluster_web.agreements.queries.agreements import current_term, running_agreements
from intercluster_web.agreements.views.found import changeable, file_name, not_now, readable
from intercluster_web.downloads import download
from intercluster_web.records.saving import saved

ICS = "text/calendar; charset=utf-8"


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The term: first written here, later corrected."""
    found = changeable(request, pk)
    term = current_term(found)
    form = TermForm(request.POST or None, instance=term or Term(agreement=found), initial=_from_text(found))
    try:
        if request.method == "POST" and saved(
            form,
            lambda: actions.set_term(
                request.user, found, form.save(commit=False), form.written(), form.cleaned_data["seen"]
            ),
        ):
            return redirect(f"{found.get_absolute_url()}#terms")
    except WrongStateError as wrong:
        return not_now(request, wrong, found)
    return _page(request, found, form, _("Term of the agreement"))


def _from_text(found: Agreement) -> dict[str, object]:
    """What the blanks of the text already say, for the first term."""
    if found.terms.exists():
        return {}
    said = found.values
    term_clause = found.clauses.filter(key="term", included=True).first()
    options = {"explicit": "explicit", "tacit": "tacit", "once": "none"}
    return {
        "starts_on": said.get("start") or found.in_force_on,
        "months": said.get("duration_months"),
        "notice_months": said.get("notice_months", 3),
        "renewal": options.get(term_clause.option if term_clause else "", "explicit"),
    }


@login_required
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new term after the last: the old one stays."""
    found = changeable(request, pk)
    last = current_term(found)
    if last is None or last.ends_on is None:
        return redirect("agreements:term", pk)
    following = next_term(last.rules())
    initial = {
        "starts_on": following.starts_on,
        "ends_on": following.ends_on,
        "renewal": last.renewal,
        "notice_months": last.notice_months,
        "decided_on": timezone.localdate(),
        "after": last.number,
    }
    form = RenewForm(request.POST or None, instance=Term(agreement=found), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.renew(request.user, found, form.save(commit=False), form.cleaned_data["after"])
        except WrongStateError as wrong:
            return not_now(request, wrong, found)
        return redirect(f"{found.get_absolute_url()}#terms")
    return _page(request, found, form, _("Renew the agreement"))


@login_required
@require_GET
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """What is due for one agreement, as a calendar file."""
    found = readable(request, pk)
    address = request.build_absolute_uri("/").rstrip("/")
    dues = due(running_agreements(request.user).filter(pk=pk))
    return download(due_calendar(dues, address), f"{file_name(found)}.ics", ICS)


def _page(request: HttpRequest, found: Agreement, form: TermForm, title: str) -> HttpResponse:
    context = {"agreement": found, "cooperation": found.cooperation, "form": form, "title": title}
    return render(request, "agreements/form.html", context, status=422 if request.method == "POST" else 200)
