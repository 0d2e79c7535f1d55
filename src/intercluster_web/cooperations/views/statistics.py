"""How old and how quick the cooperations are, which of them stand still, and the limits of that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.cooperations.durations import KNOWN_CASES
from intercluster_web.accounts.permissions import current_seat, may_write, seat_required
from intercluster_web.cooperations.actions.portfolio import set_limits
from intercluster_web.cooperations.exports.portfolio import digest as digest_message
from intercluster_web.cooperations.exports.portfolio_figures import figures_table
from intercluster_web.cooperations.forms.portfolio import StagnationForm
from intercluster_web.cooperations.presentation import portfolio_figures as figures
from intercluster_web.cooperations.presentation.portfolio import cards
from intercluster_web.cooperations.queries.portfolio import (
    UNDER_WAY,
    counts_by_stage,
    due,
    in_order,
    in_this_order,
    stagnating,
    with_cards,
)
from intercluster_web.cooperations.queries.portfolio_durations import ages, on_steps, rule_of, to_agreement
from intercluster_web.cooperations.views.portfolio import portfolio, shown
from intercluster_web.downloads import EML, download, table_file
from intercluster_web.records.saving import saved

SHOWN = 25
IN_DIGEST = 200


@seat_required
@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """Durations with their n, and what stands still."""
    here = portfolio(request)
    still = stagnating(here.all(), here.limits)
    agreement = to_agreement(request.user, here.all())
    under_way = counts_by_stage(here.all().filter(status__in=UNDER_WAY))
    still_by_stage = counts_by_stage(still)
    longest = list(in_order(still, "activity").values_list("pk", flat=True)[:SHOWN])
    context = {
        "steps": figures.step_times(on_steps(request.user, here.organisation), here.limits, under_way),
        "under_way": sum(under_way.values()),
        "still_count": sum(still_by_stage.values()),
        "still": cards(in_this_order(longest), here.organisation, here.limits),
        "steps_chart": figures.steps_chart(under_way, still_by_stage),
        "agreement": agreement,
        "agreement_quartiles": figures.quartiles(agreement),
        "agreement_words": figures.agreement_words(agreement),
        "agreement_chart": figures.agreement_chart(agreement),
        "agreement_table": figures.agreement_table(agreement),
        "cases": KNOWN_CASES,
        "ages": figures.age_rows(ages(here.all())),
        "quiet_days": here.limits.quiet_days,
    }
    return render(request, "cooperations/statistics.html", shown(here, "statistics") | context)


@seat_required
@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The time on each step and to the agreement, as a file."""
    here = portfolio(request)
    under_way = counts_by_stage(here.all().filter(status__in=UNDER_WAY))
    steps = figures.step_times(on_steps(request.user, here.organisation), here.limits, under_way)
    return table_file(figures_table(steps, to_agreement(request.user, here.all())), form, _("durations"))


@seat_required
@require_GET
def digest(request: HttpRequest) -> HttpResponse:
    """A draft message with what is late, falls due or stands still."""
    here = portfolio(request)
    today = timezone.localdate()
    coming = cards(with_cards(due(here.all()))[:IN_DIGEST], here.organisation, here.limits)
    late = [row for row in coming if row.cooperation.next_step_due < today]
    soon = [row for row in coming if row.cooperation.next_step_due >= today]
    found = in_order(stagnating(here.all(), here.limits), "activity")
    still = cards(with_cards(found)[:IN_DIGEST], here.organisation, here.limits)
    message = digest_message(here.organisation, late, soon, still, request.build_absolute_uri)
    return download(message, f"{_('cooperations')}-{today}.eml", EML)


@seat_required
@require_http_methods(["GET", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Say when a cooperation stands still."""
    organisation = current_seat(request).organisation
    if not may_write(request.user, organisation):
        raise PermissionDenied
    form = StagnationForm(request.POST or None, instance=rule_of(organisation))
    if request.method == "POST" and saved(form, lambda: _save(request, form)):
        messages.success(request, _("The limits are saved."))
        return redirect("cooperations:statistics")
    context = {"form": form, "organisation": organisation}
    return render(request, "cooperations/limits.html", context, status=422 if request.method == "POST" else 200)


def _save(request: HttpRequest, form: StagnationForm) -> None:
    set_limits(request.user, form.save(commit=False), form.cleaned_data["seen"])
