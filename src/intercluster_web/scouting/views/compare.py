"""Side by side: the comparison page, its files, and comparisons kept and shared."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intercluster.comparison.compare import MOST_SUBJECTS
from intercluster_web.accounts.permissions import may_change, visible_or_404, visible_to
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.queries import names_to_suggest as organisation_names
from intercluster_web.downloads import DOCX, XLSX, download
from intercluster_web.languages import language
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.ownership import create_owned
from intercluster_web.scouting.exports.comparison import comparison_docx, comparison_xlsx
from intercluster_web.scouting.forms.comparison import PickForm, SaveComparisonForm
from intercluster_web.scouting.models import SavedComparison
from intercluster_web.scouting.presentation.comparison import Sheet, sheet
from intercluster_web.scouting.queries.comparing import comparison_of
from intercluster_web.scouting.queries.ground import ground

LETTERS = "abcd"


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four organisations of the directory, named in the address: ``?a=viameca&b=inplas``."""
    form = PickForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "organisations": organisation_names()}
    if form.is_bound and form.is_valid():
        keys = form.keys()
        context["form"] = PickForm(initial=form.cleaned_data)  # names, where the address had keys
        if len(keys) >= 2:
            context |= {"sheet": _sheet(keys), "keys": keys, "address": _address(keys)}
            if writable_organisations(request.user).exists():
                context["save_form"] = SaveComparisonForm(user=request.user, keys=keys)
    return render(request, "scouting/compare.html", context)


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The comparison as a document or a workbook."""
    picked = PickForm(request.GET)
    shown = _sheet(picked.keys()) if picked.is_valid() else None
    if shown is None or form not in {"docx", "xlsx"}:
        return redirect("scouting:compare")
    return _file(shown, form)


@login_required
@require_GET
def comparisons(request: HttpRequest) -> HttpResponse:
    found = visible_to(request.user, SavedComparison.objects.select_related("owner"))
    return render(request, "scouting/comparisons.html", {"comparisons": found})


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a comparison, to note on it and to share it with the mirror organisation."""
    keys = list(dict.fromkeys(request.POST.getlist("key")))[:MOST_SUBJECTS]
    if Organisation.objects.filter(key__in=keys).count() < max(len(keys), 2):
        raise Http404
    form = SaveComparisonForm(request.POST, user=request.user, keys=keys)
    if not form.is_valid():
        messages.error(request, _("Give the comparison a name."))
        return redirect(f"{reverse('scouting:compare')}?{_address(keys)}")
    create_owned(request.user, form.save(commit=False))
    return redirect("scouting:comparison", form.instance.pk)


@login_required
@require_GET
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request.user, SavedComparison.objects.select_related("owner"), pk=pk)
    return render(
        request,
        "scouting/comparison.html",
        {
            "comparison": found,
            "sheet": _sheet(found.keys),
            "address": _address(found.keys),
            "changeable": may_change(request.user, found),
        },
    )


def _sheet(keys: list[str]) -> Sheet | None:
    """The sheet; None where too few of the organisations are still in the directory."""
    try:
        return sheet(comparison_of(ground(), keys))
    except ValueError:
        return None


def _address(keys: list[str]) -> str:
    return "&".join(f"{letter}={key}" for letter, key in zip(LETTERS, keys, strict=False))


def _file(shown: Sheet, form: str) -> HttpResponse:
    name = "-".join(subject.key for subject in shown.subjects)[:80]
    if form == "docx":
        return download(comparison_docx(shown, language()), f"{name}.docx", DOCX)
    return download(comparison_xlsx(shown, language()), f"{name}.xlsx", XLSX)
