"""Messages to the delegates of a mission: sent or taken out as drafts, all through one log."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import changeable_or_404
from intercluster_web.downloads import EML, ZIP, archive, download, table_file
from intercluster_web.missions.actions import messages as actions
from intercluster_web.missions.models import Delegate, Mission
from intercluster_web.missions.presentation.letters import letter_to
from intercluster_web.missions.presentation.tables import messages_table
from intercluster_web.missions.queries.messages import log
from intercluster_web.missions.views.frame import frame
from intercluster_web.records.messages import Delivery, Way, states
from intercluster_web.records.posting import deliver

PAGE = 100


def _mission(request: HttpRequest, pk: int) -> Mission:
    found: Mission = changeable_or_404(request.user, Mission.objects.select_related("owner"), pk=pk)
    return found


def _delegate(found: Mission, pk: int) -> Delegate:
    return get_object_or_404(found.delegates.select_related("contact", "mission__owner"), pk=pk)


@never_cache
@login_required
@require_GET
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent to whom and when, and how far it came; as a file with ``?file=xlsx`` or ``csv``."""
    found = _mission(request, pk)
    state = request.GET.get("state", "")
    rows = log(found, state)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(messages_table(rows), request.GET["file"], _("messages"))
    counted = states(found.messages.all())
    context = {
        **frame(request, found, "messages"),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "states": counted,
        "state": state,
        "failed": dict(counted).get(Delivery.FAILED, 0),
        "can_send": post.can_send(),
    }
    return render(request, "missions/messages.html", context)


@login_required
@require_POST
def letter(request: HttpRequest, pk: int, delegate_pk: int) -> HttpResponse:
    """The message with the delegate's link, as a draft for one's own mail program."""
    found = _mission(request, pk)
    delegate = _delegate(found, delegate_pk)
    [made] = actions.note(request.user, found, [letter_to(request, delegate)], Way.DRAFT)
    return download(made.as_draft(), f"{delegate}.eml", EML)


@login_required
@require_POST
def send(request: HttpRequest, pk: int, delegate_pk: int) -> HttpResponse:
    """Send the delegate's link by e-mail."""
    found = _mission(request, pk)
    delegate = _delegate(found, delegate_pk)
    if not post.can_send():
        messages.error(request, _("This installation has no mail server: use the draft."))
    elif delegate.address:
        _post(request, found, [delegate])
        messages.success(request, _("The link is on its way to %(name)s.") % {"name": delegate})
    else:
        messages.error(request, _("There is no address to write to; use the draft."))
    return redirect("missions:room", pk, "group")


def _post(request: HttpRequest, found: Mission, delegates: Iterable[Delegate]) -> None:
    noted = actions.note(request.user, found, [letter_to(request, one) for one in delegates], Way.POST)
    deliver(noted, request.user.email)  # type: ignore[union-attr]


@login_required
@require_POST
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Every delegate whose link works gets it: by e-mail, or as drafts in one archive."""
    found = _mission(request, pk)
    working = found.delegates.filter(expires_at__gt=timezone.now()).select_related("contact", "mission__owner")
    reached = [each for each in working if each.address]
    if request.POST.get("do") == "send" and post.can_send():
        _post(request, found, reached)
        n = len(reached)
        said = ngettext("The link is on its way to %(n)s delegate.", "Links are on their way to %(n)s delegates.", n)
        messages.success(request, said % {"n": n})
        return redirect("missions:room", pk, "group")
    made = actions.note(request.user, found, [letter_to(request, one) for one in reached], Way.DRAFT)
    return download(archive((f"{one.name}.eml", one.as_draft()) for one in made), f"{found.title}.zip", ZIP)


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over once more what did not leave."""
    found = _mission(request, pk)
    if post.can_send():
        again = actions.try_again(request.user, found)
        deliver(again, request.user.email)  # type: ignore[union-attr]
        messages.success(request, _("Messages on their way: %(n)s.") % {"n": len(again)})
    else:
        messages.error(request, _("This installation has no mail server: use the draft."))
    return redirect("missions:messages", pk)
