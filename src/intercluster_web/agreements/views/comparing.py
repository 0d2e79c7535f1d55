"""Versions and what changed between them; two agreements side by side."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.agreements.clauses import ClauseText
from intercluster.agreements.document import agreement_docx
from intercluster.agreements.matching import Pair, side_by_side
from intercluster.agreements.redline import compare_versions
from intercluster_web.agreements.exports.tables import comparison_docx, comparison_xlsx, found_words, matching_rule
from intercluster_web.agreements.forms.agreements import CompareForm
from intercluster_web.agreements.models import Agreement, SealedAgreement, Version
from intercluster_web.agreements.presentation.texts import (
    clause_texts,
    frozen_clauses,
    languages_of,
    printed,
    reading_language,
)
from intercluster_web.agreements.queries.agreements import agreements_visible_to
from intercluster_web.agreements.views.found import file_name, readable
from intercluster_web.cooperations.signing.views import exact_file
from intercluster_web.downloads import DOCX, XLSX, download
from intercluster_web.languages import language


@login_required
@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A kept version, with what changed since ``?since=`` (the one before, unless said otherwise)."""
    agreement = readable(request, pk)
    shown = _version(agreement, number)
    older = [each for each in agreement.versions.all() if each.number < number]
    asked = request.GET.get("since", "")
    since = next((each for each in older if str(each.number) == asked), older[0] if older else None)
    return render(
        request,
        "agreements/version.html",
        {
            "agreement": agreement,
            "cooperation": agreement.cooperation,
            "version": shown,
            "older": older,
            "since": since,
            "sealed": SealedAgreement.objects.filter(version=shown).defer("content").first(),
            "changes": [
                (code, compare_versions(clause_texts(since.clauses, code), clause_texts(shown.clauses, code)))
                for code in languages_of(shown)
            ]
            if since
            else [],
            "texts": [(code, clause_texts(shown.clauses, code)) for code in languages_of(shown)],
            "signatures": shown.signatures.all(),
        },
    )


@login_required
@require_GET
def version_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The file that was sealed, byte for byte; of a version that was never proposed, its text as a document."""
    found = _version(readable(request, pk), number)
    sealed = SealedAgreement.objects.filter(version=found).first()
    if sealed is None:
        return download(agreement_docx(printed(found)), f"{file_name(found.title)}-v{number}.docx", DOCX)
    return exact_file(sealed)


@login_required
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Clauses side by side with another agreement (``?other=``) or with a Word file, which is read and not kept."""
    agreement = readable(request, pk)
    others = agreements_visible_to(request.user).exclude(pk=pk)
    if request.method == "POST":
        form = CompareForm(request.POST, request.FILES, others=others)
    else:
        form = CompareForm(request.GET if request.GET.get("other") else None, others=others)
    context: dict[str, object] = {"agreement": agreement, "cooperation": agreement.cooperation, "form": form}
    if form.is_bound and form.is_valid():
        other = form.cleaned_data.get("other")
        name = other.title if other else request.FILES["file"].name
        pairs = _pairs(agreement, _texts(other) if other else form.cleaned_data["file"])
        if request.POST.get("as") in {"xlsx", "docx"}:
            return _file(pairs, agreement.title, str(name), request.POST["as"])
        context |= {
            "pairs": [(pair, found_words(pair)) for pair in pairs],
            "other": other,
            "name": name,
            "missing": sum(pair.theirs is None for pair in pairs),
            "only": sum(pair.ours is None for pair in pairs),
            "rule": matching_rule(),
        }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "agreements/compare.html", context, status=status)


@login_required
@require_GET
def compare_file(request: HttpRequest, pk: int, other_pk: int, form: str) -> HttpResponse:
    agreement, other = readable(request, pk), readable(request, other_pk)
    if form not in {"xlsx", "docx"}:
        raise Http404
    return _file(_pairs(agreement, _texts(other)), agreement.title, other.title, form)


def _version(agreement: Agreement, number: int) -> Version:
    return get_object_or_404(agreement.versions, number=number)


def _pairs(agreement: Agreement, theirs: Sequence[ClauseText]) -> tuple[Pair, ...]:
    return side_by_side(_texts(agreement), theirs)


def _texts(agreement: Agreement) -> list[ClauseText]:
    """The text as it stands, in the language of the page where it has it."""
    names = [party.in_text for party in agreement.parties.all()]
    code = reading_language(agreement)
    return clause_texts(frozen_clauses(agreement, list(agreement.clauses.all()), names), code)


def _file(pairs: Sequence[Pair], ours: str, theirs: str, form: str) -> HttpResponse:
    name = f"{file_name(ours)}-{file_name(theirs)}"[:80]
    if form == "docx":
        return download(comparison_docx(pairs, ours, theirs, language()), f"{name}.docx", DOCX)
    return download(comparison_xlsx(pairs, ours, theirs, language()), f"{name}.xlsx", XLSX)
