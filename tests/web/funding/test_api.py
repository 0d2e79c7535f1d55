"""Programme cards for programs: added, corrected, with their conditions."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from intercluster_web.directory.models import Programme
from intercluster_web.funding.models import Card, Correction, Requirement
from tests.web.factories import World
from tests.web.funding import records
from tests.web.program import Program, told

PROCOPE = {"name": "Procope", "source_url": "its page", "pays": ["travel"], "pays_not": ["staff"]}
BOTH = {"kind": "both_sides", "countries": ["FR"], "others": ["DE"], "source_url": "its page"}


def test_a_card_is_added_once_for_its_programme(world: World) -> None:
    ask = Program(world.manager, "funding")
    status, made = ask("POST", "", PROCOPE | {"owner": "A ministry", "contact": "ours"})
    assert (status, made["name"], made["pays"], made["conditions"]) == (201, "Procope", ["travel"], [])
    assert ask("POST", "", PROCOPE | {"pays": []})[1]["pays"] == ["travel"]
    assert ask("GET", f"/{made['key']}") == (200, made)
    assert (Programme.objects.get(name="Procope").owner, Card.objects.get().contact) == ("A ministry", world.ours)
    assert told(ask("POST", "", PROCOPE | {"name": "Other", "pays_not": ["travel"]})) == (422, [("pays_not",)])
    assert told(ask("POST", "", PROCOPE | {"name": "Other", "contact": "Nobody"})) == (422, [("contact",)])
    assert Card.objects.count() == 1


def test_a_correction_keeps_what_the_card_said(world: World) -> None:
    card = records.card(about="Exchanges", contact=world.ours)
    ask = Program(world.manager, "funding")
    read = ask("GET", "/a-programme")[1]
    status, changed = ask("PATCH", "/a-programme", {"mark": read["mark"], "status": "ended"})
    assert (status, changed["status"], changed["about"]) == (200, "ended", "Exchanges")
    card.refresh_from_db()
    assert card.contact == world.ours
    assert [one.attribute for one in Correction.objects.all()] == ["status"]
    status, said = ask("PATCH", "/a-programme", {"mark": read["mark"], "status": "to_check"})
    assert (status, said["differs"]) == (409, ["status"])


def test_conditions_are_added_once_corrected_and_taken_out(world: World) -> None:
    records.card()
    ask = Program(world.manager, "funding")
    here = "/a-programme/conditions"
    status, made = ask("POST", here, BOTH)
    assert (status, made["countries"], made["others"]) == (201, ["FR"], ["DE"])
    assert ask("POST", here, BOTH)[1]["id"] == made["id"]
    assert told(ask("POST", here, BOTH | {"kind": "partners", "number": 0})) == (422, [("number",)])
    assert told(ask("POST", here, BOTH | {"kind": "in_zone", "zone": "nowhere"})) == (422, [("zone",)])
    one = f"{here}/{made['id']}"
    status, changed = ask("PATCH", one, {"mark": made["mark"], "others": ["GB"]})
    assert (status, changed["others"], changed["countries"]) == (200, ["GB"], ["FR"])
    status, said = ask("PATCH", one, {"mark": made["mark"], "others": ["IT"]})
    assert (status, said["differs"], said["now"]["others"]) == (409, ["others"], ["GB"])
    assert ask("DELETE", one) == (204, None)
    assert not Requirement.objects.exists()
    assert Correction.objects.count() == 3


def test_many_cards_ask_no_more_than_one(world: World) -> None:
    ask = Program(world.manager, "funding")
    records.requirement()
    ask("GET", "")
    with CaptureQueriesContext(connection) as few:
        ask("GET", "")
    for number in range(4):
        records.requirement(records.card(f"programme-{number}"))
    with CaptureQueriesContext(connection) as many:
        part = ask("GET", "?limit=2&offset=1")[1]
    assert (part["count"], len(part["items"]), len(many)) == (5, 2, len(few))
