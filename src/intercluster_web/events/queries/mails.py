"""Who is due which message: one a day and a person, and never what they were told already."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from intercluster_web.events.models import (
    Announcement,
    AnnouncementKind,
    Event,
    EventState,
    ItemKind,
    NoticeKind,
    Participant,
    ParticipantKind,
    ParticipantState,
    ProgrammeItem,
    Request,
    RequestState,
    ToldMeeting,
)
from intercluster_web.events.queries.calendars import Timed, of_event
from intercluster_web.events.queries.due import (
    LAST_CALL,
    ORDER,
    Difference,
    Due,
    Dues,
    answer_mark,
    difference_mark,
    fingerprint_of,
    item_mark,
    request_mark,
)
from intercluster_web.events.queries.event_news import DAYS, outdated, told_of
from intercluster_web.events.queries.participants import left_alone
from intercluster_web.events.queries.programme import open_to

TIMETABLES = {NoticeKind.PRELIMINARY, NoticeKind.FINAL}
FRESH = timedelta(days=14)  # an answer older than that is no news
ANSWERED = (RequestState.ACCEPTED, RequestState.DECLINED)


def today_of(event: Event) -> date:
    """The day it is where the event takes place."""
    return timezone.now().astimezone(ZoneInfo(event.time_zone)).date()


def dues(
    event: Event, wanted: Iterable[str] = NoticeKind.values, *, urgent: bool = False, remind: bool = False
) -> Dues:
    """What is due at an event, of the kinds wanted. ``urgent``: also to people who were written to today; that an event
    is called off or postponed never waits. ``remind``: requests that wait are named once more, once a day.

    The number of queries does not depend on the number of people.
    """
    ground = _Ground(event, remind=remind)
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
        elif person.pk in ground.written_today and not urgent and not letter.announcements:
            found.tomorrow.append(person)
        else:
            found.letters.append(letter)
    return found


class _Ground:
    """What the messages of an event are made of, each table read once."""

    def __init__(self, event: Event, *, remind: bool) -> None:
        self.event, self.now, self.remind = event, timezone.now(), remind
        self.today = today_of(event)
        self.people = list(event.participants.select_related("contact__owner", "event__owner"))
        self._read_notices()
        self.announcements = list(event.announcements.all())
        self.programme = list(event.programme.exclude(kind=ItemKind.BREAK))
        self.told: dict[int, dict[UUID, ToldMeeting]] = {}
        for told in ToldMeeting.objects.filter(participant__event=event):
            self.told.setdefault(told.participant_id, {})[told.uid] = told
        self.requests: dict[int, list[Request]] = {}
        for request in _waiting(event, self.now):
            for key in (request.asked_id, request.asks_id):
                if request.waits_for(key):
                    self.requests.setdefault(key, []).append(request)
        self.answers: dict[int, list[Request]] = {}
        for request in _answered(event, self.now):
            for key in (request.asks_id, request.asked_id) if request.both_asked else (request.asks_id,):
                self.answers.setdefault(key, []).append(request)
        self.meetings: dict[int, list[Timed]] = {}
        for timed in of_event(event):
            for one in timed.people:
                self.meetings.setdefault(one.pk, []).append(timed)

    def _read_notices(self) -> None:
        self.fingerprints: set[tuple[int, str]] = set()
        self.had: dict[int, set[str]] = {}
        self.heard: dict[int, int] = {}  # the last announcement each person was told
        self.marks: dict[int, set[str]] = {}
        self.written_today: set[int] = set()
        self.knows: dict[int, tuple[int, dict[str, str]]] = {}  # the last notice that says what it told of the event
        columns = ("pk", "participant_id", "fingerprint", "kinds", "on", "requests", "announcement_id", "told_of_event")
        rows = self.event.notices.order_by("pk").values_list(*columns)
        for pk, person, fingerprint, kinds, on, requests, announcement, knows in rows:
            self.fingerprints.add((person, fingerprint))
            self.had.setdefault(person, set()).update(kinds)
            self.marks.setdefault(person, set()).update(requests)
            self.heard[person] = max(self.heard.get(person, 0), announcement or 0)
            if knows:
                self.knows[person] = (pk, knows)
            if on == self.today and kinds != [NoticeKind.REGISTRATION]:
                self.written_today.add(person)

    def due(self, person: Participant, wanted: set[str]) -> Due | None:
        """The message of one person; None where there is nothing new to say."""
        said = _Saying(wanted)
        announced = self._announced(person, said)
        off = self.event.state == EventState.CANCELLED
        had = self.had.get(person.pk, set())
        has_timetable = bool(had & TIMETABLES)
        # A message that calls the event off takes the meetings out of the calendar, whatever else is wanted.
        differences = tuple(self._differences(person)) if has_timetable and (not off or announced) else ()
        if off and not announced:
            return None
        if differences and not off and not said.say(NoticeKind.CHANGES, *map(difference_mark, differences)):
            differences = ()
        standing = tuple(one for one in self.meetings.get(person.pk, []) if not one.cancelled)
        timetable = standing if self._timetable_is_new(had, standing, said) else ()
        programme = self._beside(person, said, whole=bool(timetable)) if timetable or has_timetable else ()
        was = {} if off else self._outdated(person, announced, said)
        waiting = self._waiting(person, said)
        answers = self._answers(person, said)
        self._invite(person, had, said)
        if not said.kinds:
            return None
        letter = Due(
            participant=person,
            kinds=tuple(sorted(said.kinds, key=ORDER.index)),
            fingerprint=fingerprint_of(said.marks),
            waiting=waiting,
            answers=answers,
            timetable=timetable,
            differences=differences,
            announcements=announced,
            programme=programme,
            was=was,
            knows=self._known_after(person, was, announced),
            renewed=self._renewed(person, programme) if has_timetable and not (off or timetable) else ((), ()),
        )
        return None if (person.pk, letter.fingerprint) in self.fingerprints else letter

    def _announced(self, person: Participant, said: "_Saying") -> tuple[Announcement, ...]:
        """What was announced since they last heard; who never heard of the event is told nothing of it."""
        last = self.heard.get(person.pk, 0)
        new = [one for one in self.announcements if one.pk > last]
        known = person.invited_at or person.state == ParticipantState.REGISTERED or self.had.get(person.pk)
        if not new or not known:
            return ()
        believes = next((one.kind for one in self.announcements if one.pk == last), "")
        news = []
        if self.event.state == EventState.CANCELLED:
            news = [one for one in new if one.kind == AnnouncementKind.CANCELLED][:1]
        else:
            # Called off and taken up again before they heard of it: nothing happened to them.
            if believes == AnnouncementKind.CANCELLED:
                news = [one for one in new if one.kind == AnnouncementKind.RESUMED][:1]
            news += [one for one in new if one.kind == AnnouncementKind.POSTPONED]
        return tuple(one for one in news if said.say(NoticeKind(one.kind), ("announcement", one.pk)))

    def _outdated(self, person: Participant, announced: tuple[Announcement, ...], said: "_Saying") -> dict[str, str]:
        """What they heard of the event that holds no longer; said once, in one line."""
        if person.state == ParticipantState.WITHDRAWN or self.event.state == EventState.HELD:
            return {}
        notice, heard = self.knows.get(person.pk, (0, {}))
        was = outdated(heard, self.event, days_said=_postponed(announced))
        return was if was and said.say(NoticeKind.EVENT, ("event", notice, *sorted(was.items()))) else {}

    def _known_after(
        self, person: Participant, was: Mapping[str, str], announced: tuple[Announcement, ...]
    ) -> dict[str, str]:
        """What somebody knows of the event with the message they get: as before, where it does not speak of it."""
        _notice, heard = self.knows.get(person.pk, (0, {}))
        now = told_of(self.event)
        if was or not heard:
            return now
        return heard | ({name: now[name] for name in DAYS} if _postponed(announced) else {})

    def _renewed(
        self, person: Participant, programme: tuple[ProgrammeItem, ...]
    ) -> tuple[tuple[Timed, ...], tuple[ProgrammeItem, ...]]:
        """Entries that are newer than those in their calendar, besides what the message names."""
        told = self.told.get(person.pk, {})
        meetings = tuple(
            one
            for one in self.meetings.get(person.pk, [])
            if (before := told.get(one.meeting.uid)) is not None
            and not (one.cancelled or before.cancelled)
            and _same(before, one, person)
            and one.meeting.calendar_sequence > before.sequence
        )
        items = [one for one in self.programme if open_to(one, person.kind) and one not in programme]
        return meetings, tuple(one for one in items if not one.cancelled) if meetings else ()

    def _timetable_is_new(self, had: set[str], standing: tuple[Timed, ...], said: "_Saying") -> bool:
        """Whether the whole timetable is told: once as preliminary, once as final."""
        out = {EventState.PRELIMINARY: NoticeKind.PRELIMINARY, EventState.FINAL: NoticeKind.FINAL}
        kind = out.get(EventState(self.event.state))
        if kind is None or not standing or kind in had or NoticeKind.FINAL in had:
            return False
        return said.say(kind, kind.value)

    def _beside(self, person: Participant, said: "_Saying", *, whole: bool) -> tuple[ProgrammeItem, ...]:
        """The programme of ones half: all of it, or what is not as the person last heard."""
        named = self.marks.get(person.pk, set())
        mine = [one for one in self.programme if open_to(one, person.kind)]
        if whole:
            return tuple(one for one in mine if not one.cancelled)
        heard = {mark.partition(".")[0] for mark in named}
        new = [one for one in mine if item_mark(one) not in named]
        new = [one for one in new if not one.cancelled or item_mark(one).partition(".")[0] in heard]
        if self.event.state == EventState.CANCELLED:
            return tuple(new)  # goes with the message that calls the event off
        return tuple(new) if said.say(NoticeKind.CHANGES, *map(item_mark, new)) else ()

    def _waiting(self, person: Participant, said: "_Saying") -> tuple[Request, ...]:
        """Requests named once, and once more before they expire; those with a buyer under a kind of their own."""
        waiting = self.requests.get(person.pk, []) if self._asks_them(person) else []
        named = self.marks.get(person.pk, set())
        again = [("again", self.today.isoformat())] if self.remind else []
        found: list[Request] = []
        for kind, some in _with_and_without_buyers(waiting, NoticeKind.REQUESTS):
            asks = [(one.pk, one.expires_at - self.now <= LAST_CALL) for one in some]
            new = self.remind or any(request_mark(pk, last=last) not in named for pk, last in asks)
            if some and new and said.say(kind, *asks, *again):
                found += some
        return tuple(found)

    def _asks_them(self, person: Participant) -> bool:
        over = self.event.state in (EventState.HELD, EventState.CANCELLED)
        return person.state != ParticipantState.WITHDRAWN and not over

    def _answers(self, person: Participant, said: "_Saying") -> tuple[Request, ...]:
        """What became of what they asked, where the timetable does not say so already."""
        if self.event.state not in (EventState.OPEN, EventState.CLOSED):
            return ()
        named = self.marks.get(person.pk, set())
        new = [one for one in self.answers.get(person.pk, []) if answer_mark(one) not in named]
        kinds = _with_and_without_buyers(new, NoticeKind.ANSWERS)
        return tuple(one for kind, some in kinds if said.say(kind, *map(answer_mark, some)) for one in some)

    def _invite(self, person: Participant, had: set[str], said: "_Saying") -> None:
        """Who never got their link gets it; who comes already, only where nothing else brings it."""
        over = self.event.state in (EventState.HELD, EventState.CANCELLED)
        if person.invited_at is not None or over:
            return
        comes = person.state == ParticipantState.REGISTERED and not had and not said.kinds
        if person.state == ParticipantState.INVITED or comes:
            said.say(NoticeKind.INVITATION, ("invitation", str(person.nonce)))

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


class _Saying:
    """What one message says so far, of what is wanted."""

    def __init__(self, wanted: set[str]) -> None:
        self.wanted, self.kinds, self.marks = wanted, [], []  # type: ignore[var-annotated]

    def say(self, kind: NoticeKind, *marks: Any) -> bool:
        """Add it; False where it is not wanted or there is nothing of it."""
        if kind not in self.wanted or not marks:
            return False
        if kind not in self.kinds:
            self.kinds.append(kind)
        self.marks += marks
        return True


def _postponed(announced: Iterable[Announcement]) -> bool:
    return any(one.kind == AnnouncementKind.POSTPONED for one in announced)


def _same(before: ToldMeeting, now: Timed, person: Participant) -> bool:
    heard = (before.starts, before.ends, before.table, before.others)
    return heard == (now.starts, now.ends, now.table, others_of(now, person))


def others_of(timed: Timed, person: Participant) -> str:
    """Those a person meets, as one line."""
    return ", ".join(map(str, timed.others(person)))[:600]


def _with_and_without_buyers(requests: Iterable[Request], kind: NoticeKind) -> list[tuple[NoticeKind, list[Request]]]:
    """Requests with a buyer (donneur d'ordres), then the others, each with the kind of message that speaks of them."""
    found: dict[NoticeKind, list[Request]] = {NoticeKind.BUYERS: [], kind: []}
    for one in requests:
        found[NoticeKind.BUYERS if with_a_buyer(one) else kind].append(one)
    return list(found.items())


def with_a_buyer(request: Request) -> bool:
    """Whether one of the two is a buyer."""
    return ParticipantKind.BUYER in (request.asks.kind, request.asked.kind)


def _waiting(event: Event, now: datetime) -> "QuerySet[Request]":
    asked = Request.objects.filter(event=event, state=RequestState.ASKED, expires_at__gt=now)
    return (
        asked.select_related("asks", "asked")
        .prefetch_related("asks__lines", "asked__lines", "needs")
        .order_by("expires_at", "pk")
    )


def _answered(event: Event, now: datetime) -> "QuerySet[Request]":
    found = Request.objects.filter(event=event, state__in=ANSWERED, answered_at__gt=now - FRESH)
    found = found.select_related("asks", "asked").prefetch_related("asks__lines", "asked__lines", "needs")
    return found.order_by("answered_at", "pk")


def invitation(person: Participant) -> Due:
    """Their link, whatever they were told before."""
    return Due(person, (NoticeKind.INVITATION,), fingerprint_of([("invitation", str(person.nonce))]))


def registration(person: Participant) -> Due:
    """The link of somebody who registered by themselves; each registration is answered."""
    before = person.notices.filter(kinds=[NoticeKind.REGISTRATION]).count()
    return Due(person, (NoticeKind.REGISTRATION,), fingerprint_of(["registration", before]))
