"""Bringing in a file: first the file, then which column is what with every error and change shown, then the writing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.export.vcard import NotAnAddressBookError, from_vcards
from intercluster_web import uploads
from intercluster_web.accounts.permissions import writer_required
from intercluster_web.contacts.actions import importing
from intercluster_web.contacts.columns import FIELDS
from intercluster_web.contacts.exports import template_table
from intercluster_web.contacts.forms import UploadForm
from intercluster_web.directory.models import Organisation
from intercluster_web.downloads import table_file
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.spreadsheets import LARGEST_FILE, Sheet, UnreadableFileError, guess_mapping, read_sheet
from intercluster_web.table_imports import CHANGED, NEW, SAME, chosen_mapping, preview_context, sheet_of

_HELD = "contacts_upload"
_CARD_FIELDS = ("name", "function", "organisation_name", "email", "phone", "country", "language", "note")


@writer_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "token" in request.POST:
        return _second_step(request)
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid() and (found := sheet_of(form, _sheet)):
        content, name, sheet = found
        given = form.cleaned_data
        owner = given["owner"]
        defaults = {said: given[said] for said in ("source", "lawful_basis", "role", "language") if given[said]}
        uploads.hold(request, _HELD, content, name, owner.pk, defaults=defaults)
        mapping = guess_mapping(sheet.headings, importing.remembered(owner), FIELDS)
        return _preview(request, owner, sheet, mapping)
    return render(request, "contacts/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _sheet(content: bytes, name: str) -> Sheet:
    """A table of the file, whatever it is; a vCard becomes one with our own headings."""
    if not content.lstrip(b"\xef\xbb\xbf \r\n")[:11].upper().startswith(b"BEGIN:VCARD"):
        return read_sheet(content, name)
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(_("The file %(name)s is larger than 5 MB.") % {"name": name})
    try:
        cards = from_vcards(content)
    except NotAnAddressBookError as error:
        raise UnreadableFileError(_("The file %(name)s holds no whole vCard.") % {"name": name}) from error
    headings = [str(FIELDS[field][0]) for field in _CARD_FIELDS]
    rows = [
        [
            card.name,
            card.function,
            card.organisation,
            card.email,
            card.phone,
            card.country,
            card.language[:2],
            card.note,
        ]
        for card in cards
    ]
    return Sheet(headings, rows, list(range(1, len(rows) + 1)))


def _second_step(request: HttpRequest) -> HttpResponse:
    found = uploads.held(request, _HELD)
    owner = writable_organisations(request.user).filter(pk=found[0]["for"]).first() if found else None
    if found is None or owner is None:
        messages.warning(request, _("The file is no longer here. Send it again."))
        return redirect("contacts:import")
    held, content = found
    sheet = _sheet(content, held["name"])
    mapping = chosen_mapping(request.POST, sheet.headings, FIELDS)
    plan = importing.plan_import(owner, sheet, mapping, held["defaults"])
    if "write" not in request.POST or plan.errors:
        return _preview(request, owner, sheet, mapping)
    counts = importing.apply_plan(request.user, owner, plan, held["name"], mapping)
    uploads.let_go(request, _HELD)
    said = {status: counts[status] for status in (NEW, CHANGED, SAME)}
    messages.success(request, _("Contacts added: %(new)s; changed: %(changed)s; unchanged: %(same)s.") % said)
    return redirect("contacts:list")


def _preview(request: HttpRequest, owner: Organisation, sheet: Sheet, mapping: dict[str, str]) -> HttpResponse:
    held = request.session[_HELD]
    plan = importing.plan_import(owner, sheet, mapping, held["defaults"])
    context = {"owner": owner} | preview_context(
        held, sheet, mapping, FIELDS, plan, shown=("organisation_name", "email")
    )
    return render(request, "contacts/import_preview.html", context, status=422 if plan.errors else 200)


@writer_required
@require_GET
def template(_request: HttpRequest, form: str) -> HttpResponse:
    if form not in {"xlsx", "csv"}:
        raise Http404
    return table_file(template_table(), form, _("contacts-template"))
