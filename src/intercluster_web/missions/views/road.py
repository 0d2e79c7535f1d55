"""What a delegate opens by link, without an account: the programme on a phone, the sheets, the files."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.downloads import DOCX, download
from intercluster_web.languages import language
from intercluster_web.missions.exports import files
from intercluster_web.missions.forms.lines import SheetForm
from intercluster_web.missions.models import Delegate, Host, State
from intercluster_web.missions.queries import brought
from intercluster_web.missions.views.lines import fill_in, sheet_of
from intercluster_web.missions.views.missions import ICS


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "cooperations/signing/gone.html", status=410)


@never_cache
@require_GET
def road(request: HttpRequest, token: str) -> HttpResponse:
    """The delegate's own programme, and a sheet for each host."""
    delegate = Delegate.of(token)
    if delegate is None:
        return _gone(request)
    mission = delegate.mission
    with translation.override(delegate.language):
        filled = {sheet.host_id: sheet for sheet in delegate.sheets.all()}
        context = {
            "delegate": delegate,
            "mission": mission,
            "token": token,
            "zone": ZoneInfo(mission.time_zone),
            "steps": brought.steps_of(mission, delegate),
            "hosts": [(host, filled.get(host.pk)) for host in mission.hosts.all()],
            "off": mission.state == State.CANCELLED,
        }
        return render(request, "missions/road.html", context)


@never_cache
@require_GET
def road_file(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The delegate's programme for a calendar (``ics``) or on paper (``docx``)."""
    delegate = Delegate.of(token)
    if delegate is None:
        return _gone(request)
    mission = delegate.mission
    with translation.override(delegate.language):
        if form == "ics":
            return download(files.programme_ics(mission, delegate), f"{mission.title}.ics", ICS)
        if form == "docx":
            content = files.programme_docx(mission, language(), people=False, delegate=delegate)
            return download(content, f"{mission.title}.docx", DOCX)
    raise Http404


@never_cache
@require_http_methods(["GET", "POST"])
def road_sheet(request: HttpRequest, token: str, host_pk: int) -> HttpResponse:
    """Fill in the sheet on one host; it can be changed while the link works."""
    delegate = Delegate.of(token)
    if delegate is None:
        return _gone(request)
    host = get_object_or_404(Host, mission=delegate.mission_id, pk=host_pk)
    with translation.override(delegate.language):
        present = sheet_of(delegate.mission, delegate, host)
        initial = {} if present.pk else {"filled_name": delegate.people}
        form = SheetForm(request.POST or None, instance=present, initial=initial)
        back = reverse("missions:road", args=[token])
        if request.method == "POST" and fill_in(None, form):
            messages.success(request, _("Thank you, the sheet is kept. You can still change it."))
            return redirect(back)
        context = {
            "form": form,
            "mission": delegate.mission,
            "delegate": delegate,
            "host": host,
            "back": back,
            "by_link": True,
        }
        return render(request, "missions/sheet.html", context, status=422 if request.method == "POST" else 200)
