"""Watches for programs: begun, changed, read, followed, kept on the spot, ended."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intercluster_web.watch.models import Finding, Keeper, Watch
from tests.web.contacts.records import contact
from tests.web.factories import World
from tests.web.program import Program, told
from tests.web.scouting.records import PHOTONICS
from tests.web.watch import records

LASERS = {"owner": "ours", "title": "Lasers", "concepts": [PHOTONICS], "zones": ["DE"]}


def test_a_watch_is_begun_once(world: World) -> None:
    ask = Program(world.manager, "watches")
    status, made = ask("POST", "", LASERS)
    assert (status, made["title"], made["zones"], made["new"], made["comes_from"]) == (201, "Lasers", ["DE"], 0, "free")
    assert ask("POST", "", LASERS)[1]["id"] == made["id"]
    watch = Watch.objects.get()
    assert (watch.owner, list(watch.followers.all())) == (world.ours, [world.manager])
    assert told(ask("POST", "", LASERS | {"zones": ["XX"]})) == (422, [("zones",)])
    assert told(ask("POST", "", LASERS | {"concepts": []})) == (422, [("concepts",)])
    assert told(ask("POST", "", LASERS | {"lock": 1})) == (422, [("strategy",)])
    assert ask("POST", "", LASERS | {"owner": "theirs"})[0] == 404


def test_fields_are_recognised_from_words(world: World) -> None:
    status, made = Program(world.manager, "watches")("POST", "", {"owner": "ours", "words": "photonics"})
    assert (status, made["title"], PHOTONICS in made["concepts"]) == (201, "photonics", True)


def test_a_watch_comes_from_an_objective_of_ours(world: World) -> None:
    objective = records.objective(world)
    ask = Program(world.manager, "watches")
    status, made = ask("POST", "", {"objective": objective.pk, "concepts": [PHOTONICS], "zones": []})
    assert (status, made["comes_from"], made["owner"]) == (201, "objective", "ours")
    assert Program(world.people["other"], "watches")("POST", "", {"objective": objective.pk})[0] == 404


def test_who_changes_second_is_told(world: World) -> None:
    watch = records.watch(world, comes_from="free")
    ask = Program(world.manager, "watches")
    read = ask("GET", f"/{watch.pk}")[1]
    status, changed = ask("PATCH", f"/{watch.pk}", {"mark": read["mark"], "title": "Optics"})
    assert (status, changed["title"], changed["zones"]) == (200, "Optics", ["DE"])
    status, said = ask("PATCH", f"/{watch.pk}", {"mark": read["mark"], "title": "Light"})
    assert (status, said["differs"], said["now"]["title"]) == (409, ["title"], "Optics")


def test_findings_are_read_and_removed_and_news_followed(world: World) -> None:
    finding = records.finding(world, records.watch(world))
    here = f"/{finding.watch_id}"
    ask = Program(world.manager, "watches")
    assert ask("GET", here)[1]["new"] == 1
    assert ask("POST", f"{here}/read")[1]["new"] == 0
    assert ask("PUT", f"{here}/follow", {"follow": True}) == (200, {"follow": True})
    assert list(finding.watch.followers.all()) == [world.manager]
    assert ask("PUT", f"{here}/follow", {"follow": False}) == (200, {"follow": False})
    assert ask("DELETE", f"{here}/findings/{finding.pk}") == (204, None)
    assert not Finding.objects.exists()
    assert ask("POST", f"{here}/look")[0] == 200
    assert ask("POST", f"{here}/look") == (200, {"new": 0})
    assert ask("DELETE", here) == (204, None)
    assert not Watch.objects.exists()


def test_somebody_on_the_spot_is_asked_once_and_released(world: World) -> None:
    watch = records.watch(world)
    one, theirs = contact(world.ours, "Ada"), contact(world.theirs, "Bo")
    ask = Program(world.manager, "watches")
    here = f"/{watch.pk}/keepers"
    assert told(ask("POST", here, {"contact": theirs.pk})) == (422, [("contact",)])
    status, made = ask("POST", here, {"contact": one.pk})
    assert (status, made["name"], made["reports"]) == (201, str(one), 0)
    assert told(ask("POST", here, {"contact": one.pk})) == (422, [("contact",)])
    assert Keeper.objects.get().token() in made["report_page"]
    assert ask("GET", here)[1]["count"] == 1
    assert ask("DELETE", f"{here}/{made['id']}") == (204, None)
    assert ask("GET", here) == (200, {"count": 0, "items": []})


@pytest.mark.parametrize("what", ["", "/{pk}/findings", "/{pk}/keepers"])
def test_a_list_of_many_asks_no_more_than_of_one(world: World, what: str) -> None:
    watch = records.watch(world)
    ask, address = Program(world.manager, "watches"), what.format(pk=watch.pk)
    counted = []
    for number in (1, 4):
        for _ in range(number):
            records.finding(world, watch)
            records.watch(world)
            person = contact(world.ours, f"Keeper {watch.keepers.count()}", organisation=world.theirs)
            Keeper.objects.create(watch=watch, contact=person, expires_at=timezone.now() + dt.timedelta(days=1))
        ask("GET", address)
        with CaptureQueriesContext(connection) as asked:
            found = ask("GET", address)[1]
        counted.append(len(asked))
        assert len(found["items"]) == found["count"] > number - 1
    assert counted[0] == counted[1]
