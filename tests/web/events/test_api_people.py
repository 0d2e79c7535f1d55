"""Messages, suggestions, guests, the address book, needs and follow-up of an event, for programs."""

import datetime as dt
from typing import Any

from django.conf import LazySettings
from django.core import mail
from django.test import Client

from intercluster_web.accounts import post
from intercluster_web.events.models import Notice, Participant, ParticipantState, ProfileLine, Request, RequestState
from tests.web.contacts.records import contact
from tests.web.events import records
from tests.web.events.program import Program, drafted, told
from tests.web.factories import World


def test_messages_due_are_taken_as_drafts_once(world: World, ask: Program, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # no mail server
    event = records.event(world)
    ada = records.participant(event, name="Ada", email="ada@example.org")
    records.participant(event, email="")
    here = f"{event.pk}/messages"
    due = ask("GET", f"{here}/due")[1]
    assert (due["count"], due["can_send"], len(due["no_address"])) == (1, False, 1)
    assert [(one["to"], one["kinds"]) for one in due["items"]] == [("ada@example.org", ["invitation"])]
    assert ada.token() in due["items"][0]["text"]
    assert not Notice.objects.exists()
    assert ask("GET", f"{here}/due?kinds=changes")[1]["count"] == 0
    assert told(ask("POST", here, {"way": "post"})) == (422, [("way",)])
    assert told(ask("POST", here, {"way": "pigeon", "kinds": ["gossip"]})) == (422, [("kinds", 0), ("way",)])
    status, made = ask("POST", here, {"way": "draft"})
    assert (status, made["count"], made["items"][0]["state"], made["items"][0]["to"]) == (200, 1, "draft", ada.email)
    assert ask("POST", here, {"way": "draft"}) == (200, {"count": 0, "items": []})
    one = f"{here}/{made['items'][0]['id']}"
    answer = ask.browser.get(f"/api/events/{one}.eml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "message/rfc822")
    assert b"ada@example.org" in answer.content
    status, again = ask("POST", f"{one}/again")
    assert (status, again["again"]) == (201, made["items"][0]["id"])
    assert ask("GET", here)[1]["count"] == 2
    assert ask("GET", f"{here}?state=sent")[1]["count"] == 0
    assert told(ask("POST", f"{here}/retry")) == (422, [()])


def test_messages_leave_through_the_mail_server(world: World, ask: Program, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    event = records.event(world)
    records.participant(event, email="ada@example.org")
    status, made = ask("POST", f"{event.pk}/messages", {"way": "post", "kinds": ["invitation"]})
    post.wait()
    assert (status, made["count"], [one.to for one in mail.outbox]) == (200, 1, [["ada@example.org"]])
    assert ask("GET", f"{event.pk}/messages")[1]["items"][0]["state"] == "sent"
    Notice.objects.update(state="failed")
    assert ask("POST", f"{event.pk}/messages/retry")[1]["count"] == 1
    post.wait()
    assert ask("POST", f"{event.pk}/messages/retry")[1]["count"] == 0
    assert len(mail.outbox) == 2


def test_who_asked_to_be_left_alone_gets_no_message(world: World, ask: Program) -> None:
    event = records.event(world)
    one = records.participant(event, email="ada@example.org")
    here = f"{event.pk}/participants/{one.pk}"
    status, made = ask("POST", f"{here}/invitation")
    assert (status, made["kinds"]) == (201, ["invitation"])
    assert ask("POST", f"{here}/invitation")[1]["again"] == made["id"]
    Client().post(f"/events/me/{one.token()}/stop/")
    assert told(ask("POST", f"{here}/invitation")) == (422, [()])
    assert told(ask("POST", f"{event.pk}/messages/{made['id']}/again")) == (422, [()])


def test_a_link_is_replaced(world: World, ask: Program) -> None:
    one = records.participant(records.event(world))
    before = one.token()
    new = ask("POST", f"{one.event_id}/participants/{one.pk}/link")[1]["own_page"].split("/")[-2]
    assert (Participant.of(before), Participant.of(new)) == (None, one)


def test_people_of_the_address_book_are_added_once(world: World, ask: Program) -> None:
    event = records.event(world)
    ours = contact(world.ours, "Ada", organisation_name="Optics")
    theirs = contact(world.theirs, "Bo")
    here = f"{event.pk}/book"
    found = ask("GET", here)[1]
    assert [(one["id"], one["organisation_name"]) for one in found["items"]] == [(ours.pk, "Optics")]
    assert told(ask("POST", here, {"contacts": [ours.pk, theirs.pk]})) == (422, [("contacts", 1)])
    assert not event.participants.exists()
    assert ask("POST", here, {"contacts": [ours.pk]}) == (200, {"added": 1})
    assert ask("POST", here, {"contacts": [ours.pk]}) == (200, {"added": 0})
    assert ask("GET", here)[1]["count"] == 0


def test_suggested_meetings_are_put_to_both_once(world: World, ask: Program) -> None:
    event = records.event(world)
    for name in ("ada", "bo"):
        records.participant(event, email=f"{name}@example.org")
    cy = records.participant(event, state=ParticipantState.INVITED)
    here = f"{event.pk}/pairs"
    pair = ["bo@example.org", "ada@example.org"]
    assert told(ask("POST", here, {"pairs": [pair, [cy.pk, "ada@example.org"]]})) == (422, [("pairs", 1)])
    assert told(ask("POST", here, {"pairs": [pair[:1]]})) == (422, [("pairs", 0)])
    status, made = ask("POST", here, {"pairs": [pair], "message": "Why not?"})
    one = Request.objects.get()
    assert (status, made) == (200, {"requests": [one.pk], "refused": []})
    assert (one.both_asked, one.by_organiser, one.message) == (True, True, "Why not?")
    assert ask("POST", here, {"pairs": [pair[::-1]]})[1]["requests"] == [one.pk]
    Request.objects.update(state=RequestState.DECLINED)
    refused = ask("POST", here, {"pairs": [pair]})[1]
    assert (refused["requests"], [one["pair"] for one in refused["refused"]]) == ([None], [0])


def test_needs_are_written_changed_and_published(world: World, ask: Program) -> None:
    event = records.event(world)
    buyer, other = records.participant(event, kind="buyer"), records.participant(event)
    here = f"{event.pk}/needs"
    sent = {"buyer": buyer.pk, "kind": "prime", "text": "Valves for sterile filling"}
    assert told(ask("POST", here, sent | {"buyer": other.pk})) == (422, [("buyer",)])
    status, made = ask("POST", here, sent)
    assert (status, made["buyer"]["id"], made["published_at"], made["proposed"]) == (201, buyer.pk, None, 0)
    assert ask("POST", here, sent)[1]["id"] == made["id"]
    one = f"{here}/{made['id']}"
    status, changed = ask("PATCH", one, {"mark": made["mark"], "anonymous": True})
    assert (status, changed["anonymous"], changed["text"]) == (200, True, sent["text"])
    status, said = ask("PATCH", one, {"mark": made["mark"], "details": "10 a year", "anonymous": False})
    assert (status, sorted(said["differs"])) == (409, ["anonymous", "details"])
    assert ask("PUT", f"{one}/published", {"published": True})[1]["published_at"]
    assert ask("PUT", f"{one}/published", {"published": False})[1]["published_at"] is None
    assert ask("GET", here)[1]["count"] == 1
    assert ask("DELETE", one) == (204, None)
    assert not ProfileLine.objects.exists()


def test_whom_our_organisations_met_is_logged_once(world: World, ask: Program) -> None:
    event, meeting, _draft = drafted(world)
    ours, theirs = (seat.participant for seat in meeting.seats.all())
    Participant.objects.filter(pk=ours.pk).update(organisation=world.ours)
    Participant.objects.filter(pk=theirs.pk).update(organisation=world.theirs)
    meeting.state = "held"
    meeting.save()
    [row] = ask("GET", f"{event.pk}/met")[1]["items"]
    assert (row["owner"], row["met"], row["meetings"], row["encounter"]) == ("ours", "theirs", [meeting.pk], False)
    assert ask("POST", f"{event.pk}/encounters") == (200, {"new": 1})
    assert ask("POST", f"{event.pk}/encounters") == (200, {"new": 0})
    assert ask("GET", f"{event.pk}/met")[1]["items"][0]["encounter"] is True
    sent = {"owner": "ours", "met": "theirs", "on": row["on"], "cooperation": 1}
    assert ask("POST", f"{event.pk}/proof", sent)[0] == 404
    assert told(ask("POST", f"{event.pk}/proof", sent | {"met": "nobody"})) == (422, [("met",)])
    figures = ask("GET", f"{event.pk}/figures")[1]
    assert (figures["held"], figures["held_rate"], figures["acceptance"]) == (1, 1.0, None)


def test_one_more_meeting_on_the_day(world: World, ask: Program) -> None:
    event, meeting, draft = drafted(world)
    first, second = (seat.participant for seat in meeting.seats.all())
    third = records.participant(event)
    slots = list(event.slots.all())
    sent: dict[str, Any] = {"people": [first.pk, third.pk], "slot": slots[1].pk}
    here = f"{event.pk}/day/meetings"
    assert told(ask("POST", here, sent)) == (422, [()])  # no timetable is out
    draft.state = "final"
    draft.save()
    status, made = ask("POST", here, sent)
    assert (status, made["slot"], made["state"], len(made["people"])) == (201, slots[1].pk, "placed", 2)
    status, clash = ask("POST", here, sent)
    assert (status, bool(clash["obstacles"]), event.meetings.count()) == (409, True, 2)
    assert told(ask("POST", here, sent | {"people": [first.pk, first.pk]})) == (422, [("second",)])
    assert told(ask("POST", here, sent | {"slot": 10**9})) == (422, [("slot",)])
    status, proposed = ask("POST", f"{event.pk}/day/trouble", {"kind": "no_show", "participant": second.pk})
    assert (status, proposed["state"], proposed["cancelled"]) == (201, "draft", [meeting.pk])
    assert told(ask("POST", f"{event.pk}/day/trouble", {"kind": "away", "participant": second.pk})) == (
        422,
        [("slots",)],
    )


def test_leads_of_all_events_with_what_is_to_be_done(world: World, ask: Program) -> None:
    first, second = records.event(world), records.event(world)
    lead = records.lead(first, next_step="Call", next_on=dt.date(2031, 1, 1))
    records.lead(second)
    everything = ask("GET", "leads")[1]
    assert (everything["count"], everything["items"][0]["id"]) == (2, lead.pk)
    assert ask("GET", f"leads?event={second.pk}")[1]["count"] == 1
    assert Program(world.people["other"])("GET", "leads")[1]["count"] == 0
    assert told(ask("POST", f"{first.pk}/leads/{lead.pk}/count")) == (422, [()])
