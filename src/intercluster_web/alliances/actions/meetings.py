"""Planning meetings, who came, and the minutes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.accounts.permissions import works_in
from intercluster_web.alliances.actions.items import add, change, require_item, tell
from intercluster_web.alliances.models import (
    Attendance,
    AttendanceState,
    Body,
    Meeting,
    MeetingState,
    MinutesVersion,
)
from intercluster_web.alliances.queries.mandates import in_force
from intercluster_web.records.together import ChangedMeanwhileError

SEEN_IN_CALENDARS = ("title", "starts_at", "ends_at", "place", "online_url", "agenda")


@transaction.atomic
def save_meeting(user: Any, meeting: Meeting, names: Iterable[str], seen: str) -> None:
    """Plan a meeting and invite the mandates in force that day, or change it; calendars are told by ``sequence``."""
    meeting.audience = meeting.body.audience
    if meeting.pk is None:
        if add(user, meeting, names):
            _invite(meeting)
            tell(user, meeting, "meeting_planned", title=meeting.title, day=_day(meeting))
        return
    before = Meeting.objects.get(pk=meeting.pk)
    if any(getattr(before, name) != getattr(meeting, name) for name in SEEN_IN_CALENDARS):
        meeting.sequence = before.sequence + 1
    change(user, meeting, names, seen)
    _invite(meeting)
    if before.starts_at != meeting.starts_at or before.place != meeting.place:
        tell(user, meeting, "meeting_moved", title=meeting.title, day=_day(meeting))


def _day(meeting: Meeting) -> str:
    return timezone.localtime(meeting.starts_at).date().isoformat()


def _invite(meeting: Meeting) -> None:
    day = timezone.localtime(meeting.starts_at).date()
    for mandate in in_force(Body.objects.get(pk=meeting.body_id).mandates.all(), day):
        Attendance.objects.get_or_create(meeting=meeting, mandate=mandate)


@transaction.atomic
def set_state(user: Any, meeting: Meeting, state: str) -> None:
    """Say that it was held, or call it off; done twice is done once."""
    require_item(user, meeting)
    written = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PLANNED).update(
        state=state, sequence=meeting.sequence + 1
    )
    meeting.refresh_from_db()
    if written:
        code = "meeting_held" if state == MeetingState.HELD else "meeting_cancelled"
        tell(user, meeting, code, title=meeting.title, day=_day(meeting))


@transaction.atomic
def set_attendance(user: Any, meeting: Meeting, said: Mapping[int, tuple[str, int | None]]) -> None:
    """Write who came, by key of attendance: state, and the mandate that speaks for them.

    Raises
    ------
    ValidationError
        A proxy given to oneself, to nobody, or to somebody who is not present; nothing is written.
    """
    require_item(user, meeting)
    found = {each.pk: each for each in meeting.attendances.select_related("mandate__organisation")}
    present = {found[pk].mandate_id for pk, (state, _proxy) in said.items() if state == AttendanceState.PRESENT}
    for pk, (state, proxy) in said.items():
        attendance = found[pk]
        represented = state == AttendanceState.PROXY
        if represented and proxy not in present:
            raise ValidationError(
                _("%(party)s: choose somebody present to speak for them.") % {"party": attendance.mandate.organisation}
            )
        attendance.state, attendance.proxy_id = state, proxy if represented else None
        attendance.save()


@transaction.atomic
def save_minutes(user: Any, meeting: Meeting, text: str, seen: int) -> MinutesVersion:
    """Keep the minutes as a new version; ``seen``: number of the version the writer began from, 0 for none.

    The same text again makes no new version.

    Raises
    ------
    ChangedMeanwhileError
        Somebody saved a version since; nothing is written, theirs is in ``record``.
    """
    require_item(user, meeting)
    last = _last(meeting)
    if last.number and last.text == text:
        return last
    if last.number != seen:
        raise ChangedMeanwhileError(last)
    return MinutesVersion.objects.create(  # one number, one version: the database refuses a second
        meeting=meeting,
        number=seen + 1,
        text=text,
        written_by=user,
        organisation=works_in(user, meeting.cooperation) or meeting.owner,
    )


def _last(meeting: Meeting) -> MinutesVersion:
    """The last version; number 0 without any."""
    return meeting.minutes.first() or MinutesVersion(meeting=meeting, number=0)


@transaction.atomic
def approve_minutes(user: Any, meeting: Meeting, number: int) -> None:
    """Approve the version a person has read.

    Raises
    ------
    ChangedMeanwhileError
        There is a later version by now; nothing is approved.
    """
    require_item(user, meeting)
    last = _last(meeting)
    if not last.number or last.number != number:
        raise ChangedMeanwhileError(last)
    if meeting.approved_number == number:
        return
    meeting.approved_number, meeting.approved_on, meeting.approved_by = number, timezone.localdate(), user
    meeting.save(update_fields=["approved_number", "approved_on", "approved_by"])
    tell(user, meeting, "minutes_approved", title=meeting.title, day=_day(meeting))
