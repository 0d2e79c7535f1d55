"""Agreements over all cooperations, what is due, and the templates."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intercluster.agreements.changes import template_changes
from intercluster.agreements.clauses import Bilingual
from intercluster.agreements.document import AgreementText, Article, agreement_docx
from intercluster.agreements.templates import Template, latest, offered, template, templates
from intercluster_web.accounts.post import send
from intercluster_web.agreements.exports.tables import counting_rule, overview_xlsx
from intercluster_web.agreements.forms.agreements import FilterForm
from intercluster_web.agreements.models import Agreement
from intercluster_web.agreements.presentation.reminders import Due, DueDays, due, due_calendar, due_message
from intercluster_web.agreements.queries.agreements import (
    Filters,
    agreements_visible_to,
    by_year,
    counts,
    filtered,
    running_agreements,
)
from intercluster_web.downloads import DOCX, EML, XLSX, download
from intercluster_web.languages import language
from intercluster_web.mail import draft
from intercluster_web.paging import KeyPaginator

PER_PAGE = 50
ICS = "text/calendar; charset=utf-8"


@login_required
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    return render(
        request,
        "agreements/agreements.html",
        {
            "page": KeyPaginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "form": FilterForm(request.GET),
            "counts": counts(found),
            "years": by_year(found),
            "rule": counting_rule(),
            "any": bool(request.GET) or found.exists(),
        },
    )


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The agreements of the filters, their counts and what is due, as a workbook."""
    found = _found(request)
    content = overview_xlsx(list(found), counts(found), by_year(found), _due(request), language())
    return download(content, "agreements.xlsx", XLSX)


@login_required
@require_GET
def due_page(request: HttpRequest) -> HttpResponse:
    page = Paginator(DueDays(request.user), PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    return render(request, "agreements/due.html", {"page": page})


@login_required
@require_GET
def due_calendar_file(request: HttpRequest) -> HttpResponse:
    return download(due_calendar(_due(request), _address(request)), "agreements.ics", ICS)


@login_required
@require_GET
def due_draft(request: HttpRequest) -> HttpResponse:
    """What is due as a message to send on, the calendar attached."""
    found = _due(request)
    subject, body = due_message(found, _address(request))
    calendar = ("agreements.ics", due_calendar(found, _address(request)), "text/calendar")
    return download(draft(subject, body, attachments=[calendar]), "agreements.eml", EML)


@login_required
@require_POST
def due_send(request: HttpRequest) -> HttpResponse:
    """Send oneself what is due."""
    subject, body = due_message(_due(request), _address(request))
    send("agreements/mail/due", {"subject": subject, "body": body}, request.user.email)  # type: ignore[union-attr]
    messages.success(request, _("Sent to your address."))
    return redirect("agreements:due")


@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/templates.html", {"templates": [_card(each) for each in offered()]})


@require_GET
def template_page(request: HttpRequest, key: str) -> HttpResponse:
    """A template with its clauses; ``?version=`` an older one, and what the newest changed since."""
    newest = _template(key, None)
    shown = _template(key, request.GET.get("version"))
    spoken = language()
    return render(
        request,
        "agreements/template.html",
        {
            "template": _card(shown),
            "newest": newest,
            "versions": [each for each in templates() if each.id == key],
            "clauses": [
                {
                    "clause": clause,
                    "title": clause.title.said(spoken),
                    "why": clause.why.said(spoken),
                    "texts": [(option.label.said(spoken), option.text.said(spoken)) for option in clause.options]
                    or [("", clause.wording().said(spoken))],
                }
                for clause in shown.clauses
            ],
            "changes": [
                change for change in template_changes(shown, newest, spoken) if change.kind != "same" or change.moved
            ]
            if shown.version != newest.version
            else None,
        },
    )


@require_GET
def template_file(_request: HttpRequest, key: str, version: int) -> HttpResponse:
    """The empty form of a template, both languages side by side."""
    found = _template(key, str(version))
    text = AgreementText(
        title=found.title,
        number=found.version,
        made_on=found.date,
        parties=("", ""),
        articles=tuple(Article(clause.title, _every_wording(clause)) for clause in found.clauses),
        language="both",
    )
    return download(agreement_docx(text), f"{key}-{version}.docx", DOCX)


def _every_wording(clause: Any) -> Bilingual:
    if clause.text is not None:
        return clause.text  # type: ignore[no-any-return]
    said = {
        code: "\n".join(f"[{option.label.said(code)}] {option.text.said(code)}" for option in clause.options)
        for code in ("en", "fr")
    }
    return Bilingual(said["en"], said["fr"])


def _card(found: Template) -> dict[str, Any]:
    return {
        "id": found.id,
        "version": found.version,
        "date": found.date,
        "between": found.between,
        "title": found.title.said(language()),
        "use": found.use.said(language()),
        "clauses": len(found.clauses),
    }


def _template(key: str, version: str | None) -> Template:
    try:
        return template(key, int(version)) if version else latest(key)
    except (KeyError, ValueError) as unknown:
        raise Http404 from unknown


def _found(request: HttpRequest) -> "QuerySet[Agreement]":
    form = FilterForm(request.GET)
    kept = form.cleaned_data if form.is_valid() else {}
    filters = Filters(**{name: kept.get(name, "") for name in ("q", "kind", "standing", "between")})
    return filtered(agreements_visible_to(request.user), filters)


def _due(request: HttpRequest) -> list[Due]:
    return due(running_agreements(request.user))


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
