"""Meetings: dates, who comes, invitations."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    item_or_404,
    items_visible_to,
    may_change_item,
)
from intercluster_web.alliances.actions import meetings as actions
from intercluster_web.alliances.actions.tasks import add_task
from intercluster_web.alliances.exports.meetings import invitation_eml, invitation_ics, minutes_docx
from intercluster_web.alliances.forms.common import TaskForm
from intercluster_web.alliances.forms.meetings import AttendanceForm, MeetingForm
from intercluster_web.alliances.models import Decision, Meeting, MeetingState
from intercluster_web.alliances.views.bodies import BODIES
from intercluster_web.alliances.views.common import form_page
from intercluster_web.cooperations.models import Task
from intercluster_web.downloads import DOCX, EML, download

MEETINGS = Meeting.objects.select_related("cooperation", "owner", "body")
ICS = "text/calendar; charset=utf-8"


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    body = changeable_item_or_404(request.user, BODIES, pk=pk)
    return _form_page(request, Meeting(body=body, cooperation=body.cooperation), _("New meeting"), body)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = changeable_item_or_404(request.user, MEETINGS, pk=pk)
    return _form_page(request, meeting, _("Change the meeting"), meeting)


def _form_page(request: HttpRequest, meeting: Meeting, title: str, back: Any) -> HttpResponse:
    form = MeetingForm(request.POST or None, instance=meeting)
    return form_page(
        request,
        meeting.cooperation,
        form,
        partial(actions.save_meeting, request.user),
        title=title,
        lead=meeting.body.name,
        back=back.get_absolute_url(),
    )


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = item_or_404(request.user, MEETINGS, pk=pk)
    return _page(request, meeting, AttendanceForm(attendances=_attendances(meeting)))


def _attendances(meeting: Meeting) -> list[Any]:
    return list(meeting.attendances.select_related("mandate__organisation", "mandate__contact", "proxy__organisation"))


def _page(request: HttpRequest, meeting: Meeting, attendance: AttendanceForm, status: int = 200) -> HttpResponse:
    user, url = request.user, meeting.get_absolute_url()
    context = {
        "cooperation": meeting.cooperation,
        "meeting": meeting,
        "attendance": attendance,
        "last": meeting.minutes.select_related("organisation").first(),
        "decisions": items_visible_to(user, Decision.objects.filter(meeting=meeting)),
        "tasks": items_visible_to(user, Task.objects.filter(cooperation=meeting.cooperation, about=url)),
        "task_form": TaskForm(),
        "changeable": may_change_item(user, meeting),
    }
    return render(request, "alliances/meeting.html", context, status=status)


@login_required
@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = changeable_item_or_404(request.user, MEETINGS, pk=pk)
    state = MeetingState.CANCELLED if request.POST.get("do") == "cancel" else MeetingState.HELD
    actions.set_state(request.user, meeting, state)
    return redirect(meeting.get_absolute_url())


@login_required
@require_POST
def set_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = changeable_item_or_404(request.user, MEETINGS, pk=pk)
    form = AttendanceForm(request.POST, attendances=_attendances(meeting))
    if form.is_valid():
        try:
            actions.set_attendance(request.user, meeting, form.said())
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect(meeting.get_absolute_url())
    return _page(request, meeting, form, status=422)


@login_required
@require_POST
def add_a_task(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = changeable_item_or_404(request.user, MEETINGS, pk=pk)
    return task_added(request, meeting)


def task_added(request: HttpRequest, about: Any) -> HttpResponse:
    """Add the task a form says, and come back to what it is about."""
    form = TaskForm(request.POST)
    if form.is_valid():
        add_task(request.user, about, **form.cleaned_data)
    else:
        messages.error(request, _("Write the task, and a date such as 2026-11-30."))
    return redirect(about.get_absolute_url())


@login_required
@require_GET
def as_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The minutes (docx), or the invitation as a calendar file or a draft message."""
    meeting = item_or_404(request.user, MEETINGS, pk=pk)
    name = slugify(meeting.title) or "meeting"
    if form == "docx":
        return download(minutes_docx(meeting, request.user), f"{name}.docx", DOCX)
    if form == "ics":
        return download(invitation_ics(request, meeting), f"{name}.ics", ICS)
    return download(invitation_eml(request, meeting), f"{name}.eml", EML)
