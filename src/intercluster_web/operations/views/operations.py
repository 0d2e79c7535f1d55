"""Pages of joint operations: those of one cooperation, one operation with its lines, and all of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    inside_or_404,
    item_or_404,
    may_change_item,
    seat_required,
    working_or_404,
    works_in,
)
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import DOCX, XLSX, download, table_file
from intercluster_web.languages import language
from intercluster_web.operations import exports, presentation, queries
from intercluster_web.operations.actions import operations as actions
from intercluster_web.operations.forms import FilterForm, line_form, operation_form
from intercluster_web.operations.models import Operation, Pool, Position, Series
from intercluster_web.operations.models.kinds import KINDS, OperationKind
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page

PER_PAGE = 50
ICS = "text/calendar; charset=utf-8"


def _kind(slug: str) -> OperationKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _operations(kind: OperationKind) -> Any:
    return kind.model._default_manager.select_related("cooperation", "owner")


@seat_required
@require_GET
def everywhere(request: HttpRequest) -> HttpResponse:
    """All operations a person may see, with filters; the same as a file with ``?file=xlsx``."""
    form = FilterForm(request.GET or None)
    found = queries.everywhere(request.user, **(form.cleaned_data if form.is_valid() else {}))
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(
            presentation.list_table(queries.loaded(request.user, found)), request.GET["file"], "operations"
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.loaded(request.user, page.object_list)
    return render(request, "operations/everywhere.html", {"form": form, "page": page})


@login_required
@require_GET
def cooperation(request: HttpRequest, pk: int) -> HttpResponse:
    """The operations of one cooperation, by kind."""
    found = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    groups = queries.of_cooperation(request.user, found)
    return render(
        request,
        "operations/cooperation.html",
        {
            "cooperation": found,
            "groups": groups,
            "any": any(group.operations for group in groups),
            "works": works_in(request.user, found) is not None,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found, _organisation = working_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    form = operation_form(_kind(kind))(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.create(request.user, found, form.save(commit=False))
        messages.success(request, _("“%(title)s” is added.") % {"title": made.title})
        return redirect("operations:operation", kind, made.pk)
    return _form_page(request, form, found, _kind(kind).label, reverse("operations:cooperation", args=[pk]))


@login_required
@require_GET
def operation(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    chosen = _kind(kind)
    found = item_or_404(request.user, _operations(chosen).prefetch_related(*chosen.lines), pk=pk)
    return render(
        request,
        "operations/operation.html",
        {
            "operation": found,
            "cooperation": found.cooperation,
            "kind": chosen,
            "changeable": may_change_item(request.user, found),
            "facts": presentation.facts(found),
            "lines": presentation.line_tables(chosen, found),
            "turns": queries.turns_of(found) if isinstance(found, Series) else (),
            "pooled": queries.pooled_of(found) if isinstance(found, Pool) else None,
            "is_position": isinstance(found, Position),
            "sealed": queries.sealed_of(found) if isinstance(found, Position) else None,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    chosen = _kind(kind)
    found = changeable_item_or_404(request.user, _operations(chosen), pk=pk)
    form = operation_form(chosen)(request.POST or None, instance=found)
    back = reverse("operations:operation", args=[kind, pk])
    if request.method == "POST" and saved(
        form,
        lambda: actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"]),
    ):
        return redirect(back)
    return _form_page(request, form, found.cooperation, f"{_('Change')} · {found.title}", back)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    found = changeable_item_or_404(request.user, _operations(_kind(kind)), pk=pk)
    everything = reverse("operations:cooperation", args=[found.cooperation_id])
    return delete_page(request, found, reverse("operations:operation", args=[kind, pk]), everything, actions.delete)


@login_required
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, kind: str, pk: int, relation: str, line_pk: int | None = None) -> HttpResponse:
    """Add or change a line."""
    found, present = _line(request, kind, pk, relation, line_pk)
    last = {"position": found.hosts.count() + 1} if relation == "hosts" and present is None else {}
    form = line_form(_kind(kind), relation)(request.POST or None, instance=present, initial=last)
    back = reverse("operations:operation", args=[kind, pk])
    if request.method == "POST" and saved(
        form,
        lambda: actions.save_line(
            request.user, found, form.save(commit=False), form.written(), form.cleaned_data["seen"]
        ),
    ):
        return redirect(back)
    title = _kind(kind).line_model(relation)._meta.verbose_name
    return _form_page(request, form, found.cooperation, f"{found.title} · {title}", back)


@login_required
@require_http_methods(["GET", "POST"])
def line_delete(request: HttpRequest, kind: str, pk: int, relation: str, line_pk: int) -> HttpResponse:
    found, present = _line(request, kind, pk, relation, line_pk)
    back = reverse("operations:operation", args=[kind, pk])
    return delete_page(request, present, back, back, lambda user, each: actions.delete_line(user, found, each))


def _line(request: HttpRequest, kind: str, pk: int, relation: str, line_pk: int | None) -> tuple[Operation, Any]:
    """The operation, and one of its lines or None for a new one."""
    chosen = _kind(kind)
    found = changeable_item_or_404(request.user, _operations(chosen), pk=pk)
    if relation not in chosen.lines:
        raise Http404
    return found, None if line_pk is None else get_object_or_404(getattr(found, relation), pk=line_pk)


FILES: dict[str, tuple[Callable[[Any], bytes], str]] = {
    "xlsx": (lambda found: exports.operation_xlsx(found, language()), XLSX),
    "docx": (lambda found: exports.operation_docx(found, language()), DOCX),
    "ics": (exports.operation_ics, ICS),
}


@login_required
@require_GET
def file(request: HttpRequest, kind: str, pk: int, form: str) -> HttpResponse:
    if form not in FILES:
        raise Http404
    chosen = _kind(kind)
    found = item_or_404(request.user, _operations(chosen).prefetch_related(*chosen.lines), pk=pk)
    write, media = FILES[form]
    return download(write(found), f"{found.title}.{form}", media)


def _form_page(request: HttpRequest, form: Any, found: Cooperation, title: Any, back: str) -> HttpResponse:
    return render(
        request,
        "operations/form.html",
        {"form": form, "cooperation": found, "title": title, "back": back, "organisations": names_to_suggest()},
        status=422 if request.method == "POST" else 200,
    )
