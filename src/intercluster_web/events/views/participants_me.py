"""A participant's own pages, behind their link: what waits, whom they could meet, what they say of themselves."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.events.actions import participants as actions
from intercluster_web.events.actions import requests as request_actions
from intercluster_web.events.forms.participants import AwayForm, LineForm, OwnProfileForm
from intercluster_web.events.forms.requests import AskForm
from intercluster_web.events.models import Participant, ParticipantState, Request, RequestState
from intercluster_web.events.presentation.pairs import own_reasons
from intercluster_web.events.presentation.participants import seen, seen_in
from intercluster_web.events.presentation.requests import in_words
from intercluster_web.events.queries import requests as queries
from intercluster_web.events.queries.pairs_own import known_of
from intercluster_web.events.queries.profile_fields import recognised
from intercluster_web.events.queries.requests_suggestions import suggested
from intercluster_web.events.views.own_page import own_page
from intercluster_web.records.saving import saved
from intercluster_web.scouting.queries import fields as field_queries
from intercluster_web.scouting.queries.ground import ground

PAGE = 30


def _page(request: HttpRequest, me: Participant, name: str, here: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"participant": me, "event": me.event, "token": me.token(), "here": here, **more}
    return render(request, f"events/{name}.html", context, status=status)


@require_GET
@own_page
def me(request: HttpRequest, me: Participant) -> HttpResponse:
    """What waits for an answer, what is agreed, what they asked; their timetable."""
    sent, received = queries.of_participant(me)
    every = list({one.pk: one for one in (*sent, *received)}.values())
    agreed = [one for one in every if one.state == RequestState.ACCEPTED]
    ended = [one for one in received if not one.waits and one.state != RequestState.ACCEPTED]
    mine = [one for one in sent if one.state != RequestState.ACCEPTED and not one.waits_for(me.pk)]
    said_yes = [one for one in received if one.waits and not one.waits_for(me.pk)]
    return _page(
        request,
        me,
        "me",
        "me",
        waiting=[(one, seen_in(one, me)) for one in every if one.waits_for(me.pk)],
        agreed=[(one, seen_in(one, me, agreed=True)) for one in agreed],
        sent=[(one, seen_in(one, me)) for one in (*said_yes, *mine)],
        past=[(one, seen_in(one, me)) for one in ended],
        limit=queries.limit_of(me, me.event),
        coming=me.state == ParticipantState.REGISTERED,
        asking=me.event.state in request_actions.ASKING,
    )


@require_GET
@own_page
def people(request: HttpRequest, me: Participant) -> HttpResponse:
    """Whom they could meet: suggestions with their reasons, then everybody, with a search."""
    q = request.GET.get("q", "").strip()[:100]
    prefetch_related_objects([me], "lines")
    found = queries.others(me, q)
    everybody = [] if q else list(found)
    known = known_of(me, everybody)
    near = suggested(me, everybody, known)
    return _page(
        request,
        me,
        "me_people",
        "people",
        q=q,
        suggested=[
            (seen(one.participant), in_words(one), own_reasons(me, one.participant, one.known), one.points)
            for one in near
        ],
        reading=not known.ready,
        page=(page := Paginator(found, PAGE).get_page(request.GET.get("page"))),
        people=[seen(one) for one in page],
        form=AskForm(),
        coming=me.state == ParticipantState.REGISTERED,
        asking=me.event.state in request_actions.ASKING,
        has_profile=bool(me.lines.all()),
    )


@require_http_methods(["GET", "POST"])
@own_page
def profile(request: HttpRequest, me: Participant) -> HttpResponse:
    form = OwnProfileForm(request.POST or None, instance=me, event=me.event)

    def save() -> None:
        actions.change_own(form.save(commit=False), form.written(), form.cleaned_data["seen"])

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("events:me-profile", me.token())
    stored = Participant.objects.select_related("event__owner").get(pk=me.pk)
    here = ground()
    lines = [
        (line, field_queries.described(here, line.concepts), field_queries.suggested(here, line.text, line.concepts))
        for line in stored.lines.all()
    ]
    return _page(
        request,
        stored,
        "me_profile",
        "profile",
        422 if form.is_bound else 200,
        form=form,
        lines=lines,
        line_form=LineForm(),
        away_form=AwayForm(event=stored.event, initial={"away": stored.away.all()})
        if stored.event.slots.exists()
        else None,
        organisations=names_to_suggest(),
    )


@require_POST
@own_page
def coming(request: HttpRequest, me: Participant) -> HttpResponse:
    """They come, or they do not."""
    if request.POST.get("do") == "no":
        touched = actions.say_not_coming(me)
        said = _("Noted: you do not come. You can change your mind by the same link.")
        if touched:
            ended = ngettext("%(n)s meeting is cancelled.", "%(n)s meetings are cancelled.", len(touched))
            said = f"{said} {ended % {'n': len(touched)}}"
        messages.success(request, said)
    else:
        actions.say_coming(me)
        messages.success(request, _("Thank you: you are registered."))
    return redirect("events:me", me.token())


@require_POST
@own_page
def line_add(request: HttpRequest, me: Participant) -> HttpResponse:
    """One more offer or need; its fields are suggested from the text and the clear ones kept."""
    form = LineForm(request.POST)
    if form.is_valid():
        line = form.save(commit=False)
        line.concepts = recognised(line.text)
        try:
            actions.add_line(me, line)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
    else:
        messages.error(request, _("Say in a sentence what it is."))
    return redirect(f"{_profile_address(me)}#lines")


@require_POST
@own_page
def line(request: HttpRequest, me: Participant, line_pk: int) -> HttpResponse:
    """Keep the fields ticked, or remove the line."""
    found = get_object_or_404(me.lines, pk=line_pk)
    if request.POST.get("do") == "remove":
        actions.remove_line(found)
    else:
        actions.set_concepts(found, field_queries.known(ground(), request.POST.getlist("concept")))
    return redirect(f"{_profile_address(me)}#lines")


def _profile_address(me: Participant) -> str:
    return str(redirect("events:me-profile", me.token()).url)


@require_POST
@own_page
def away(request: HttpRequest, me: Participant) -> HttpResponse:
    """When they cannot come; meetings placed then stay until the organiser moves them."""
    form = AwayForm(request.POST, event=me.event)
    if form.is_valid():
        there = actions.set_away(me, form.cleaned_data["away"])
        messages.success(request, _("Saved."))
        if there:
            said = ngettext(
                "You have %(n)s meeting then: the organiser will move it and tell you.",
                "You have %(n)s meetings then: the organiser will move them and tell you.",
                there,
            )
            messages.warning(request, said % {"n": there})
    return redirect(f"{_profile_address(me)}#away")


@require_POST
@own_page
def ask(request: HttpRequest, me: Participant, participant_pk: int) -> HttpResponse:
    other = get_object_or_404(Participant, event=me.event, pk=participant_pk)
    form = AskForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    try:
        made = request_actions.ask(me, other, **given)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        both = made.state == RequestState.ACCEPTED
        messages.success(
            request, _("You both want to meet: agreed.") if both else _("Asked. You hear when they answer.")
        )
    return redirect("events:me-people", me.token())


@require_POST
@own_page
def answer(request: HttpRequest, me: Participant, request_pk: int) -> HttpResponse:
    """Accept or decline a request received; withdraw one sent."""
    do = request.POST.get("do", "")
    found = get_object_or_404(queries.answerable(me, do), pk=request_pk)
    try:
        if do == "accept":
            met = request_actions.accept(found, me)
            messages.success(request, _accepted(found, met))
        elif do == "decline":
            request_actions.decline(found)
            messages.success(request, _("Declined. You will not be put together."))
        elif do == "withdraw":
            request_actions.withdraw(found)
            messages.success(request, _("Withdrawn."))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("events:me", me.token())


def _accepted(found: Request, met: Any) -> str:
    if met:
        return _("Accepted. You hear when and where with the timetable.")
    if found.state != RequestState.ACCEPTED:
        return _("Noted. It is agreed once the other one says yes too.")
    return _("Accepted. One of you has reached the limit of meetings: it waits in reserve.")
