"""The page of an agreement, its card, its blanks and parties, its draft as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.agreements.document import agreement_docx
from intercluster.agreements.templates import latest
from intercluster.agreements.terms import running
from intercluster_web.accounts.permissions import may_change_item, may_write
from intercluster_web.agreements.actions import drafting
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.exports.tables import renewal_label, standing_label
from intercluster_web.agreements.forms.agreements import BlanksForm, CardForm, KeepForm, PartyForm
from intercluster_web.agreements.models import Agreement, Status, Version
from intercluster_web.agreements.presentation.reminders import due
from intercluster_web.agreements.presentation.texts import blanks, frozen_clauses, printed, shown_clauses
from intercluster_web.agreements.queries.agreements import (
    current_term,
    newest_version,
    open_signatures,
    running_agreements,
    void_signatures,
)
from intercluster_web.agreements.views.found import changeable, file_name, not_now, readable
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import DOCX, download
from intercluster_web.records.saving import saved


@login_required
@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = readable(request, pk)
    clauses = list(found.clauses.all())
    parties = list(found.parties.select_related("organisation"))
    empty = [blank for blank in blanks(found, clauses) if not blank.value]
    lines = open_signatures(found)
    return render(
        request,
        "agreements/agreement.html",
        {
            "cooperation": found.cooperation,
            "agreement": found,
            "standing": standing_label(found.standing),  # type: ignore[attr-defined]
            "clauses": shown_clauses(found, clauses, [party.in_text for party in parties]),
            "parties": parties,
            "empty_blanks": empty,
            "changeable": may_change_item(request.user, found),
            "lines": [(line, _may_sign(request, line)) for line in lines],
            "void": void_signatures(found),
            "versions": found.versions.select_related("kept_by"),
            "newest": newest_version(found),
            "keep_form": KeepForm(),
            "newer_template": _newer_template(found),
            "replaced_by": found.replaced_by.first(),
            **_terms(request, found),
        },
    )


def _may_sign(request: HttpRequest, line: Any) -> bool:
    return line.state == "asked" and line.organisation is not None and may_write(request.user, line.organisation)


def _newer_template(found: Agreement) -> Any:
    if not found.template or found.status != Status.DRAFT:
        return None
    newest = latest(found.template)
    return newest if newest.version > (found.template_version or 0) else None


def _terms(request: HttpRequest, found: Agreement) -> dict[str, Any]:
    term = current_term(found)
    now, renewals = running(term.rules(), timezone.localdate()) if term else (None, 0)
    return {
        "term": term,
        "running": now,
        "renewals": renewals,
        "renewal_label": renewal_label(term.renewal) if term else "",
        "terms": found.terms.all(),
        "due": due(running_agreements(request.user).filter(pk=found.pk)),
    }


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable(request, pk)
    form = CardForm(request.POST or None, instance=found)
    if request.method == "POST" and saved(
        form, lambda: drafting.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])
    ):
        return redirect(found)
    return _form_page(request, found, form, _("Edit the agreement"))


@login_required
@require_http_methods(["GET", "POST"])
def blanks_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the text leaves to be filled in, on one page."""
    found = changeable(request, pk)
    form = BlanksForm(request.POST or None, blanks=blanks(found, list(found.clauses.all())))
    if request.method == "POST" and form.is_valid():
        try:
            drafting.fill(request.user, found, form.values(), form.seen())
            return redirect(found)
        except drafting.BlankTakenError as taken:
            form.tell(taken.theirs)
        except WrongStateError as wrong:
            return not_now(request, wrong, found)
    return _form_page(request, found, form, _("Fill in the blanks"))


@login_required
@require_http_methods(["GET", "POST"])
def parties(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs: add, name in the words of the text, take off."""
    found = changeable(request, pk)
    form = PartyForm(request.POST if request.POST.get("do") == "add" else None)
    if request.method == "POST":
        try:
            if _change_parties(request, found, form):
                return redirect("agreements:parties", pk)
        except WrongStateError as wrong:
            return not_now(request, wrong, found)
    context = {
        "agreement": found,
        "cooperation": found.cooperation,
        "form": form,
        "parties": found.parties.select_related("organisation"),
        "organisations": names_to_suggest(),
    }
    return render(request, "agreements/parties.html", context, status=422 if request.method == "POST" else 200)


def _change_parties(request: HttpRequest, found: Agreement, form: PartyForm) -> bool:
    what = request.POST.get("do")
    if what == "add":
        if not form.is_valid():
            return False
        name = " ".join(form.cleaned_data["name"].split())
        organisation = Organisation.objects.filter(name__iexact=name).first()
        drafting.add_party(request.user, found, organisation, organisation.name if organisation else name)
        return True
    number = request.POST.get("party", "")
    party = get_object_or_404(found.parties, pk=int(number) if number.isdecimal() else 0)
    party.agreement = found
    if what == "remove":
        drafting.remove_party(request.user, party)
    else:
        drafting.change_party(request.user, party, request.POST.get("described_as", "").strip()[:400])
    return True


@login_required
@require_GET
def draft_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it stands, to read and to send round; it is not the file that is signed."""
    found = readable(request, pk)
    names = [party.in_text for party in found.parties.all()]
    version = Version(
        agreement=found,
        number=found.number,
        title=found.title,
        kind=found.kind,
        language=found.language,
        clauses=frozen_clauses(found, list(found.clauses.all()), names),
        parties=names,
    )
    return download(agreement_docx(printed(version)), f"{file_name(found)}-draft.docx", DOCX)


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable(request, pk)
    form = KeepForm(request.POST)
    version = drafting.keep(request.user, found, form.cleaned_data["note"] if form.is_valid() else "")
    messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
    return redirect("agreements:version", pk, version.number)


@login_required
@require_POST
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable(request, pk)
    try:
        return redirect(drafting.amend(request.user, found))
    except WrongStateError as wrong:
        return not_now(request, wrong, found)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable(request, pk)
    if request.method == "POST":
        cooperation = found.cooperation_id
        try:
            drafting.delete(request.user, found)
        except WrongStateError as wrong:
            return not_now(request, wrong, found)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": found.title})
        return redirect("agreements:cooperation", cooperation)
    return render(request, "records/delete.html", {"record": found, "back": found.get_absolute_url()})


def _form_page(request: HttpRequest, found: Agreement, form: Any, title: str) -> HttpResponse:
    context = {"agreement": found, "cooperation": found.cooperation, "form": form, "title": title}
    return render(request, "agreements/form.html", context, status=422 if request.method == "POST" else 200)
