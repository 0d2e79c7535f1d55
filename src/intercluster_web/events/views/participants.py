"""The organiser's list of participants: who, their links, whom to add."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import may_change
from intercluster_web.contacts.models import Contact
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.downloads import table_file
from intercluster_web.events.actions import participants as actions
from intercluster_web.events.forms.participants import BookFilter, ParticipantFilter, ParticipantForm
from intercluster_web.events.models import Event, NoticeKind, Participant
from intercluster_web.events.presentation.participants import link_of, participants_table
from intercluster_web.events.queries import participants as queries
from intercluster_web.events.queries.access import changeable_or_404, readable_or_404
from intercluster_web.events.queries.mails import dues
from intercluster_web.events.queries.requests import meetings, of_participant
from intercluster_web.events.views import sending
from intercluster_web.records.saving import saved

PAGE = 100


@login_required
@require_GET
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, with filters; the same as a file with ``?file=xlsx``."""
    event = readable_or_404(request.user, pk)
    form = ParticipantFilter(request.GET or None, countries=queries.countries(event))
    found = queries.participants(event, **(form.cleaned_data if form.is_valid() else {}))
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(participants_table(found.prefetch_related("lines")), request.GET["file"], _("participants"))
    context = {
        "event": event,
        "tab": "participants",
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "changeable": may_change(request.user, event),
        "to_invite": len(queries.to_invite(event)),
        "can_send": post.can_send(),
    }
    return render(request, "events/participants.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    initial = {name: request.GET[name] for name in ("organisation_name", "country", "kind") if name in request.GET}
    form = ParticipantForm(request.POST or None, event=event, initial={"state": "invited", **initial})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add(request.user, event, form.save(commit=False))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": made})
            return redirect("events:participant", pk, made.pk)
    return _form_page(request, event, form)


def _form_page(
    request: HttpRequest, event: Event, form: ParticipantForm, participant: Participant | None = None
) -> HttpResponse:
    context = {
        "event": event,
        "tab": "participants",
        "form": form,
        "participant": participant,
        "organisations": names_to_suggest(),
    }
    return render(request, "events/participants_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def participant(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    """One participant: profile, link, requests, meetings."""
    event = readable_or_404(request.user, pk)
    found = get_object_or_404(
        event.participants.select_related("organisation", "contact", "booth").prefetch_related("lines", "away"),
        pk=participant_pk,
    )
    changeable = may_change(request.user, event)
    sent, received = of_participant(found)
    context = {
        "event": event,
        "tab": "participants",
        "participant": found,
        "sent": sent,
        "received": received,
        "meetings": meetings(event).filter(seats__participant=found),
        "link": link_of(request, found) if changeable else "",
        "changeable": changeable,
        "alone": bool(queries.left_alone(event, [found])),
    }
    return render(request, "events/participants_one.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.participants, pk=participant_pk)
    form = ParticipantForm(request.POST or None, instance=found, event=event)

    def save() -> None:
        actions.change(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"])

    if request.method == "POST" and saved(form, save):
        return redirect("events:participant", pk, participant_pk)
    return _form_page(request, event, form, found)


@login_required
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose people of the address book, or of the members of the cluster."""
    event = changeable_or_404(request.user, pk)
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("contact") if key.isdecimal() and len(key) < 18]
        chosen = Contact.objects.living().filter(owner=event.owner, pk__in=keys).select_related("organisation", "owner")
        try:
            added = actions.add_contacts(request.user, event, chosen)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _added(added))
        return redirect("events:participants", pk)
    form = BookFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    context = {
        "event": event,
        "tab": "participants",
        "form": form,
        "page": Paginator(queries.could_come(event, **wanted), PAGE).get_page(request.GET.get("page")),
        "without": queries.members_without(event)[:50] if wanted.get("members") else [],
    }
    return render(request, "events/participants_book.html", context)


def _added(number: int) -> str:
    return ngettext("%(n)s person added.", "%(n)s people added.", number) % {"n": number}


@login_required
@require_POST
def step(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    """They come, they do not come, or their link is to be replaced."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.participants.select_related("event__owner"), pk=participant_pk)
    name = request.POST.get("step")
    if name == "withdraw":
        touched = actions.withdraw(request.user, found)
        messages.success(request, _("Noted: %(name)s does not come.") % {"name": found})
        if touched:
            said = ngettext(
                "%(n)s meeting of theirs changed; tell the others with the next timetable.",
                "%(n)s meetings of theirs changed; tell the others with the next timetable.",
                len(touched),
            )
            messages.warning(request, said % {"n": len(touched)})
    elif name == "restore":
        actions.restore(request.user, found)
        messages.success(request, _("Noted: %(name)s comes.") % {"name": found})
    elif name == "renew":
        actions.renew_link(request.user, found)
        messages.success(request, _("The link sent before no longer works; send the new one."))
    return redirect("events:participant", pk, participant_pk)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send their link to those who never got it, or take the messages as drafts."""
    event = changeable_or_404(request.user, pk)
    found = dues(event, [NoticeKind.INVITATION], urgent=True)
    if request.POST.get("do") == "send" and post.can_send():
        messages.success(request, _("Messages on their way: %(n)s.") % {"n": sending.send(request, found)})
        return redirect("events:participants", pk)
    return sending.drafts(request, found) or redirect("events:participants", pk)


@login_required
@require_POST
def message(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    """One person's message with their link as a draft, again where they had it."""
    event = changeable_or_404(request.user, pk)
    found = get_object_or_404(event.participants.select_related("event__owner", "contact"), pk=participant_pk)
    if queries.left_alone(event, [found]):
        messages.error(request, _("This person asked not to be written to."))
        return redirect("events:participant", pk, participant_pk)
    return sending.one_draft(sending.note_invitation(request, found))
