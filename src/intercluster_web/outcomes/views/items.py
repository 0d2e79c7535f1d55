"""Introductions, contracts, benefits, costs, exchanges: their lists, forms and files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    inside_or_404,
    item_or_404,
    may_write,
    working_or_404,
    works_in,
)
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import DOCX, EML, download, table_file
from intercluster_web.languages import language
from intercluster_web.mail import draft
from intercluster_web.outcomes.actions import items as actions
from intercluster_web.outcomes.exports.letters import letter_docx, letter_subject, letter_text, member_sheet_docx
from intercluster_web.outcomes.exports.tables import TABLES
from intercluster_web.outcomes.forms.items import FORMS, ItemForm
from intercluster_web.outcomes.models import Introduction
from intercluster_web.outcomes.presentation.lines import line_views
from intercluster_web.outcomes.presentation.sight import Reader
from intercluster_web.outcomes.queries import items as queries
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page

PER_PAGE = 50


@login_required
@require_GET
def section(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    cooperation = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    page = Paginator(queries.items(request.user, cooperation, kind), PER_PAGE).get_page(request.GET.get("page"))
    working, reader = works_in(request.user, cooperation), Reader(request.user)
    context = {
        "cooperation": cooperation,
        "section": kind,
        "page": page,
        "rows": line_views(page, kind, reader),
        "own": reader.own,
        "works": working is not None,
        "may_change_shared": working is not None,
    }
    return render(request, f"outcomes/sections/{kind}.html", context)


@login_required
@require_GET
def export(request: HttpRequest, pk: int, kind: str, form: str) -> HttpResponse:
    cooperation = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    rows = line_views(queries.items(request.user, cooperation, kind), kind, Reader(request.user))
    return table_file(TABLES[kind](rows), form, kind)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    cooperation, organisation = working_or_404(request.user, Cooperation.objects.all(), pk=pk)
    item = queries.MODELS[kind](cooperation=cooperation, owner=organisation)
    form = FORMS[kind](request.POST or None, instance=item, initial=_initial(request, kind))
    if request.method == "POST" and form.is_valid():
        kept = actions.add(request.user, form.save(commit=False))
        messages.success(request, _("Noted."))
        return redirect(actions.address_of(kept))
    return _form_page(request, cooperation, kind, form)


def _initial(request: HttpRequest, kind: str) -> dict[str, Any]:
    """What the address proposes, as links from matches and interests do; dates of today where they are usual."""
    initial: dict[str, Any] = {name: value for name, value in request.GET.items() if name in FORMS[kind].base_fields}
    today = timezone.localdate()
    if kind == "benefits":
        initial.setdefault("period_from", today.replace(month=1, day=1))
        initial.setdefault("period_to", today.replace(month=12, day=31))
    return initial


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, kind: str, item: int) -> HttpResponse:
    record = changeable_item_or_404(request.user, _of(pk, kind), pk=item)
    owners = may_write(request.user, record.owner)
    form = FORMS[kind](request.POST or None, instance=record, owners=owners)
    if request.method == "POST" and saved(form, lambda: _change(request, form)):
        messages.success(request, _("Saved."))
        return redirect(actions.address_of(record))
    return _form_page(request, record.cooperation, kind, form)


def _change(request: HttpRequest, form: ItemForm) -> None:
    actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, kind: str, item: int) -> HttpResponse:
    record = changeable_item_or_404(request.user, _of(pk, kind), pk=item)
    if not may_write(request.user, record.owner):
        raise PermissionDenied
    everything = reverse("outcomes:section", args=[pk, kind])
    return delete_page(request, record, everything, everything, actions.remove)


@login_required
@require_GET
def letter(request: HttpRequest, pk: int, item: int, form: str) -> HttpResponse:
    """The letter of introduction, in the language asked for: ``?lang=fr``."""
    introduction = _introduction(request, pk, item)
    with override(_language(request)):
        if form == "docx":
            return download(letter_docx(introduction, language()), f"{_('introduction')}-{item}.docx", DOCX)
        sheet = (f"{_('member')}.docx", member_sheet_docx(introduction, language()), DOCX)
        body = "\n\n".join(letter_text(introduction))
        return download(draft(letter_subject(introduction), body, (), [sheet]), f"{_('introduction')}-{item}.eml", EML)


@login_required
@require_GET
def member_sheet(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    introduction = _introduction(request, pk, item)
    with override(_language(request)):
        return download(member_sheet_docx(introduction, language()), f"{_('member')}-{item}.docx", DOCX)


def _introduction(request: HttpRequest, pk: int, item: int) -> Introduction:
    """One whose names the person may read: letters are made of them."""
    found: Introduction = item_or_404(
        request.user, Introduction.objects.filter(cooperation=pk).select_related("owner", "a", "b"), pk=item
    )
    if not Reader(request.user).knows(found.owner_id, found.named):
        raise PermissionDenied
    return found


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in ("en", "fr") else language()


def _of(pk: int, kind: str) -> Any:
    return queries.MODELS[kind].objects.filter(cooperation=pk).select_related("cooperation__owner", "owner")


def _form_page(request: HttpRequest, cooperation: Cooperation, kind: str, form: ItemForm) -> HttpResponse:
    context = {
        "cooperation": cooperation,
        "section": kind,
        "form": form,
        "is_new": form.instance.pk is None,
        "organisations": names_to_suggest(),
    }
    return render(request, "outcomes/item_form.html", context, status=422 if form.is_bound else 200)
