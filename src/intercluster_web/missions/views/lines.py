"""The lists of a mission, line by line; sheets from a seat; links; what is kept of a host."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intercluster_web.accounts.permissions import changeable_or_404
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.missions.actions import follow_up, sheets
from intercluster_web.missions.actions import missions as actions
from intercluster_web.missions.forms.lines import SheetForm, line_form
from intercluster_web.missions.models import Delegate, Host, Mission, Sheet
from intercluster_web.missions.models.kinds import LINES, LineKind
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page


def _mission(request: HttpRequest, pk: int) -> Mission:
    found: Mission = changeable_or_404(request.user, Mission.objects.select_related("owner"), pk=pk)
    return found


def _room(pk: int, room: str) -> str:
    return reverse("missions:room", args=[pk, room])


@login_required
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int, relation: str, line_pk: int | None = None) -> HttpResponse:
    """Add or change a line; times are those of the mission's time zone."""
    found, kind, present = _line(request, pk, relation, line_pk)
    back = _room(pk, kind.room)
    with timezone.override(ZoneInfo(found.time_zone)):
        initial = {name: request.GET[name] for name in ("cost", "host") if request.GET.get(name, "").isdecimal()}
        form = line_form(kind)(
            request.POST or None, instance=present, mission=found, user=request.user, initial=initial
        )
        if request.method == "POST" and saved(
            form,
            lambda: actions.save_line(
                request.user,
                found,
                form.save(commit=False),
                form.written(),
                form.cleaned_data["seen"],
                chosen=form.chosen(),
            ),
        ):
            if present is None and "again" in request.POST:
                messages.success(request, _("“%(line)s” is added.") % {"line": form.instance})
                return redirect(request.get_full_path())
            return redirect(back)
        context = {
            "form": form,
            "mission": found,
            "title": kind.model._meta.verbose_name,
            "back": back,
            "organisations": names_to_suggest(),
            "zone_told": kind.slug == "steps",
        }
        return render(request, "missions/line.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def line_delete(request: HttpRequest, pk: int, relation: str, line_pk: int) -> HttpResponse:
    found, kind, present = _line(request, pk, relation, line_pk)
    back = _room(pk, kind.room)
    return delete_page(request, present, back, back, lambda user, each: actions.delete_line(user, found, each))


def _line(request: HttpRequest, pk: int, relation: str, line_pk: int | None) -> tuple[Mission, LineKind, Any]:
    """The mission, the kind of line, and the line or None for a new one."""
    found = _mission(request, pk)
    if relation not in LINES:
        raise Http404
    kind = LINES[relation]
    lines: Any = kind.model
    present = None if line_pk is None else get_object_or_404(lines.objects.filter(mission=found), pk=line_pk)
    return found, kind, present


@login_required
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int, delegate_pk: int, host_pk: int) -> HttpResponse:
    """Fill in a sheet for a delegate: over the telephone, or from paper."""
    found = _mission(request, pk)
    delegate = get_object_or_404(Delegate, mission=found, pk=delegate_pk)
    host = get_object_or_404(Host, mission=found, pk=host_pk)
    present = sheet_of(found, delegate, host)
    form = SheetForm(
        request.POST or None, instance=present, initial={} if present.pk else {"filled_name": delegate.people}
    )
    back = _room(pk, "evaluation")
    if request.method == "POST" and fill_in(request.user, form):
        return redirect(back)
    context = {"form": form, "mission": found, "delegate": delegate, "host": host, "back": back}
    return render(request, "missions/sheet.html", context, status=422 if request.method == "POST" else 200)


def sheet_of(mission: Mission, delegate: Delegate, host: Host) -> Sheet:
    """The sheet that is there, or a blank one."""
    there = Sheet.objects.filter(delegate=delegate, host=host).select_related("filled_by").first()
    return there or Sheet(mission=mission, delegate=delegate, host=host)


def fill_in(user: Any, form: SheetForm) -> bool:
    return saved(
        form,
        lambda: sheets.fill_in(user, form.save(commit=False), form.written(), form.cleaned_data["seen"]),
    )


def _delegate(request: HttpRequest, pk: int, delegate_pk: int) -> Delegate:
    found = _mission(request, pk)
    return get_object_or_404(
        Delegate.objects.select_related("contact", "mission__owner"), mission=found, pk=delegate_pk
    )


@login_required
@require_POST
def renew(request: HttpRequest, pk: int, delegate_pk: int) -> HttpResponse:
    """A new link; the old ones are dead."""
    actions.renew_link(request.user, _delegate(request, pk, delegate_pk))
    messages.success(request, _("There is a new link; the one before no longer works."))
    return redirect("missions:room", pk, "group")


@login_required
@require_POST
def keep(request: HttpRequest, pk: int, host_pk: int, what: str) -> HttpResponse:
    """Keep a host as an encounter, or its person in the address book."""
    found = _mission(request, pk)
    host = get_object_or_404(Host, mission=found, pk=host_pk)
    if what == "encounter":
        follow_up.note_encounter(request.user, host)
        messages.success(request, _("%(name)s is noted as an encounter.") % {"name": host})
    elif what == "contact":
        if follow_up.keep_contact(request.user, host):
            messages.success(request, _("%(name)s is in the address book.") % {"name": host.person})
        else:
            messages.error(request, _("Write the name of the person on the host first."))
    else:
        raise Http404
    return redirect("missions:room", pk, "follow-up")
