"""Calendars of an event, read back as calendar programs do: a meeting is placed, moved, cancelled."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from intercluster_web.calendar import occasions_of
from intercluster_web.events.models import EventState, Meeting, MeetingState, Placement, Timetable
from tests.web.events import records
from tests.web.factories import World

PARIS = ZoneInfo("Europe/Paris")


def _entries(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


class Program:
    """A calendar program that subscribed: it keeps the entry with the highest sequence of each UID."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def fetch(self, client: Client, address: str) -> None:
        for entry in _entries(client.get(address).content):
            old = self.kept.get(str(entry["UID"]))
            if old is None or int(entry["SEQUENCE"]) >= int(old["SEQUENCE"]):
                self.kept[str(entry["UID"])] = entry

    @property
    def shown(self) -> list[Any]:
        return [entry for entry in self.kept.values() if str(entry["STATUS"]) != "CANCELLED"]


@pytest.fixture
def placed(world: World) -> Meeting:
    event = records.event(world, state=EventState.FINAL, place="Paris")
    slots, tables = records.slots(event), records.tables(event, room="Hall")
    people = [records.participant(event, organisation_name=name) for name in ("Ours", "Other")]
    return records.meeting(*people, slot=slots[0], table=tables[0], sequence=1)


def _feed(meeting: Meeting) -> str:
    return reverse("events:me-calendar", args=[meeting.seats.first().participant.token()])  # type: ignore[union-attr]


def test_a_meeting_is_placed_moved_and_cancelled(placed: Meeting, client: Client) -> None:
    program, address = Program(), _feed(placed)
    program.fetch(client, address)
    [entry] = program.shown
    assert entry.decoded("DTSTART") == placed.slot.starts  # type: ignore[union-attr]
    assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == ("Other", "Hall 1, Hall, Paris".replace(", Hall,", ","))
    placed.slot, placed.sequence = list(placed.event.slots.all())[3], 2
    placed.save()
    program.fetch(client, address)
    [moved] = program.shown
    assert moved["UID"] == entry["UID"]
    assert moved.decoded("DTSTART") == placed.slot.starts
    placed.state, placed.sequence = MeetingState.CANCELLED, 3
    placed.save()
    program.fetch(client, address)
    assert program.shown == []
    assert [int(one["SEQUENCE"]) for one in program.kept.values()] == [3]


def test_a_cancelled_meeting_without_its_slot_keeps_the_time_it_was_published_with(
    placed: Meeting, client: Client
) -> None:
    slot = placed.slot
    published = Timetable.objects.create(event=placed.event, number=1, published_at=dt.datetime.now(dt.UTC))
    Placement.objects.create(timetable=published, meeting=placed, slot=slot, table=placed.table)
    placed.slot, placed.table, placed.state, placed.sequence = None, None, MeetingState.CANCELLED, 2
    placed.save()
    [entry] = _entries(client.get(_feed(placed)).content)
    assert (str(entry["STATUS"]), entry.decoded("DTSTART")) == ("CANCELLED", slot.starts)  # type: ignore[union-attr]


def test_cancelled_meetings_can_be_left_out(placed: Meeting, client: Client) -> None:
    Meeting.objects.update(state=MeetingState.CANCELLED, sequence=2)
    assert len(_entries(client.get(_feed(placed)).content)) == 1
    assert _entries(client.get(f"{_feed(placed)}?cancelled=hide").content) == []


def test_times_are_those_of_the_event_with_their_zone(placed: Meeting, client: Client) -> None:
    placed.event.time_zone = "America/Sao_Paulo"
    placed.event.save()
    content = client.get(_feed(placed)).content
    [entry] = _entries(content)
    assert entry["DTSTART"].params["TZID"] == "America/Sao_Paulo"
    assert entry.decoded("DTSTART") == placed.slot.starts  # type: ignore[union-attr]
    assert [str(zone["TZID"]) for zone in Calendar.from_ical(content).walk("VTIMEZONE")] == ["America/Sao_Paulo"]


def test_the_calendars_of_an_event_and_a_table(placed: Meeting, world: World, browse_as: Callable[..., Client]) -> None:
    client, event = browse_as(world.manager), placed.event
    other = list(event.tables.all())[1]
    assert len(_entries(client.get(reverse("events:calendar", args=[event.pk])).content)) == 1
    assert len(_entries(client.get(reverse("events:calendar-table", args=[event.pk, placed.table_id])).content)) == 1
    assert _entries(client.get(reverse("events:calendar-table", args=[event.pk, other.pk])).content) == []


def test_events_are_in_the_shared_calendar_of_those_who_enter_them(world: World) -> None:
    event = records.event(
        world, register_until=dt.date(2099, 1, 1), starts_on=dt.date(2099, 2, 1), ends_on=dt.date(2099, 2, 2)
    )
    found = occasions_of(world.manager, dt.date(2098, 1, 1))
    assert [(one.uid, one.starts, one.ends) for one in found] == [
        (f"event-{event.pk}-registration@intercluster", dt.date(2099, 1, 1), None),
        (f"event-{event.pk}@intercluster", dt.date(2099, 2, 1), dt.date(2099, 2, 3)),
    ]
    assert occasions_of(world.people["other"], dt.date(2098, 1, 1)) == []
