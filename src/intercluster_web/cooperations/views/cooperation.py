"""One cooperation: its overview, opening it, changing its card, its status, its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.cooperations.gates import advice, assess, next_stage
from intercluster_web.accounts.permissions import (
    changeable_or_404,
    inside_or_404,
    may_change,
    working_or_404,
    works_in,
    writer_required,
)
from intercluster_web.cooperations.actions import cooperation as actions
from intercluster_web.cooperations.forms.cooperation import (
    CooperationForm,
    NextStepForm,
    OpenForm,
    PartyFormSet,
    StatusForm,
)
from intercluster_web.cooperations.forms.work import DocumentForm, TaskForm
from intercluster_web.cooperations.models import Cooperation, PartyRole
from intercluster_web.cooperations.presentation import ladder
from intercluster_web.cooperations.queries import cooperation as queries
from intercluster_web.cooperations.queries.beginnings import Beginning, beginning
from intercluster_web.cooperations.queries.gate import facts_of, proving
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.records.saving import saved
from intercluster_web.records.together import ChangedMeanwhileError

LATEST = 6


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation = inside_or_404(request.user, queries.CARDS, pk=pk)
    return render(request, "cooperations/cooperation.html", _overview(request, cooperation))


def _overview(request: HttpRequest, cooperation: Cooperation) -> dict[str, Any]:
    user = request.user
    facts = facts_of(user, cooperation)
    target = next_stage(facts.stage)
    ours = may_change(user, cooperation)
    works = works_in(user, cooperation) is not None
    return {
        "cooperation": cooperation,
        "ours": ours,
        "works": works,
        "today": timezone.localdate(),
        "steps": ladder.steps(cooperation, cooperation.passages.all()),
        "in_structure": ladder.in_structure(cooperation),
        "days": ladder.days_on_step(cooperation, timezone.localdate()),
        "gate": ladder.gate_view(assess(facts, target), list(proving(user, cooperation))) if target else None,
        "advice": [ladder.SMALL_STEPS[code] for code in advice(facts)],
        "parties": queries.parties(cooperation),
        "readers": queries.readers(cooperation),
        "tasks": queries.tasks(user, cooperation),
        "entries": queries.entries(user, cooperation)[:LATEST],
        "documents": queries.documents(user, cooperation),
        "mirrors": queries.mirrors(user, cooperation),
        "sharing_members": queries.sharing_members(cooperation.mediated_by),
        "objective": queries.objective_of(user, cooperation),
        "line": queries.line_of(user, cooperation),
        "next_form": NextStepForm(instance=cooperation, user=user) if works else None,
        "task_form": TaskForm() if works else None,
        "document_form": DocumentForm() if works else None,
        "deletable": ours and actions.opened_by_mistake(cooperation),
    }


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a cooperation: blank, or from a line of a shortlist, an encounter, a known cooperation, an organisation."""
    begun = beginning(request.user, request.GET.dict())
    form = OpenForm(
        request.POST or None,
        user=request.user,
        initial={**begun.values, "objective": begun.objective},
        tracks=len(begun.tracks),
    )
    parties = PartyFormSet(
        request.POST or None, prefix="party", initial=[{"organisation": partner} for partner in begun.partners]
    )
    if request.method == "POST" and form.is_valid() and parties.is_valid():
        try:
            opened = _open(request, form, parties, begun)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("“%(title)s” is opened.") % {"title": opened.title})
            return redirect(opened)
    context = {"form": form, "parties": parties, "begun": begun, "organisations": names_to_suggest()}
    return render(request, "cooperations/new.html", context, status=422 if request.method == "POST" else 200)


def _open(request: HttpRequest, form: OpenForm, parties: Any, begun: Beginning) -> Cooperation:
    card = form.card()
    card.shortlist_line = begun.line
    met = begun.encounter
    meeting = met and actions.Meeting(
        met.name,
        met.occasion_name or str(met.get_occasion_display()),
        met.met_on,
        reverse("scouting:encounter", args=[met.pk]),
    )
    tracks = [(track.what, track.who, track.due) for track in begun.tracks if form.cleaned_data.get("keep_tracks")]
    opening = form.opening(parties, meeting=meeting, tracks=tracks)
    if card.mediated_by and card.mediated_by not in dict(opening.parties) and card.mediated_by != card.owner:
        opening = actions.with_party(opening, card.mediated_by, PartyRole.MEDIATOR)
    return actions.open_cooperation(request.user, card, opening)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    form = CooperationForm(request.POST or None, instance=cooperation, user=request.user)
    if request.method == "POST" and _saved(request, form):
        messages.success(request, _("Saved."))
        return redirect("cooperations:cooperation", pk)
    context = {"form": form, "cooperation": queries.CARDS.get(pk=pk), "organisations": names_to_suggest()}
    return render(request, "cooperations/edit.html", context, status=422 if request.method == "POST" else 200)


def _saved(request: HttpRequest, form: Any) -> bool:
    return saved(
        form,
        lambda: actions.change_card(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"]),
    )


@login_required
@require_POST
def next_step(request: HttpRequest, pk: int) -> HttpResponse:
    """What comes next, by when, who follows it."""
    cooperation, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    form = NextStepForm(request.POST, instance=cooperation, user=request.user)
    if _saved(request, form):
        return redirect("cooperations:cooperation", pk)
    context = {"form": form, "cooperation": queries.CARDS.get(pk=pk), "title": _("Next step")}
    return render(request, "cooperations/form.html", context, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, end, or open again, with the reason."""
    cooperation, _organisation = working_or_404(request.user, queries.CARDS, pk=pk)
    form = StatusForm(
        request.POST or None,
        cooperation=cooperation,
        initial={"revision": cooperation.revision, "status": request.GET.get("to")},
    )
    code = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_status(request.user, cooperation, given["status"], given["because"], given["revision"])
        except ChangedMeanwhileError as meanwhile:
            cooperation, code = meanwhile.record, 409
            form = told(StatusForm, request, cooperation, {"cooperation": cooperation})
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("It is now: %(status)s.") % {"status": cooperation.get_status_display()})
            return redirect("cooperations:cooperation", pk)
    return render(
        request,
        "cooperations/form.html",
        {"form": form, "cooperation": cooperation, "title": _("Pause, end or open again")},
        status=code,
    )


def told(form_class: Any, request: HttpRequest, theirs: Cooperation, more: dict[str, Any]) -> Any:
    """The same form on the card as somebody else left it; nothing the person wrote is lost."""
    data = request.POST.copy()
    data["revision"] = str(theirs.revision)
    form = form_class(data, **more)
    form.is_valid()
    form.add_error(None, said_meanwhile(theirs))
    return form


def said_meanwhile(theirs: Cooperation) -> str:
    return _(
        "Somebody wrote on this cooperation meanwhile: it is %(status)s, on the step “%(step)s” since %(day)s. "
        "Nothing of yours is lost; look at it again and save."
    ) % {
        "status": theirs.get_status_display(),
        "step": theirs.get_stage_display(),
        "day": theirs.stage_since.isoformat(),
    }


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a card opened by mistake; anything with a history stays."""
    cooperation = changeable_or_404(request.user, queries.CARDS, pk=pk)
    if not actions.opened_by_mistake(cooperation):
        messages.error(request, _("This cooperation has a history, which stays. End it instead."))
        return redirect(cooperation)
    if request.method == "POST":
        actions.delete(request.user, cooperation)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": cooperation})
        return redirect("cooperations:board")
    context = {"record": cooperation, "back": cooperation.get_absolute_url()}
    return render(request, "records/delete.html", context)


@require_GET
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """What the press and everybody may read (S131): title, parties, purpose, step, summary."""
    cooperation = get_object_or_404(queries.on_public_page(request.user), pk=pk)
    context = {
        "cooperation": cooperation,
        "parties": [party for party in queries.parties(cooperation) if not party.left_on],
        "told": queries.told(cooperation),
    }
    return render(request, "cooperations/public.html", context)
