"""Add, edit, check, merge and delete an organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from intercluster_web.accounts.permissions import may_edit_directory, may_write_somewhere
from intercluster_web.directory import actions, queries
from intercluster_web.directory.attributes import ATTRIBUTES, as_text, attribute_label, show_value
from intercluster_web.directory.forms import AttributeForm, OrganisationForm
from intercluster_web.directory.models import Identifier, Organisation
from intercluster_web.directory.profile import fact_rows
from intercluster_web.directory.provenance import Provenance
from intercluster_web.directory.tie_forms import MergeForm
from intercluster_web.directory.tie_views import editable_or_refuse, form_page


@login_required
@form_page
def create(request: HttpRequest) -> HttpResponse:
    """A new entry, filled in from the address. Entries of a similar name in the same country are shown first."""
    if not may_write_somewhere(request.user):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None, initial=request.GET.dict())
    similar: list[Organisation] = []
    if request.method == "POST" and form.is_valid():
        similar = queries.similar_named(form.cleaned_data["name"], form.cleaned_data["country"])
        if not similar or request.POST.get("not_a_duplicate"):
            organisation = actions.create_organisation(form.values(), form.provenance(request.user))
            _identify(organisation, request.GET.get("pic", ""), form.provenance(request.user))
            messages.success(request, _("%(name)s is in the directory.") % {"name": organisation.name})
            return redirect(organisation)
    return render(request, "directory/organisation_form.html", {"form": form, "similar": similar})


def _identify(organisation: Organisation, pic: str, provenance: Provenance) -> None:
    """Tie a new entry to the organisation of the evidence it was made from, unless another entry has its code."""
    if pic.isdecimal() and not Identifier.objects.filter(scheme="PIC", value=pic).exists():
        actions.set_identifier(organisation, "PIC", pic, provenance)


@login_required
@form_page
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change several attributes at once, all from one source."""
    organisation = editable_or_refuse(request, key)
    form = OrganisationForm(request.POST or None, organisation=organisation)
    conflict: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        provenance = form.provenance(request.user)
        changes = {name: (form.cleaned_data[name], provenance) for name in form.changes()}
        if not changes:
            messages.info(request, _("Nothing was changed."))
            return redirect(organisation)
        try:
            actions.update_organisation(organisation, changes, form.cleaned_data["version"] or 0)
        except actions.EditedMeanwhile as meanwhile:
            conflict = _differences(meanwhile.organisation, form)
            form = _at_version(form, meanwhile.organisation)
        else:
            messages.success(request, _("Changed."))
            return redirect(organisation)
    status = 409 if conflict else 200
    return render(
        request,
        "directory/organisation_form.html",
        {"form": form, "organisation": organisation, "conflict": conflict},
        status=status,
    )


def _differences(current: Organisation, form: OrganisationForm) -> list[dict[str, str]]:
    """What stands now against what was about to be written."""
    return [
        {
            "label": attribute_label(name),
            "now": show_value(name, as_text(getattr(current, name))),
            "yours": show_value(name, as_text(form.cleaned_data[name])),
        }
        for name in ATTRIBUTES
        if as_text(getattr(current, name)) != as_text(form.cleaned_data[name])
    ]


def _at_version(form: OrganisationForm, current: Organisation) -> OrganisationForm:
    """The same answers, ready to be sent again on top of what stands now."""
    data = form.data.copy()
    data["version"] = current.version
    again = OrganisationForm(data, organisation=current)
    again.is_valid()
    return again


@form_page
def attribute(request: HttpRequest, key: str, attribute: str) -> HttpResponse:
    """One attribute: its history, and a form to confirm it or to state a new value."""
    organisation = queries.organisation_by_key(key)
    if organisation is None or attribute not in ATTRIBUTES:
        raise Http404
    may_edit = may_edit_directory(request.user, organisation)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = AttributeForm(request.POST or None, organisation=organisation, attribute=attribute)
    meanwhile = False
    if request.method == "POST" and form.is_valid():
        try:
            _state(organisation, attribute, form, request.user)
        except actions.EditedMeanwhile:
            meanwhile = True
        except ValidationError as error:
            form.add_error("value", error.messages)
        else:
            messages.success(request, _("Recorded, with its source."))
            return redirect(organisation)
    history = fact_rows(organisation).get(attribute)
    context: dict[str, Any] = {
        "organisation": Organisation.objects.get(pk=organisation.pk),
        "label": attribute_label(attribute),
        "row": history,
        "form": form,
        "may_edit": may_edit,
        "meanwhile": meanwhile,
    }
    return render(request, "directory/attribute.html", context, status=409 if meanwhile else 200)


def _state(organisation: Organisation, attribute: str, form: AttributeForm, user: Any) -> None:
    value, provenance = form.cleaned_data["value"], form.provenance(user)
    actions.update_organisation(organisation, {attribute: (value, provenance)}, form.cleaned_data["version"])


@login_required
@form_page
def delete(request: HttpRequest, key: str) -> HttpResponse:
    organisation = editable_or_refuse(request, key)
    if request.method == "POST":
        try:
            actions.delete_organisation(organisation)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect(organisation)
        messages.success(request, _("%(name)s was deleted.") % {"name": organisation.name})
        return redirect("directory:list")
    context = {"organisation": organisation, "heading": _("Organisation"), "what": organisation.name, "whole": True}
    return render(request, "directory/confirm_delete.html", context)


@login_required
@form_page
def merge(request: HttpRequest, key: str) -> HttpResponse:
    """Make one entry of this one and another that means the same organisation."""
    organisation = editable_or_refuse(request, key)
    form = MergeForm(request.POST or None, initial={"other": request.GET.get("with", "")})
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        if not may_edit_directory(request.user, other) or other.seats.exists():
            raise PermissionDenied
        try:
            actions.merge_organisations(organisation, other, form.provenance(request.user))
        except ValidationError as error:
            form.add_error("other", error.messages)
        else:
            messages.success(request, _("Merged. The old address leads here."))
            return redirect(organisation)
    return render(
        request,
        "directory/merge.html",
        {
            "organisation": organisation,
            "form": form,
            "known_organisations": queries.names_to_suggest(),
            "similar": queries.similar_named(organisation.name, organisation.country, organisation.pk),
            "merge_url": reverse("directory:merge", args=[organisation.key]),
        },
    )
