"""Rows of the walk for what comes from scouting, the programme, needs and leads; see ``walk.py``."""

from typing import Any

from tests.web.events import records
from tests.web.factories import World
from tests.web.walk import PRIVATE, PRIVATE_CHANGE, PRIVATE_POST, READS, Row, Rows, Statuses

_SEEN_CHANGE = Statuses(302, 404, 403, 200, 200, 403, 404)
_SEEN_POST = Statuses(302, 404, 403, 302, 302, 403, 404)
CHANGES = {"partner": _SEEN_CHANGE, "works": _SEEN_CHANGE, "network": PRIVATE_CHANGE, "public": PRIVATE_CHANGE}
POSTS = {"partner": _SEEN_POST, "works": _SEEN_POST, "network": PRIVATE_POST, "public": PRIVATE_POST}


def event(world: World) -> dict[str, Any]:
    return {"pk": records.event(world).pk}


def _item(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"pk": made.pk, "item_pk": records.item(made).pk}


PAGES: Rows = {
    "events:pairs": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:guests": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:programme": Row(PRIVATE, kwargs=event, shared=READS),
    "events:programme-file": Row(PRIVATE, kwargs=event, shared=READS),
    "events:programme-new": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:programme-item": Row(PRIVATE_CHANGE, kwargs=_item, shared=CHANGES),
    "events:programme-step": Row(PRIVATE_POST, kwargs=_item, method="POST", data={"step": "off"}, shared=POSTS),
}
