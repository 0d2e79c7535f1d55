"""Minutes: several people write, every version is kept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import changeable_item_or_404, item_or_404
from intercluster_web.alliances.actions import meetings as actions
from intercluster_web.alliances.forms.meetings import MinutesForm
from intercluster_web.alliances.models import Meeting
from intercluster_web.alliances.presentation.versions import differences
from intercluster_web.alliances.views.meetings import MEETINGS
from intercluster_web.records.together import ChangedMeanwhileError


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes. Who saves second sees what the first one wrote beside their own, and decides."""
    meeting = changeable_item_or_404(request.user, MEETINGS, pk=pk)
    last = meeting.minutes.first()
    if request.method == "GET":
        first = {"text": last.text if last else _outline(meeting), "seen": last.number if last else 0}
        return _page(request, meeting, MinutesForm(initial=first))
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    try:
        actions.save_minutes(request.user, meeting, text, form.cleaned_data["seen"])
    except ChangedMeanwhileError as theirs:
        found = theirs.record
        form = MinutesForm({**request.POST.dict(), "seen": found.number})
        return _page(request, meeting, form, status=409, theirs=found, lines=differences(found.text, text))
    messages.success(request, _("The minutes are saved."))
    return redirect(meeting.get_absolute_url())


def _outline(meeting: Meeting) -> str:
    """What minutes begin from: the agenda, a heading a line."""
    return "".join(f"{line}\n\n\n" for line in meeting.agenda.splitlines() if line.strip())


def _page(request: HttpRequest, meeting: Meeting, form: MinutesForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"cooperation": meeting.cooperation, "meeting": meeting, "form": form, **more}
    return render(request, "alliances/minutes_form.html", context, status=status)


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = changeable_item_or_404(request.user, MEETINGS, pk=pk)
    number = request.POST.get("number", "")
    try:
        actions.approve_minutes(request.user, meeting, int(number) if number.isdecimal() else 0)
    except ChangedMeanwhileError:
        messages.error(request, _("The minutes changed meanwhile. Read the last version, then approve it."))
    else:
        messages.success(request, _("The minutes are approved."))
    return redirect(meeting.get_absolute_url())


@login_required
@require_GET
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions, and two of them line by line: ``?a=1&b=3``, else the last two."""
    meeting = item_or_404(request.user, MEETINGS, pk=pk)
    found = {version.number: version for version in meeting.minutes.select_related("organisation")}
    if not found:
        raise Http404
    last = max(found)
    before, after = (_number(request.GET.get(name, ""), default) for name, default in (("a", last - 1), ("b", last)))
    if after not in found or (before and before not in found):
        raise Http404
    context = {
        "cooperation": meeting.cooperation,
        "meeting": meeting,
        "versions": found.values(),
        "before": before,
        "after": after,
        "lines": differences(found[before].text if before else "", found[after].text),
        "back": reverse("alliances:meeting", args=[pk]),
    }
    return render(request, "alliances/versions.html", context)


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default
