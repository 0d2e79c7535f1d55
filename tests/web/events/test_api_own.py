"""What participants do through their link, for programs: nothing of others beyond what their page says."""

import json
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intercluster_web.events.models import Meeting, Participant, ParticipantState, Request, RequestState
from tests.web.events import records
from tests.web.events.program import told
from tests.web.factories import World


class Link:
    """A program with somebody's link and no account."""

    def __init__(self, person: Participant) -> None:
        self.here, self.browser = f"/api/events/me/{person.token()}", Client()

    def __call__(self, method: str, address: str, sent: Any = None) -> tuple[int, Any]:
        data = "" if sent is None else json.dumps(sent)
        answer = self.browser.generic(method, f"{self.here}/{address}", data, content_type="application/json")
        return answer.status_code, json.loads(answer.content) if answer.content else None


def test_somebody_asks_once_and_the_other_accepts(world: World) -> None:
    event = records.event(world)
    me, other = records.participant(event), records.participant(event, shown=False, name="Secret Name")
    mine, theirs = Link(me), Link(other)
    status, made = mine("POST", f"people/{other.pk}/ask", {"message": "Shall we?", "weight": 5})
    assert (status, made["state"], made["who"], made["person"]) == (201, "asked", "Sme", "")
    assert mine("POST", f"people/{other.pk}/ask", {})[1]["id"] == made["id"]
    assert theirs("POST", f"requests/{made['id']}/answer", {"answer": "withdraw"})[0] == 404
    assert Link(records.participant(event))("POST", f"requests/{made['id']}/answer", {"answer": "accept"})[0] == 404
    status, accepted = theirs("POST", f"requests/{made['id']}/answer", {"answer": "accept"})
    assert (status, accepted["state"], accepted["meeting"]) == (200, "accepted", "to_place")
    assert Meeting.objects.get().request_id == made["id"]
    assert told(theirs("POST", f"requests/{made['id']}/answer", {"answer": "decline"})) == (422, [()])
    assert told(theirs("POST", f"requests/{made['id']}/answer", {"answer": "perhaps"})) == (422, [("answer",)])


def test_a_request_is_withdrawn_by_who_asked(world: World) -> None:
    event = records.event(world)
    one = records.request(records.participant(event), records.participant(event))
    assert Link(one.asks)("POST", f"requests/{one.pk}/answer", {"answer": "withdraw"})[1]["state"] == "withdrawn"
    one.refresh_from_db()
    assert one.state == RequestState.WITHDRAWN


def test_people_show_themselves_as_they_wish(world: World) -> None:
    event = records.event(world)
    me = records.participant(event)
    records.participant(event, shown=False, name="Secret Name", organisation_name="Secret House")
    records.participant(event, state=ParticipantState.INVITED)
    found = Link(me)("GET", "people")[1]
    assert [(one["title"], one["person"], one["score"]) for one in found["items"]] == [("Sme", "", None)]
    assert "Secret" not in json.dumps(found)
    assert Link(me)("GET", "people?q=secret")[1]["count"] == 0
    assert Link(me)("GET", "people?suggestions=true")[1] == {"count": 0, "items": []}


def test_many_people_ask_no_more_than_one(world: World) -> None:
    event = records.event(world)
    mine = Link(records.participant(event))
    records.participant(event).lines.create(side="need", kind="licence", text="A coating")
    mine("GET", "people")
    with CaptureQueriesContext(connection) as few:
        mine("GET", "people")
    for _ in range(4):
        records.participant(event).lines.create(side="offer", kind="licence", text="A coating")
    with CaptureQueriesContext(connection) as many:
        part = mine("GET", "people?limit=2&offset=1")[1]
    assert (part["count"], len(part["items"]), len(many)) == (5, 2, len(few))


def test_a_profile_is_changed_by_who_read_it_last(world: World) -> None:
    me = records.participant(records.event(world), email="ada@example.org")
    mine = Link(me)
    read = mine("GET", "profile")[1]
    assert "email" not in read
    status, changed = mine("PATCH", "profile", {"mark": read["mark"], "shown": False})
    assert (status, changed["shown"], changed["name"]) == (200, False, me.name)
    status, said = mine("PATCH", "profile", {"mark": read["mark"], "shown": True, "about": "Optics"})
    assert (status, sorted(said["differs"])) == (409, ["about", "shown"])
    assert told(mine("PATCH", "profile", {"mark": changed["mark"], "email": "x@example.org"})) == (422, [("email",)])


def test_offers_and_needs_are_added_once_and_removed(world: World) -> None:
    mine = Link(records.participant(records.event(world)))
    line = {"side": "offer", "kind": "licence", "text": "A coating"}
    status, made = mine("POST", "lines", line)
    assert (status, made["text"]) == (201, "A coating")
    assert mine("POST", "lines", line)[1]["id"] == made["id"]
    assert told(mine("POST", "lines", line | {"kind": "gossip"})) == (422, [("kind",)])
    assert Link(records.participant(records.event(world)))("DELETE", f"lines/{made['id']}")[0] == 404
    assert mine("DELETE", f"lines/{made['id']}") == (204, None)
    assert mine("GET", "profile")[1]["lines"] == []


def test_who_does_not_come_has_no_meetings(world: World) -> None:
    event = records.event(world)
    me, slots = records.participant(event), records.slots(event)
    records.meeting(me, records.participant(event), slot=slots[0])
    mine = Link(me)
    assert mine("PUT", "away", {"slots": [slots[0].pk]}) == (200, {"away": [slots[0].pk], "meetings": 1})
    assert told(mine("PUT", "away", {"slots": [slots[0].pk, 10**9]})) == (422, [("slots", 1)])
    assert mine("PUT", "coming", {"coming": False}) == (200, {"state": "withdrawn", "changed_meetings": 1})
    assert mine("PUT", "coming", {"coming": True}) == (200, {"state": "registered", "changed_meetings": 0})


def test_somebody_proposes_themselves_to_a_need_without_a_name(world: World) -> None:
    event = records.event(world)
    buyer = records.participant(event, kind="buyer", name="Secret Name", organisation_name="Secret House")
    need = records.need(buyer, anonymous=True, published_at="2026-01-01T00:00Z")
    records.need(buyer, text="Not published")
    mine = Link(records.participant(event))
    [sought] = mine("GET", "needs")[1]["items"]
    assert (sought["id"], sought["buyer"], sought["proposed"]) == (need.pk, "", False)
    status, made = mine("POST", f"needs/{need.pk}/propose", {"message": "We do"})
    assert (status, made["person"], made["message"]) == (201, "", "We do")
    assert mine("POST", f"needs/{need.pk}/propose", {"message": "We do"})[1]["id"] == made["id"]
    assert "Secret" not in json.dumps([sought, made])
    assert mine("GET", "needs")[1]["items"][0]["proposed"] is True
    assert Request.objects.get().asked == buyer
