"""Rows of the walk for what comes from scouting, the programme, needs and leads; see ``walk.py``."""

from typing import Any

from django.utils import timezone

from tests.web.events import records
from tests.web.factories import World
from tests.web.walk import EVERYBODY, PRIVATE, PRIVATE_CHANGE, PRIVATE_POST, READS, SEATED, Row, Rows, Statuses

_SEEN_CHANGE = Statuses(302, 404, 403, 200, 200, 403, 404)
_SEEN_POST = Statuses(302, 404, 403, 302, 302, 403, 404)
CHANGES = {"partner": _SEEN_CHANGE, "works": _SEEN_CHANGE, "network": PRIVATE_CHANGE, "public": PRIVATE_CHANGE}
POSTS = {"partner": _SEEN_POST, "works": _SEEN_POST, "network": PRIVATE_POST, "public": PRIVATE_POST}


def event(world: World) -> dict[str, Any]:
    return {"pk": records.event(world).pk}


def _item(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"pk": made.pk, "item_pk": records.item(made).pk}


def _need(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"pk": made.pk, "line_pk": records.need(records.participant(made, kind="buyer")).pk}


def _order(world: World) -> dict[str, Any]:
    lead = records.lead(records.event(world))
    return {"pk": lead.meeting.event_id, "lead_pk": lead.pk}


def _buyer(world: World) -> dict[str, Any]:
    return {"token": records.participant(records.event(world), kind="buyer").token()}


def _own_need(world: World) -> dict[str, Any]:
    line = records.need(records.participant(records.event(world), kind="buyer"))
    return {"token": line.participant.token(), "line_pk": line.pk}


def _open_need(world: World) -> dict[str, Any]:
    made = records.event(world)
    line = records.need(records.participant(made, kind="buyer"), published_at=timezone.now())
    return {"token": records.participant(made).token(), "line_pk": line.pk}


def forged(_world: World) -> dict[str, Any]:
    return {"token": "forged"}


EVERYBODY_POST = Statuses(302, 302, 302, 302, 302, 302, 302)
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)
NEED = {"kind": "prime", "text": "Valves"}

PAGES: Rows = {
    "events:pairs": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:leads": Row(SEATED),
    "events:lead-count": Row(PRIVATE_POST, kwargs=_order, method="POST", shared=POSTS),
    "events:need-new": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:need": Row(PRIVATE_CHANGE, kwargs=_need, shared=CHANGES),
    "events:need-step": Row(PRIVATE_POST, kwargs=_need, method="POST", data={"do": "publish"}, shared=POSTS),
    "events:me-needs": [Row(EVERYBODY, kwargs=_buyer), Row(GONE, kwargs=forged)],
    "events:me-need-add": Row(EVERYBODY_POST, kwargs=_buyer, method="POST", data=NEED),
    "events:me-need": Row(EVERYBODY_POST, kwargs=_own_need, method="POST", data={"do": "publish"}),
    "events:me-propose": Row(EVERYBODY_POST, kwargs=_open_need, method="POST"),
    "events:guests": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:programme": Row(PRIVATE, kwargs=event, shared=READS),
    "events:programme-file": Row(PRIVATE, kwargs=event, shared=READS),
    "events:programme-new": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:programme-item": Row(PRIVATE_CHANGE, kwargs=_item, shared=CHANGES),
    "events:programme-step": Row(PRIVATE_POST, kwargs=_item, method="POST", data={"step": "off"}, shared=POSTS),
}
