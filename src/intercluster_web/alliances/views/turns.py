"""Rotations, their turns, and what is handed over."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.alliances.rotation import NoRotationError
from intercluster.export.calendar import to_ics
from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    item_or_404,
    items_visible_to,
    may_change_item,
    may_write,
    working_or_404,
)
from intercluster_web.alliances.actions import turns as actions
from intercluster_web.alliances.exports.occasions import addressed
from intercluster_web.alliances.exports.tables import turns_table
from intercluster_web.alliances.forms.turns import HandoverForm, RotationForm
from intercluster_web.alliances.models import HandoverItem, Rotation, Turn
from intercluster_web.alliances.queries.dates import turn_occasion
from intercluster_web.alliances.queries.parties import everybody_in
from intercluster_web.alliances.views.common import form_page, open_bodies
from intercluster_web.cooperations.models import Cooperation, Task
from intercluster_web.downloads import download, table_file

ROTATIONS = Rotation.objects.select_related("cooperation", "owner", "body")
TURNS = Turn.objects.select_related("rotation__cooperation", "rotation__owner", "organisation")
ICS = "text/calendar; charset=utf-8"


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation, _organisation = working_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    first = Rotation(cooperation=cooperation, starts_on=timezone.localdate().replace(month=1, day=1))
    first.starts_on = first.starts_on.replace(year=first.starts_on.year + 1)
    return _form_page(request, first, _("New rotation"), reverse("alliances:cooperation", args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    rotation = changeable_item_or_404(request.user, ROTATIONS, pk=pk)
    return _form_page(request, rotation, _("Plan the turns again"), rotation.get_absolute_url())


def _form_page(request: HttpRequest, rotation: Rotation, title: str, back: str) -> HttpResponse:
    cooperation = rotation.cooperation
    form = RotationForm(
        request.POST or None,
        instance=rotation,
        bodies=open_bodies(request.user, cooperation),
        organisations=list(everybody_in(cooperation)),
    )

    def save(record: Any, names: list[str], seen: str) -> None:
        try:
            actions.save_rotation(request.user, record, form.members(), names, seen)
        except NoRotationError as problem:
            raise ValidationError(_why_not(problem)) from None
        except ValueError:
            raise ValidationError(_("Plan between 1 and 60 turns, with at least one that is still to come.")) from None

    return form_page(request, cooperation, form, save, title=title, back=back, template="alliances/rotation_form.html")


def _why_not(problem: NoRotationError) -> str:
    if not problem.empty:
        return _("Somebody would have to be twice running. Allow it, or relax a constraint.")
    turns = ", ".join(f"{number} ({date_format(day, 'SHORT_DATE_FORMAT')})" for number, day in problem.empty)
    return _("Nobody may take these turns: %(turns)s. Relax a constraint.") % {"turns": turns}


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rotation = item_or_404(request.user, ROTATIONS, pk=pk)
    turns = list(rotation.turns.filter(dropped=False).select_related("organisation"))
    counts: dict[str, int] = {}
    for turn in turns:
        counts[str(turn.organisation)] = counts.get(str(turn.organisation), 0) + 1
    context = {
        "cooperation": rotation.cooperation,
        "rotation": rotation,
        "turns": turns,
        "members": rotation.members.select_related("organisation"),
        "counts": counts,
        "changeable": may_change_item(request.user, rotation),
        "today": timezone.localdate(),
    }
    return render(request, "alliances/rotation.html", context)


@login_required
@require_GET
def as_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The turns as a calendar or a workbook."""
    rotation = item_or_404(request.user, ROTATIONS, pk=pk)
    name = slugify(rotation.subject) or "rotation"
    turns = TURNS.filter(rotation=rotation)
    if form != "ics":
        return table_file(turns_table(rotation, turns.filter(dropped=False)), form, name)
    occasions = [addressed(request, turn_occasion(turn)) for turn in turns]
    return download(to_ics(occasions, rotation.subject), f"{name}.ics", ICS)


@login_required
@require_GET
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """A turn and what is handed over at its beginning."""
    found = _turn(request, pk)
    before = actions.outgoing(found)
    cooperation = found.rotation.cooperation
    tasks = items_visible_to(request.user, Task.objects.filter(cooperation=cooperation, done_on=None))
    owns = may_write(request.user, found.rotation.owner)
    context = {
        "cooperation": cooperation,
        "turn": found,
        "before": before,
        "items": found.handover.all(),
        "tasks": tasks[:20],
        "form": HandoverForm(),
        "changeable": may_change_item(request.user, found.rotation),
        "may_give": before is not None and _confirms(request.user, before, owns=owns),
        "may_take": _confirms(request.user, found, owns=owns),
    }
    return render(request, "alliances/turn.html", context)


def _turn(request: HttpRequest, pk: int) -> Turn:
    visible = items_visible_to(request.user, Rotation.objects.all())
    return get_object_or_404(TURNS.filter(rotation__in=visible.values("pk")), pk=pk)


def _confirms(user: Any, turn: Turn, *, owns: bool) -> bool:
    return may_write(user, turn.organisation) or (owns and not turn.organisation.seats.exists())


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = _turn(request, pk)
    try:
        actions.confirm(request.user, found, "give" if request.POST.get("do") == "give" else "take")
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("Confirmed."))
    return redirect(found.get_absolute_url())


@login_required
@require_POST
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    found = _turn(request, pk)
    form = HandoverForm(request.POST, instance=HandoverItem(turn=found))
    if form.is_valid():
        actions.add_item(request.user, form.save(commit=False))
    else:
        messages.error(request, _("Write what is handed over."))
    return redirect(found.get_absolute_url())


@login_required
@require_POST
def change_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Tick a line off, open it again, or take it away."""
    found = _turn(request, pk)
    item = get_object_or_404(
        found.handover.select_related("turn__rotation__cooperation", "turn__rotation__owner"), pk=item_pk
    )
    if request.POST.get("do") == "remove":
        actions.remove_item(request.user, item)
    else:
        actions.set_done(request.user, item, request.POST.get("do") == "done")
    return redirect(found.get_absolute_url())
