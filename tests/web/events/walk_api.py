"""What each role gets from the operations of the events app; see ``tests/web/walk.py``."""

from collections.abc import Callable
from typing import Any

from intercluster_web.events.models import ParticipantKind, Seat
from intercluster_web.events.queries.timetable import seal
from tests.web.events import records
from tests.web.factories import SHARING, World
from tests.web.walk import API_PRIVATE, API_PRIVATE_CHANGE, API_SIGNED_IN, EVERYBODY, Row, Rows, Statuses

# Inside an event: named partners read, its owner's writers change; through networks and publicly nothing is open.
_READ = Statuses(401, 404, 200, 200, 200, 200, 404)
READS = {"partner": _READ, "works": _READ, "network": API_PRIVATE, "public": API_PRIVATE}
ANNOUNCED = {
    "partner": _READ,
    "works": _READ,
    "network": _READ,
    "public": Statuses(401, 200, 200, 200, 200, 200, 200),
}
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)
Kwargs = Callable[[World], dict[str, Any]]


def reads(kwargs: Kwargs, query: str = "") -> Row:
    return Row(API_PRIVATE, kwargs, query=query, shared=READS)


def writes(method: str, kwargs: Kwargs, data: dict[str, Any] | None = None, status: int = 200, query: str = "") -> Row:
    """``status``: what those get who may."""
    mine = API_PRIVATE_CHANGE._replace(editor=status, manager=status)
    shared = mine._replace(other=403)
    sharing = {"partner": shared, "works": shared, "network": mine, "public": mine}
    return Row(mine, kwargs, method=method, data=data or {}, query=query, shared=sharing)


def event(world: World) -> dict[str, Any]:
    return {"pk": records.event(world).pk}


def _table(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"pk": made.pk, "table_pk": records.tables(made, 1)[0].pk}


def participant(world: World) -> dict[str, Any]:
    one = records.participant(records.event(world))
    return {"pk": one.event_id, "participant_pk": one.pk}


def two(world: World) -> dict[str, Any]:
    made = records.event(world)
    for name in ("ada", "bo"):
        records.participant(made, email=f"{name}@example.org")
    return {"pk": made.pk}


def _request(world: World) -> dict[str, Any]:
    made = records.event(world)
    one = records.request(records.participant(made), records.participant(made))
    return {"pk": made.pk, "request_pk": one.pk}


def _wishes(world: World) -> dict[str, Any]:
    made = records.event(world)
    records.request(records.participant(made), records.participant(made), state="accepted")
    return {"pk": made.pk}


def _placed(*names: str) -> Kwargs:
    def made(world: World) -> dict[str, Any]:
        event = records.event(world)
        slot, table = records.slots(event)[0], records.tables(event)[0]
        one = records.meeting(records.participant(event), records.participant(event), slot=slot, table=table)
        seat = Seat.objects.filter(meeting=one).values_list("pk", flat=True)[0]
        draft = records.timetable(one)
        known = {"pk": event.pk, "number": draft.number, "meeting_pk": one.pk, "seat_pk": seat}
        return {name: known[name] for name in ("pk", *names)}

    return made


def lead_event(world: World) -> dict[str, Any]:
    made = records.event(world)
    buyer = records.participant(made, kind=ParticipantKind.BUYER)
    supplier = records.participant(made)
    lead = records.meeting(buyer, supplier).leads.create(
        buyer=buyer, supplier=supplier, what="Valves", since=made.starts_on
    )
    return {"pk": made.pk, "lead_pk": lead.pk}


def _buyers_event(world: World) -> dict[str, Any]:
    return {"pk": lead_event(world)["pk"]}


def token(world: World) -> dict[str, Any]:
    return {"token": records.participant(records.event(world)).token()}


NEW = {"owner": "ours", "title": "A convention", "starts_on": "2031-05-05", "ends_on": "2031-05-06"}
CARD = {
    **{"kind": "brokerage", "audience": "business", "about": "", "place": "Lyon", "country": "FR"},
    **{"time_zone": "Europe/Paris", "beside": "", "invited_by": "", "cooperation": None, "register_until": None},
    **{"answer_days": 7, "least_meetings": 0, "most_meetings": 12, "fairness": 2},
}
PERSON = {
    **{"name": "Ada", "organisation_name": "Optics", "email": "ada@example.org", "function": "", "kind": "sme"},
    **{"member_of": "", "country": "FR", "language": "en", "about": "", "shown": True, "most_meetings": None},
    **{"booth": None},
}
PUT = {"email": "ada@example.org", "name": "Ada", "organisation_name": "Optics"}
SLOTS = {
    **{"days": ["2031-05-05"], "opens": "09:00", "closes": "12:00", "minutes": 20, "pause": 5, "breaks": "10:00-10:20"},
    "agreed": [],
}
LEAD = {"what": "Valves", "state": "lead", "amount": "10.50", "since": "2031-05-05", "ordered_on": None, "note": ""}

CREATES = Statuses(401, 404, 404, 201, 201, 404, 404)  # for an organisation one writes for

OPERATIONS: Rows = {
    "events_list": Row(API_SIGNED_IN),
    "events_one": Row(API_PRIVATE, event, shared=ANNOUNCED),
    "events_create": Row(CREATES, method="POST", data=NEW | CARD, shared=dict.fromkeys(SHARING, CREATES)),
    "events_change": writes("PATCH", event, CARD | {"title": "Another", "mark": "read before"}, 409),
    "events_step": writes("POST", event, {"step": "close"}),
    # Slots and tables
    "events_slots": reads(event),
    "events_slots_set": writes("PUT", event, SLOTS, 422),  # these days are not the event's
    "events_tables": reads(event),
    "events_tables_add": writes("POST", event, {"names": "Table 1-20", "room": "Hall"}, 201),
    "events_table_change": writes("PATCH", _table, {"name": "A", "room": "Hall", "closed": []}),
    "events_table_remove": writes("DELETE", _table, status=204),
    # Participants
    "events_participants": reads(event),
    "events_participant": reads(participant),
    "events_participant_add": writes("POST", event, PERSON | {"state": "registered"}, 201),
    "events_participants_put": writes("PUT", event, {"people": [PUT], "language": "fr"}),
    "events_participant_change": writes("PATCH", participant, PERSON | {"mark": "read before"}, 409),
    "events_participant_coming": writes("POST", participant, {"coming": False}),
    # Requests and meetings
    "events_requests": reads(event),
    "events_request_create": writes(
        "POST",
        two,
        {
            "asks": "ada@example.org",
            "asked": "bo@example.org",
            "message": "",
            "weight": 5,
            "wish": "am",
            "must": True,
            "both": True,
        },
        201,
    ),
    "events_request_answer": writes("POST", _request, {"answer": "accept", "by": None}),
    "events_request_must": writes("PUT", _request, {"must": True}),
    "events_meetings": reads(event),
    "events_meeting_set": writes(
        "POST",
        two,
        {
            "people": ["ada@example.org", "bo@example.org"],
            "title": "Lunch",
            "wish": "pm",
            "any_colleague": True,
        },
        201,
    ),
    "events_meeting_cancel": writes("POST", _placed("meeting_pk"), {"revision": 1, "because": "A strike"}),
    "events_choice": writes("GET", _wishes),
    "events_choose": writes(
        "POST", _wishes, {"mark": "seen before", "most": 3, "least": 0, "fair": True, "unanswered": True}, 409
    ),
    # Timetables
    "events_timetables": reads(event),
    "events_timetable_start": writes("POST", event, {"seconds": 10, "base": None}, 422),  # nothing to place
    "events_timetable": reads(_placed("number")),
    "events_timetable_stop": writes("POST", _placed("number")),
    "events_timetable_draft": writes("POST", _placed("number"), status=201),
    "events_timetable_discard": writes("DELETE", _placed("number"), status=204),
    "events_timetable_changes": writes("GET", _placed("number")),
    "events_timetable_publish": writes("POST", _placed("number"), {"mark": seal([]), "final": True, "anyway": True}),
    "events_timetable_meetings": reads(_placed("number")),
    "events_meeting_move": writes(
        "PATCH",
        _placed("number", "meeting_pk"),
        {"place_revision": 1, "slot": None, "table": None, "anyway": True},
    ),
    "events_meeting_lock": writes("PUT", _placed("number", "meeting_pk"), {"revision": 1, "locked": True}),
    # The day, and what follows
    "events_held_rate": reads(event),
    "events_attendance": writes("PUT", _placed("seat_pk"), {"attendance": "came"}),
    "events_meeting_held": writes("PUT", _placed("meeting_pk"), {"state": "held"}),
    "events_leads": reads(_buyers_event),
    "events_leads_totals": reads(_buyers_event),
    "events_lead_add": writes("POST", _buyers_event, LEAD | {"meeting": 1, "buyer": 1, "supplier": 1}, 422),
    "events_lead_change": writes("PATCH", lead_event, LEAD | {"mark": "read before"}, 409),
    "events_lead_delete": writes("DELETE", lead_event, status=204),
    # A participant's own
    "events_own_timetable": [
        Row(EVERYBODY, token),
        Row(GONE, lambda _world: {"token": "forged"}),
    ],
}
