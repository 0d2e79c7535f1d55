"""The first page, help, privacy, and the language switch."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from intercluster_web.accounts.actions import save_profile
from intercluster_web.accounts.permissions import current_seat, may_write
from intercluster_web.cooperations.presentation.portfolio import glance
from intercluster_web.directory.attributes import attribute_label
from intercluster_web.directory.freshness import Age, freshness, review_months
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.queries import counts
from intercluster_web.figures import evidence_figures
from intercluster_web.scouting.models import Encounter, LineStatus, Objective, Shortlist, ShortlistLine
from intercluster_web.watch.queries.watches import watches


def home(request: HttpRequest) -> HttpResponse:
    """What intercluster is for a visitor; where to go next for somebody signed in."""
    if seat := current_seat(request):
        return render(request, "home_seated.html", {"seat": seat} | _desk(request, seat.organisation))
    return render(request, "home.html", {"evidence": evidence_figures(), "directory": counts()})


def _desk(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    """What an organisation has under way, and what comes next."""
    objectives = Objective.objects.filter(owner=organisation)
    lines = ShortlistLine.objects.filter(shortlist__owner=organisation)
    return {
        "writes": may_write(request.user, organisation),
        "objectives": objectives[:5],
        "shortlists": Shortlist.objects.filter(owner=organisation).select_related("objective")[:5],
        "encounters": Encounter.objects.filter(owner=organisation)[:5],
        "to_contact": lines.filter(status=LineStatus.TO_CONTACT).count(),
        "to_check": _to_check(organisation),
        "cooperations": glance(request.user, organisation),
        "watches": watches(request.user).filter(owner=organisation, new__gt=0)[:5],
        "evidence": evidence_figures(),
    }


def _to_check(organisation: Organisation) -> list[Any]:
    """Labels of the attributes whose statement in force is older than it should be."""
    facts = organisation.facts.filter(in_force=True).exclude(attribute__in=["latitude", "longitude"])
    stale = [fact for fact in facts if freshness(fact, review_months(fact.attribute)).age is Age.STALE]
    return sorted({str(attribute_label(fact.attribute)) for fact in stale})


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why and how long: the register of GDPR article 30, in plain words."""
    return render(request, "privacy.html")


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """The same page in another language; remembered for the person when signed in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and translation.check_for_language(language):
        request.user.language = language
        save_profile(request.user)
    return set_language(request)
