"""Needs and offers from a file: read, shown with every error, then all of it or nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web import uploads
from intercluster_web.accounts.permissions import writer_required
from intercluster_web.directory.models import Organisation
from intercluster_web.downloads import table_file
from intercluster_web.outcomes.actions import postings as actions
from intercluster_web.outcomes.exports.tables import postings_table
from intercluster_web.outcomes.forms.importing import Plan, plan_import
from intercluster_web.outcomes.forms.postings import PostingFileForm
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.spreadsheets import UnreadableFileError, read_sheet

HELD = "postings_upload"  # session key: the file between the dry run and the word to write
_SHOWN = 200


@writer_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "token" in request.POST:
        return _write(request)
    form = PostingFileForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file, owner = form.cleaned_data["file"], form.cleaned_data["owner"]
        content = file.read()
        try:
            plan = plan_import(owner, read_sheet(content, file.name))
        except UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            token = uploads.keep(content)
            request.session[HELD] = {"token": token, "name": file.name, "for": owner.pk}
            return _preview(request, owner, plan, token)
    status = 422 if request.method == "POST" else 200
    return render(request, "outcomes/import.html", {"form": form}, status=status)


@writer_required
@require_GET
def template(_request: HttpRequest) -> HttpResponse:
    """An empty file with the columns that are read."""
    return table_file(postings_table([]), "xlsx", _("needs-and-offers"))


def _write(request: HttpRequest) -> HttpResponse:
    held: dict[str, Any] = request.session.get(HELD, {})
    content = uploads.kept(held.get("token", ""))
    owner = Organisation.objects.filter(pk=held.get("for")).first()
    if content is None or owner is None or held["token"] != request.POST["token"]:
        messages.warning(request, _("The file is no longer here. Send it again."))
        return redirect("outcomes:postings-import")
    if owner not in writable_organisations(request.user):
        return redirect("outcomes:postings-import")
    plan = plan_import(owner, read_sheet(content, held["name"]))
    if plan.errors:
        return _preview(request, owner, plan, held["token"])
    made = actions.add_all(request.user, plan.postings)
    uploads.drop(request.session.pop(HELD)["token"])
    said = ngettext("%(n)s draft added.", "%(n)s drafts added.", made) % {"n": made}
    messages.success(request, said + " " + _("Send each to review when its fields are right."))
    return redirect("outcomes:postings")


def _preview(request: HttpRequest, owner: Organisation, plan: Plan, token: str) -> HttpResponse:
    context = {
        "owner": owner,
        "plan": plan,
        "rows": plan.postings[:_SHOWN],
        "errors": plan.errors[:_SHOWN],
        "token": token,
        "name": request.session[HELD]["name"],
    }
    return render(request, "outcomes/import_preview.html", context, status=422 if plan.errors else 200)
