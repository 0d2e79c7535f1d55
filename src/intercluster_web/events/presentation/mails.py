"""The one message a person gets: its words in their language, and the calendar entries that go with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion, to_ics
from intercluster_web.accounts import post
from intercluster_web.events.models import (
    Event,
    EventState,
    Notice,
    NoticeKind,
    Participant,
    ProgrammeItem,
    RequestState,
)
from intercluster_web.events.presentation.calendars import calendar_file, clock, occasion, uid_of
from intercluster_web.events.presentation.participants import seen_in
from intercluster_web.events.presentation.programme import occasions
from intercluster_web.events.queries.calendars import Timed
from intercluster_web.events.queries.due import Difference, Due
from intercluster_web.events.queries.mails import others_of, with_a_buyer

MOST_INVITES = 12  # one file a meeting: RFC 5546 wants a single UID in each REQUEST and CANCEL; the rest in one file
DIGEST, REGISTRATION = "events/mail/digest", "events/mail/registration"


@dataclass(frozen=True)
class Links:
    """The addresses a message holds: the person's own page, their calendar, where to stop."""

    page: str
    calendar: str
    stop: str


@dataclass(frozen=True)
class Letter:
    """``organiser``: the address answers go to, which is the one calendars name."""

    due: Due
    links: Links
    organiser: str

    @property
    def to(self) -> str:
        return self.due.participant.email

    @cached_property
    def written(self) -> tuple[str, str]:
        """Subject and text, in the language of the person."""
        with translation.override(self.due.participant.language):
            alone = self.due.kinds == (NoticeKind.REGISTRATION,)
            return post.written(REGISTRATION if alone else DIGEST, self._context())

    @cached_property
    def attachments(self) -> list[tuple[str, bytes, str]]:
        """The whole timetable where it is new; for each change a calendar entry that replaces or removes the old."""
        with translation.override(self.due.participant.language):
            return [*self._timetable(), *self._programme(), *self._invites()]

    def _context(self) -> dict[str, Any]:
        due, event = self.due, self.due.participant.event
        waiting = [(one, (one, seen_in(one, due.participant))) for one in due.waiting]
        answers = [
            (one, (one, seen_in(one, due.participant, agreed=one.state == RequestState.ACCEPTED)))
            for one in due.answers
        ]
        return {
            "event": event,
            "participant": due.participant,
            "kinds": [kind.value for kind in due.kinds],
            "first": due.kinds[0].value,
            "changes": change_lines(due),
            "event_line": event_line(due.was, event),
            "renewed": bool(due.renewed[0]),
            "lines": [timetable_line(one, due.participant) for one in due.timetable],
            "programme": [item_line(one, event) for one in due.programme],
            "waiting": [row for one, row in waiting if not with_a_buyer(one)],
            "proposals": [row for one, row in waiting if with_a_buyer(one)],
            "answers": [row for one, row in answers if not with_a_buyer(one)],
            "buyers_answers": [row for one, row in answers if with_a_buyer(one)],
            "because": {one.kind: one.because for one in reversed(due.announcements)},
            "links": self.links,
        }

    def _timetable(self) -> list[tuple[str, bytes, str]]:
        """The whole of it where it is new, or what says something else of the event in the calendar."""
        meetings, items = (self.due.timetable, self.due.programme) if self.due.timetable else self.due.renewed
        if not meetings:
            return []
        person = self.due.participant
        beside = occasions(person.event, items, self.links.page)
        written = calendar_file(person.event, meetings, person, self.links.page, more=beside)
        return [("timetable.ics", written, "text/calendar; method=PUBLISH; charset=utf-8")]

    def _programme(self) -> list[tuple[str, bytes, str]]:
        """What changed beside the meetings; with a whole timetable it stands there."""
        if not self.due.programme or self.due.timetable:
            return []
        event = self.due.participant.event
        written = to_ics(occasions(event, self.due.programme, self.links.page), event.title)
        return [("programme.ics", written, "text/calendar; method=PUBLISH; charset=utf-8")]

    def _invites(self) -> list[tuple[str, bytes, str]]:
        files = []
        for number, one in enumerate(self.due.differences[:MOST_INVITES], start=1):
            method = "CANCEL" if one.code == "cancelled" else "REQUEST"
            written = to_ics([self._entry(one)], self.due.participant.event.title, method)
            files.append((f"meeting-{number}.ics", written, f"text/calendar; method={method}; charset=utf-8"))
        if rest := self.due.differences[MOST_INVITES:]:
            written = to_ics([self._entry(one) for one in rest], self.due.participant.event.title)
            files.append(("more-meetings.ics", written, "text/calendar; method=PUBLISH; charset=utf-8"))
        return files

    def _entry(self, one: Difference) -> Occasion:
        person = self.due.participant
        zone = ZoneInfo(person.event.time_zone)
        off = one.code == "cancelled"
        if one.now is not None and not off:
            base = occasion(one.now, person, self.links.page)
            starts, ends, title, text, place = base.starts, base.ends, base.title, base.text, base.place
        else:
            told = one.before
            assert told is not None  # noqa: S101  what is gone was told
            starts, ends = told.starts.astimezone(zone), told.ends.astimezone(zone)
            title = _("Cancelled: %(title)s") % {"title": told.others or person.event.title}
            text, place = person.event.title, told.table
        return Occasion(
            uid=uid_of(one.uid),
            starts=starts,
            ends=ends,
            title=title,
            text=text,
            place=place,
            url=self.links.page,
            sequence=one.sequence,
            cancelled=off,
            organiser=self.organiser,
            guests=(person.email,),
        )


def letters(dues: Iterable[Due], organiser: str, links: Callable[[Participant], Links]) -> list[Letter]:
    """The messages of these people."""
    return [Letter(due, links(due.participant), organiser) for due in dues]


def timetable_line(timed: Timed, person: Participant) -> str:
    """One meeting in a line: when, where, with whom."""
    event = person.event
    parts = [when(timed.starts, event), timed.table, ", ".join(map(str, timed.others(person)))]
    return " · ".join(part for part in parts if part)


def item_line(item: ProgrammeItem, event: Event) -> str:
    """Something of the programme in a line: when, where, what."""
    until = f"{when(item.starts, event)}–{clock(item.ends, event)}"
    said = " · ".join(part for part in (until, item.room, item.title) if part)
    return _("Cancelled: %(what)s") % {"what": said} if item.cancelled else said


def event_line(was: Mapping[str, str], event: Event) -> str:
    """What is different of the event itself, in one line: what it is now, what it was."""
    parts = []
    if "title" in was:
        parts.append(_("it is now called “%(now)s”, before: “%(was)s”") % {"now": event.title, "was": was["title"]})
    if {"starts_on", "ends_on"} & set(was):
        before = _days(was.get("starts_on", str(event.starts_on)), was.get("ends_on", str(event.ends_on)))
        now = _days(str(event.starts_on), str(event.ends_on))
        parts.append(_("days: %(now)s, before: %(was)s") % {"now": now, "was": before})
    if "place" in was:
        places = {"now": event.place or "–", "was": was["place"] or "–"}
        parts.append(_("place: %(now)s, before: %(was)s") % places)
    if "time_zone" in was:
        zones = {"now": event.time_zone, "was": was["time_zone"]}
        parts.append(_("times are now those of %(now)s, before: %(was)s") % zones)
    return "; ".join(parts)


def _days(first: str, last: str) -> str:
    days = [date_format(date.fromisoformat(day), "j F Y") for day in dict.fromkeys((first, last))]
    return " – ".join(days)


def change_lines(due: Due) -> list[str]:
    """What changed in the timetable, a line each; meetings that all go from one table to another, or whose table got
    another name, share a line."""
    event = due.participant.event
    lines: dict[tuple[str, ...], list[Difference]] = {}
    for one in due.differences:
        lines.setdefault(_tables(one, due.participant) or (str(one.uid),), []).append(one)
    return [
        change_line(those[0], event, due.participant) if len(those) == 1 else _other_table(those, event)
        for those in lines.values()
    ]


def _tables(one: Difference, person: Participant) -> tuple[str, ...]:
    """The table before and now, where nothing else of a meeting is different."""
    told, now = one.before, one.now
    if one.code != "changed" or told is None or now is None or told.table == now.table:
        return ()
    same = (told.starts, told.ends, told.others) == (now.starts, now.ends, others_of(now, person))
    return (told.table, now.table) if same else ()


def _other_table(those: list[Difference], event: Event) -> str:
    first = those[0]
    assert first.before is not None and first.now is not None  # noqa: S101, PT018  ``_tables`` saw both
    hours = ", ".join(when(one.now.starts, event) for one in those if one.now)
    words = {"now": first.now.table or "–", "was": first.before.table or "–", "when": hours}
    return _("Changed: %(now)s – before: %(was)s (%(when)s)") % words


def change_line(one: Difference, event: Event, person: Participant) -> str:
    """One change in a line: what it was, what it is."""
    told = one.before
    was = " · ".join(part for part in (when(told.starts, event), told.table, told.others) if part) if told else ""
    if one.code == "cancelled" or one.now is None:
        # Where the whole event is off, the message says why once.
        said = one.now is not None and event.state != EventState.CANCELLED
        why = one.now.meeting.cancelled_because if said and one.now else ""
        return _("Cancelled: %(what)s") % {"what": f"{was} ({why})" if why else was}
    now = timetable_line(one.now, person)
    if one.code == "new":
        return _("New: %(what)s") % {"what": now}
    return _("Changed: %(now)s – before: %(was)s") % {"now": now, "was": was}


def when(moment: Any, event: Event) -> str:
    """Day and hour in the time of the event."""
    day = date_format(moment.astimezone(ZoneInfo(event.time_zone)), "D j N")
    return f"{day} {clock(moment, event)}"


def kinds_said(notice: Notice) -> str:
    """What a message was about, in words."""
    return ", ".join(str(NoticeKind(kind).label) for kind in notice.kinds if kind in NoticeKind.values)
