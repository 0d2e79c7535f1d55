"""Events for programs: from a list of people to a published timetable, by the actions of the pages alone."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intercluster_web.accounts.actions import create_token
from intercluster_web.events.actions import plan as runs
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
from tests.web.factories import World

LYON = {"title": "Lyon", "starts_on": "2031-05-05", "ends_on": "2031-05-05", "owner": "ours"}


class Program:
    """A program with somebody's token."""

    def __init__(self, user: Any) -> None:
        self.browser = Client(headers={"authorization": f"Bearer {create_token(user, 'a program')}"})

    def __call__(self, method: str, address: str, sent: Any = None) -> tuple[int, Any]:
        data = "" if sent is None else json.dumps(sent)
        answer = self.browser.generic(method, f"/api/events/{address}", data, content_type="application/json")
        return answer.status_code, json.loads(answer.content) if answer.content else None


@pytest.fixture
def ask(world: World) -> Program:
    return Program(world.manager)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are carried out at once instead of in a process of their own."""
    plan = runs.plan
    monkeypatch.setattr(runs, "launch", lambda _command, pk: runs.run(Timetable.objects.get(pk=pk)))
    monkeypatch.setattr(runs, "plan", lambda problem, **more: plan(problem, **(more | {"seconds": 2.0, "workers": 1})))


def _draft(world: World) -> tuple[Event, Meeting, Timetable]:
    event = records.event(world)
    slots, tables = records.slots(event), records.tables(event)
    one = records.meeting(records.participant(event), records.participant(event), slot=slots[0], table=tables[0])
    return event, one, records.timetable(one)


def _told(answer: tuple[int, Any]) -> tuple[int, list[tuple[Any, ...]]]:
    """Status, and where something is wrong."""
    status, said = answer
    return status, [tuple(one["loc"][2:]) for one in said["detail"]]


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
    assert _told(ask("POST", "", LYON | {"ends_on": "2031-05-01"})) == (422, [("ends_on",)])
    assert _told(ask("POST", "", LYON | {"titel": "x"})) == (422, [("titel",)])
    assert _told(ask("POST", "", LYON | {"cooperation": 10**30})) == (422, [("cooperation",)])
    assert _told(ask("POST", "", LYON | {"cooperation": 2**62})) == (422, [("cooperation",)])
    assert _told(ask("POST", f"{here}/step", {"step": "cancelled"})) == (422, [("step",)])
    assert _told(ask("POST", f"{here}/requests", {"asks": 1, "asked": "x@example.org"})) == (422, [("asks",)])
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
    status, where = _told(ask("PUT", f"{event.pk}/participants", {"people": wrong}))
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
    assert _told(ask("POST", f"{event.pk}/participants", sent)) == (422, [("email",)])
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
    event, meeting, _draft_of = _draft(world)
    day = {"days": [event.starts_on.isoformat()], "opens": "15:00", "closes": "16:00", "minutes": 30, "pause": 0}
    said = {"added": 2, "removed": 4, "kept": 0, "to_place_again": [meeting.pk]}
    assert ask("PUT", f"{event.pk}/slots?dry_run=true", day) == (200, said)
    status, refused = ask("PUT", f"{event.pk}/slots", day)
    assert (status, refused["to_place_again"], event.slots.count()) == (409, [meeting.pk], 4)
    assert ask("PUT", f"{event.pk}/slots", day | {"agreed": [meeting.pk]}) == (200, said)
    listed = ask("GET", f"{event.pk}/slots")[1]
    assert [one["starts"][11:16] for one in listed["items"]] == ["15:00", "15:30"]


def test_a_table_is_changed_and_removed_unless_a_meeting_is_there(world: World, ask: Program) -> None:
    event, meeting, _draft_of = _draft(world)
    table = f"{event.pk}/tables/{meeting.table_id}"
    slots = [slot.pk for slot in event.slots.all()]
    status, changed = ask("PATCH", table, {"room": "Hall", "closed": slots[2:]})
    assert (status, changed["room"], changed["closed"], changed["name"]) == (200, "Hall", slots[2:], "1")
    assert ask("PATCH", table, {"closed": slots[:1]})[0] == 422
    assert ask("DELETE", table)[0] == 422
    free = event.tables.exclude(pk=meeting.table_id).get()
    assert ask("DELETE", f"{event.pk}/tables/{free.pk}") == (204, None)
    assert ask("GET", f"{event.pk}/tables")[1]["count"] == 1


def test_a_meeting_of_a_draft_is_moved_once(world: World, ask: Program) -> None:
    event, meeting, draft = _draft(world)
    slots, row = list(event.slots.all()), f"{event.pk}/timetables/{draft.number}/meetings/{meeting.pk}"
    status, moved = ask("PATCH", row, {"place_revision": 1, "slot": slots[1].pk})
    assert (status, moved["slot"], moved["place_revision"]) == (200, slots[1].pk, 2)
    status, late = ask("PATCH", row, {"place_revision": 1, "slot": slots[2].pk})
    assert (status, late["now"]["slot"], late["now"]["place_revision"]) == (409, slots[1].pk, 2)
    assert Placement.objects.get().slot == slots[1]
    assert _told(ask("PATCH", row, {"place_revision": 2, "slot": 2**62})) == (422, [("slot",)])
    busy = records.meeting(meeting.seats.get(pk=moved["people"][0]["seat"]).participant, records.participant(event))
    Placement.objects.create(timetable=draft, meeting=busy, slot=slots[3], table=event.tables.last())
    status, clash = ask("PATCH", row, {"place_revision": 2, "slot": slots[3].pk})
    assert (status, [one["code"] for one in clash["obstacles"]]) == (409, ["busy"])
    status, out = ask("PATCH", row, {"place_revision": 2, "slot": None})
    assert (status, out["slot"], out["because"]) == (200, None, "moved_out")
    unplaced = ask("GET", f"{event.pk}/timetables/{draft.number}/meetings?unplaced=true")[1]
    assert [one["id"] for one in unplaced["items"]] == [meeting.pk]


def test_what_people_know_is_not_moved_in(world: World, ask: Program) -> None:
    event, meeting, draft = _draft(world)
    mark = ask("GET", f"{event.pk}/timetables/{draft.number}/changes")[1]["mark"]
    assert ask("POST", f"{event.pk}/timetables/{draft.number}/publish", {"mark": mark})[1]["state"] == "preliminary"
    row = f"timetables/{draft.number}/meetings/{meeting.pk}"
    assert ask("PATCH", f"{event.pk}/{row}", {"place_revision": 1, "slot": None})[0] == 422
    assert ask("DELETE", f"{event.pk}/timetables/{draft.number}")[0] == 422
    status, begun = ask("POST", f"{event.pk}/timetables/{draft.number}/draft")
    assert (status, begun["number"], begun["state"], begun["origin"]) == (201, draft.number + 1, "draft", "change")
    assert ask("DELETE", f"{event.pk}/timetables/{begun['number']}") == (204, None)


def test_a_lock_says_what_it_was_read_at(world: World, ask: Program) -> None:
    event, meeting, draft = _draft(world)
    lock = f"{event.pk}/timetables/{draft.number}/meetings/{meeting.pk}/lock"
    status, kept = ask("PUT", lock, {"revision": 1, "locked": True})
    assert (status, kept["locked"], kept["revision"]) == (200, True, 2)
    status, late = ask("PUT", lock, {"revision": 1, "locked": False})
    assert (status, late["now"]["locked"], Meeting.objects.get().locked) == (409, True, True)


def test_publishing_asks_for_the_changes_that_were_looked_through(world: World, ask: Program) -> None:
    event, meeting, draft = _draft(world)
    slots, here = list(event.slots.all()), f"{event.pk}/timetables/{draft.number}"
    mark = ask("GET", f"{here}/changes")[1]["mark"]
    Placement.objects.update(slot=slots[1])
    status, said = ask("POST", f"{here}/publish", {"mark": mark})
    assert (status, Event.objects.get().state) == (409, "open")
    status, out = ask("POST", f"{here}/publish", {"mark": said["now"]["mark"]})
    assert (status, out["people"]) == (200, [one.participant_id for one in meeting.seats.all()])


def test_a_clash_is_not_published(world: World, ask: Program) -> None:
    event, meeting, draft = _draft(world)
    meeting.seats.all()[0].participant.away.add(meeting.slot)
    here = f"{event.pk}/timetables/{draft.number}"
    changes = ask("GET", f"{here}/changes")[1]
    assert len(changes["faults"]) == 1
    status, said = ask("POST", f"{here}/publish", {"mark": changes["mark"]})
    assert (status, [one["msg"] for one in said["detail"]]) == (422, changes["faults"])


def test_why_there_is_no_timetable_is_said(world: World, ask: Program, here: None) -> None:
    event = records.event(world)
    records.slots(event, 2)
    records.tables(event)
    a = records.participant(event, name="Ada", organisation_name="Optics")
    for _ in range(3):
        records.meeting(a, records.participant(event))
    number = ask("POST", f"{event.pk}/timetables", {"seconds": 10})[1]["number"]
    found = ask("GET", f"{event.pk}/timetables/{number}")[1]
    assert (found["status"], len(found["reasons"])) == ("infeasible", 1)
    assert "Ada (Optics) has accepted 3 meetings" in found["reasons"][0]


def test_one_run_at_a_time(world: World, ask: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "launch", lambda _command, _pk: None)
    event, _meeting, _draft_of = _draft(world)
    status, begun = ask("POST", f"{event.pk}/timetables", {"seconds": 60})
    assert (status, begun["state"], begun["progress"]["of"], begun["addresses"]) == (201, "running", 60, {})
    assert ask("POST", f"{event.pk}/timetables", {"seconds": 60})[0] == 409
    stopped = ask("POST", f"{event.pk}/timetables/{begun['number']}/stop")[1]
    assert (stopped["state"], stopped["why_none"][:27]) == ("failed", "The computation was stopped")
    assert _told(ask("POST", f"{event.pk}/timetables", {"base": 999})) == (422, [("base",)])


def test_the_exact_choice_is_written_as_it_was_shown(world: World, ask: Program) -> None:
    event = records.event(world)
    a, b, c = (records.participant(event) for _ in range(3))
    first = records.request(a, b, state="accepted", weight=5)
    records.request(a, c, state="accepted", weight=1)
    shown = ask("GET", f"{event.pk}/choice?most=1")[1]
    assert ([one["request"] for one in shown["added"]], shown["worth"], shown["among"]) == ([first.pk], 5, 2)
    assert ask("POST", f"{event.pk}/choice", {"mark": "another", "most": 1})[0] == 409
    assert not Meeting.objects.exists()
    assert ask("POST", f"{event.pk}/choice", {"mark": shown["mark"], "most": 1})[0] == 200
    assert Meeting.objects.get().request == first


def test_a_group_is_set_of_people_who_come(world: World, ask: Program) -> None:
    event = records.event(world)
    people = [records.participant(event) for _ in range(3)]
    sent = {"people": [people[0].pk, people[1].email, people[2].pk], "title": "Lunch", "wish": "pm"}
    status, made = ask("POST", f"{event.pk}/meetings", sent)
    assert (status, made["state"], [one["id"] for one in made["people"]]) == (
        201,
        "to_place",
        [one.pk for one in people],
    )
    twice = {"people": [people[0].pk, people[0].email]}
    assert _told(ask("POST", f"{event.pk}/meetings", twice)) == (422, [("people",)])
    away = records.participant(event, state="invited")
    assert _told(ask("POST", f"{event.pk}/meetings", {"people": [people[0].pk, away.pk]})) == (422, [("people",)])
    stranger = records.participant(records.event(world))
    assert _told(ask("POST", f"{event.pk}/meetings", {"people": [people[0].pk, stranger.pk]})) == (422, [("people",)])


def test_a_declined_pair_is_not_asked_again(world: World, ask: Program) -> None:
    event = records.event(world)
    a, b = records.participant(event), records.participant(event)
    made = ask("POST", f"{event.pk}/requests", {"asks": a.pk, "asked": b.pk, "must": True})[1]
    assert made["must"] is True
    answer = f"{event.pk}/requests/{made['id']}/answer"
    assert ask("POST", answer, {"answer": "decline"})[1]["state"] == "declined"
    assert ask("POST", answer, {"answer": "accept"})[0] == 422
    assert ask("POST", f"{event.pk}/requests", {"asks": b.pk, "asked": a.pk})[0] == 422
    listed = ask("GET", f"{event.pk}/requests?state=declined")[1]
    assert [one["id"] for one in listed["items"]] == [made["id"]]


def test_a_meeting_is_cancelled_with_its_reason(world: World, ask: Program) -> None:
    event, meeting, _draft_of = _draft(world)
    cancel = f"{event.pk}/meetings/{meeting.pk}/cancel"
    status, late = ask("POST", cancel, {"revision": 7, "because": "A strike"})
    assert (status, late["now"]["state"], late["now"]["revision"]) == (409, "placed", 1)
    status, off = ask("POST", cancel, {"revision": 1, "because": "A strike"})
    assert (status, off["state"], off["cancelled_because"], off["sequence"]) == (200, "cancelled", "A strike", 1)
    assert ask("POST", cancel, {"revision": 2})[0] == 422
    assert ask("GET", f"{event.pk}/meetings")[1]["count"] == 0
    assert ask("GET", f"{event.pk}/meetings?cancelled=true")[1]["count"] == 1


def test_where_both_are_asked_both_have_to_say_yes(world: World, ask: Program) -> None:
    event = records.event(world)
    a, b, c = (records.participant(event) for _ in range(3))
    made = ask("POST", f"{event.pk}/requests", {"asks": a.pk, "asked": b.pk, "both": True})[1]
    answer = f"{event.pk}/requests/{made['id']}/answer"
    assert _told(ask("POST", answer, {"answer": "accept", "by": c.email})) == (422, [("by",)])
    half = ask("POST", answer, {"answer": "accept", "by": a.email})[1]
    assert (half["state"], half["said_yes"], half["meeting"]) == ("asked", [a.pk], None)
    both = ask("POST", answer, {"answer": "accept", "by": b.email})[1]
    assert (both["state"], both["said_yes"], both["meeting"]) == ("accepted", [a.pk, b.pk], Meeting.objects.get().pk)


def test_the_day_is_noted(world: World, ask: Program) -> None:
    event, meeting, _draft_of = _draft(world)
    seats = [seat.pk for seat in meeting.seats.all()]
    for seat in seats:
        status, noted = ask("PUT", f"{event.pk}/seats/{seat}/attendance", {"attendance": "came"})
    assert (status, noted["state"]) == (200, "held")
    rate = {"held": 1, "missed": 0, "noted": 1, "share": 1.0, "unnoted": 0, "ahead": 0}
    assert ask("GET", f"{event.pk}/held") == (200, rate)
    assert ask("PUT", f"{event.pk}/meetings/{meeting.pk}/held", {"state": "missed"})[1]["state"] == "missed"
    other = records.meeting(records.participant(event), records.participant(event))
    assert ask("PUT", f"{event.pk}/meetings/{other.pk}/held", {"state": "held"})[0] == 422


def test_a_lead_is_followed_to_the_order(world: World, ask: Program) -> None:
    event = records.event(world)
    buyer, supplier = records.participant(event, kind="buyer"), records.participant(event)
    meeting = records.meeting(buyer, supplier)
    sent = {"meeting": meeting.pk, "buyer": buyer.pk, "supplier": supplier.pk, "what": "Valves", "since": "2031-05-05"}
    status, made = ask("POST", f"{event.pk}/leads", sent)
    assert (status, made["state"], made["buyer"]["id"], made["amount"]) == (201, "lead", buyer.pk, None)
    assert ask("POST", f"{event.pk}/leads", sent)[1]["id"] == made["id"]
    one = f"{event.pk}/leads/{made['id']}"
    order = {"mark": made["mark"], "state": "order", "amount": "1200.50"}
    assert _told(ask("PATCH", one, order)) == (422, [("ordered_on",)])
    status, ordered = ask("PATCH", one, order | {"ordered_on": "2031-06-01"})
    assert (status, ordered["state"], float(ordered["amount"])) == (200, "order", 1200.5)
    status, late = ask("PATCH", one, {"mark": made["mark"], "note": "late"})
    assert (status, late["now"]["state"]) == (409, "order")
    totals = ask("GET", f"{event.pk}/leads/totals")[1]
    assert (totals["meetings"], totals["leads"], totals["until"]) == (1, 1, "2031-06-01")
    assert [(row["state"], row["leads"], float(row["euros"])) for row in totals["by_state"]] == [("order", 1, 1200.5)]
    assert ask("GET", f"{event.pk}/leads?state=lead")[1]["count"] == 0
    assert ask("DELETE", one) == (204, None)


def test_a_participant_reads_their_own_timetable(world: World) -> None:
    event, meeting, _draft_of = _draft(world)
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
    event, meeting, draft = _draft(world)
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
