"""Calendars (iCalendar, RFC 5545; invitations and cancellations, iTIP, RFC 5546).

Entries are written as text: through the components of a library 20,000 of them, a cluster's feed of a year, take six
seconds. The time zones, which are hard, are the library's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone

_PRODUCT = "-//intercluster//intercluster//EN"
_LONGEST = 75  # octets of a line (RFC 5545, 3.1)
_CONTROL = {number: None for number in [*range(32), 127] if number != ord("\t")}
_ESCAPED = str.maketrans(_CONTROL | {ord(sign): f"\\{sign}" for sign in "\\;,"} | {ord("\n"): "\\n"})


@dataclass(frozen=True)
class Occasion:
    """Something that has a time. ``uid`` never changes, ``sequence`` rises with each change; a calendar that has the
    occasion replaces it by the one with the higher sequence. ``end`` is exclusive; with dates it lasts whole days."""

    uid: str
    starts: date | datetime
    title: str
    ends: date | datetime | None = None
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    organiser: str = ""
    guests: tuple[str, ...] = ()


def to_ics(occasions: Iterable[Occasion], name: str, method: str = "PUBLISH", stamp: datetime | None = None) -> bytes:
    """A calendar file. ``method``: PUBLISH for a feed, REQUEST or CANCEL for a mail to the guests.

    Raises
    ------
    ValueError
        A time without its zone.
    """
    stamped = _stamp_line(stamp or datetime.now(UTC))
    zones: dict[str, None] = {}
    entries = [line for occasion in occasions for line in _entry(occasion, stamped, zones)]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", f"METHOD:{method}", f"X-WR-CALNAME:{_text(name)}"]
    lines = [*head, *(line for zone in zones for line in _zone_lines(zone)), *entries, "END:VCALENDAR"]
    return "\r\n".join([*map(_folded, lines), ""]).encode()


def without_stamps(written: bytes) -> bytes:
    """A calendar file less the moment it was written: the same as long as what it says is."""
    return b"\r\n".join(line for line in written.split(b"\r\n") if not line.startswith(b"DTSTAMP:"))


def _stamp_line(moment: datetime) -> str:
    return f"DTSTAMP:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _entry(occasion: Occasion, stamped: str, zones: dict[str, None]) -> Iterator[str]:
    """The lines of one entry; the zones it uses are added to ``zones``."""
    yield from ("BEGIN:VEVENT", f"UID:{_text(occasion.uid)}", stamped, f"SEQUENCE:{occasion.sequence}")
    yield f"SUMMARY:{_text(occasion.title)}"
    yield f"DTSTART{_moment(occasion.starts, zones)}"
    yield f"DTEND{_moment(occasion.ends or _default_end(occasion.starts), zones)}"
    yield f"STATUS:{'CANCELLED' if occasion.cancelled else 'CONFIRMED'}"
    if occasion.text:
        yield f"DESCRIPTION:{_text(occasion.text)}"
    if occasion.place:
        yield f"LOCATION:{_text(occasion.place)}"
    if occasion.url:
        yield f"URL:{_address(occasion.url)}"
    if occasion.organiser:
        yield f"ORGANIZER:mailto:{_address(occasion.organiser)}"
    for guest in occasion.guests:
        yield f"ATTENDEE:mailto:{_address(guest)}"
    yield "END:VEVENT"


def _default_end(starts: date | datetime) -> date | datetime:
    return starts + (timedelta(hours=1) if isinstance(starts, datetime) else timedelta(days=1))


def _moment(moment: date | datetime, zones: dict[str, None]) -> str:
    """Parameters and value of a property that holds a day, or a time in its zone (else in universal time)."""
    if not isinstance(moment, datetime):
        return f";VALUE=DATE:{_day(moment)}"
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else "UTC"
    if zone == "UTC":
        return f":{_time(moment.astimezone(UTC))}Z"
    zones[zone] = None
    return f";TZID={zone}:{_time(moment)}"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _time(moment: datetime) -> str:
    return f"{_day(moment)}T{moment.hour:02}{moment.minute:02}{moment.second:02}"


@lru_cache
def _zone_lines(zone: str) -> tuple[str, ...]:
    """The component that says when a zone changes its clocks; it is the same every time."""
    written: bytes = Timezone.from_tzid(zone).to_ical()
    return tuple(written.decode().replace("\r\n ", "").splitlines())


def _text(words: str) -> str:
    """As the value of a property of type TEXT (RFC 5545, 3.3.11)."""
    return words.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPED)


def _address(address: str) -> str:
    return address.translate(_CONTROL)


def _folded(line: str) -> str:
    """A line cut so that no part is longer than allowed, between characters (RFC 5545, 3.1)."""
    if len(line) * 4 <= _LONGEST or len(raw := line.encode()) <= _LONGEST:
        return line
    parts, start, room = [], 0, _LONGEST
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0b1100_0000 == 0b1000_0000:  # inside a character
            end -= 1
        parts.append(raw[start:end].decode())
        start, room = end, _LONGEST - 1  # a space leads the following lines
    return "\r\n ".join([*parts, raw[start:].decode()])
