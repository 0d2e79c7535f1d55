"""Meetings as entries of a calendar (iCalendar, RFC 5545), in the time zone of their event."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion, to_ics
from intercluster_web.events.models import Event, EventState, Participant
from intercluster_web.events.queries.calendars import Timed

ICS = "text/calendar; charset=utf-8"


def occasion(timed: Timed, participant: Participant | None = None, url: str = "") -> Occasion:
    """A meeting as the calendar of ``participant`` has it; the organiser's and a table's name everybody."""
    event = timed.meeting.event
    zone = ZoneInfo(event.time_zone)
    off = timed.cancelled
    title = _title(timed, participant)
    if off:
        title = _("Cancelled: %(title)s") % {"title": title}
    return Occasion(
        uid=uid_of(timed.meeting.uid),
        starts=timed.starts.astimezone(zone),
        ends=timed.ends.astimezone(zone),
        title=title,
        text=_text(timed, participant),
        place=", ".join(part for part in (timed.table, event.place) if part),
        url=url,
        sequence=timed.meeting.calendar_sequence,
        cancelled=off,
    )


def uid_of(uid: object) -> str:
    """What a calendar knows a meeting by; it never changes."""
    return f"{uid}@intercluster"


def _title(timed: Timed, participant: Participant | None) -> str:
    names = list(dict.fromkeys(one.organisation_name for one in timed.others(participant)))
    return timed.meeting.title or " – ".join(names) or timed.meeting.event.title


def _text(timed: Timed, participant: Participant | None) -> str:
    """The event, who comes with their function, why it is off."""
    event = timed.meeting.event
    lines = [event.title]
    lines += [
        ", ".join(part for part in (one.name, one.function, one.organisation_name) if part)
        for one in timed.others(participant)
    ]
    if event.state == EventState.PRELIMINARY and not timed.cancelled:
        lines.append(_("Preliminary timetable: times may still change."))
    if timed.meeting.cancelled_because and timed.cancelled:
        lines.append(timed.meeting.cancelled_because)
    return "\n".join(lines)


def calendar_file(
    event: Event,
    found: Iterable[Timed],
    participant: Participant | None = None,
    url: str = "",
    *,
    name: str = "",
    more: Iterable[Occasion] = (),
) -> bytes:
    """A calendar of meetings to subscribe to or to import (METHOD:PUBLISH). ``more``: what stands beside them."""
    return to_ics([*(occasion(one, participant, url) for one in found), *more], name or event.title)


def clock(moment: datetime, event: Event) -> str:
    """Hour and minute in the time of the event."""
    return moment.astimezone(ZoneInfo(event.time_zone)).strftime("%H:%M")
