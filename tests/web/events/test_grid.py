"""The grid: meetings moved, clashes refused, two organisers at once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from intercluster_web.events.actions import grid as actions
from intercluster_web.events.models import Meeting, Timetable, TimetableState
from intercluster_web.events.queries.grid import Moving
from intercluster_web.records.together import ChangedMeanwhileError
from tests.web.events import records
from tests.web.factories import World

JSON = {"accept": "application/json"}


@pytest.fixture
def scene(world: World) -> dict[str, Any]:
    """Two meetings of one person in a draft, four slots, two tables."""
    event = records.event(world)
    slots, tables = records.slots(event), records.tables(event)
    a, b, c = (records.participant(event) for _ in range(3))
    first = records.meeting(a, b, slot=slots[0], table=tables[0])
    second = records.meeting(a, c, slot=slots[1], table=tables[0])
    draft = records.timetable(first, second)
    return {"event": event, "slots": slots, "tables": tables, "a": a, "first": first, "second": second, "draft": draft}


def _placed(scene: dict[str, Any], which: str = "first") -> Any:
    return scene["draft"].placements.get(meeting=scene[which])


def test_a_move_changes_the_draft_and_nobodys_meeting(world: World, scene: dict[str, Any]) -> None:
    moved = actions.move(world.manager, _placed(scene), scene["slots"][2], seen=1)
    assert (moved.slot, moved.table, moved.revision) == (scene["slots"][2], scene["tables"][0], 2)
    scene["first"].refresh_from_db()
    assert (scene["first"].slot, scene["first"].sequence) == (scene["slots"][0], 0)


def test_the_second_organiser_is_told_and_nothing_is_lost(world: World, scene: dict[str, Any]) -> None:
    placement = _placed(scene)
    actions.move(world.manager, placement, scene["slots"][2], seen=1)
    with pytest.raises(ChangedMeanwhileError):
        actions.move(world.manager, placement, scene["slots"][3], seen=1)
    assert _placed(scene).slot == scene["slots"][2]


def test_one_cell_takes_one_meeting(world: World, scene: dict[str, Any]) -> None:
    event, slots, tables = scene["event"], scene["slots"], scene["tables"]
    other = records.meeting(records.participant(event), records.participant(event))
    records.timetable(other)
    scene["draft"].placements.create(meeting=other)
    actions.move(world.manager, scene["draft"].placements.get(meeting=other), slots[3], tables[0], seen=1)
    with pytest.raises(actions.ClashError) as clash:
        actions.move(world.manager, _placed(scene), slots[3], tables[0], seen=1)
    assert [one.code for one in clash.value.obstacles] == ["table_taken"]


def _codes(scene: dict[str, Any], slot: int, table: Any = None) -> list[str]:
    return [one.code for one in Moving(_placed(scene)).obstacles(scene["slots"][slot], table)]


def test_each_obstacle_is_named(scene: dict[str, Any]) -> None:
    slots, tables, first = scene["slots"], scene["tables"], scene["first"]
    assert _codes(scene, 2) == []
    assert _codes(scene, 1) == ["busy"]
    scene["a"].away.add(slots[2])
    assert _codes(scene, 2) == ["away"]
    tables[1].closed.add(slots[3])
    assert _codes(scene, 3, tables[1]) == ["table_closed"]
    records.participant(scene["event"], booth=tables[1])
    assert _codes(scene, 3, tables[1]) == ["table_closed", "reserved"]
    Meeting.objects.filter(pk=first.pk).update(wish="am")
    assert _codes(scene, 3) == ["wish"]
    first.after.add(scene["second"])
    assert _codes(scene, 3) == ["wish"]
    assert _codes(scene, 0) == ["order"]
    Meeting.objects.filter(pk=first.pk).update(locked=True)
    assert _codes(scene, 3) == ["locked", "wish"]


def test_a_wish_may_be_overruled_and_a_clash_may_not(world: World, scene: dict[str, Any]) -> None:
    Meeting.objects.filter(pk=scene["first"].pk).update(wish="am")
    with pytest.raises(actions.ClashError):
        actions.move(world.manager, _placed(scene), scene["slots"][3], seen=1)
    with pytest.raises(actions.ClashError):
        actions.move(world.manager, _placed(scene), scene["slots"][1], seen=1, anyway=True)
    assert actions.move(world.manager, _placed(scene), scene["slots"][3], seen=1, anyway=True).slot == scene["slots"][3]


def test_what_people_know_is_not_moved(world: World, scene: dict[str, Any]) -> None:
    Timetable.objects.filter(pk=scene["draft"].pk).update(state=TimetableState.FINAL)
    with pytest.raises(ValidationError):
        actions.move(world.manager, _placed(scene), scene["slots"][3], seen=1)


def test_a_locked_meeting_stays_until_it_is_let_go(world: World, scene: dict[str, Any]) -> None:
    actions.lock(world.manager, _placed(scene), locked=True)
    with pytest.raises(actions.ClashError):
        actions.move(world.manager, _placed(scene), None, seen=1)
    actions.lock(world.manager, _placed(scene), locked=False)
    assert actions.move(world.manager, _placed(scene), None, seen=1).slot is None
    with pytest.raises(ValidationError):
        actions.lock(world.manager, _placed(scene), locked=True)


def _address(scene: dict[str, Any]) -> str:
    return reverse("events:grid-meeting", args=[scene["event"].pk, scene["draft"].number, scene["first"].pk])


def test_the_script_and_the_form_get_the_same_answers(
    world: World, scene: dict[str, Any], browse_as: Callable[..., Client]
) -> None:
    browser, slots = browse_as(world.manager), scene["slots"]
    openings = browser.get(_address(scene), headers=JSON).json()
    assert {int(key): each["hard"] for key, each in openings["slots"].items()} == {slots[1].pk: True}
    clash = {"slot": slots[1].pk, "seen": 1}
    assert browser.post(_address(scene), clash, headers=JSON).status_code == 409
    assert "meets" in browser.post(_address(scene), clash).content.decode()
    good = {"slot": slots[2].pk, "seen": 1}
    rows = browser.post(_address(scene), good, headers=JSON).json()["rows"]
    assert f"p{scene['a'].pk}" in rows
    late = browser.post(_address(scene), {"slot": slots[3].pk, "seen": 1}, headers=JSON)
    assert (late.status_code, "meanwhile" in json.dumps(late.json())) == (409, True)
    assert late.json()["rows"][f"p{scene['a'].pk}"] == rows[f"p{scene['a'].pk}"]


def test_filters_leave_rows_out_and_names_are_escaped(
    world: World, scene: dict[str, Any], browse_as: Callable[..., Client]
) -> None:
    one = records.participant(scene["event"], name="<b>Ada</b>", organisation_name="<i>Optics</i>", country="DE")
    browser = browse_as(world.manager)
    address = reverse("events:grid", args=[scene["event"].pk, scene["draft"].number])
    page = browser.get(address, {"country": "DE"}).content.decode()
    assert "&lt;b&gt;Ada" in page
    assert "<b>Ada" not in page
    assert (f'data-row="p{one.pk}"' in page, f'data-row="p{scene["a"].pk}"' in page) == (True, False)
