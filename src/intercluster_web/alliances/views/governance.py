"""The governance of one cooperation, its form, and all of them in a list."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.alliances.advice import advise
from intercluster_web.accounts.permissions import inside_or_404, seat_required, working_or_404, works_in
from intercluster_web.alliances.actions.governance import choose
from intercluster_web.alliances.exports.tables import alliances_table
from intercluster_web.alliances.forms.common import AdviceForm
from intercluster_web.alliances.forms.governance import GovernanceForm
from intercluster_web.alliances.models import FormOfGovernance, Governance
from intercluster_web.alliances.presentation import advice as words
from intercluster_web.alliances.queries.overview import alliances, overview, ungoverned_cooperations
from intercluster_web.alliances.queries.parties import clusters_of, situation_of, third_party_of, ungoverned
from intercluster_web.alliances.views.common import form_page
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.downloads import table_file

PAGE = 50


@seat_required
@require_GET
def everywhere(request: HttpRequest) -> HttpResponse:
    """Forms of governance of all cooperations a person sees, the oldest first."""
    form = request.GET.get("form", "")
    found = alliances(request.user, form if form in FormOfGovernance.values else "")
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "forms": FormOfGovernance.choices,
        "chosen": form,
        "waiting": ungoverned_cooperations(request.user),
    }
    return render(request, "alliances/everywhere.html", context)


@seat_required
@require_GET
def everywhere_file(request: HttpRequest, form: str) -> HttpResponse:
    chosen = request.GET.get("form", "")
    return table_file(alliances_table(alliances(request.user, chosen)), form, _("governance"))


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation = inside_or_404(request.user, Cooperation.objects.select_related("owner", "mediated_by"), pk=pk)
    found = overview(request.user, cooperation)
    advice = advise(situation_of(cooperation))
    context = {
        "cooperation": cooperation,
        "found": found,
        "degrees": [(words.DEGREES[degree], reached) for degree, reached in found.degrees],
        "advised": FormOfGovernance(advice.form.value).label,
        "reasons": words.reasons(advice),
        "works": works_in(request.user, cooperation) is not None,
        "today": timezone.localdate(),
    }
    return render(request, "alliances/cooperation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def choose_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The advice with its evidence, and the choice."""
    found = working_or_404(request.user, Cooperation.objects.select_related("owner", "mediated_by"), pk=pk)
    cooperation = found[0]
    signs = AdviceForm(request.GET if request.method == "GET" else request.POST)
    signs.is_valid()
    situation = situation_of(
        cooperation, signs.cleaned_data.get("strained", False), signs.cleaned_data.get("disputes") or 0
    )
    advice = advise(situation)
    standing = Governance.objects.filter(cooperation=cooperation).first()
    first = {"form": advice.form.value, "since": timezone.localdate(), "third_party": third_party_of(cooperation)}
    form = GovernanceForm(
        request.POST or None,
        instance=standing or Governance(cooperation=cooperation),
        initial=None if standing else first,
    )
    return form_page(
        request,
        cooperation,
        form,
        lambda record, names, seen: choose(request.user, record, names, seen, advice),
        title=_("Form of governance"),
        back=reverse("alliances:cooperation", args=[pk]),
        template="alliances/choose.html",
        signs=signs,
        situation=situation,
        clusters=clusters_of(cooperation),
        without=ungoverned(cooperation),
        advised=FormOfGovernance(advice.form.value).label,
        reasons=words.reasons(advice),
        studies=words.studies(),
    )
