"""Pages of missions: the list, one with its rooms, and its files."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import (
    changeable_or_404,
    kept_or_404,
    may_write_somewhere,
    named_or_404,
    seat_required,
    visible_or_404,
    writer_required,
)
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.downloads import DOCX, XLSX, download, table_file
from intercluster_web.languages import language
from intercluster_web.missions.actions import missions as actions
from intercluster_web.missions.exports import files
from intercluster_web.missions.forms.missions import FilterForm, MissionForm
from intercluster_web.missions.models import TOOK_PLACE, ExpertGrant, Mission, State
from intercluster_web.missions.presentation import tables, words
from intercluster_web.missions.queries import brought
from intercluster_web.missions.queries import missions as queries
from intercluster_web.missions.queries.messages import last_to
from intercluster_web.missions.views.frame import frame
from intercluster_web.paging import KeyPaginator
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page, share_page

PER_PAGE = 50
ICS = "text/calendar; charset=utf-8"
INSIDE = {"programme"}  # rooms that named partners read as well


@seat_required
@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """Missions a person may see, with filters; the same as a file with ``?file=xlsx``."""
    form = FilterForm(request.GET or None, countries=queries.countries_in_use(request.user))
    found = queries.missions(request.user, **(form.cleaned_data if form.is_valid() else {}))
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(tables.list_table(found), request.GET["file"], "missions")
    page = KeyPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "missions/missions.html", {"form": form, "page": page})


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = {name: request.GET[name] for name in ("title", "cooperation", "country", "place") if name in request.GET}
    if request.GET.get("direction") == "in":
        initial["direction"] = "in"
    form = MissionForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.create(request.user, form.save(commit=False))
        messages.success(request, _("“%(title)s” is added. Now the group and the programme.") % {"title": made.title})
        return redirect(made)
    return _form_page(request, form, _("New mission"), reverse("missions:all"))


@login_required
@require_GET
def mission(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, for everybody it is visible to."""
    found = visible_or_404(request.user, queries.CARDS, pk=pk)
    cooperation = queries.cooperation_of(request.user, found)
    return render(
        request,
        "missions/mission.html",
        {
            **frame(request, found, "mission"),
            "cooperation": cooperation,
            "ask_posts": _ask_posts(request, found, cooperation),
            "companions": found.companions.select_related("organisation"),
            "delegates": found.delegates.all(),
            "hosts": queries.hosts_of(found),
            "results": found.results.all(),
            "beside": queries.beside(request.user, found),
            "steps_of_state": steps_of_state(found),
            "next_state": words.next_state(found),
        },
    )


def _ask_posts(request: HttpRequest, found: Mission, cooperation: Cooperation | None) -> str:
    """What a post on the spot is asked: help with this mission, kept with its cooperation for who works there."""
    if not may_write_somewhere(request.user):
        return ""
    asked = {"purpose": "delegation", "title": found.title}
    if cooperation is not None and queries.works_there(request.user, cooperation):
        asked["cooperation"] = str(cooperation.pk)
    return urlencode(asked)


def steps_of_state(found: Mission) -> list[tuple[str, str]]:
    """The states in order with "done", "here" or nothing; none for a mission called off."""
    order = [State.IDEA, State.PREPARED, State.ON_THE_WAY, State.DONE, State.FOLLOWED_UP]
    if found.state not in order:
        return []
    here = order.index(State(found.state))
    return [
        (str(state.label), "done" if number < here else "here" if number == here else "")
        for number, state in enumerate(order)
    ]


def _group(found: Mission) -> dict[str, Any]:
    delegates, now = list(found.delegates.select_related("contact")), timezone.now()
    return {
        "delegates": delegates,
        "companions": found.companions.all(),
        "pairs": sum(each.is_pair for each in delegates),
        "now": now,
        "reachable": sum(each.expires_at > now and bool(each.address) for each in delegates),
        "can_send": post.can_send(),
        "last_to": last_to(found),
    }


def _programme(found: Mission) -> dict[str, Any]:
    steps = brought.steps_of(found)
    return {"steps": steps, "hosts": queries.hosts_of(found), "clashes": brought.clashes_of(found, steps)}


def _evaluation(found: Mission) -> dict[str, Any]:
    evaluated = brought.evaluated(found)
    grid = [
        (delegate, [(host, evaluated.sheets.get((delegate.pk, host.pk))) for host in evaluated.hosts])
        for delegate in evaluated.delegates
    ]
    return {"evaluated": evaluated, "grid": grid, "lines": tables.figure_lines(evaluated.figures)}


def _budget(found: Mission) -> dict[str, Any]:
    settled = brought.settled(found)
    return {
        "settled": settled,
        "shared": tables.budget_table(settled),
        "planned_total": settled.planned.total,
        "remarks": [words.remark_words(remark, settled) for remark in settled.now.remarks],
        "funders": found.funders.select_related("programme"),
        "uses": found.expert_uses.select_related("grant"),
        "grants": ExpertGrant.objects.filter(owner=found.owner_id).exists(),
    }


def _follow_up(found: Mission) -> dict[str, Any]:
    return {
        "hosts": queries.hosts_of(found),
        "results": found.results.select_related("host"),
        "sheets": found.sheets.exclude(research_next="", training_next="").select_related("host", "delegate"),
    }


ROOMS: dict[str, Callable[[Mission], dict[str, Any]]] = {
    "group": _group,
    "programme": _programme,
    "evaluation": _evaluation,
    "budget": _budget,
    "follow-up": _follow_up,
}


def _room_or_404(request: HttpRequest, pk: int, room: str) -> Mission:
    if room not in ROOMS:
        raise Http404
    find = named_or_404 if room in INSIDE else kept_or_404
    found: Mission = find(request.user, queries.CARDS, pk=pk)
    return found


@login_required
@require_GET
def room(request: HttpRequest, pk: int, room: str) -> HttpResponse:
    """One room of a mission: group, programme, evaluation, budget, follow-up."""
    found = _room_or_404(request, pk, room)
    context = frame(request, found, room) | ROOMS[room](found)
    if room == "follow-up":
        context["cooperation"] = queries.cooperation_of(request.user, found)
    return render(request, f"missions/{room.replace('-', '_')}.html", context)


FILES: dict[tuple[str, str], tuple[Callable[[Mission], bytes], str]] = {
    ("group", "xlsx"): (lambda found: files.group_xlsx(found, language()), XLSX),
    ("programme", "xlsx"): (lambda found: files.programme_xlsx(found, language()), XLSX),
    ("programme", "ics"): (files.programme_ics, ICS),
    ("evaluation", "xlsx"): (lambda found: files.evaluation_xlsx(found, language()), XLSX),
    ("evaluation", "docx"): (lambda found: files.evaluation_docx(found, language()), DOCX),
    ("budget", "xlsx"): (lambda found: files.budget_xlsx(found, language()), XLSX),
    ("follow-up", "xlsx"): (lambda found: files.follow_up_xlsx(found, language()), XLSX),
}


@login_required
@require_GET
def file(request: HttpRequest, pk: int, room: str, form: str) -> HttpResponse:
    """A room as a file; ``?language=fr`` or ``en`` gives it in that language whatever the page speaks."""
    found = _room_or_404(request, pk, room)
    asked = request.GET.get("language")
    with translation.override(asked if asked in ("fr", "en") else translation.get_language()):
        name = f"{found.title} - {room}.{form}"
        if (room, form) == ("programme", "docx"):
            ours = found.owner_id in {seat.organisation_id for seat in request.user.seats.all()}  # type: ignore[union-attr]
            return download(files.programme_docx(found, language(), people=ours), name, DOCX)
        if (room, form) not in FILES:
            raise Http404
        write, media = FILES[room, form]
        return download(write(found), name, media)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request.user, Mission.objects.all(), pk=pk)
    form = MissionForm(request.POST or None, instance=found, user=request.user)
    back = found.get_absolute_url()
    if request.method == "POST" and saved(
        form,
        lambda: actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"]),
    ):
        return redirect(back)
    return _form_page(request, form, _("Change the mission"), back)


@login_required
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """The mission goes on to its next state, which its page offers; the second of two is told."""
    found = changeable_or_404(request.user, Mission.objects.all(), pk=pk)
    asked = words.next_state(found)
    if asked is None or (found.state, asked.value) != (request.POST.get("from"), request.POST.get("state")):
        messages.error(request, _("Somebody else changed the mission meanwhile; nothing was written. Look again."))
    elif asked.value in TOOK_PLACE and found.starts is None:
        messages.error(request, _("A mission that took place has a date; the year alone is enough."))
        return redirect("missions:edit", pk)
    else:
        found.state = asked.value
        actions.change(request.user, found, ["state"], "")
        messages.success(request, _("The mission is now: %(state)s.") % {"state": found.get_state_display()})
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request.user, Mission.objects.all(), pk=pk)
    return delete_page(request, found, found.get_absolute_url(), reverse("missions:all"), actions.delete)


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request.user, Mission.objects.all(), pk=pk)
    return share_page(request, found, found.get_absolute_url())


def _form_page(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "missions/form.html", context, status=422 if request.method == "POST" else 200)
