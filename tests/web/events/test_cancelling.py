"""One meeting cancelled: told to both, kept in their calendars, not brought back by the choice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from intercluster_web.events.actions import cancelling as actions
from intercluster_web.events.models import MeetingState, RequestState
from intercluster_web.events.queries.requests_choice import pairs
from intercluster_web.records.together import ChangedMeanwhileError
from tests.web.events import records
from tests.web.factories import World


@pytest.fixture
def scene(world: World) -> dict[str, Any]:
    """A meeting in the timetable that came from a request."""
    event = records.event(world)
    slot, table = records.slots(event)[0], records.tables(event)[0]
    a, b = records.participant(event), records.participant(event)
    asked = records.request(a, b, state=RequestState.ACCEPTED)
    meeting = records.meeting(a, b, slot=slot, table=table, request=asked, locked=True, sequence=1)
    return {"event": event, "a": a, "b": b, "request": asked, "meeting": meeting}


def test_both_calendars_strike_the_entry_out_with_the_reason(world: World, scene: dict[str, Any]) -> None:
    done = actions.cancel(world.manager, scene["meeting"], "The room is closed.", seen=1)
    assert (done.state, done.sequence, done.locked) == (MeetingState.CANCELLED, 2, False)
    for one in (scene["a"], scene["b"]):
        calendar = Client().get(reverse("events:me-calendar", args=[one.token()])).content.decode()
        for line in ("STATUS:CANCELLED", "SEQUENCE:2", f"UID:{done.uid}@intercluster", "The room is closed."):
            assert line in calendar


def test_their_own_pages_say_what_changed(world: World, scene: dict[str, Any]) -> None:
    event, first, slot = scene["event"], scene["meeting"], scene["event"].slots.all()[1]
    second = records.meeting(scene["a"], other := records.participant(event), slot=slot)
    line = {"code": "moved", "meeting": second.pk, "old": [first.slot_id, None], "new": [slot.pk, None]}
    told = {"told": [{"participant": one.pk, "lines": [line]} for one in (scene["a"], other)]}
    records.timetable(first, second, state="final", report=told)
    actions.cancel(world.manager, first, "The room is closed.", seen=1)
    mine, theirs = (
        Client().get(reverse("events:me", args=[one.token()])).content.decode() for one in (scene["a"], other)
    )
    for words in ("The room is closed.", "is cancelled", f"<strong>{other.organisation_name}</strong>"):
        assert words in mine
    assert ("is cancelled" in theirs, "moves" in theirs) == (False, True)


def test_the_choice_does_not_bring_it_back(world: World, scene: dict[str, Any]) -> None:
    assert len(pairs(scene["event"], unanswered=True)) == 1
    actions.cancel(world.manager, scene["meeting"], "", seen=1)
    scene["request"].refresh_from_db()
    assert (scene["request"].state, pairs(scene["event"], unanswered=True)) == (RequestState.WITHDRAWN, [])


def test_what_took_place_or_changed_meanwhile_is_not_cancelled(world: World, scene: dict[str, Any]) -> None:
    meeting = scene["meeting"]
    with pytest.raises(ChangedMeanwhileError):
        actions.cancel(world.manager, meeting, "", seen=7)
    meeting.state = MeetingState.HELD
    meeting.save()
    with pytest.raises(ValidationError):
        actions.cancel(world.manager, meeting, "", seen=1)


def test_the_page_tells_the_second_organiser(
    world: World, scene: dict[str, Any], browse_as: Callable[..., Client]
) -> None:
    meeting = scene["meeting"]
    address = reverse("events:meeting-cancel", args=[scene["event"].pk, meeting.pk])
    browser = browse_as(world.manager)
    stale = browser.post(address, {"because": "", "seen": 9})
    assert (stale.status_code, "meanwhile" in stale.content.decode()) == (409, True)
    assert browser.post(address, {"because": "", "seen": 1}).url == reverse("events:mails", args=[scene["event"].pk])
    assert browser.get(address).url == reverse("events:meetings", args=[scene["event"].pk])
