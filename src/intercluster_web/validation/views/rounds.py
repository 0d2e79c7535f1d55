"""Rounds for the organisation that asks, and for those it shares the results with."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    changeable_or_404,
    inside_or_404,
    may_change,
    may_write,
    may_write_somewhere,
    seat_required,
    visible_or_404,
    visible_to,
    working_or_404,
    works_in,
    writer_required,
)
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.downloads import DOCX, XLSX, download
from intercluster_web.languages import language
from intercluster_web.paging import KeyPaginator
from intercluster_web.records.ownership import delete_owned
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page, share_page
from intercluster_web.scouting.models import LineStatus, Shortlist
from intercluster_web.validation import queries
from intercluster_web.validation.actions import rounds as actions
from intercluster_web.validation.exports import round_docx, round_xlsx
from intercluster_web.validation.forms import ApplyForm, ExtendForm, OptionForm, RoundForm
from intercluster_web.validation.models import Option, Round, RoundState
from intercluster_web.validation.presentation import chart, group_rows, in_words, option_rows, proposed_status

PAGE = 50
WEEKS_TO_ANSWER = 2


@seat_required
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    found = queries.rounds(request.user)
    state = request.GET.get("state", "")
    if state in RoundState.values:
        found = found.filter(state=state)
    page = KeyPaginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "states": RoundState.choices,
        "writes": may_write_somewhere(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "validation/rounds.html", context)


@login_required
@require_GET
def cooperation(request: HttpRequest, pk: int) -> HttpResponse:
    """The rounds about one cooperation."""
    found = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    context = {
        "cooperation": found,
        "rounds": queries.rounds_of_cooperation(request.user, found),
        "works": works_in(request.user, found) is not None,
        "today": timezone.localdate(),
    }
    return render(request, "validation/cooperation.html", context)


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A round about a cooperation or a shortlist, or about free points of a plan."""
    subject = about(request)
    title = str(subject.get("title", ""))[:200]
    draft = Round(cooperation=subject.get("cooperation"), shortlist=subject.get("shortlist"), title=title)
    initial = {"deadline": in_weeks(WEEKS_TO_ANSWER), "owner": subject.get("owner")}
    form = RoundForm(request.POST or None, instance=draft, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.create(request.user, form.save(commit=False), subject.get("options", []))
        return redirect("validation:round", made.pk)
    return render(
        request, "validation/round_form.html", {"form": form, **subject}, status=422 if form.is_bound else 200
    )


def in_weeks(weeks: int) -> date:
    return timezone.localdate() + timedelta(weeks=weeks)


def about(request: HttpRequest) -> dict[str, Any]:
    """What the round starts from, as the address says; 404 or 403 where the person may not."""
    asked_for = request.GET
    if asked_for.get("cooperation", "").isdecimal():
        found, owner = working_or_404(request.user, Cooperation.objects.all(), pk=int(asked_for["cooperation"][:18]))
        options = [Option(label=found.title, description=found.topic[:2000], cooperation=found)]
        return {"cooperation": found, "owner": owner, "title": found.title, "options": options}
    if asked_for.get("shortlist", "").isdecimal():
        listed = changeable_or_404(request.user, Shortlist.objects.all(), pk=int(asked_for["shortlist"][:18]))
        lines = listed.lines.exclude(status=LineStatus.SET_ASIDE)[: actions.MOST_OPTIONS]
        options = [Option(label=line.label, line=line) for line in lines]
        return {"shortlist": listed, "owner": listed.owner, "title": listed.name, "options": options}
    return {}


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    form = RoundForm(request.POST or None, instance=found, user=request.user)

    def save() -> None:
        actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])

    try:
        if request.method == "POST" and saved(form, save):
            return redirect("validation:round", pk)
    except ValidationError as problem:
        form.add_error(None, problem)
    status = 422 if form.is_bound else 200
    return render(request, "validation/round_form.html", {"form": form, "round": found}, status=status)


def _changeable(request: HttpRequest, pk: int) -> Round:
    return changeable_or_404(request.user, Round.objects.select_related("owner", "cooperation", "shortlist"), pk=pk)  # type: ignore[no-any-return]


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what is asked, of whom, what came back. Whom, only for the people of the organisation that asks."""
    found = visible_or_404(
        request.user, Round.objects.select_related("owner", "cooperation", "shortlist__owner"), pk=pk
    )
    return _round_page(request, found)


def _round_page(request: HttpRequest, found: Round, *, status: int = 200, **more: Any) -> HttpResponse:
    ours = queries.is_ours(request.user, found)
    options = list(found.options.all())
    outcome = queries.outcome_by_name(found) if ours and not found.anonymous else queries.outcome(found)
    rows = option_rows(options, outcome)
    context = {
        "round": found,
        "ours": ours,
        "changeable": may_change(request.user, found),
        "options": options,
        "asked": list(queries.asked_in(found).prefetch_related("answers")) if ours else [],
        "outcome": outcome,
        "rows": rows,
        "groups": group_rows(options, outcome),
        "chart": chart(options, outcome),
        "remarks": any(row["result"].comments or row["result"].gains for row in rows),
        "to_send": queries.to_write_to(found, reminder=False).count() if ours else 0,
        "to_remind": queries.to_write_to(found, reminder=True).count() if ours else 0,
        "option_form": OptionForm(),
        "extend_form": ExtendForm(),
        "cooperation_seen": _seen(request, Cooperation, found.cooperation_id),
        "shortlist_seen": _seen(request, Shortlist, found.shortlist_id),
        "may_apply": bool(found.shortlist and ours and may_write(request.user, found.shortlist.owner)),
        **more,
    }
    return render(request, "validation/round.html", context, status=status)


def _seen(request: HttpRequest, model: Any, pk: int | None) -> Any:
    """What a round is about, if the reader may see it as well."""
    return visible_to(request.user, model.objects.filter(pk=pk)).first() if pk else None


@login_required
@require_POST
def add_option(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    form = OptionForm(request.POST)
    if not form.is_valid():
        return _round_page(request, found, option_form=form, status=422)
    _tried(request, lambda: actions.add_option(request.user, found, **form.cleaned_data))
    return redirect(f"{found.get_absolute_url()}#options")


@login_required
@require_POST
def remove_option(request: HttpRequest, pk: int, option_pk: int) -> HttpResponse:
    option = get_object_or_404(_changeable(request, pk).options, pk=option_pk)
    _tried(request, lambda: actions.remove_option(request.user, option))
    return redirect(f"{option.round.get_absolute_url()}#options")


def _tried(request: HttpRequest, act: Any) -> bool:
    try:
        act()
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return False
    return True


@login_required
@require_POST
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    if _tried(request, lambda: actions.open_round(request.user, found)):
        messages.success(request, _("The round is open. Send the messages now, or take them as drafts."))
    return redirect(f"{found.get_absolute_url()}#asked")


@login_required
@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _round_page(request, found, extend_form=form, status=422)
    if _tried(request, lambda: actions.extend(request.user, found, form.cleaned_data["deadline"])):
        messages.success(request, _("The links work until the new day."))
    return redirect("validation:round", pk)


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    actions.close(request.user, found)
    messages.success(request, _("The round is closed."))
    return redirect("validation:round", pk)


@login_required
@require_GET
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The results as a workbook, or minutes as a document, in the language of the page."""
    found = visible_or_404(request.user, Round.objects.select_related("owner"), pk=pk)
    ours = queries.is_ours(request.user, found)
    outcome = queries.outcome_by_name(found) if ours and not found.anonymous else queries.outcome(found)
    name = f"{slugify(found.title) or 'validation'}-{timezone.localdate()}.{form}"
    if form == "xlsx":
        return download(round_xlsx(found, outcome, language(), by_name=ours), name, XLSX)
    return download(round_docx(found, queries.outcome(found), language()), name, DOCX)


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the lines of the shortlist with the result as reason; one looks through it first."""
    found = _changeable(request, pk)
    outcome = queries.outcome(found)
    by_key = {one.option: one for one in outcome.options}
    lines = found.options.exclude(line=None).select_related("line")
    rows = [(option, proposed_status(by_key[str(option.pk)]), in_words(by_key[str(option.pk)])) for option in lines]
    form = ApplyForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid():
        changed: list[int] = []
        done = _tried(request, lambda: changed.append(actions.apply_to_shortlist(request.user, found, form.choices())))
        if done and found.shortlist_id:
            messages.success(request, _("Lines marked on the shortlist: %(n)s.") % {"n": changed[0]})
            return redirect("scouting:shortlist", found.shortlist_id)
    shown = [
        {
            "option": option,
            "now": option.line.get_status_display(),
            "status": form[f"status_{option.pk}"],
            "reason": form[f"reason_{option.pk}"],
        }
        for option, _status, _reason in rows
    ]
    status = 422 if form.is_bound else 200
    return render(request, "validation/apply.html", {"round": found, "rows": shown, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    return share_page(request, found, found.get_absolute_url())


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    return delete_page(request, found, found.get_absolute_url(), reverse("validation:rounds"), delete_owned)
