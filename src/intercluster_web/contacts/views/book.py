"""The address book: list, one entry, its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    may_change,
    may_write,
    may_write_somewhere,
    seat_required,
    writer_required,
)
from intercluster_web.contacts import queries
from intercluster_web.contacts.actions import book as actions
from intercluster_web.contacts.exports import contacts_vcf, contacts_xlsx, person_docx, person_json
from intercluster_web.contacts.forms import ContactFilter, ContactForm, EraseForm, ReviewForm
from intercluster_web.contacts.models import Contact, LogKind
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.directory.wording import country_label
from intercluster_web.downloads import DOCX, XLSX, download
from intercluster_web.languages import language
from intercluster_web.records.saving import changed

PAGE = 50
JSON, VCARD = "application/json; charset=utf-8", "text/vcard; charset=utf-8"


def _filtered(request: HttpRequest) -> tuple[ContactFilter, dict[str, str]]:
    form = ContactFilter(request.GET, countries=queries.countries_in_use(request.user))
    form.is_valid()
    return form, {name: value for name, value in form.cleaned_data.items() if value}


@seat_required
@require_GET
def contacts(request: HttpRequest) -> HttpResponse:
    form, wanted = _filtered(request)
    page = Paginator(queries.contacts(request.user, **wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "filtered": bool(wanted),
        "due": queries.contacts(request.user, state="review").count(),
        "writes": may_write_somewhere(request.user),
        "several": len({contact.owner_id for contact in page}) > 1,
    }
    return render(request, "contacts/contacts.html", context)


@writer_required
@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The entries of the list as it is filtered, for those who write for their organisation; logged."""
    _form, wanted = _filtered(request)
    found = list(queries.contacts(request.user, **wanted))
    writing = {owner for owner in {contact.owner for contact in found} if may_write(request.user, owner)}
    writable = [contact for contact in found if contact.owner in writing]
    actions.note_export(request.user, writable, LogKind.EXPORT, _scope(form, wanted))
    content = contacts_xlsx(writable, language()) if form == "xlsx" else contacts_vcf(writable)
    return download(content, f"contacts-{timezone.localdate()}.{form}", XLSX if form == "xlsx" else VCARD)


def _scope(form: str, wanted: dict[str, str]) -> str:
    return ", ".join([form, *(f"{name}={value}" for name, value in wanted.items() if name != "q")])


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    names = ("name", "organisation_name", "role", "country")
    initial = {name: request.GET[name] for name in names if name in request.GET}
    form = ContactForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        contact = actions.add(request.user, form.save(commit=False))
        if contact.opted_out_on:
            messages.warning(request, _("This address asked not to be written to: nothing will be sent to it."))
        messages.success(request, _("%(name)s is in the address book.") % {"name": contact})
        return redirect("contacts:contact", contact.pk)
    return _form_page(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _changeable(request, pk)
    form = ContactForm(request.POST or None, instance=contact, user=request.user)
    if request.method == "POST" and changed(request.user, form):
        return redirect("contacts:contact", pk)
    return _form_page(request, form, contact)


def _form_page(request: HttpRequest, form: ContactForm, contact: Contact | None = None) -> HttpResponse:
    context = {"form": form, "contact": contact, "organisations": names_to_suggest()}
    return render(request, "contacts/contact_form.html", context, status=422 if form.is_bound else 200)


def _changeable(request: HttpRequest, pk: int) -> Contact:
    contact = queries.contact_or_404(request.user, pk)
    if not may_change(request.user, contact):
        raise PermissionDenied
    return contact


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    contact = queries.contact_or_404(request.user, pk)
    context: dict[str, Any] = {
        "contact": contact,
        "country": country_label(contact.country),
        "to_review": contact.review_on <= timezone.localdate(),
        "changeable": may_change(request.user, contact),
        "used": [(records[0]._meta.verbose_name, len(records)) for _name, records in queries.records_about(contact)],
    }
    return render(request, "contacts/contact.html", context)


@login_required
@require_POST
def opt_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The person told us not to write, or that they changed their mind."""
    contact = _changeable(request, pk)
    if request.POST.get("do") == "write":
        actions.opt_in(request.user, contact)
        messages.success(request, _("%(name)s may be written to again.") % {"name": contact})
    else:
        actions.opt_out(request.user, contact)
        messages.success(request, _("Nothing will be sent to %(name)s any more.") % {"name": contact})
    return redirect("contacts:contact", pk)


@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _changeable(request, pk)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = str(contact)
        actions.erase(request.user, [contact], form.cleaned_data["never_again"])
        messages.success(request, _("%(name)s is erased.") % {"name": name})
        return redirect("contacts:list")
    used = any(records for _name, records in queries.records_about(contact))
    return render(request, "contacts/erase.html", {"contact": contact, "form": form, "used": used})


@login_required
@require_GET
def person_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Everything kept on one person, to hand to them; logged."""
    contact = _changeable(request, pk)
    actions.note_export(request.user, [contact], LogKind.ONE, form)
    return everything_file([contact], form)


def everything_file(entries: list[Contact], form: str) -> HttpResponse:
    kept = queries.everything_about(entries)
    content = person_json(kept) if form == "json" else person_docx(kept, language())
    return download(content, f"personal-data-{timezone.localdate()}.{form}", JSON if form == "json" else DOCX)


@seat_required
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Entries whose three years are over: keep for a reason, or erase."""
    due = queries.contacts(request.user, state="review")
    if request.method == "POST":
        _reviewed(request, [contact for contact in due if str(contact.pk) in request.POST.getlist("contact")])
        return redirect("contacts:review")
    page = Paginator(due, PAGE).get_page(request.GET.get("page"))
    writes = may_write_somewhere(request.user)
    return render(request, "contacts/review.html", {"page": page, "form": ReviewForm(), "writes": writes})


def _reviewed(request: HttpRequest, chosen: list[Contact]) -> None:
    because = request.POST.get("because", "").strip()[:200]
    if not chosen:
        messages.warning(request, _("Tick at least one person."))
    elif request.POST.get("do") == "erase":
        messages.success(request, _("Erased: %(n)s.") % {"n": actions.erase(request.user, chosen, never_again=False)})
    elif not because:
        messages.warning(request, _("Say why they are kept: the law asks for a reason."))
    else:
        messages.success(request, _("Kept: %(n)s.") % {"n": actions.keep(request.user, chosen, because)})


@seat_required
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.log(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "contacts/log.html", {"page": page})
