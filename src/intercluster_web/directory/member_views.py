"""Members of an organisation: the list, files in and out, and links to the evidence."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from intercluster.export import Column, Table
from intercluster_web import uploads
from intercluster_web.accounts.permissions import may_edit_directory
from intercluster_web.directory import actions, queries
from intercluster_web.directory.attributes import TIE_REVIEW_MONTHS
from intercluster_web.directory.evidence_matches import confirm_matches, proposed_matches
from intercluster_web.directory.freshness import freshness
from intercluster_web.directory.members_file import FIELDS
from intercluster_web.directory.members_import import apply_plan, plan_import
from intercluster_web.directory.models import MemberColumns, MemberKind, Organisation, Origin
from intercluster_web.directory.provenance import Provenance
from intercluster_web.directory.tie_views import editable_or_refuse, form_page
from intercluster_web.downloads import table_file
from intercluster_web.spreadsheets import Sheet, guess_mapping, read_sheet
from intercluster_web.table_imports import CHANGED, NEW, SAME, chosen_mapping, preview_context, sheet_of

PAGE = 50
_HELD = "members_upload"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of members"),
        help_text=gettext_lazy("xlsx or CSV, 5 MB at most; the first row names the columns."),
    )


class MembersFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    member_type = forms.ChoiceField(
        label=gettext_lazy("Member type"), required=False, choices=[("", "–"), *MemberKind.choices]
    )


def _organisation(key: str) -> Organisation:
    found = queries.organisation_by_key(key)
    if found is None:
        raise Http404
    return found


@require_safe
def members(request: HttpRequest, key: str) -> HttpResponse:
    organisation = _organisation(key)
    form = MembersFilter(request.GET)
    form.is_valid()
    rows = organisation.members.select_related("member").order_by("member__name")
    if words := form.cleaned_data.get("q"):
        rows = rows.filter(Q(member__name__icontains=words) | Q(member__city__icontains=words))
    if member_type := form.cleaned_data.get("member_type"):
        rows = rows.filter(member_type=member_type)
    page = Paginator(rows.prefetch_related("member__identifiers"), PAGE).get_page(request.GET.get("page"))
    aged = [(row, freshness(row, TIE_REVIEW_MONTHS)) for row in page]
    may_edit = may_edit_directory(request.user, organisation)
    context = {"organisation": organisation, "form": form, "page": page, "rows": aged, "may_edit": may_edit}
    return render(request, "directory/members.html", context)


@login_required
@form_page
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """First the file, then which column is what with every error and change shown, then the writing."""
    organisation = editable_or_refuse(request, key)
    if request.method == "POST" and "token" in request.POST:
        return _second_step(request, organisation)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (found := sheet_of(form)):
        content, name, table = found
        uploads.hold(request, _HELD, content, name, organisation.key)
        mapping = guess_mapping(table.headings, _remembered(organisation), FIELDS)
        return _preview(request, organisation, table, mapping)
    return render(request, "directory/members_import.html", {"organisation": organisation, "form": form})


def _remembered(organisation: Organisation) -> dict[str, str]:
    columns = MemberColumns.objects.filter(organisation=organisation).first()
    return columns.mapping if columns else {}


def _second_step(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    found = uploads.held(request, _HELD)
    if found is None or found[0]["for"] != organisation.key:
        messages.warning(request, _("The file is no longer here. Send it again."))
        return redirect("directory:members-import", organisation.key)
    held, content = found
    table = read_sheet(content, held["name"])
    mapping = chosen_mapping(request.POST, table.headings, FIELDS)
    plan = plan_import(organisation, table, mapping)
    if "write" not in request.POST or plan.errors:
        return _preview(request, organisation, table, mapping)
    counts = apply_plan(organisation, plan, held["name"], request.user)
    actions.remember_columns(organisation, mapping)
    uploads.let_go(request, _HELD)
    said = {status: counts[status] for status in (NEW, CHANGED, SAME)}
    messages.success(request, _("Members added: %(new)s; changed: %(changed)s; unchanged: %(same)s.") % said)
    return redirect("directory:members-matches", organisation.key)


def _preview(request: HttpRequest, organisation: Organisation, table: Sheet, mapping: dict[str, str]) -> HttpResponse:
    plan = plan_import(organisation, table, mapping)
    held = request.session[_HELD]
    context = {"organisation": organisation} | preview_context(
        held, table, mapping, FIELDS, plan, shown=("member_type", "city")
    )
    return render(request, "directory/members_preview.html", context)


@login_required
@form_page
def matches(request: HttpRequest, key: str) -> HttpResponse:
    """Members that the evidence seems to know; only those ticked are linked."""
    organisation = editable_or_refuse(request, key)
    proposed = proposed_matches(organisation)
    if request.method == "POST":
        ticked = set(request.POST.getlist("match"))
        chosen = [match for match in proposed if f"{match.member.pk}-{match.org_id}" in ticked]
        once = list({match.member.pk: match for match in chosen}.values())
        provenance = Provenance(
            source_url=_("confirmed by hand"),
            checked_on=timezone.localdate(),
            origin=Origin.PERSON,
            user=request.user,
        )
        count = confirm_matches(once, provenance)
        messages.success(request, _("Members now linked to their projects: %(count)s.") % {"count": count})
        return redirect("directory:members", organisation.key)
    return render(request, "directory/members_matches.html", {"organisation": organisation, "matches": proposed})


@require_safe
def template(_request: HttpRequest, key: str, form: str) -> HttpResponse:
    """An empty file with the columns the import knows."""
    _organisation(key)
    return _file([], form, "members-template")


@require_safe
def export(_request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The members in the columns the import reads: sent back unchanged, it changes nothing."""
    organisation = _organisation(key)
    rows = []
    memberships = organisation.members.select_related("member").prefetch_related("member__identifiers")
    for row in memberships.order_by("member__name"):
        numbers = {identifier.scheme: identifier.value for identifier in row.member.identifiers.all()}
        member = row.member
        rows.append(
            {
                "name": member.name,
                "member_type": row.get_member_type_display(),
                "pic": numbers.get("PIC", ""),
                "siret": numbers.get("SIRET", ""),
                "vat": numbers.get("VAT", ""),
                "country": member.country,
                "city": member.city,
                "website": member.website,
                "latitude": member.latitude,
                "longitude": member.longitude,
                "since": row.since,
                "until": row.until,
                "stated_on": row.stated_on,
            }
        )
    return _file(rows, form, f"members-{organisation.key}")


def _file(rows: list[dict[str, Any]], form: str, name: str) -> HttpResponse:
    if form not in {"xlsx", "csv"}:
        raise Http404
    kinds = {"latitude": "number", "longitude": "number", "since": "number", "until": "number", "stated_on": "date"}
    columns = [Column(field, str(label), kinds.get(field, "text")) for field, (label, _words) in FIELDS.items()]
    return table_file(Table(_("Members"), columns, rows), form, name)
