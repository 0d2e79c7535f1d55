"""Messages to the people of an event: looked through first, then sent or taken out as drafts; and their log."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.events.actions import mails as actions
from intercluster_web.events.models import Delivery, Event, NoticeKind, Way
from intercluster_web.events.presentation.letters import letters_of
from intercluster_web.events.presentation.mails import kinds_said
from intercluster_web.events.queries import mails as queries
from intercluster_web.events.queries import notices as log_queries
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.queries.participants import left_alone
from intercluster_web.events.views import sending
from intercluster_web.events.views.calendars import participant_of
from intercluster_web.records.messages import states as messages_in
from intercluster_web.records.posting import deliver

PAGE = 100
SHOWN = 3  # messages to look at before they leave


def _wanted(chosen: list[str]) -> list[str]:
    return [kind for kind in NoticeKind.values if kind in chosen] or list(NoticeKind.values)


@never_cache
@login_required
@require_GET
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    """How many messages would leave now, about what, to whom not; then the log."""
    event = changeable_or_404(request.user, pk)
    wanted, urgent = _wanted(request.GET.getlist("kind")), "urgent" in request.GET
    found = queries.dues(event, wanted, urgent=urgent)
    state = request.GET.get("state", "")
    log = Paginator(log_queries.notices(event, state), PAGE)
    page = log.get_page(request.GET.get("page"))
    states = messages_in(event.notices.all())
    first = queries.Dues(event, found.letters[:SHOWN])
    context = {
        "event": event,
        "tab": "files",
        "dues": found,
        "samples": [(one.to, *one.written) for one in letters_of(request, first)],
        "kinds": [(kind, kind in wanted) for kind in NoticeKind if kind != NoticeKind.REGISTRATION],
        "urgent": urgent,
        "can_send": post.can_send(),
        "states": states,
        "state": state,
        "failed": dict(states).get(Delivery.FAILED, 0),
        "page": page,
        "log": [(notice, kinds_said(notice)) for notice in page],
    }
    return render(request, "events/mails.html", context)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what is due through the installation's mail server."""
    event = changeable_or_404(request.user, pk)
    if not post.can_send():
        messages.error(request, _("This installation has no mail server: take the messages out as drafts."))
        return redirect("events:mails", pk)
    messages.success(request, _("Messages on their way: %(n)s.") % {"n": sending.send(request, _due(request, event))})
    return redirect("events:mails", pk)


@login_required
@require_POST
def drafts(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as drafts that one's own mail program opens, one a person, in one archive."""
    event = changeable_or_404(request.user, pk)
    made = sending.drafts(request, _due(request, event))
    if made is None:
        messages.info(request, _("Nobody is due a message now."))
        return redirect("events:mails", pk)
    return made


def _due(request: HttpRequest, event: Event) -> queries.Dues:
    wanted = _wanted(request.POST.getlist("kind"))
    return queries.dues(event, wanted, urgent="urgent" in request.POST)


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over once more what did not leave."""
    event = changeable_or_404(request.user, pk)
    if post.can_send():
        found = actions.try_again(request.user, event)
        deliver(found, request.user.email)  # type: ignore[union-attr]
        messages.success(request, _("Messages on their way: %(n)s.") % {"n": len(found)})
    else:
        messages.error(request, _("This installation has no mail server: take the messages out as drafts."))
    return redirect("events:mails", pk)


@login_required
@require_POST
def again(request: HttpRequest, pk: int, notice_pk: int) -> HttpResponse:
    """One message anew, as a draft: to somebody who says it never came."""
    event = changeable_or_404(request.user, pk)
    notice = get_object_or_404(event.notices.select_related("participant__contact", "event__owner"), pk=notice_pk)
    if not notice.participant.email or left_alone(event, [notice.participant]):
        messages.error(request, _("This person has no address, or asked not to be written to."))
        return redirect("events:mails", pk)
    return sending.one_draft(actions.note_again(request.user, notice, Way.DRAFT))


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A person asks not to be written to again; their page goes on working."""
    person = participant_of(token)
    if request.method == "POST":
        actions.stop(person)
    stopped = bool(left_alone(person.event, [person]))
    return render(request, "events/mails_stop.html", {"participant": person, "event": person.event, "done": stopped})
