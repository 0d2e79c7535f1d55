"""The one message a person gets: what it holds, and the marks by which the same is never said twice."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone

from intercluster_web.events.models import (
    Announcement,
    Event,
    NoticeKind,
    Participant,
    ProgrammeItem,
    Request,
    ToldMeeting,
)
from intercluster_web.events.queries.calendars import Timed

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
        return max(self.now.meeting.calendar_sequence, told if self.code != "new" else 0)


@dataclass(frozen=True)
class Due:
    """The one message a person gets now: what it is about, and what it is made of. ``announcements``: what was said to
    everybody since this person last heard, the latest first. ``programme``: what stands beside the meetings, all of it
    with a whole timetable, else what changed. ``was``: what they heard of the event that holds no longer; ``knows``:
    what they know of it with this message. ``renewed``: meetings and items whose entry in a calendar says something
    else, though nothing of their own changed."""

    participant: Participant
    kinds: tuple[NoticeKind, ...]
    fingerprint: str
    waiting: tuple[Request, ...] = ()
    answers: tuple[Request, ...] = ()
    timetable: tuple[Timed, ...] = ()
    differences: tuple[Difference, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    was: Mapping[str, str] = field(default_factory=dict)
    knows: Mapping[str, str] = field(default_factory=dict)
    renewed: tuple[tuple[Timed, ...], tuple[ProgrammeItem, ...]] = ((), ())


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


def difference_mark(one: Difference) -> tuple[Any, ...]:
    where = (one.now.starts.isoformat(), one.now.table) if one.now else ()
    return (one.code, str(one.uid), one.sequence, *where)


def request_marks(due: Due) -> list[str]:
    """What a notice keeps of the requests and of the programme it names, so that each is named once, a request once
    more before it expires, an item again when it changed."""
    now = timezone.now()
    waiting = [request_mark(one.pk, last=one.expires_at - now <= LAST_CALL) for one in due.waiting]
    return [*waiting, *map(answer_mark, due.answers), *map(item_mark, due.programme)]


def request_mark(pk: int, *, last: bool) -> str:
    return f"{pk}{'!' if last else ''}"


def item_mark(item: ProgrammeItem) -> str:
    return f"p{item.pk}.{item.sequence}"


def answer_mark(request: Request) -> str:
    return f"{request.pk}={request.state}"


def fingerprint_of(marks: Iterable[Any]) -> str:
    return sha256(repr(list(marks)).encode()).hexdigest()
