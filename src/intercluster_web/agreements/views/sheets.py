"""Sheets of differences and synergies."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import may_change_item, may_write, working_or_404
from intercluster_web.agreements.actions import sheets as actions
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.exports.sheets import figures_of, sheet_docx
from intercluster_web.agreements.forms.sheets import RemarkForm, SheetForm
from intercluster_web.agreements.models import Sheet
from intercluster_web.agreements.presentation.sheets import freeze, heads, partners, row_choices
from intercluster_web.agreements.views.found import changeable_sheet, file_name, not_now, readable_sheet
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.cooperations.signing.views import exact_file
from intercluster_web.downloads import DOCX, download
from intercluster_web.languages import language


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze a saved comparison of two organisations."""
    found, organisation = working_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    form = SheetForm(request.POST or None, instance=Sheet(cooperation=found, owner=organisation), user=request.user)
    if request.method == "POST" and form.is_valid():
        sheet = form.save(commit=False)
        sheet.frozen = freeze(sheet.comparison.keys)
        return redirect(actions.take(request.user, sheet))
    context = {"form": form, "cooperation": found, "comparisons": form.fields["comparison"].queryset.exists()}
    return render(request, "agreements/sheet_new.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet; both sides add remarks here while it is open."""
    sheet = readable_sheet(request, pk)
    form = _remark_form(request, sheet)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.say(request.user, sheet, form.save(commit=False))
        except WrongStateError as wrong:
            return not_now(request, wrong, sheet)
        return redirect(f"{sheet.get_absolute_url()}#remarks")
    labels = dict(row_choices(sheet))
    remarks = [(each, labels.get(each.about, "")) for each in sheet.remarks.select_related("organisation")]
    lines = actions.lines(sheet)
    context = {
        "cooperation": sheet.cooperation,
        "sheet": sheet,
        "heads": heads(sheet),
        "partners": partners(sheet),
        "figures": figures_of(sheet),
        "remarks": remarks,
        "form": form,
        "changeable": may_change_item(request.user, sheet),
        "lines": [(line, _may_sign(request, line)) for line in lines],
        "sealed": sheet.sealed_files.filter(round=sheet.round).defer("content").first(),
    }
    return render(request, "agreements/sheet.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The document both sides sign off, byte for byte once it is sealed; before, as it stands."""
    sheet = readable_sheet(request, pk)
    sealed = sheet.sealed_files.filter(round=sheet.round).first() if sheet.state != "open" else None
    return exact_file(sealed) if sealed else download(_document(sheet), f"{file_name(sheet)}.docx", DOCX)


@login_required
@require_POST
def unsay(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    sheet = readable_sheet(request, pk)
    remark = get_object_or_404(sheet.remarks.select_related("sheet", "organisation"), pk=remark_pk)
    try:
        actions.unsay(request.user, remark)
    except WrongStateError as wrong:
        return not_now(request, wrong, sheet)
    return redirect(f"{sheet.get_absolute_url()}#remarks")


@login_required
@require_POST
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Share it, propose it for signing off, open it again, delete it."""
    sheet = changeable_sheet(request, pk)
    what = request.POST.get("do", "")
    try:
        if what == "propose":
            actions.propose(request.user, sheet, f"{file_name(sheet)}.docx", _document(sheet))
        elif what == "reopen":
            actions.reopen(request.user, sheet)
        elif what in {"own", "shared"}:
            actions.change_audience(request.user, sheet, what)
        elif what == "delete":
            actions.delete(request.user, sheet)
            messages.success(request, _("“%(name)s” is deleted.") % {"name": sheet.title})
            return redirect("agreements:cooperation", sheet.cooperation_id)
    except WrongStateError as wrong:
        return not_now(request, wrong, sheet)
    return redirect(sheet)


def _document(sheet: Sheet) -> bytes:
    return sheet_docx(sheet, list(sheet.remarks.select_related("organisation")), language())


def _remark_form(request: HttpRequest, sheet: Sheet) -> Any:
    """None where the sheet is closed or the person writes for neither side."""
    both = [sheet.first, sheet.second]
    sides = both if may_change_item(request.user, sheet) else [side for side in both if may_write(request.user, side)]
    if sheet.state != "open" or not sides:
        return None
    return RemarkForm(request.POST or None, sheet=sheet, sides=sides, rows=row_choices(sheet))


def _may_sign(request: HttpRequest, line: Any) -> bool:
    return line.state == "asked" and line.organisation is not None and may_write(request.user, line.organisation)
