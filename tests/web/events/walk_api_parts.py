"""What each role gets from the operations beside meetings and timetables; see ``tests/web/walk.py``."""

from typing import Any

from django.utils import timezone

from intercluster_web.events.actions import announcements
from intercluster_web.events.queries.announcements import mark_of
from tests.web.events import records
from tests.web.events.walk_api import GONE, event, lead_event, participant, reads, token, two, writes
from tests.web.factories import World
from tests.web.walk import API_PRIVATE_CHANGE, API_SIGNED_IN, EVERYBODY, Row, Rows, Statuses

WORD = {"mark": "read before", "because": "A strike"}


def _off(world: World) -> dict[str, Any]:
    made = records.event(world)
    announcements.call_off(world.manager, made, "A strike", mark_of(made))
    return {"pk": made.pk}


def _item(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"pk": made.pk, "item_pk": records.item(made).pk}


def _draft_item(world: World) -> dict[str, Any]:
    made = records.event(world, state="draft")
    return {"pk": made.pk, "item_pk": records.item(made).pk}


def _notice(world: World) -> dict[str, Any]:
    one = records.notice(records.participant(records.event(world)))
    return {"pk": one.event_id, "notice_pk": one.pk}


def _need(world: World) -> dict[str, Any]:
    one = records.need(records.participant(records.event(world), kind="buyer"))
    return {"pk": one.participant.event_id, "need_pk": one.pk}


def _own_line(world: World) -> dict[str, Any]:
    one = records.participant(records.event(world))
    line = one.lines.create(side="need", kind="licence", text="A coating")
    return {"token": one.token(), "line_pk": line.pk}


def _other(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"token": records.participant(made).token(), "participant_pk": records.participant(made).pk}


def _asked(world: World) -> dict[str, Any]:
    made = records.event(world)
    one = records.request(records.participant(made), records.participant(made))
    return {"token": one.asked.token(), "request_pk": one.pk}


def _sought(world: World) -> dict[str, Any]:
    made = records.event(world)
    need = records.need(records.participant(made, kind="buyer"), published_at=timezone.now())
    return {"token": records.participant(made).token(), "need_pk": need.pk}


def _by_link(method: str, kwargs: Any, data: dict[str, Any] | None = None, status: int = 200) -> Row:
    return Row(Statuses(*[status] * 7), kwargs, method=method, data=data or {})


ITEM = {"title": "Opening", "kind": "plenary", "strand": "all", "blocks": True, "room": "", "speakers": "", "about": ""}
TIMES = {"day": "2031-05-05", "begins": "09:00", "closes": "10:00", "organisation": ""}
NEED = {"kind": "prime", "text": "Valves", "details": "", "wanted_by": None, "anonymous": False}

# Partners who read the event log the encounters of their own organisation; who only reads at theirs does not.
_LOGS = Statuses(401, 404, 403, 200, 200, 200, 404)
_LOGGED = API_PRIVATE_CHANGE._replace(editor=200, manager=200)
ENCOUNTERS = {"partner": _LOGS, "works": _LOGS, "network": _LOGGED, "public": _LOGGED}

OPERATIONS: Rows = {
    "events_delete": writes("DELETE", event, status=204),
    "events_sharing": writes("GET", event),
    "events_share": writes("PUT", event, {"visibility": "partner", "partners": ["theirs"]}),
    "events_example": Row(Statuses(401, 403, 403, 422, 422, 422, 403), method="POST"),  # its clusters are not there
    # Announcements
    "events_announcements": reads(event),
    "events_effect": writes("GET", event),
    "events_call_off": writes("POST", event, WORD, 409),
    "events_postpone": writes("POST", event, WORD | {"starts_on": "2031-05-05"}, 409),
    "events_take_up": writes("POST", _off, WORD, 409),
    # Programme and ways
    "events_programme": reads(event),
    "events_programme_clashes": reads(event),
    "events_programme_add": writes("POST", event, ITEM | TIMES, 422),  # no day of the event
    "events_programme_change": writes("PATCH", _item, ITEM | {"mark": "read before", "title": "Another"}, 409),
    "events_programme_cancelled": writes("PUT", _item, {"cancelled": True}),
    "events_programme_remove": writes("DELETE", _draft_item, status=204),
    "events_ways": reads(event),
    "events_ways_set": writes("PUT", event, {"ways": [{"a": 1, "b": 1, "metres": 120}]}, 422),
    # People
    "events_book": writes("GET", event),
    "events_book_add": writes("POST", event, {"contacts": [1]}, 422),
    "events_participant_link": writes("POST", participant),
    "events_participant_invitation": writes("POST", participant, status=201),
    "events_guest_lists": writes("GET", event),
    "events_guests": writes("GET", event, query="?source=shortlist-1"),
    "events_guests_invite": writes("POST", event, {"source": "shortlist-1", "organisations": ["ours"]}, 422),
    "events_pairs": writes("GET", event),
    "events_pairs_put": writes("POST", two, {"pairs": [["ada@example.org", "bo@example.org"]], "message": ""}),
    # Messages
    "events_messages": writes("GET", event),
    "events_messages_due": writes("GET", event),
    "events_messages_send": writes("POST", event, {"way": "draft", "kinds": [], "urgent": True, "remind": False}),
    "events_messages_retry": writes("POST", event),
    "events_message_file": writes("GET", _notice),
    "events_message_again": writes("POST", _notice, status=201),
    # The day, and what follows
    "events_timetable_read": writes("POST", event, status=422),  # no file
    "events_day_meeting_add": writes(
        "POST", two, {"people": ["ada@example.org", "bo@example.org"], "slot": 1, "table": None, "agreed": False}, 422
    ),
    "events_trouble": writes("POST", event, {"kind": "no_show", "participant": None, "table": None, "slots": []}, 422),
    "events_met": reads(event),
    "events_encounters": Row(_LOGGED, event, method="POST", shared=ENCOUNTERS),
    "events_prove": writes("POST", event, {"owner": "ours", "met": "x", "on": "2031-05-05", "cooperation": 1}, 422),
    "events_figures": reads(event),
    # Buyers
    "events_needs": reads(_need),
    "events_need_add": writes("POST", event, NEED | {"buyer": 1}, 422),
    "events_need_change": writes("PATCH", _need, NEED | {"mark": "read before"}, 409),
    "events_need_publish": writes("PUT", _need, {"published": True}),
    "events_need_delete": writes("DELETE", _need, status=204),
    "events_leads_all": Row(API_SIGNED_IN),
    "events_lead_count": writes("POST", lead_event, status=422),  # no order
    # Behind a participant's link, whoever opens it
    **{
        name: [Row(EVERYBODY, token), Row(GONE, lambda _world: {"token": "forged"})]
        for name in ("events_own_people", "events_own_needs", "events_own_profile")
    },
    "events_own_profile_change": _by_link("PATCH", token, {"mark": "read before", "function": "Head"}, 409),
    "events_own_line_add": _by_link("POST", token, {"side": "need", "kind": "licence", "text": "Valves"}, 201),
    "events_own_line_remove": _by_link("DELETE", _own_line, status=204),
    "events_own_coming": _by_link("PUT", token, {"coming": True}),
    "events_own_away": _by_link("PUT", token, {"slots": []}),
    "events_own_ask": _by_link("POST", _other, {"message": "", "weight": 3, "wish": "any"}, 201),
    "events_own_answer": _by_link("POST", _asked, {"answer": "decline"}),
    "events_own_propose": _by_link("POST", _sought, {"message": ""}, 201),
}
