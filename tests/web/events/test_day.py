"""The day: attendance, held rate, one more meeting, proposals when something goes wrong, advice for next time."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.events.actions import day as actions
from intercluster_web.events.actions import timetable
from intercluster_web.events.actions.grid import ClashError
from intercluster_web.events.models import Meeting, MeetingState, TimetableState
from intercluster_web.events.queries import timetable as queries
from intercluster_web.events.queries.day import held_rate
from tests.web.events import records
from tests.web.factories import World


@pytest.fixture
def scene(world: World) -> dict[str, Any]:
    event = records.event(world)
    slots, tables = records.slots(event), records.tables(event)
    a, b, c = (records.participant(event) for _ in range(3))
    first = records.meeting(a, b, slot=slots[0], table=tables[0])
    second = records.meeting(a, c, slot=slots[1], table=tables[0])
    known = records.timetable(first, second, state=TimetableState.FINAL)
    return {
        "event": event, "slots": slots, "tables": tables, "a": a, "b": b, "c": c,
        "first": first, "second": second, "known": known,
    }  # fmt: skip


def test_taps_decide_whether_a_meeting_was_held(world: World, scene: dict[str, Any]) -> None:
    one, other = scene["first"].seats.all()
    assert actions.attend(world.manager, scene["event"], one, "came").state == MeetingState.PLACED
    assert actions.attend(world.manager, scene["event"], other, "came").state == MeetingState.HELD
    assert actions.attend(world.manager, scene["event"], other, "absent").state == MeetingState.MISSED
    assert actions.attend(world.manager, scene["event"], other, "unknown").state == MeetingState.PLACED
    actions.hold(world.manager, scene["event"], scene["second"], "held")
    rate = held_rate(scene["event"])
    assert (rate.held, rate.missed, rate.noted, rate.ahead, rate.share) == (1, 0, 1, 1, 1.0)


def test_a_cancelled_meeting_takes_no_attendance(world: World, scene: dict[str, Any]) -> None:
    Meeting.objects.filter(pk=scene["first"].pk).update(state=MeetingState.CANCELLED)
    with pytest.raises(ValidationError):
        actions.attend(world.manager, scene["event"], scene["first"].seats.first(), "came")


def test_one_tap_swaps_the_card_and_the_rate(
    world: World, scene: dict[str, Any], browse_as: Callable[..., Client]
) -> None:
    browser = browse_as(world.manager)
    seat = scene["first"].seats.first()
    address = reverse("events:day-attendance", args=[scene["event"].pk, seat.pk])
    card = browser.post(address, {"attendance": "absent"}, headers={"hx-request": "true"}).content.decode()
    assert ("did not take place" in card, 'hx-swap-oob="true"' in card) == (True, True)
    assert browser.post(address, {"attendance": "perhaps"}).status_code == 404


def test_one_more_meeting_goes_where_there_is_room(world: World, scene: dict[str, Any]) -> None:
    event, slots = scene["event"], scene["slots"]
    made = actions.add_meeting(world.manager, event, [scene["b"], scene["c"]], slots[2], None)
    assert (made.state, made.slot, made.table) == (MeetingState.PLACED, slots[2], scene["tables"][0])
    assert scene["known"].placements.filter(meeting=made, slot=slots[2]).exists()
    with pytest.raises(ClashError):
        actions.add_meeting(world.manager, event, [scene["a"], scene["c"]], slots[0], None)
    assert event.meetings.count() == 3


def test_who_declined_is_not_put_together_unasked(world: World, scene: dict[str, Any]) -> None:
    records.request(scene["b"], scene["c"], state="declined")
    pair = [scene["c"], scene["b"]]
    with pytest.raises(ValidationError):
        actions.add_meeting(world.manager, scene["event"], pair, scene["slots"][2], None)
    assert actions.add_meeting(world.manager, scene["event"], pair, scene["slots"][2], None, agreed=True).pk


def test_a_late_arrival_is_proposed_then_published(world: World, scene: dict[str, Any]) -> None:
    event, slots = scene["event"], scene["slots"]
    draft = actions.propose(world.manager, event, participant=scene["b"], slots=[slots[0]])
    found = queries.changes(draft)
    assert [(one.meeting.pk, one.code) for one in found] == [(scene["first"].pk, "moved")]
    scene["first"].refresh_from_db()
    assert scene["first"].slot == slots[0]
    timetable.publish(world.manager, draft, final=True, seen=queries.seal(found))
    scene["first"].refresh_from_db()
    assert scene["first"].slot in slots[2:]
    assert list(scene["b"].away.all()) == [slots[0]]


def test_somebody_who_does_not_come_cancels_only_their_meetings(world: World, scene: dict[str, Any]) -> None:
    draft = actions.propose(world.manager, scene["event"], participant=scene["c"], comes_not=True)
    found = queries.changes(draft)
    assert [(one.meeting.pk, one.code) for one in found] == [(scene["second"].pk, "cancelled")]
    timetable.publish(world.manager, draft, final=True, seen=queries.seal(found))
    scene["second"].refresh_from_db()
    assert (scene["second"].state, scene["second"].sequence) == (MeetingState.CANCELLED, 1)


def test_a_lost_table_moves_its_meeting_to_another(
    world: World, scene: dict[str, Any], browse_as: Callable[..., Client]
) -> None:
    asked = {"kind": "table", "table": scene["tables"][0].pk, "slots": [slot.pk for slot in scene["slots"]]}
    browser = browse_as(world.manager)
    answer = browser.post(reverse("events:day-trouble", args=[scene["event"].pk]), asked)
    page = browser.get(answer["Location"]).content.decode()
    assert "changes table" in page
    draft = scene["event"].timetables.first()
    assert {one.table for one in draft.placements.all()} == {scene["tables"][1]}


def test_trouble_without_whom_or_when_is_asked_for(
    world: World, scene: dict[str, Any], browse_as: Callable[..., Client]
) -> None:
    address = reverse("events:day-trouble", args=[scene["event"].pk])
    for asked in ({"kind": "no_show"}, {"kind": "away", "participant": scene["a"].pk}, {"kind": "table"}):
        assert browse_as(world.manager).post(address, asked).status_code == 422
    assert scene["event"].timetables.count() == 1


def test_past_rates_advise_how_many_to_plan(world: World, scene: dict[str, Any]) -> None:
    assert queries.advice(scene["event"], 10) is None
    past = records.event(world, starts_on=timezone.localdate() - dt.timedelta(days=400))
    for number in range(20):
        records.meeting(records.participant(past), state="held" if number < 15 else "missed")
    advice = queries.advice(scene["event"], 10)
    assert advice is not None
    assert (advice.meetings, advice.events, advice.rate, advice.planned > 10) == (20, 1, 0.75, True)
