"""Programmes: the list, one card, its form and its conditions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intercluster_web.accounts.permissions import may_write_somewhere, writer_required
from intercluster_web.directory.attributes import TIE_REVIEW_MONTHS
from intercluster_web.directory.freshness import freshness
from intercluster_web.directory.models import Programme
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import table_file
from intercluster_web.funding import queries, wording
from intercluster_web.funding.actions import cards as actions
from intercluster_web.funding.exports import cards_table, in_language
from intercluster_web.funding.forms import CardForm, FilterForm, ProgrammeForm, RequirementForm
from intercluster_web.funding.models import Card, Requirement
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page

PAGE = 30


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Programme cards with their filters; the same as a file with ``?file=xlsx``."""
    form = FilterForm(request.GET, countries=queries.countries_named())
    chosen = form.chosen()
    found = queries.cards(**chosen)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(cards_table(found, request), request.GET["file"], _("programmes"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": bool(chosen),
        "page": page,
        "rows": [
            (card, in_language(card, "about"), [wording.asks(each.rule()) for each in card.requirements.all()])
            for card in page
        ],
        "without_card": queries.without_card(),
        "may_add": may_write_somewhere(request.user),
    }
    return render(request, "funding/cards.html", context)


def _card(key: str) -> Card:
    return get_object_or_404(queries.cards(), programme__key=key)


@require_safe
def card(request: HttpRequest, key: str) -> HttpResponse:
    """One programme: what it pays and does not, who may take part, each condition with its source, and what the card
    said before."""
    found = _card(key)
    context = {
        "card": found,
        "about": in_language(found, "about"),
        "deadlines": in_language(found, "deadlines"),
        "age": freshness(found, TIE_REVIEW_MONTHS),
        "pays": found.cost_labels("pays"),
        "pays_not": found.cost_labels("pays_not"),
        "conditions": [
            (each, wording.asks(each.rule()), freshness(each, TIE_REVIEW_MONTHS)) for each in found.requirements.all()
        ],
        "corrections": [(each, _attribute(each.attribute)) for each in queries.corrections(found)],
        "may_edit": may_write_somewhere(request.user),
    }
    return render(request, "funding/card.html", context)


def _attribute(name: str) -> Any:
    if name == "requirements":
        return Requirement._meta.verbose_name
    return Card._meta.get_field(name).verbose_name


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new card; ``?of=key`` is about a programme of the directory."""
    known = Programme.objects.filter(key=request.GET.get("of", "")).first()
    first = {"name": known.name, "owner": known.owner, "level": known.level} if known else None
    programme = ProgrammeForm(request.POST or None, initial=first, prefix="programme")
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and programme.is_valid():
        given = form.save(commit=False)
        made = actions.add(request.user, given, programme.cleaned_data, form.provenance(request.user))
        messages.success(request, _("The card is there. Now write who may take part."))
        return redirect(made)
    return _form_page(request, form, programme=programme, title=_("New programme card"))


@writer_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    found = _card(key)
    form = CardForm(request.POST or None, instance=found)

    def save() -> None:
        provenance = form.provenance(request.user)
        actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"], provenance)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Corrected; what the card said before is kept below."))
        return redirect(found)
    return _form_page(request, form, card=found, title=str(found))


@writer_required
@require_http_methods(["GET", "POST"])
def condition(request: HttpRequest, key: str, pk: int | None = None) -> HttpResponse:
    """Add or change a condition."""
    found = _card(key)
    present = Requirement(card=found) if pk is None else get_object_or_404(found.requirements, pk=pk)
    form = RequirementForm(request.POST or None, instance=present)

    def save() -> None:
        provenance = form.provenance(request.user)
        changed = form.save(commit=False)
        actions.save_condition(request.user, changed, form.written(), form.cleaned_data["seen"], provenance)

    if request.method == "POST" and saved(form, save):
        return redirect(found)
    return _form_page(request, form, card=found, title=_("Who may take part: a condition"))


@writer_required
@require_http_methods(["GET", "POST"])
def condition_delete(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    found = _card(key)
    requirement = get_object_or_404(found.requirements, pk=pk)
    back = found.get_absolute_url()
    return delete_page(request, requirement, back, back, actions.remove_condition)


def _form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    suggested = names_to_suggest() if "contact" in form.fields else ()
    return render(request, "funding/form.html", {"form": form, "organisations": suggested, **context}, status=status)
