"""Calendars (iCalendar, RFC 5545; invitations and cancellations, iTIP, RFC 5546)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

_PRODUCT = "-//intercluster//intercluster//EN"


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
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    for occasion in occasions:
        calendar.add_component(_event(occasion, stamp or datetime.now(UTC)))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def without_stamps(written: bytes) -> bytes:
    """A calendar file less the moment it was written: the same as long as what it says is."""
    return b"\r\n".join(line for line in written.split(b"\r\n") if not line.startswith(b"DTSTAMP:"))


def _event(occasion: Occasion, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", stamp)
    event.add("sequence", occasion.sequence)
    event.add("summary", occasion.title)
    event.add("dtstart", _zoned(occasion.starts))
    event.add("dtend", _zoned(occasion.ends or _default_end(occasion.starts)))
    event.add("status", "CANCELLED" if occasion.cancelled else "CONFIRMED")
    for name, value in (("description", occasion.text), ("location", occasion.place), ("url", occasion.url)):
        if value:
            event.add(name, value)
    if occasion.organiser:
        event.add("organizer", vCalAddress(f"mailto:{occasion.organiser}"))
    for guest in occasion.guests:
        event.add("attendee", vCalAddress(f"mailto:{guest}"))
    return event


def _default_end(starts: date | datetime) -> date | datetime:
    return starts + (timedelta(hours=1) if isinstance(starts, datetime) else timedelta(days=1))


def _zoned(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment
