"""What each role gets from the addresses and operations of the events app; see ``tests/web/walk.py``."""

from typing import Any

from intercluster_web.events.actions import announcements
from intercluster_web.events.models import Seat
from intercluster_web.events.presentation.event import registration_address
from intercluster_web.events.queries import announcements as announcement_queries
from tests.web.events import records, walk_api, walk_api_parts, walk_parts
from tests.web.factories import World
from tests.web.walk import (
    EVERYBODY,
    PRIVATE,
    PRIVATE_CHANGE,
    PRIVATE_POST,
    READS,
    SEATED,
    WRITERS,
    Row,
    Rows,
    Statuses,
)

# Inside an event: named partners read, its owner's writers change; through networks and publicly nothing is open.
_SEEN_CHANGE = Statuses(302, 404, 403, 200, 200, 403, 404)
_SEEN_POST = Statuses(302, 404, 403, 302, 302, 403, 404)
CHANGES = {"partner": _SEEN_CHANGE, "works": _SEEN_CHANGE, "network": PRIVATE_CHANGE, "public": PRIVATE_CHANGE}
# A file of a draft of which nothing is proved yet: who reads it is led back to it.
_LED_BACK = Statuses(302, 404, 302, 302, 302, 404, 404)
_LED_BACK_SEEN = Statuses(302, 404, 302, 302, 302, 302, 404)
LED_BACK = {"partner": _LED_BACK_SEEN, "works": _LED_BACK_SEEN, "network": _LED_BACK, "public": _LED_BACK}
POSTS = {"partner": _SEEN_POST, "works": _SEEN_POST, "network": PRIVATE_POST, "public": PRIVATE_POST}
# The event itself is announced to whom it is shared with.
ANNOUNCED = READS | {
    "network": Statuses(302, 404, 200, 200, 200, 200, 404),
    "public": Statuses(302, 200, 200, 200, 200, 200, 200),
}


def event(world: World) -> dict[str, Any]:
    return {"pk": records.event(world).pk}


def _called_off(world: World) -> dict[str, Any]:
    made = records.event(world)
    announcements.call_off(world.manager, made, "Strike", announcement_queries.mark_of(made))
    return {"pk": made.pk}


def _table(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"pk": made.pk, "table_pk": records.tables(made, 1)[0].pk}


EVERYBODY_POST = Statuses(302, 302, 302, 302, 302, 302, 302)
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)
NOWHERE = Statuses(404, 404, 404, 404, 404, 404, 404)


def _participant(world: World) -> dict[str, Any]:
    one = records.participant(records.event(world))
    return {"pk": one.event_id, "participant_pk": one.pk}


def _request(world: World) -> dict[str, Any]:
    made = records.event(world)
    one = records.request(records.participant(made), records.participant(made))
    return {"pk": made.pk, "request_pk": one.pk}


def token(world: World) -> dict[str, Any]:
    """The link of a participant; it works whatever the event is shared with."""
    return {"token": records.participant(records.event(world)).token()}


def forged(_world: World) -> dict[str, Any]:
    return {"token": "forged"}


def _registration(world: World) -> dict[str, Any]:
    return {"token": registration_address(records.event(world)).split("/")[-2]}


def _asked(world: World) -> dict[str, Any]:
    one = records.request(records.participant(made := records.event(world)), records.participant(made))
    return {"token": one.asked.token(), "request_pk": one.pk}


def _other(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"token": records.participant(made).token(), "participant_pk": records.participant(made).pk}


def _line(world: World) -> dict[str, Any]:
    one = records.participant(records.event(world))
    line = one.lines.create(side="need", kind="licence", text="A coating")
    return {"token": one.token(), "line_pk": line.pk}


def _lead(world: World) -> dict[str, Any]:
    made = records.event(world)
    buyer, supplier = records.participant(made, kind="buyer"), records.participant(made)
    lead = records.meeting(buyer, supplier).leads.create(
        buyer=buyer, supplier=supplier, what="Valves", since=made.starts_on
    )
    return {"pk": made.pk, "lead_pk": lead.pk}


def _draft(world: World) -> dict[str, Any]:
    return _in_draft(world, "pk", "number")


def _in_draft(world: World, *names: str) -> dict[str, Any]:
    made = records.event(world)
    slot, table = records.slots(made)[0], records.tables(made)[0]
    one = records.meeting(records.participant(made), records.participant(made), slot=slot, table=table)
    draft = records.timetable(one)
    found = {"pk": made.pk, "number": draft.number, "meeting_pk": one.pk}
    return {name: found[name] for name in names or found}


def _placed(world: World) -> dict[str, Any]:
    return _in_draft(world, "pk", "meeting_pk")


def _seat(world: World) -> dict[str, Any]:
    found = _in_draft(world)
    return {"pk": found["pk"], "seat_pk": Seat.objects.filter(meeting=found["meeting_pk"]).values_list("pk")[0][0]}


# Nothing to plan, or no file: who may write is told so.
PRIVATE_CHANGE_REFUSED = Statuses(302, 404, 403, 422, 422, 404, 404)
CHANGES_REFUSED = {way: statuses._replace(editor=422, manager=422) for way, statuses in CHANGES.items()}

PAGES: Rows = {
    "events:list": Row(SEATED),
    "events:new": Row(WRITERS),
    "events:example": Row(WRITERS._replace(editor=302, manager=302, other=302), method="POST"),
    "events:event": Row(PRIVATE, kwargs=event, shared=ANNOUNCED),
    "events:edit": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:step": Row(PRIVATE_POST, kwargs=event, method="POST", data={"step": "close"}, shared=POSTS),
    "events:share": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:delete": [
        Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
        Row(PRIVATE_POST, kwargs=event, method="POST", shared=POSTS),
    ],
    "events:call-off": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:postpone": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:take-up": Row(PRIVATE_CHANGE, kwargs=_called_off, shared=CHANGES),
    "events:slots": Row(PRIVATE, kwargs=event, shared=READS),
    "events:tables": Row(PRIVATE, kwargs=event, shared=READS),
    "events:table": Row(PRIVATE_CHANGE, kwargs=_table, shared=CHANGES),
    "events:table-remove": Row(PRIVATE_POST, kwargs=_table, method="POST", shared=POSTS),
    "events:ways": Row(PRIVATE_POST, kwargs=event, method="POST", shared=POSTS),
    # Who comes
    "events:participants": Row(PRIVATE, kwargs=event, shared=READS),
    "events:participant-new": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:participants-book": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:participants-import": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:participants-template": Row(WRITERS, kwargs=lambda _world: {"form": "csv"}),
    "events:participants-invite": Row(PRIVATE_POST, kwargs=event, method="POST", data={"do": "send"}, shared=POSTS),
    "events:participant": Row(PRIVATE, kwargs=_participant, shared=READS),
    "events:participant-edit": Row(PRIVATE_CHANGE, kwargs=_participant, shared=CHANGES),
    "events:participant-step": Row(PRIVATE_POST, kwargs=_participant, method="POST", shared=POSTS),
    "events:participant-message": Row(PRIVATE_CHANGE, kwargs=_participant, method="POST", shared=CHANGES),
    "events:register": [Row(EVERYBODY, kwargs=_registration), Row(NOWHERE, kwargs=forged)],
    "events:registered": [Row(EVERYBODY, kwargs=_registration), Row(NOWHERE, kwargs=forged)],
    # Behind a participant's link
    "events:me": [Row(EVERYBODY, kwargs=token), Row(GONE, kwargs=forged)],
    "events:me-people": [Row(EVERYBODY, kwargs=token), Row(GONE, kwargs=forged)],
    "events:me-profile": [Row(EVERYBODY, kwargs=token), Row(GONE, kwargs=forged)],
    "events:me-coming": Row(EVERYBODY_POST, kwargs=token, method="POST"),
    "events:me-away": Row(EVERYBODY_POST, kwargs=token, method="POST"),
    "events:me-line-add": Row(EVERYBODY_POST, kwargs=token, method="POST"),
    "events:me-line": Row(EVERYBODY_POST, kwargs=_line, method="POST"),
    "events:me-ask": Row(EVERYBODY_POST, kwargs=_other, method="POST"),
    "events:me-answer": Row(EVERYBODY_POST, kwargs=_asked, method="POST", data={"do": "decline"}),
    # Who wants to meet whom
    "events:requests": Row(PRIVATE, kwargs=event, shared=READS),
    "events:suggest": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:remind": Row(PRIVATE_POST, kwargs=event, method="POST", data={"do": "send"}, shared=POSTS),
    "events:must": Row(PRIVATE_POST, kwargs=_request, method="POST", shared=POSTS),
    "events:meetings": Row(PRIVATE, kwargs=event, shared=READS),
    "events:group": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:buyers": Row(PRIVATE, kwargs=event, shared=READS),
    "events:lead-new": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:lead": Row(PRIVATE_CHANGE, kwargs=_lead, shared=CHANGES),
    "events:lead-delete": Row(PRIVATE_CHANGE, kwargs=_lead, shared=CHANGES),
    "events:choose": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:meeting-cancel": Row(PRIVATE_CHANGE, kwargs=_placed, shared=CHANGES),
}

# Timetables, their grid, the day: inside the event
PAGES |= {
    "events:timetable": Row(PRIVATE, kwargs=event, shared=READS),
    "events:plan-start": Row(
        PRIVATE_CHANGE_REFUSED, kwargs=event, method="POST", data={"seconds": "10"}, shared=CHANGES_REFUSED
    ),
    "events:plan-read": Row(PRIVATE_CHANGE_REFUSED, kwargs=event, method="POST", shared=CHANGES_REFUSED),
    "events:plan": Row(PRIVATE, kwargs=_draft, shared=READS),
    "events:plan-progress": Row(PRIVATE, kwargs=_draft, shared=READS),
    "events:plan-stop": Row(PRIVATE_POST, kwargs=_draft, method="POST", shared=POSTS),
    "events:plan-publish": Row(PRIVATE_CHANGE, kwargs=_draft, shared=CHANGES),
    "events:plan-change": Row(PRIVATE_POST, kwargs=_draft, method="POST", shared=POSTS),
    "events:plan-discard": Row(PRIVATE_POST, kwargs=_draft, method="POST", shared=POSTS),
    "events:plan-file": [
        Row(PRIVATE, kwargs=lambda world, kind=kind: {**_draft(world), "kind": kind}, shared=READS)
        for kind in ("timetable", "layout")
    ],
    "events:plan-proof": Row(_LED_BACK, kwargs=_draft, shared=LED_BACK),
    "events:plan-paper": Row(PRIVATE, kwargs=_draft, shared=READS),
    "events:plan-paper-tables": Row(PRIVATE, kwargs=_draft, shared=READS),
    "events:grid": Row(PRIVATE, kwargs=_draft, shared=READS),
    "events:grid-tables": Row(PRIVATE, kwargs=_draft, shared=READS),
    "events:grid-meeting": Row(PRIVATE, kwargs=_in_draft, shared=READS),
    "events:grid-lock": Row(PRIVATE_POST, kwargs=_in_draft, method="POST", data={"locked": "1"}, shared=POSTS),
    "events:day": Row(PRIVATE, kwargs=event, shared=READS),
    "events:day-attendance": Row(PRIVATE_POST, kwargs=_seat, method="POST", data={"attendance": "came"}, shared=POSTS),
    "events:day-held": Row(PRIVATE_POST, kwargs=_placed, method="POST", data={"state": "held"}, shared=POSTS),
    "events:day-add": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:day-trouble": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
}

OPERATIONS: Rows = walk_api.OPERATIONS | walk_api_parts.OPERATIONS
PAGES |= walk_parts.PAGES


def _sheet(world: World) -> dict[str, Any]:
    return event(world) | {"what": "people"}


def _report(world: World) -> dict[str, Any]:
    return event(world) | {"form": "docx"}


def _notice(world: World) -> dict[str, Any]:
    one = records.notice(records.participant(records.event(world)))
    return {"pk": one.event_id, "notice_pk": one.pk}


_LOGS = Statuses(302, 404, 403, 302, 302, 302, 404)
# Nobody was met at this event: for those who may change it, there is no such row.
_NO_ROW = Statuses(302, 404, 403, 404, 404, 404, 404)
_NO_ROWS = {
    "partner": Statuses(302, 404, 403, 404, 404, 403, 404),
    "works": Statuses(302, 404, 403, 404, 404, 403, 404),
    "network": _NO_ROW,
    "public": _NO_ROW,
}

PAGES |= {
    "events:me-calendar": [Row(EVERYBODY, token), Row(NOWHERE, forged)],
    "events:me-paper": [Row(EVERYBODY, token), Row(NOWHERE, forged)],
    "events:me-stop": [Row(EVERYBODY, token), Row(NOWHERE, forged)],
    "events:calendar": Row(PRIVATE, event, shared=READS),
    "events:calendar-table": Row(PRIVATE, _table, shared=READS),
    "events:files": Row(PRIVATE, event, shared=READS),
    "events:sheet": Row(PRIVATE, _sheet, shared=READS),
    "events:badges": Row(PRIVATE_CHANGE, event, shared=CHANGES),
    "events:mails": Row(PRIVATE_CHANGE, event, shared=CHANGES),
    "events:mails-send": Row(PRIVATE_POST, event, "POST", shared=POSTS),
    "events:mails-drafts": Row(PRIVATE_POST, event, "POST", shared=POSTS),
    "events:mails-retry": Row(PRIVATE_POST, event, "POST", shared=POSTS),
    "events:mails-again": Row(PRIVATE_CHANGE, _notice, "POST", shared=CHANGES),
    "events:follow": Row(PRIVATE, event, shared=READS),
    # Partners who read the event log the encounters of their own organisation.
    "events:encounters": Row(PRIVATE_POST, event, "POST", shared=POSTS | dict.fromkeys(("partner", "works"), _LOGS)),
    "events:prove": Row(_NO_ROW, event, "POST", shared=_NO_ROWS),
    "events:report": Row(PRIVATE, _report, shared=READS),
}
