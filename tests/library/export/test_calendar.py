"""Calendars as other programs read them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from intercluster.export.calendar import Occasion, to_ics, without_stamps

STAMP = datetime(2026, 1, 1, tzinfo=UTC)
SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from('\n,;\\:"é€𝄞')
WORDS = st.text(SIGNS, max_size=300)
ZONES = st.sampled_from(["Europe/Paris", "America/Montreal", "Asia/Tokyo"]).map(ZoneInfo)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
HOURS = st.times(max_value=time(1, 59)) | st.times(min_value=time(4))  # clocks change in between
TIMES = st.tuples(DAYS, HOURS.map(lambda hour: hour.replace(microsecond=0)), ZONES | st.just(UTC)).map(
    lambda drawn: datetime.combine(*drawn)
)


@given(title=WORDS, text=WORDS, place=WORDS, starts=TIMES | DAYS)
def test_a_calendar_reads_what_was_written(title: str, text: str, place: str, starts: date) -> None:
    written = to_ics([Occasion("a@here", starts, title, text=text, place=place)], "Ours", stamp=STAMP)
    assert max(map(len, written.split(b"\r\n"))) <= 75
    event = Calendar.from_ical(written).walk("VEVENT")[0]
    said = [str(event.get(name, "")) for name in ("summary", "description", "location")]
    assert (said, event.decoded("dtstart"), event.decoded("dtstamp")) == ([title, text, place], starts, STAMP)


def test_two_files_that_say_the_same_differ_in_their_stamps_alone():
    due = [Occasion("d", date(2026, 6, 1), "Due", text="DTSTAMP:of ours")]
    first, second = (to_ics(due, "Ours", stamp=STAMP + timedelta(hours=n)) for n in (0, 1))
    assert first != second
    assert without_stamps(first) == without_stamps(second)
    assert b"DTSTAMP:of ours" in without_stamps(first)


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
