"""Timetables, requests, the day and leads of an event for programs, by the actions of the pages alone."""

import pytest

from intercluster_web.events.actions import plan as runs
from intercluster_web.events.models import (
    Event,
    Meeting,
    Placement,
)
from tests.web.events import records
from tests.web.events.program import Program, drafted, told
from tests.web.factories import World


def test_a_meeting_of_a_draft_is_moved_once(world: World, ask: Program) -> None:
    event, meeting, draft = drafted(world)
    slots, row = list(event.slots.all()), f"{event.pk}/timetables/{draft.number}/meetings/{meeting.pk}"
    status, moved = ask("PATCH", row, {"place_revision": 1, "slot": slots[1].pk})
    assert (status, moved["slot"], moved["place_revision"]) == (200, slots[1].pk, 2)
    status, late = ask("PATCH", row, {"place_revision": 1, "slot": slots[2].pk})
    assert (status, late["now"]["slot"], late["now"]["place_revision"]) == (409, slots[1].pk, 2)
    assert Placement.objects.get().slot == slots[1]
    assert told(ask("PATCH", row, {"place_revision": 2, "slot": 2**62})) == (422, [("slot",)])
    busy = records.meeting(meeting.seats.get(pk=moved["people"][0]["seat"]).participant, records.participant(event))
    Placement.objects.create(timetable=draft, meeting=busy, slot=slots[3], table=event.tables.last())
    status, clash = ask("PATCH", row, {"place_revision": 2, "slot": slots[3].pk})
    assert (status, [one["code"] for one in clash["obstacles"]]) == (409, ["busy"])
    status, out = ask("PATCH", row, {"place_revision": 2, "slot": None})
    assert (status, out["slot"], out["because"]) == (200, None, "moved_out")
    unplaced = ask("GET", f"{event.pk}/timetables/{draft.number}/meetings?unplaced=true")[1]
    assert [one["id"] for one in unplaced["items"]] == [meeting.pk]


def test_what_people_know_is_not_moved_in(world: World, ask: Program) -> None:
    event, meeting, draft = drafted(world)
    mark = ask("GET", f"{event.pk}/timetables/{draft.number}/changes")[1]["mark"]
    assert ask("POST", f"{event.pk}/timetables/{draft.number}/publish", {"mark": mark})[1]["state"] == "preliminary"
    row = f"timetables/{draft.number}/meetings/{meeting.pk}"
    assert ask("PATCH", f"{event.pk}/{row}", {"place_revision": 1, "slot": None})[0] == 422
    assert ask("DELETE", f"{event.pk}/timetables/{draft.number}")[0] == 422
    status, begun = ask("POST", f"{event.pk}/timetables/{draft.number}/draft")
    assert (status, begun["number"], begun["state"], begun["origin"]) == (201, draft.number + 1, "draft", "change")
    assert ask("DELETE", f"{event.pk}/timetables/{begun['number']}") == (204, None)


def test_a_lock_says_what_it_was_read_at(world: World, ask: Program) -> None:
    event, meeting, draft = drafted(world)
    lock = f"{event.pk}/timetables/{draft.number}/meetings/{meeting.pk}/lock"
    status, kept = ask("PUT", lock, {"revision": 1, "locked": True})
    assert (status, kept["locked"], kept["revision"]) == (200, True, 2)
    status, late = ask("PUT", lock, {"revision": 1, "locked": False})
    assert (status, late["now"]["locked"], Meeting.objects.get().locked) == (409, True, True)


def test_publishing_asks_for_the_changes_that_were_looked_through(world: World, ask: Program) -> None:
    event, meeting, draft = drafted(world)
    slots, here = list(event.slots.all()), f"{event.pk}/timetables/{draft.number}"
    mark = ask("GET", f"{here}/changes")[1]["mark"]
    Placement.objects.update(slot=slots[1])
    status, said = ask("POST", f"{here}/publish", {"mark": mark})
    assert (status, Event.objects.get().state) == (409, "open")
    status, out = ask("POST", f"{here}/publish", {"mark": said["now"]["mark"]})
    assert (status, out["people"]) == (200, [one.participant_id for one in meeting.seats.all()])


def test_a_clash_is_not_published(world: World, ask: Program) -> None:
    event, meeting, draft = drafted(world)
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
    event, _meeting, _draft_of = drafted(world)
    status, begun = ask("POST", f"{event.pk}/timetables", {"seconds": 60})
    assert (status, begun["state"], begun["progress"]["of"], begun["addresses"]) == (201, "running", 60, {})
    assert ask("POST", f"{event.pk}/timetables", {"seconds": 60})[0] == 409
    stopped = ask("POST", f"{event.pk}/timetables/{begun['number']}/stop")[1]
    assert (stopped["state"], stopped["why_none"][:27]) == ("failed", "The computation was stopped")
    assert told(ask("POST", f"{event.pk}/timetables", {"base": 999})) == (422, [("base",)])


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
    assert told(ask("POST", f"{event.pk}/meetings", twice)) == (422, [("people",)])
    away = records.participant(event, state="invited")
    assert told(ask("POST", f"{event.pk}/meetings", {"people": [people[0].pk, away.pk]})) == (422, [("people",)])
    stranger = records.participant(records.event(world))
    assert told(ask("POST", f"{event.pk}/meetings", {"people": [people[0].pk, stranger.pk]})) == (422, [("people",)])


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
    event, meeting, _draft_of = drafted(world)
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
    assert told(ask("POST", answer, {"answer": "accept", "by": c.email})) == (422, [("by",)])
    half = ask("POST", answer, {"answer": "accept", "by": a.email})[1]
    assert (half["state"], half["said_yes"], half["meeting"]) == ("asked", [a.pk], None)
    both = ask("POST", answer, {"answer": "accept", "by": b.email})[1]
    assert (both["state"], both["said_yes"], both["meeting"]) == ("accepted", [a.pk, b.pk], Meeting.objects.get().pk)


def test_the_day_is_noted(world: World, ask: Program) -> None:
    event, meeting, _draft_of = drafted(world)
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
    assert told(ask("PATCH", one, order)) == (422, [("ordered_on",)])
    status, ordered = ask("PATCH", one, order | {"ordered_on": "2031-06-01"})
    assert (status, ordered["state"], float(ordered["amount"])) == (200, "order", 1200.5)
    status, late = ask("PATCH", one, {"mark": made["mark"], "note": "late"})
    assert (status, late["now"]["state"]) == (409, "order")
    totals = ask("GET", f"{event.pk}/leads/totals")[1]
    assert (totals["meetings"], totals["leads"], totals["until"]) == (1, 1, "2031-06-01")
    assert [(row["state"], row["leads"], float(row["euros"])) for row in totals["by_state"]] == [("order", 1, 1200.5)]
    assert ask("GET", f"{event.pk}/leads?state=lead")[1]["count"] == 0
    assert ask("DELETE", one) == (204, None)
