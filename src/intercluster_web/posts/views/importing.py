"""Bringing in a file of posts: the file, then every error and change, then the writing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intercluster_web import uploads
from intercluster_web.accounts.permissions import writer_required
from intercluster_web.downloads import table_file
from intercluster_web.posts.actions import importing
from intercluster_web.posts.columns import FIELDS
from intercluster_web.posts.exports import posts_table
from intercluster_web.posts.forms import UploadForm
from intercluster_web.spreadsheets import Sheet, guess_mapping, read_sheet
from intercluster_web.table_imports import CHANGED, NEW, SAME, chosen_mapping, preview_context, sheet_of

_HELD = "posts_upload"


@writer_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "token" in request.POST:
        return _second_step(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (found := sheet_of(form)):
        content, name, sheet = found
        uploads.hold(request, _HELD, content, name, "posts")
        return _preview(request, sheet, guess_mapping(sheet.headings, {}, FIELDS))
    return render(request, "posts/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _second_step(request: HttpRequest) -> HttpResponse:
    found = uploads.held(request, _HELD)
    if found is None:
        messages.warning(request, _("The file is no longer here. Send it again."))
        return redirect("posts:import")
    held, content = found
    sheet = read_sheet(content, held["name"])
    mapping = chosen_mapping(request.POST, sheet.headings, FIELDS)
    plan = importing.plan_import(request.user, sheet, mapping)
    if "write" not in request.POST or plan.errors:
        return _preview(request, sheet, mapping)
    counts = importing.apply_plan(request.user, plan)
    uploads.let_go(request, _HELD)
    said = {status: counts[status] for status in (NEW, CHANGED, SAME)}
    messages.success(request, _("Posts added: %(new)s; changed: %(changed)s; unchanged: %(same)s.") % said)
    return redirect("posts:list")


def _preview(request: HttpRequest, sheet: Sheet, mapping: dict[str, str]) -> HttpResponse:
    plan = importing.plan_import(request.user, sheet, mapping)
    context = preview_context(request.session[_HELD], sheet, mapping, FIELDS, plan, shown=("country", "city"))
    return render(request, "posts/import_preview.html", context, status=422 if plan.errors else 200)


@require_safe
def template(_request: HttpRequest, form: str) -> HttpResponse:
    """An empty file with the columns the import knows."""
    if form not in {"xlsx", "csv"}:
        raise Http404
    return table_file(posts_table([]), form, _("posts-template"))
