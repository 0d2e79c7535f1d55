"""What a mission no longer has is cancelled in the calendars people subscribed to, under the entry they know."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from intercluster_web.calendar import occasions_of
from intercluster_web.missions.actions import missions as actions
from intercluster_web.missions.models import Delegate, Mission, Precision, State, Step
from tests.web.factories import World
from tests.web.missions import records

LONG_AGO = dt.date(2026, 1, 1)


@pytest.fixture
def mission(world: World) -> Mission:
    return records.mission(world, starts=timezone.localdate() + dt.timedelta(days=30))


def _entries(content: bytes) -> dict[str, tuple[str, int]]:
    """Status and sequence by identifier."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(each["UID"]): (str(each["STATUS"]), int(each["SEQUENCE"])) for each in found}


def _road(client: Client, delegate: Delegate) -> dict[str, tuple[str, int]]:
    """The steps in a delegate's calendar."""
    found = _entries(client.get(reverse("missions:road-file", args=[delegate.token(), "ics"])).content)
    return {uid: said for uid, said in found.items() if not uid.startswith("mission-")}


def _shared(user: Any) -> dict[str, tuple[bool, int]]:
    return {one.uid: (one.cancelled, one.sequence) for one in occasions_of(user, LONG_AGO)}


def _uid(step: Step) -> str:
    return f"{step.uid}@intercluster"


def _save(world: World, step: Step, names: list[str], **chosen: Any) -> None:
    actions.save_line(world.manager, step.mission, step, names, "", chosen=chosen)
    step.refresh_from_db()


def test_a_step_moves_with_a_higher_sequence(world: World, mission: Mission, client: Client) -> None:
    step, one = records.step(world, mission), records.delegate(world, mission)
    before = _road(client, one)
    step.starts += dt.timedelta(hours=1)
    _save(world, step, ["starts"])
    assert _road(client, one) == {_uid(step): ("CONFIRMED", before[_uid(step)][1] + 1)}


def test_a_step_that_is_removed_stays_as_cancelled(
    world: World, mission: Mission, client: Client, browse_as: Callable[..., Client]
) -> None:
    step, one = records.step(world, mission), records.delegate(world, mission)
    other, after = records.step(world, mission), step.sequence + 1
    assert browse_as(world.manager).post(
        reverse("missions:line-delete", args=[mission.pk, "steps", step.pk])
    ).status_code == 302  # fmt: skip
    assert _road(client, one) == {_uid(other): ("CONFIRMED", 0), _uid(step): ("CANCELLED", after)}
    assert _shared(world.manager)[_uid(step)] == (True, after)
    page = client.get(reverse("missions:road", args=[one.token()])).content.decode()
    assert page.count(step.title) == 1


def test_who_no_longer_goes_is_told_and_who_goes_again_too(world: World, mission: Mission, client: Client) -> None:
    step, first, second = (
        records.step(world, mission),
        records.delegate(world, mission),
        records.delegate(world, mission),
    )
    assert [_road(client, one)[_uid(step)][0] for one in (first, second)] == ["CONFIRMED"] * 2
    _save(world, step, [], who=(set(), {first.pk}))
    assert _road(client, first) == {_uid(step): ("CONFIRMED", 1)}
    assert _road(client, second) == {_uid(step): ("CANCELLED", 1)}
    assert _shared(world.manager)[_uid(step)] == (False, 1)
    _save(world, step, [], who=({first.pk}, {second.pk}))
    assert _road(client, first) == {_uid(step): ("CANCELLED", 2)}
    assert _road(client, second) == {_uid(step): ("CONFIRMED", 2)}


def test_a_parallel_visit_that_is_removed_is_no_news_for_the_others(
    world: World, mission: Mission, client: Client
) -> None:
    step, first, second = (
        records.step(world, mission),
        records.delegate(world, mission),
        records.delegate(world, mission),
    )
    step.who.add(first)
    actions.delete_line(world.manager, mission, step)
    assert _road(client, first) == {_uid(step): ("CANCELLED", 1)}
    assert _road(client, second) == {}


def test_a_visit_of_one_delegate_does_not_become_everybodys(world: World, mission: Mission, client: Client) -> None:
    alone, together = records.step(world, mission), records.step(world, mission)
    first, second = records.delegate(world, mission), records.delegate(world, mission)
    alone.who.add(first)
    together.who.add(first, second)
    actions.delete_line(world.manager, mission, first)
    assert _road(client, second)[_uid(together)] == ("CONFIRMED", 0)
    assert _road(client, second)[_uid(alone)][0] == "CANCELLED"


def test_a_mission_called_off_cancels_its_steps(world: World, mission: Mission, client: Client) -> None:
    step, one = records.step(world, mission), records.delegate(world, mission)
    mission.state = State.CANCELLED
    actions.change(world.manager, mission, ["state"], "")
    assert _road(client, one) == {_uid(step): ("CANCELLED", 1)}
    assert _shared(world.manager)[f"mission-{mission.pk}@intercluster"][0]


def test_a_new_title_of_a_mission_is_newer_in_the_calendars_of_its_steps(
    world: World, mission: Mission, client: Client
) -> None:
    step, one = records.step(world, mission), records.delegate(world, mission)
    mission.title = "To Wuhan and Chengdu"
    actions.change(world.manager, mission, ["title"], "")
    assert _road(client, one) == {_uid(step): ("CONFIRMED", 1)}


def test_a_deleted_mission_is_cancelled_in_the_calendars_of_its_organisation(world: World, mission: Mission) -> None:
    step, key = records.step(world, mission), mission.pk
    before = _shared(world.manager)
    actions.delete(world.manager, mission)
    after = _shared(world.manager)
    assert set(after) == set(before) == {_uid(step), f"mission-{key}@intercluster"}
    assert all(off and sequence > before[uid][1] for uid, (off, sequence) in after.items())
    assert _shared(world.people["other"]) == {}


def test_days_that_are_no_longer_known_leave_the_calendar_and_come_back(world: World, mission: Mission) -> None:
    uid = f"mission-{mission.pk}@intercluster"
    mission.precision = Precision.MONTH
    actions.change(world.manager, mission, ["precision"], "")
    assert _shared(world.manager)[uid][0]
    mission.precision = Precision.DAY
    actions.change(world.manager, mission, ["precision"], "")
    assert not _shared(world.manager)[uid][0]


def test_the_shared_calendar_asks_as_much_for_many_missions_as_for_one(world: World, mission: Mission) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            occasions_of(world.manager, LONG_AGO)
        return len(queries)

    def more() -> None:
        actions.delete_line(world.manager, mission, records.step(world, mission))
        step = records.step(world, records.mission(world))
        step.who.add(records.delegate(world, step.mission))

    more()
    few = asked()
    for _each in range(5):
        more()
    assert asked() == few
