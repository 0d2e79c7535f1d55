"""Missions for programs: cards, programme, budget with shares by funder, sheets, history, as on the pages."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intercluster_web.missions.models import Companion, Host, Mission, Sheet, Step
from tests.web import factories
from tests.web.factories import World
from tests.web.missions import records
from tests.web.program import Program, told


@pytest.fixture
def ask(world: World) -> Program:
    return Program(world.manager, "missions/")


def test_a_mission_is_made_changed_and_listed(world: World, ask: Program) -> None:
    sent = {"owner": "ours", "title": "To Wuhan", "country": "CN", "time_zone": "Asia/Shanghai"}
    status, made = ask("POST", "", sent)
    assert (status, made["owner"], made["state"], made["starts"]) == (201, "ours", "idea", None)
    assert told(ask("POST", "", sent | {"town": "Wuhan"})) == (422, [("town",)])
    assert told(ask("PATCH", f"{made['id']}", {"mark": made["mark"], "state": "done"})) == (422, [("starts",)])
    Mission.objects.update(place="Theirs")
    status, late = ask("PATCH", f"{made['id']}", {"mark": made["mark"], "place": "Wuhan"})
    assert (status, late["differs"], late["now"]["place"]) == (409, ["place"], "Theirs")
    status, changed = ask(
        "PATCH", f"{made['id']}", {"mark": late["now"]["mark"], "place": "Wuhan", "starts": "2031-05-05"}
    )
    assert (status, changed["place"], changed["starts"], changed["country"]) == (200, "Wuhan", "2031-05-05", "CN")
    assert [one["id"] for one in ask("GET", "?q=wuhan&country=CN")[1]["items"]] == [made["id"]]
    assert ask("GET", "?state=done")[1] == {"count": 0, "items": []}


def test_lines_are_added_changed_and_removed(world: World, ask: Program) -> None:
    mission = records.mission(world, time_zone="Asia/Shanghai")
    one, two = records.delegate(world, mission), records.delegate(world, mission)
    host = records.host(world, mission)
    step = {"title": "Visit", "starts": "2026-05-04T09:00", "host": host.pk, "who": [one.pk]}
    status, made = ask("POST", f"{mission.pk}/lines/steps", {"values": step})
    kept = Step.objects.get()
    assert (status, kept.starts, list(kept.who.all())) == (201, dt.datetime(2026, 5, 4, 1, tzinfo=dt.UTC), [one])
    assert told(ask("POST", f"{mission.pk}/lines/steps", {"values": step | {"host": 10**18}})) == (422, [("host",)])
    address = f"{mission.pk}/lines/steps/{made['id']}"
    status, changed = ask("PATCH", address, {"mark": made["mark"], "values": {"who": [two.pk], "place": "Gate 3"}})
    assert (status, changed["values"]["who"], changed["values"]["title"]) == (200, [two.pk], "Visit")
    kept.refresh_from_db()
    assert (kept.place, kept.sequence, list(kept.who.all())) == ("Gate 3", 1, [two])
    status, late = ask("PATCH", address, {"mark": made["mark"], "values": {"place": "Gate 4"}})
    assert (status, late["differs"], late["now"]["values"]["place"]) == (409, ["place"], "Gate 3")
    assert ask("DELETE", address) == (204, None)
    assert ask("GET", f"{mission.pk}/lines/steps") == (200, {"count": 0, "items": []})


def test_a_field_that_a_line_does_not_have_is_refused(world: World, ask: Program) -> None:
    mission = records.mission(world)
    sent = {"values": {"name": "A park", "nmae": "x"}}
    assert told(ask("POST", f"{mission.pk}/lines/hosts", sent)) == (422, [("values", "nmae")])
    assert not Host.objects.exists()


def test_the_budget_says_who_pays_what(world: World, ask: Program) -> None:
    mission = records.mission(world)
    records.delegate(world, mission)
    share = records.funded(world, mission)
    found = ask("GET", f"{mission.pk}/budget")[1]
    cost = found["costs"][0]
    assert [(one["funder"], float(one["percent"])) for one in cost["shares"]] == [(share.funder_id, 75.0)]
    pays = [(one["kind"], one["name"], float(one["euros"])) for one in cost["pays"]]
    assert pays == [("funder", "INNET", 3000.0), ("delegate", "A company + A laboratory", 1000.0)]
    assert (float(found["total"]), float(found["planned_total"]), found["remarks"]) == (4000.0, 4000.0, [])
    assert [float(one["euros"]) for one in found["totals"]] == [3000.0, 1000.0]


def test_partners_read_the_programme_and_not_who_to_telephone(db: None) -> None:
    world = factories.world("partner")
    mission = records.mission(world, time_zone="Asia/Shanghai")
    host = records.host(world, mission, person="Test Person", email="person@example.org")
    records.step(world, mission, host=host)
    ours = Program(world.manager, "missions/")("GET", f"{mission.pk}/programme")[1]
    theirs = Program(world.people["other"], "missions/")("GET", f"{mission.pk}/programme")[1]
    assert ours["steps"] == theirs["steps"]
    assert (ours["steps"][0]["starts"], ours["steps"][0]["host"]) == ("2026-05-04T15:00:00+08:00", host.pk)
    assert [(one["hosts"][0]["person"], one["hosts"][0]["email"]) for one in (ours, theirs)] == [
        ("Test Person", "person@example.org"),
        ("", ""),
    ]


def test_a_sheet_is_filled_in_once(world: World, ask: Program) -> None:
    mission = records.mission(world)
    delegate, host = records.delegate(world, mission), records.host(world, mission)
    address = f"{mission.pk}/sheets/{delegate.pk}/{host.pk}"
    assert told(ask("PUT", address, {"filled_name": "Test Person"})) == (422, [()])
    sent = {"filled_name": "Test Person", "research_rating": 4, "research_met": "optics"}
    status, made = ask("PUT", address, sent)
    assert (status, made["research"]["rating"], Sheet.objects.get().filled_by) == (200, 4, world.manager)
    status, late = ask("PUT", address, sent | {"research_rating": 5})
    assert (status, late["differs"], late["now"]["research"]["rating"]) == (409, ["research_rating"], 4)
    status, again = ask("PUT", address, sent | {"research_rating": 5, "mark": made["mark"]})
    assert (status, again["research"]["rating"]) == (200, 5)
    figures = ask("GET", f"{mission.pk}/figures")[1]
    assert (figures["hosts_met"], float(figures["research"]["mean"]), figures["bridges"]) == (
        1,
        5.0,
        {"built": 1, "pairs": 1},
    )


def test_history_tells_the_first_to_a_zone_for_years(world: World, ask: Program) -> None:
    first = records.mission(world, country="CN", state="done", starts=dt.date(2021, 3, 1))
    later = records.mission(world, country="JP", state="done", starts=dt.date(2026, 5, 4))
    Companion.objects.create(mission=later, name="Another cluster")
    records.mission(world, country="JP", state="idea")
    said = ask("GET", "history")[1]
    assert [
        (zone["zone"], [(one["mission"], one["before"], one["years"]) for one in zone["missions"]])
        for zone in said["zones"]
    ] == [("AS", [(later.pk, first.pk, 5), (first.pk, None, None)])]
    assert [(year["missions"], year["joint"]) for year in said["years"] if year["missions"]] == [(1, 1), (1, 0)]


LISTS = ("delegates", "sheets", "results", "lines/steps", "lines/costs")


@pytest.mark.parametrize("what", [*LISTS, "programme", "budget"])
def test_a_room_with_much_asks_no_more_than_one_with_little(
    world: World, browse_as: Callable[..., Client], what: str
) -> None:
    mission, browser = records.mission(world), browse_as(world.manager)
    _fill(world, mission)
    address = f"/api/missions/{mission.pk}/{what}"
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        first = len(browser.get(address).content)
    for _ in range(3):
        _fill(world, mission)
    with CaptureQueriesContext(connection) as many:
        more = len(browser.get(address).content)
    assert more > 2 * first
    assert len(many) == len(few)


def _fill(world: World, mission: Mission) -> None:
    delegate, host = records.delegate(world, mission), records.host(world, mission)
    records.step(world, mission, host=host).who.add(delegate)
    records.funded(world, mission).cost.payers.add(delegate)
    Sheet.objects.create(mission=mission, delegate=delegate, host=host, research_rating=4)
    mission.results.create(title="An agreement", host=host)


def test_the_list_of_missions_asks_no_more_for_many(world: World, browse_as: Callable[..., Client]) -> None:
    browser = browse_as(world.manager)
    records.mission(world)
    browser.get("/api/missions/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/api/missions/")
    for _ in range(4):
        records.mission(world)
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/api/missions/?limit=3&offset=1").json()
    assert (page["count"], len(page["items"]), len(many)) == (5, 3, len(few))
