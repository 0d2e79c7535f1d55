"""Moving a cooperation on its ladder."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercluster.cooperations.gates import assess, next_stage
from intercluster.cooperations.ladder import LADDER, Stage
from intercluster_web.accounts.permissions import may_change, working_or_404
from intercluster_web.cooperations.actions import moves as actions
from intercluster_web.cooperations.forms.moves import MoveForm
from intercluster_web.cooperations.models import Cooperation, Ladder
from intercluster_web.cooperations.presentation import ladder
from intercluster_web.cooperations.queries.cooperation import CARDS
from intercluster_web.cooperations.queries.gate import facts_of, proving
from intercluster_web.cooperations.views.cooperation import told
from intercluster_web.records.together import ChangedMeanwhileError


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask where to, show what the gate asks, and move. ``?to=``: the step asked for; the next one without it."""
    cooperation, _organisation = working_or_404(request.user, CARDS, pk=pk)
    if request.method == "GET":
        target = _asked(request.GET.get("to", ""), cooperation)
        initial = {"target": target, "revision": cooperation.revision}
        return _page(request, cooperation, MoveForm(initial=initial), target)
    form = MoveForm(request.POST)
    target = _asked(request.POST.get("target", ""), cooperation)
    if not form.is_valid():
        return _page(request, cooperation, form, target, 422)
    wanted = form.move()
    try:
        actions.move(request.user, cooperation, wanted, form.cleaned_data["revision"])
    except ChangedMeanwhileError as meanwhile:
        return _page(request, meanwhile.record, told(MoveForm, request, meanwhile.record, {}), target, 409)
    except actions.GateClosedError as closed:
        form.add_error(None, _("The gate lacks: %(what)s.") % {"what": ladder.lacking(closed.assessment)})
        return _page(request, cooperation, form, target, 422)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _page(request, cooperation, form, target, 422)
    messages.success(
        request, _("“%(title)s” is now on the step “%(step)s”.")
        % {"title": cooperation.title, "step": cooperation.get_stage_display()},
    )  # fmt: skip
    return redirect(_next(request) or cooperation)


def _next(request: HttpRequest) -> str:
    """The page the move was asked from, the board say, where it is one of ours."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""


def _asked(text: str, cooperation: Cooperation) -> Stage | None:
    if text in set(LADDER):
        return Stage(text)
    return next_stage(Stage(cooperation.stage))


def _page(
    request: HttpRequest, cooperation: Cooperation, form: MoveForm, target: Stage | None, status: int = 200
) -> HttpResponse:
    facts = facts_of(request.user, cooperation)
    up = target is not None and LADDER.index(target) > LADDER.index(facts.stage)
    gate = assess(facts, target) if target and up else None
    if gate is None or gate.passed:
        del form.fields["override"]
    context = {
        "cooperation": cooperation,
        "form": form,
        "label": target and Ladder(target.value).label,
        "gate": gate and ladder.gate_view(gate, list(proving(request.user, cooperation))),
        "back": target is not None and not up,
        "steps": ladder.steps(cooperation, cooperation.passages.all()),
        "in_structure": ladder.in_structure(cooperation),
        "ours": may_change(request.user, cooperation),
        "target": target,
    }
    return render(request, "cooperations/move.html", context, status=status)
