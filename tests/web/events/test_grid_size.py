"""The grid of a big event: 500 people, two days, 3,000 meetings."""

import time
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from intercluster_web.events.models import Meeting, MeetingState, Participant, Placement, Seat, Timetable
from tests.web.events import records
from tests.web.factories import World

PEOPLE, SLOTS, ROUNDS = 500, 24, 12


def _big(world: World) -> Timetable:
    """Everybody meets somebody else in each of twelve slots; twelve slots stay free."""
    event = records.event(world)
    slots, tables = records.slots(event, SLOTS)[:ROUNDS], records.tables(event, PEOPLE // 2)
    people = [records.participant(event) for _person in range(2)]
    known = {"event": event, "state": "registered", "country": "FR", "expires_at": people[0].expires_at}
    people += Participant.objects.bulk_create(
        Participant(name=f"Person {n}", organisation_name=f"Firm {n}", **known) for n in range(PEOPLE - len(people))
    )
    meetings = Meeting.objects.bulk_create(
        Meeting(event=event, slot=slot, table=table, state=MeetingState.PLACED) for slot in slots for table in tables
    )
    half = PEOPLE // 2
    Seat.objects.bulk_create(
        Seat(meeting=meeting, participant=one)
        for n, meeting in enumerate(meetings)
        for one in (people[n % half], people[half + (n % half + n // half) % half])
    )
    draft = records.timetable(meetings[0])
    Placement.objects.bulk_create(
        Placement(timetable=draft, meeting=one, slot=one.slot, table=one.table) for one in meetings[1:]
    )
    return draft


def test_the_grid_of_500_people_answers_in_under_a_second(world: World, browse_as: Callable[..., Client]) -> None:
    draft, browser = _big(world), browse_as(world.manager)
    for name, rows in (("events:grid", PEOPLE), ("events:grid-tables", PEOPLE // 2)):
        address = reverse(name, args=[draft.event_id, draft.number])
        browser.get(address)
        begun = time.process_time()  # of this process alone: other work on the machine does not count
        page = browser.get(address).content
        assert time.process_time() - begun < 1
        assert page.count(b"<tr data-row=") == rows
        assert page.count(b" data-m=") == PEOPLE * ROUNDS // (1 if rows == PEOPLE else 2)


def test_moving_a_meeting_among_3000_answers_in_under_a_second(world: World, browse_as: Callable[..., Client]) -> None:
    draft, browser = _big(world), browse_as(world.manager)
    meeting = draft.placements.order_by("meeting").first()
    assert meeting is not None
    address = reverse("events:grid-meeting", args=[draft.event_id, draft.number, meeting.meeting_id])
    begun = time.process_time()
    openings = browser.get(address, headers={"accept": "application/json"}).json()
    free = next(slot.pk for slot in draft.event.slots.all() if str(slot.pk) not in openings["slots"])
    moved = browser.post(address, {"slot": free, "seen": 1}, headers={"accept": "application/json"})
    assert time.process_time() - begun < 1
    assert len(moved.json()["rows"]) == 3
