"""Calendars as other programs read them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from intercluster.export.calendar import Occasion, to_ics

STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_meeting_keeps_its_zone_uid_and_sequence():
    starts = datetime(2026, 6, 1, 14, tzinfo=ZoneInfo("Europe/Paris"))
    meeting = Occasion("a@here", starts, "Visit; with, commas", place="Lyon", sequence=3, guests=("a@example.org",))
    read = Calendar.from_ical(to_ics([meeting], "Ours", stamp=STAMP))
    event = read.walk("VEVENT")[0]
    assert (str(event["uid"]), event["sequence"], str(event["summary"])) == ("a@here", 3, "Visit; with, commas")
    assert event.decoded("dtstart") == starts
    assert str(event.decoded("dtend") - event.decoded("dtstart")) == "1:00:00"
    assert [str(zone["tzid"]) for zone in read.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert str(event["attendee"]) == "mailto:a@example.org"


def test_a_cancelled_day_says_so_twice():
    read = Calendar.from_ical(to_ics([Occasion("d", date(2026, 6, 1), "Due", cancelled=True)], "Ours", "CANCEL", STAMP))
    event = read.walk("VEVENT")[0]
    assert (str(read["method"]), str(event["status"])) == ("CANCEL", "CANCELLED")
    assert event.decoded("dtend") == date(2026, 6, 2)


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        to_ics([Occasion("x", datetime(2026, 6, 1, 14), "Naive")], "Ours")  # noqa: DTZ001
