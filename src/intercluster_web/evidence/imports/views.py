"""Pages for who keeps the evidence: imports, and organisations under two identifiers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercluster.datafolder import BUNDLED, evidence_folder
from intercluster.evidence.decisions import ContradictionError, read_decisions
from intercluster.evidence.importing import read_imports
from intercluster.export import Column, Table
from intercluster_web.accounts.permissions import evidence_keeper_required
from intercluster_web.downloads import table_file
from intercluster_web.evidence import queries
from intercluster_web.evidence.imports import actions
from intercluster_web.evidence.imports.forms import UploadForm
from intercluster_web.evidence.imports.models import Job, LinkProposal, Work
from intercluster_web.evidence.imports.wording import advice, outcome, reason, severity

PAGE = 20
SHOWN = 20  # problems on the page; all of them are in the file
BUSY = gettext_lazy("Other work on the evidence is going on. Wait until it has finished.")


@evidence_keeper_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Send files in; what was imported before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = actions.start_import(request.user, form.cleaned_data["files"], form.cleaned_data["framework"])
        except actions.BusyError:
            form.add_error(None, BUSY)
        else:
            return redirect("evidence:import", pk=job.pk)
    folder = evidence_folder()
    context = {
        "form": form,
        "jobs": Job.objects.filter(work=Work.IMPORT).select_related("created_by")[:PAGE],
        "imported": folder != BUNDLED,
        "history": read_imports(folder),
    }
    return render(request, "evidence/imports/imports.html", context)


@evidence_keeper_required
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, then what was found, then the word to write it."""
    return render(request, "evidence/imports/job.html", _told(pk))


@evidence_keeper_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; the whole page again as soon as it has ended."""
    told = _told(pk)
    response = render(request, "evidence/imports/_progress.html", told)
    if not told["job"].running:
        response["HX-Refresh"] = "true"
    return response


@evidence_keeper_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it."""
    found = get_object_or_404(Job, pk=pk, work=Work.IMPORT)
    try:
        actions.confirm_import(found, skip_bad=request.POST.get("skip_bad") == "1")
    except actions.BusyError:
        messages.error(request, BUSY)
    return redirect("evidence:import", pk=pk)


@evidence_keeper_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop the files."""
    found = get_object_or_404(Job, pk=pk, work=Work.IMPORT)
    try:
        actions.discard(found)
    except actions.BusyError:
        messages.error(request, BUSY)
    else:
        messages.success(request, _("The files were dropped; nothing was written."))
    return redirect("evidence:imports")


@evidence_keeper_required
@require_safe
def problems(request: HttpRequest, pk: int, form: str) -> HttpResponse:  # noqa: ARG001
    """Every problem as a file."""
    if form not in ("csv", "xlsx"):
        raise Http404
    found = get_object_or_404(Job, pk=pk, work=Work.IMPORT)
    columns = [
        Column("severity", _("Severity")),
        Column("file", _("File")),
        Column("line", _("Line"), "integer"),
        Column("column", _("Column")),
        Column("value", _("Value")),
        Column("reason", _("Reason")),
        Column("advice", _("What to do")),
    ]
    return table_file(Table(_("Problems"), columns, _worded(found.report.get("problems", []))), form, "problems")


@evidence_keeper_required
@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Back to the bundled evidence."""
    try:
        removed = actions.back_to_bundled()
    except actions.BusyError:
        messages.error(request, BUSY)
    else:
        messages.success(
            request, _("The bundled evidence is in force.") if removed else _("Nothing was imported; nothing to do.")
        )
    return redirect("evidence:imports")


@evidence_keeper_required
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """Proposals side by side with their reasons, and the decisions taken."""
    running = Job.objects.filter(work=Work.SEARCH).first()
    proposals = Paginator(LinkProposal.objects.all(), PAGE).get_page(request.GET.get("page"))
    decided = sorted(read_decisions(), key=lambda decision: decision.decided_at, reverse=True)
    names = queries.base().org_index
    context = {
        "job": actions.bury_if_dead(running) if running else None,
        "page": proposals,
        "decided": [(decision, decision.org_a in names, decision.org_b in names) for decision in decided[:100]],
    }
    return render(request, "evidence/imports/links.html", context)


@evidence_keeper_required
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Look for proposals."""
    try:
        actions.start_search(request.user)
    except actions.BusyError:
        messages.error(request, BUSY)
    return redirect("evidence:links")


@evidence_keeper_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation, or two."""
    proposal = get_object_or_404(LinkProposal, pk=pk)
    verdict = request.POST.get("verdict")
    if verdict not in ("same", "different"):
        raise Http404
    try:
        actions.settle(request.user, proposal, "same" if verdict == "same" else "different")
    except ContradictionError as error:
        messages.error(
            request,
            _("This would join %(a)s and %(b)s, which were said to be two. Take that decision back first.")
            % dict(zip("ab", error.pair, strict=True)),
        )
    else:
        worded = _("They count as one from now on.") if verdict == "same" else _("They are kept apart.")
        messages.success(request, worded)
    return redirect("evidence:links")


@evidence_keeper_required
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take a decision back."""
    pair = (request.POST.get("org_a", ""), request.POST.get("org_b", ""))
    if pair not in {decision.pair for decision in read_decisions()}:
        raise Http404
    actions.withdraw(request.user, *pair)
    messages.success(request, _("The decision was taken back; the pair is open again."))
    return redirect("evidence:links")


def _told(pk: int) -> dict[str, Any]:
    found = actions.bury_if_dead(get_object_or_404(Job, pk=pk, work=Work.IMPORT))
    told = _worded(found.report.get("problems", []))
    return {
        "job": found,
        "outcome": outcome(found.report.get("outcome", "")),
        "errors": [problem for problem in told if problem["stops"]][:SHOWN],
        "remarks": [problem for problem in told if not problem["stops"]][:SHOWN],
    }


def _worded(problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **{key: problem[key] for key in ("file", "line", "column", "value")},
            "severity": severity(problem["severity"]),
            "stops": problem["severity"] in ("file", "row", "cell"),
            "reason": reason(problem["code"], problem["params"]),
            "advice": advice(problem["code"], problem["params"]),
        }
        for problem in problems
    ]
