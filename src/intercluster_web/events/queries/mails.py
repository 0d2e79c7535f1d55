"""Who is due which message: one a day and a person, and never what they were told already."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from intercluster_web.events.models import (
    Event,
    EventState,
    Notice,
    NoticeKind,
    Participant,
    ParticipantState,
    Request,
    RequestState,
    ToldMeeting,
)
from intercluster_web.events.queries.calendars import Timed, of_event
from intercluster_web.events.queries.participants import left_alone

ORDER = list(NoticeKind)
LAST_CALL = timedelta(days=2)  # a request that expires so soon is named once more


@dataclass(frozen=True)
class Difference:
    """A meeting that is not as the person last heard. ``code``: new, changed, cancelled; ``now`` is None when it is
    gone from their timetable, ``before`` when it is new."""

    code: str
    uid: UUID
    now: Timed | None = None
    before: ToldMeeting | None = None

    @property
    def sequence(self) -> int:
        """What a calendar needs to take it for newer than what it has."""
        told = self.before.sequence + 1 if self.before else 0
        if self.now is None:
            return told
        return max(self.now.meeting.sequence, told if self.code != "new" else 0)


@dataclass(frozen=True)
class Due:
    """The one message a person gets now: what it is about, and what it is made of."""

    participant: Participant
    kinds: tuple[NoticeKind, ...]
    fingerprint: str
    waiting: tuple[Request, ...] = ()
    timetable: tuple[Timed, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass
class Dues:
    """The messages that can go now, and people who are due one and get none now, by reason."""

    event: Event
    letters: list[Due] = field(default_factory=list)
    left_alone: list[Participant] = field(default_factory=list)
    no_address: list[Participant] = field(default_factory=list)
    tomorrow: list[Participant] = field(default_factory=list)

    @property
    def counts(self) -> list[tuple[NoticeKind, int]]:
        """How many messages speak of each thing; a message may speak of several."""
        found = Counter(kind for letter in self.letters for kind in letter.kinds)
        return [(kind, found[kind]) for kind in ORDER if found[kind]]


def today_of(event: Event) -> date:
    """The day it is where the event takes place."""
    return timezone.now().astimezone(ZoneInfo(event.time_zone)).date()


def dues(event: Event, wanted: Iterable[str] = NoticeKind.values, *, urgent: bool = False) -> Dues:
    """What is due at an event, of the kinds wanted. ``urgent``: also to people who were written to today.

    The number of queries does not depend on the number of people.
    """
    ground = _Ground(event)
    found = Dues(event)
    alone = left_alone(event, ground.people)
    for person in ground.people:
        letter = ground.due(person, set(wanted))
        if letter is None:
            continue
        if not person.email:
            found.no_address.append(person)
        elif person.pk in alone:
            found.left_alone.append(person)
        elif person.pk in ground.written_today and not urgent:
            found.tomorrow.append(person)
        else:
            found.letters.append(letter)
    return found


class _Ground:
    """What the messages of an event are made of, each table read once."""

    def __init__(self, event: Event) -> None:
        self.event, self.now = event, timezone.now()
        self.people = list(event.participants.select_related("contact__owner", "event__owner"))
        notices = Notice.objects.filter(event=event)
        self.fingerprints = set(notices.values_list("participant_id", "fingerprint"))
        self.had: dict[int, set[str]] = {}
        self.written_today: set[int] = set()
        today = today_of(event)
        for person, kinds, on in notices.values_list("participant_id", "kinds", "on"):
            self.had.setdefault(person, set()).update(kinds)
            if on == today:
                self.written_today.add(person)
        self.told: dict[int, dict[UUID, ToldMeeting]] = {}
        for told in ToldMeeting.objects.filter(participant__event=event):
            self.told.setdefault(told.participant_id, {})[told.uid] = told
        self.requests: dict[int, list[Request]] = {}
        for request in _waiting(event, self.now):
            self.requests.setdefault(request.asked_id, []).append(request)
        self.meetings: dict[int, list[Timed]] = {}
        for timed in of_event(event):
            for one in timed.people:
                self.meetings.setdefault(one.pk, []).append(timed)

    def due(self, person: Participant, wanted: set[str]) -> Due | None:
        """The message of one person; None where there is nothing new to say."""
        if self.event.state == EventState.CANCELLED:
            return self._called_off(person) if NoticeKind.CANCELLED in wanted else None
        had = self.had.get(person.pk, set())
        kinds: list[NoticeKind] = []
        marks: list[Any] = []
        timetable: tuple[Timed, ...] = ()
        differences = tuple(self._differences(person)) if had & {NoticeKind.PRELIMINARY, NoticeKind.FINAL} else ()
        standing = tuple(one for one in self.meetings.get(person.pk, []) if not one.cancelled)
        out = {EventState.PRELIMINARY: NoticeKind.PRELIMINARY, EventState.FINAL: NoticeKind.FINAL}
        kind = out.get(EventState(self.event.state))
        if differences and NoticeKind.CHANGES in wanted:
            kinds.append(NoticeKind.CHANGES)
            marks += [(one.code, str(one.uid), one.sequence, *_where(one)) for one in differences]
        else:
            differences = ()
        if kind and kind in wanted and kind not in had and standing:
            kinds.append(kind)
            marks.append(kind.value)
            timetable = standing
        waiting = self.requests.get(person.pk, []) if self._answers(person) else []
        if waiting and NoticeKind.REQUESTS in wanted:
            asks = [(one.pk, one.expires_at - self.now <= LAST_CALL) for one in waiting]
            if not self._said(person, asks):
                kinds.append(NoticeKind.REQUESTS)
                marks += asks
        if self._to_invite(person) and NoticeKind.INVITATION in wanted:
            kinds.append(NoticeKind.INVITATION)
            marks.append("invitation")
        if not kinds:
            return None
        letter = Due(
            participant=person,
            kinds=tuple(kinds),
            fingerprint=_fingerprint(marks),
            waiting=tuple(waiting) if NoticeKind.REQUESTS in kinds else (),
            timetable=timetable,
            differences=differences,
        )
        return None if (person.pk, letter.fingerprint) in self.fingerprints else letter

    def _answers(self, person: Participant) -> bool:
        return person.state != ParticipantState.WITHDRAWN and self.event.state != EventState.HELD

    def _to_invite(self, person: Participant) -> bool:
        over = self.event.state == EventState.HELD
        return person.state == ParticipantState.INVITED and person.invited_at is None and not over

    def _said(self, person: Participant, asks: list[tuple[int, bool]]) -> bool:
        """Whether all these requests were named before, the urgent ones as urgent."""
        said: set[str] = set()
        for told in self._request_marks.get(person.pk, []):
            said.update(told)
        return all(_request_mark(pk, last=last) in said for pk, last in asks)

    @property
    def _request_marks(self) -> dict[int, list[list[str]]]:
        if not hasattr(self, "_marks"):
            self._marks: dict[int, list[list[str]]] = {}
            rows = Notice.objects.filter(event=self.event).values_list("participant_id", "requests")
            for person, requests in rows:
                self._marks.setdefault(person, []).append(requests)
        return self._marks

    def _called_off(self, person: Participant) -> Due | None:
        known = person.invited_at or person.state == ParticipantState.REGISTERED or self.had.get(person.pk)
        if not known or NoticeKind.CANCELLED in self.had.get(person.pk, set()):
            return None
        told = self.told.get(person.pk, {})
        gone = tuple(Difference("cancelled", one.uid, None, one) for one in told.values() if not one.cancelled)
        return Due(person, (NoticeKind.CANCELLED,), _fingerprint(["called off"]), differences=gone)

    def _differences(self, person: Participant) -> Iterable[Difference]:
        told = dict(self.told.get(person.pk, {}))
        for now in self.meetings.get(person.pk, []):
            before = told.pop(now.meeting.uid, None)
            if now.cancelled:
                if before and not before.cancelled:
                    yield Difference("cancelled", now.meeting.uid, now, before)
            elif before is None or before.cancelled:
                yield Difference("new", now.meeting.uid, now, before)
            elif not _same(before, now, person):
                yield Difference("changed", now.meeting.uid, now, before)
        yield from (Difference("cancelled", one.uid, None, one) for one in told.values() if not one.cancelled)


def _same(before: ToldMeeting, now: Timed, person: Participant) -> bool:
    heard = (before.starts, before.ends, before.table, before.others)
    return heard == (now.starts, now.ends, now.table, others_of(now, person))


def _where(one: Difference) -> tuple[str, ...]:
    return (one.now.starts.isoformat(), one.now.table) if one.now else ()


def others_of(timed: Timed, person: Participant) -> str:
    """Those a person meets, as one line."""
    return ", ".join(map(str, timed.others(person)))[:600]


def _waiting(event: Event, now: datetime) -> "QuerySet[Request]":
    asked = Request.objects.filter(event=event, state=RequestState.ASKED, expires_at__gt=now)
    return asked.select_related("asks").prefetch_related("asks__lines").order_by("expires_at", "pk")


def request_marks(due: Due) -> list[str]:
    """What a notice keeps of the requests it names, so that each is named once, and once more before it expires."""
    now = timezone.now()
    return [_request_mark(one.pk, last=one.expires_at - now <= LAST_CALL) for one in due.waiting]


def _request_mark(pk: int, *, last: bool) -> str:
    return f"{pk}{'!' if last else ''}"


def _fingerprint(marks: Iterable[Any]) -> str:
    return sha256(repr(list(marks)).encode()).hexdigest()


def notices(event: Event) -> "QuerySet[Notice]":
    """The log: what was told to whom, the latest first."""
    return event.notices.select_related("participant", "by", "again")
