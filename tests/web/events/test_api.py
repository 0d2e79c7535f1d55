"""Events for programs: from a list of people to a published timetable, by the actions of the pages alone."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intercluster_web.events.models import (
    Event,
    EventState,
    Meeting,
    Participant,
    ParticipantColumns,
    ParticipantState,
    Placement,
    ProfileLine,
    Timetable,
)
from tests.web.events import records
from tests.web.events.program import Program, drafted, told
from tests.web.factories import World

LYON = {"title": "Lyon", "starts_on": "2031-05-05", "ends_on": "2031-05-05", "owner": "ours"}


def test_from_a_spreadsheet_to_a_published_timetable(ask: Program, here: None) -> None:
    status, event = ask("POST", "", LYON)
    assert (status, event["state"], event["time_zone"]) == (201, "draft", "Europe/Paris")
    here_is = f"{event['id']}"
    assert ask("POST", f"{here_is}/step", {"step": "open"})[1]["state"] == "open"
    day = {"days": ["2031-05-05"], "opens": "09:00", "closes": "10:00", "minutes": 20, "pause": 0}
    assert ask("PUT", f"{here_is}/slots", day) == (
        200,
        {"added": 3, "removed": 0, "kept": 0, "to_place_again": []},
    )
    assert ask("POST", f"{here_is}/tables", {"names": "Table 1-2"}) == (201, {"added": 2})
    people = [
        {"email": f"{name}@example.org", "name": name, "organisation_name": name.upper(), "state": "registered"}
        for name in ("ada", "bo", "cy")
    ]
    status, put = ask("PUT", f"{here_is}/participants", {"people": people})
    assert (status, put["new"], put["changed"], put["same"]) == (200, 3, 0, 0)
    for asks, asked in (("ada", "bo"), ("bo", "cy")):
        wish = {"asks": f"{asks}@example.org", "asked": f"{asked}@example.org"}
        status, made = ask("POST", f"{here_is}/requests", wish)
        assert (status, made["state"], made["by_organiser"], made["meeting"]) == (201, "asked", True, None)
        status, answered = ask("POST", f"{here_is}/requests/{made['id']}/answer", {"answer": "accept"})
        assert (status, answered["state"]) == (200, "accepted")
        assert answered["meeting"] == Meeting.objects.get(request=made["id"]).pk
    status, run = ask("POST", f"{here_is}/timetables", {"seconds": 10})
    assert (status, run["number"]) == (201, 1)
    draft = ask("GET", f"{here_is}/timetables/1")[1]
    proof = {name: draft[name] for name in ("state", "status", "gaps", "bound", "placed", "meetings", "sound")}
    assert proof == {
        "state": "draft",
        "status": "optimal",
        "gaps": 0,
        "bound": 0,
        "placed": 2,
        "meetings": 2,
        "sound": True,
    }
    changes = ask("GET", f"{here_is}/timetables/1/changes")[1]
    assert (changes["people"], changes["faults"], [one["change"] for one in changes["items"]]) == (3, [], ["new"] * 2)
    status, out = ask("POST", f"{here_is}/timetables/1/publish", {"mark": changes["mark"], "final": True})
    assert (status, out["state"], len(out["people"])) == (200, "final", 3)
    assert Event.objects.get().state == EventState.FINAL
    rows = ask("GET", f"{here_is}/timetables/1/meetings")[1]
    assert (rows["count"], {one["time_zone"] for one in rows["items"]}) == (2, {"Europe/Paris"})
    assert [one["sequence"] for one in rows["items"]] == [1, 1]
    starts = [dt.datetime.fromisoformat(one["starts"]) for one in rows["items"]]
    assert [one.utcoffset() for one in starts] == [dt.timedelta(hours=2)] * 2
    assert {one.hour for one in starts} == {9}


def test_a_card_that_changed_meanwhile_says_what_differs(world: World, ask: Program) -> None:
    event = records.event(world)
    read = ask("GET", f"{event.pk}")[1]
    Event.objects.update(title="Theirs")
    status, said = ask("PATCH", f"{event.pk}", {"mark": read["mark"], "title": "Ours", "place": "Lyon"})
    assert (status, sorted(said["differs"]), said["now"]["title"]) == (409, ["place", "title"], "Theirs")
    assert Event.objects.get().title == "Theirs"
    again = {"mark": said["now"]["mark"], "title": "Ours", "place": "Lyon"}
    status, changed = ask("PATCH", f"{event.pk}", again)
    assert (status, changed["title"], changed["place"]) == (200, "Ours", "Lyon")


def test_what_is_left_out_of_a_change_stays(world: World, ask: Program) -> None:
    event = records.event(world, about="A day of optics", fairness=None)
    mark = ask("GET", f"{event.pk}")[1]["mark"]
    assert ask("PATCH", f"{event.pk}", {"mark": mark, "register_until": "2031-01-01"})[0] == 200
    event.refresh_from_db()
    assert (event.about, event.fairness, event.register_until) == ("A day of optics", None, dt.date(2031, 1, 1))


def test_wrong_input_is_told_field_by_field(world: World, ask: Program) -> None:
    event = records.event(world)
    here = f"{event.pk}"
    assert told(ask("POST", "", LYON | {"ends_on": "2031-05-01"})) == (422, [("ends_on",)])
    assert told(ask("POST", "", LYON | {"titel": "x"})) == (422, [("titel",)])
    assert told(ask("POST", "", LYON | {"cooperation": 10**30})) == (422, [("cooperation",)])
    assert told(ask("POST", "", LYON | {"cooperation": 2**62})) == (422, [("cooperation",)])
    assert told(ask("POST", f"{here}/step", {"step": "cancelled"})) == (422, [("step",)])
    assert told(ask("POST", f"{here}/requests", {"asks": 1, "asked": "x@example.org"})) == (422, [("asks",)])
    assert ask("GET", f"{10**40}")[0] == 404
    assert ask("GET", f"{here}/participants/{10**40}")[0] == 404
    assert ask("GET", f"{here}/timetables/{10**40}")[0] == 404


def test_many_people_are_put_all_or_none(world: World, ask: Program) -> None:
    event = records.event(world)
    there = records.participant(event, email="ada@example.org", name="Ada", organisation_name="Optics", state="invited")
    ada = {"email": "Ada@Example.org", "name": "Ada", "organisation_name": "Optics", "state": "registered"}
    need = {"kind": "licence", "text": "Coatings | thin"}
    bo = {"email": "bo@example.org", "name": "Bo", "organisation_name": "Lasers", "country": "France", "needs": [need]}
    wrong = [ada, bo | {"country": "Atlantis"}, bo | {"email": "nowhere"}, ada]
    status, where = told(ask("PUT", f"{event.pk}/participants", {"people": wrong}))
    assert (status, where) == (422, [("people", 1, "country"), ("people", 2, "email"), ("people", 3, "name")])
    plan = {
        "new": 1,
        "changed": 1,
        "same": 0,
        "people": [
            {"item": 0, "email": "ada@example.org", "id": there.pk, "status": "changed", "changes": ["state"]},
            {"item": 1, "email": "bo@example.org", "id": None, "status": "new", "changes": []},
        ],
    }
    sent = {"people": [ada, bo]}
    assert ask("PUT", f"{event.pk}/participants?dry_run=true", sent) == (200, plan | {"dry_run": True})
    assert event.participants.count() == 1
    status, written = ask("PUT", f"{event.pk}/participants", sent)
    new = Participant.objects.get(email="bo@example.org")
    plan["people"][1]["id"] = new.pk  # type: ignore[index]
    assert (status, written) == (200, plan | {"dry_run": False})
    there.refresh_from_db()
    assert (there.state, new.state, new.country) == (ParticipantState.REGISTERED, ParticipantState.INVITED, "FR")
    assert list(ProfileLine.objects.values_list("participant", "side", "text")) == [(new.pk, "need", "Coatings | thin")]
    assert ask("PUT", f"{event.pk}/participants", sent)[1]["same"] == 2
    assert not ParticipantColumns.objects.exists()


def test_a_participant_is_added_changed_and_withdrawn(world: World, ask: Program) -> None:
    event = records.event(world)
    other = records.participant(event)
    sent = {"name": "Ada", "organisation_name": "Ours", "email": "ada@example.org", "state": "registered"}
    status, made = ask("POST", f"{event.pk}/participants", sent)
    assert (status, made["organisation"], made["country"], made["meetings"]) == (201, "ours", "FR", 0)
    assert told(ask("POST", f"{event.pk}/participants", sent)) == (422, [("email",)])
    one = f"{event.pk}/participants/{made['id']}"
    Participant.objects.filter(pk=made["id"]).update(function="Director")
    status, said = ask("PATCH", one, {"mark": made["mark"], "function": "Engineer"})
    assert (status, said["differs"]) == (409, ["function"])
    status, changed = ask("PATCH", one, {"mark": said["now"]["mark"], "function": "Engineer"})
    assert (status, changed["function"], changed["name"]) == (200, "Engineer", "Ada")
    meeting = records.meeting(Participant.objects.get(pk=made["id"]), other)
    status, gone = ask("POST", f"{one}/coming", {"coming": False})
    assert (status, gone["state"], gone["changed_meetings"]) == (200, "withdrawn", [meeting.pk])
    assert ask("POST", f"{one}/coming", {"coming": True})[1]["state"] == "registered"


def test_the_links_of_people_are_for_the_organiser_alone(world: World, ask: Program) -> None:
    event = records.event(world)
    event.visibility = "partner"
    event.save()
    event.partners.add(world.theirs)
    one = records.participant(event)
    mine = ask("GET", f"{event.pk}/participants/{one.pk}")[1]
    assert one.token() in mine["own_page"]
    assert one.token() in mine["calendar"]
    theirs = Program(world.people["other"])("GET", f"{event.pk}/participants/{one.pk}")[1]
    assert (theirs["own_page"], theirs["calendar"]) == ("", "")


def test_slots_ask_before_a_meeting_loses_its_place(world: World, ask: Program) -> None:
    event, meeting, _draft_of = drafted(world)
    day = {"days": [event.starts_on.isoformat()], "opens": "15:00", "closes": "16:00", "minutes": 30, "pause": 0}
    said = {"added": 2, "removed": 4, "kept": 0, "to_place_again": [meeting.pk]}
    assert ask("PUT", f"{event.pk}/slots?dry_run=true", day) == (200, said)
    status, refused = ask("PUT", f"{event.pk}/slots", day)
    assert (status, refused["to_place_again"], event.slots.count()) == (409, [meeting.pk], 4)
    assert ask("PUT", f"{event.pk}/slots", day | {"agreed": [meeting.pk]}) == (200, said)
    listed = ask("GET", f"{event.pk}/slots")[1]
    assert [one["starts"][11:16] for one in listed["items"]] == ["15:00", "15:30"]


def test_a_table_is_changed_and_removed_unless_a_meeting_is_there(world: World, ask: Program) -> None:
    event, meeting, _draft_of = drafted(world)
    table = f"{event.pk}/tables/{meeting.table_id}"
    slots = [slot.pk for slot in event.slots.all()]
    status, changed = ask("PATCH", table, {"room": "Hall", "closed": slots[2:]})
    assert (status, changed["room"], changed["closed"], changed["name"]) == (200, "Hall", slots[2:], "1")
    assert ask("PATCH", table, {"closed": slots[:1]})[0] == 422
    assert ask("DELETE", table)[0] == 422
    free = event.tables.exclude(pk=meeting.table_id).get()
    assert ask("DELETE", f"{event.pk}/tables/{free.pk}") == (204, None)
    assert ask("GET", f"{event.pk}/tables")[1]["count"] == 1


def test_a_participant_reads_their_own_timetable(world: World) -> None:
    event, meeting, _draft_of = drafted(world)
    me, other = (seat.participant for seat in meeting.seats.all())
    hidden = records.participant(event, shown=False, name="Secret Name", organisation_name="Secret House")
    records.request(hidden, me, message="Shall we?")
    for strand in ("all", "research"):
        event.programme.create(title=strand, strand=strand, starts=meeting.slot.starts, ends=meeting.slot.ends)
    answer = Client().get(f"/api/events/me/{me.token()}")
    said = json.loads(answer.content)
    assert "no-store" in answer["Cache-Control"]
    assert [(one["uid"], one["table"], one["with_whom"]) for one in said["meetings"]] == [
        (
            str(meeting.uid),
            "1",
            [{"name": other.name, "function": "", "organisation": other.organisation_name, "country": "FR"}],
        )
    ]
    assert [one["title"] for one in said["programme"]] == ["all"]
    assert [(one["who"], one["person"], one["message"]) for one in said["waiting"]] == [("Sme", "", "Shall we?")]
    for secret in ("Secret", other.email, hidden.email, str(hidden.token())):
        assert secret not in answer.content.decode()
    me.withdraw()
    me.save()
    assert Client().get(f"/api/events/me/{said['own_page'].split('/')[-2]}").status_code == 410


ONE_QUERY_COUNT = (
    "participants",
    "requests",
    "meetings",
    "timetables/1/meetings",
    "leads",
    "slots",
    "tables",
    "timetables",
)


@pytest.mark.parametrize("what", ONE_QUERY_COUNT)
def test_a_list_of_many_asks_no_more_than_of_one(world: World, browse_as: Callable[..., Client], what: str) -> None:
    event, meeting, draft = drafted(world)
    browser = browse_as(world.manager)
    _fill(event, draft, 1)
    address = f"/api/events/{event.pk}/{what}"
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        first = browser.get(address).json()
    _fill(event, draft, 4)
    records.timetable(meeting)
    with CaptureQueriesContext(connection) as many:
        more = browser.get(address).json()
    assert len(more["items"]) == more["count"] > first["count"]
    assert len(many) == len(few)


def _fill(event: Event, draft: Timetable, number: int) -> None:
    for _ in range(number):
        buyer, supplier = records.participant(event, kind="buyer"), records.participant(event)
        asked = records.request(buyer, supplier, state="accepted")
        table = event.tables.create(name=f"T{buyer.pk}", room=event.rooms.create(name=f"R{buyer.pk}"))
        table.closed.add(*event.slots.all())
        last = event.slots.last()
        assert last is not None
        slot = event.slots.create(starts=last.ends, ends=last.ends + dt.timedelta(minutes=20), session="pm")
        one = records.meeting(buyer, supplier, slot=slot, table=table, request=asked)
        one.leads.create(buyer=buyer, supplier=supplier, what="Valves", since=event.starts_on)
        Placement.objects.create(timetable=draft, meeting=one, slot=slot, table=table)


def test_the_list_of_events_asks_no_more_for_many(world: World, browse_as: Callable[..., Client]) -> None:
    browser = browse_as(world.manager)
    records.participant(records.event(world))
    browser.get("/api/events/")
    with CaptureQueriesContext(connection) as few:
        assert browser.get("/api/events/").json()["items"][0]["registered"] == 1
    for _ in range(4):
        records.participant(records.event(world))
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/api/events/?limit=3&offset=1").json()
    assert (page["count"], len(page["items"]), len(many)) == (5, 3, len(few))
