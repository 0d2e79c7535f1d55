"""Minutes as a document; invitations as calendar files and draft messages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intercluster.export import Block, Bullets, Column, Heading, Paragraph, Table, TableBlock, to_docx
from intercluster.export.calendar import to_ics
from intercluster_web.accounts.permissions import items_visible_to, kept_for
from intercluster_web.alliances.exports.occasions import addressed
from intercluster_web.alliances.models import AttendanceState, Meeting, MeetingState
from intercluster_web.alliances.queries.dates import meeting_occasion
from intercluster_web.contacts.models import Contact
from intercluster_web.cooperations.models import Task
from intercluster_web.languages import language
from intercluster_web.mail import draft


def minutes_docx(meeting: Meeting, user: Any) -> bytes:
    """The minutes with agenda, attendance, decisions and tasks, in the language of the page."""
    last = meeting.minutes.first()
    blocks: list[Block] = [
        Heading(_("Minutes: %(title)s") % {"title": meeting.title}, 0),
        Paragraph(f"{meeting.body} · {meeting.cooperation}"),
        Paragraph(" · ".join(filter(None, [when(meeting), meeting.place]))),
        TableBlock(_attendance(meeting)),
    ]
    if meeting.agenda:
        blocks += [Heading(_("Agenda")), Bullets([line for line in meeting.agenda.splitlines() if line.strip()])]
    if last:
        blocks.append(Heading(_("Minutes")))
        blocks += [Paragraph(line) for line in last.text.splitlines() if line.strip()]
        blocks.append(Paragraph(_state(meeting, last.number), muted=True))
    decisions = meeting.decisions.filter(state="closed", audience=meeting.audience)
    if decisions:
        blocks += [Heading(_("Decisions")), Bullets([_decided(each) for each in decisions])]
    tasks = _tasks(meeting, user)
    if tasks:
        blocks += [Heading(_("Tasks")), Bullets([_task(task) for task in tasks])]
    return to_docx(blocks, language(), title=meeting.title)


def _decided(decision: Any) -> str:
    parts = [decision.title, decision.winner or decision.get_outcome_display()]
    if decision.effect_on:
        parts.append(_("takes effect on %(day)s") % {"day": date_format(decision.effect_on)})
    return " – ".join(parts)


def _tasks(meeting: Meeting, user: Any) -> Any:
    found = Task.objects.filter(cooperation=meeting.cooperation, about=meeting.get_absolute_url())
    return items_visible_to(user, found)


def _task(task: Task) -> str:
    return " – ".join(filter(None, [task.what, task.who, date_format(task.due) if task.due else ""]))


def _state(meeting: Meeting, number: int) -> str:
    if meeting.approved_number == number and meeting.approved_on:
        return _("Version %(n)s, approved on %(day)s.") % {"n": number, "day": date_format(meeting.approved_on)}
    return _("Version %(n)s, not approved yet.") % {"n": number}


def _attendance(meeting: Meeting) -> Table:
    rows = [
        {
            "organisation": str(each.mandate.organisation),
            "holder": holder(each.mandate),
            "state": f"{each.get_state_display()} {each.proxy.organisation}"
            if each.state == AttendanceState.PROXY and each.proxy
            else str(each.get_state_display()),
        }
        for each in meeting.attendances.select_related(
            "mandate__organisation", "mandate__contact", "proxy__organisation"
        )
    ]
    columns = [
        Column("organisation", _("Organisation")),
        Column("holder", _("Held by")),
        Column("state", _("Attendance")),
    ]
    return Table(_("Attendance"), columns, rows)


def holder(mandate: Any) -> str:
    """Who holds a mandate, with their function."""
    return ", ".join(filter(None, [mandate.contact.name if mandate.contact else "", mandate.function]))


def when(meeting: Meeting) -> str:
    return date_format(timezone.localtime(meeting.starts_at), "DATETIME_FORMAT")


def _guests(user: Any, meeting: Meeting) -> tuple[str, ...]:
    """Addresses of those invited who are in the address book of who asks; the others are invited by their own side."""
    held = meeting.attendances.exclude(mandate__contact=None).values("mandate__contact")
    mine = kept_for(user, Contact.objects.filter(pk__in=held, opted_out_on=None)).exclude(email="")
    return tuple(mine.order_by("email").values_list("email", flat=True))


def invitation_ics(request: HttpRequest, meeting: Meeting) -> bytes:
    """An invitation to import or attach; a cancellation once the meeting is called off."""
    user: Any = request.user
    occasion = meeting_occasion(meeting, _guests(user, meeting), organiser=user.email)
    method = "CANCEL" if meeting.state == MeetingState.CANCELLED else "REQUEST"
    return to_ics([addressed(request, occasion)], meeting.title, method)


def invitation_eml(request: HttpRequest, meeting: Meeting) -> bytes:
    """A draft message with the invitation attached, to those invited whose address the person has."""
    cancelled = meeting.state == MeetingState.CANCELLED
    words = {
        "title": meeting.title,
        "body": meeting.body,
        "when": when(meeting),
        "place": meeting.place or meeting.online_url,
    }
    subject = (_("Called off: %(title)s, %(when)s") if cancelled else _("Invitation: %(title)s, %(when)s")) % words
    body = (
        _("Hello,\n\nThe meeting “%(title)s” of %(body)s on %(when)s is called off.\n") % words
        if cancelled
        else _("Hello,\n\nYou are invited to “%(title)s” of %(body)s.\n\nWhen: %(when)s\nWhere: %(place)s\n") % words
    )
    if meeting.agenda and not cancelled:
        body += (
            "\n" + _("Agenda:") + "\n" + "\n".join(f"- {line}" for line in meeting.agenda.splitlines() if line.strip())
        )
    method = "CANCEL" if cancelled else "REQUEST"
    attached = ("invitation.ics", invitation_ics(request, meeting), f"text/calendar; method={method}")
    return draft(subject, body, _guests(request.user, meeting), [attached])
