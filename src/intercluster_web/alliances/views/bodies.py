"""Bodies and mandates."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    item_or_404,
    may_change_item,
    working_or_404,
)
from intercluster_web.alliances.actions.bodies import save_body, save_mandate
from intercluster_web.alliances.forms.governance import BodyForm, MandateForm
from intercluster_web.alliances.models import Body, Mandate
from intercluster_web.alliances.presentation.votes import rules
from intercluster_web.alliances.queries.mandates import SOON
from intercluster_web.alliances.views.common import form_page
from intercluster_web.cooperations.models import Cooperation

BODIES = Body.objects.select_related("cooperation", "owner")


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation, _organisation = working_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    form = BodyForm(request.POST or None, instance=Body(cooperation=cooperation))
    back = reverse("alliances:cooperation", args=[pk])
    return form_page(request, cooperation, form, partial(save_body, request.user), title=_("New body"), back=back)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    body = item_or_404(request.user, BODIES, pk=pk)
    today = timezone.localdate()
    context = {
        "cooperation": body.cooperation,
        "body": body,
        "mandates": body.mandates.select_related("organisation", "contact"),
        "rules": rules(body),
        "meetings": body.meetings.all(),
        "decisions": body.decisions.all(),
        "changeable": may_change_item(request.user, body),
        "today": today,
        "soon": today + SOON,
    }
    return render(request, "alliances/body.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    body = changeable_item_or_404(request.user, BODIES, pk=pk)
    form = BodyForm(request.POST or None, instance=body)
    return form_page(
        request,
        body.cooperation,
        form,
        partial(save_body, request.user),
        title=_("Change the body"),
        back=body.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """A new mandate."""
    body = changeable_item_or_404(request.user, BODIES, pk=pk)
    return _mandate_page(request, Mandate(body=body, starts_on=timezone.localdate()), _("New mandate"))


@login_required
@require_http_methods(["GET", "POST"])
def mandate(request: HttpRequest, pk: int, mandate_pk: int) -> HttpResponse:
    body = changeable_item_or_404(request.user, BODIES, pk=pk)
    found = _mandate_of(body, mandate_pk)
    return _mandate_page(request, found, _("Change the mandate"))


def _mandate_of(body: Body, pk: int) -> Mandate:
    """A mandate of a body; 404 without."""
    return get_object_or_404(body.mandates.select_related("body__cooperation", "body__owner"), pk=pk)


def _mandate_page(request: HttpRequest, found: Mandate, title: str) -> HttpResponse:
    body = found.body
    form = MandateForm(request.POST or None, instance=found, user=request.user)
    return form_page(
        request,
        body.cooperation,
        form,
        partial(save_mandate, request.user),
        title=title,
        lead=body.name,
        back=body.get_absolute_url(),
    )
