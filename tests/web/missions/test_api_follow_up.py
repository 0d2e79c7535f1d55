"""Missions for programs: shared, compared, ended; hosts kept, links replaced, expert days."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from intercluster_web.contacts.models import Contact
from intercluster_web.missions.models import Delegate, ExpertGrant, ExpertUse, Mission
from intercluster_web.scouting.models import Encounter
from tests.web.factories import World
from tests.web.missions import records
from tests.web.missions.test_api import ask
from tests.web.program import Program, told

__all__ = ["ask"]

AIMA = {"owner": "ours", "name": "AIMA", "days": "10.5"}


def test_who_sees_a_mission_is_said(world: World, ask: Program) -> None:
    mission = records.mission(world)
    shared = {"visibility": "partner", "partners": ["theirs"]}
    assert told(ask("PUT", f"{mission.pk}/sharing", {"visibility": "partner"})) == (422, [("partners",)])
    assert ask("PUT", f"{mission.pk}/sharing", shared) == (200, shared)
    assert ask("GET", f"{mission.pk}/sharing") == (200, shared)
    theirs = Program(world.people["other"], "missions/")
    assert (theirs("GET", f"{mission.pk}")[0], theirs("PUT", f"{mission.pk}/sharing", shared)[0]) == (200, 403)


def test_a_mission_is_deleted(world: World, ask: Program) -> None:
    mission = records.mission(world)
    assert ask("DELETE", f"{mission.pk}") == (204, None)
    assert not Mission.objects.exists()


def test_parallel_missions_stand_side_by_side_in_the_order_asked_for(world: World, ask: Program) -> None:
    one, two = records.mission(world, title="One"), records.mission(world, title="Two")
    records.delegate(world, two)
    said = ask("GET", f"compare?mission={two.pk}&mission={one.pk}&mission={10**9}")[1]
    assert [(each["title"], each["figures"]["delegates"]) for each in said["items"]] == [("Two", 1), ("One", 0)]
    assert Program(world.people["other"], "missions/")("GET", f"compare?mission={one.pk}") == (200, {"items": []})
    assert ask("GET", "compare?mission=x")[0] == 422


def test_a_host_is_kept_once(world: World, ask: Program) -> None:
    host = records.host(world)
    here = f"{host.mission_id}/hosts/{host.pk}"
    assert told(ask("POST", f"{here}/contact")) == (422, [()])
    for _twice in range(2):
        status, kept = ask("POST", f"{here}/encounter")
        assert (status, kept["encounter"], kept["contact"]) == (200, Encounter.objects.get().pk, None)
    host.person, host.email = "Ada", "ada@example.org"
    host.save()
    for _twice in range(2):
        assert ask("POST", f"{here}/contact")[1]["contact"] == Contact.objects.get().pk


def test_a_delegates_link_is_replaced(world: World, ask: Program) -> None:
    delegate = records.delegate(world)
    before = delegate.token()
    page = ask("POST", f"{delegate.mission_id}/delegates/{delegate.pk}/link")[1]["road_page"]
    assert (Delegate.of(before), Delegate.of(page.split("/")[-2])) == (None, delegate)


def test_expert_days_are_added_once_changed_and_deleted(world: World, ask: Program) -> None:
    status, made = ask("POST", "experts", AIMA)
    assert (status, made["days"], made["left"], made["owner"]) == (201, "10.5", "10.5", "ours")
    assert ask("POST", "experts", AIMA)[1]["id"] == made["id"]
    assert told(ask("POST", "experts", AIMA | {"days": -1})) == (422, [("days",)])
    ExpertUse.objects.create(mission=records.mission(world), grant_id=made["id"], days=2)
    one = f"experts/{made['id']}"
    status, changed = ask("PATCH", one, {"mark": made["mark"], "days": 12})
    assert (status, changed["left"], changed["name"]) == (200, "10.0", "AIMA")
    status, said = ask("PATCH", one, {"mark": made["mark"], "days": 13})
    assert (status, said["differs"], said["now"]["mark"]) == (409, ["days"], changed["mark"])
    assert Program(world.people["other"], "missions/")("GET", "experts")[1]["count"] == 0
    assert ask("DELETE", one) == (204, None)
    assert not ExpertGrant.objects.exists()


def test_many_expert_days_ask_no_more_than_few(world: World, ask: Program) -> None:
    records.grant(world)
    ask("GET", "experts")
    with CaptureQueriesContext(connection) as few:
        ask("GET", "experts")
    for _ in range(4):
        records.grant(world)
    with CaptureQueriesContext(connection) as many:
        part = ask("GET", "experts?limit=2&offset=1")[1]
    assert (part["count"], len(part["items"]), len(many)) == (5, 2, len(few))
