"""Rows of the walk for what comes from scouting, the programme, needs and leads; see ``walk.py``."""

from typing import Any

from tests.web.events import records
from tests.web.factories import World
from tests.web.walk import PRIVATE_CHANGE, PRIVATE_POST, Row, Rows, Statuses

_SEEN_CHANGE = Statuses(302, 404, 403, 200, 200, 403, 404)
_SEEN_POST = Statuses(302, 404, 403, 302, 302, 403, 404)
CHANGES = {"partner": _SEEN_CHANGE, "works": _SEEN_CHANGE, "network": PRIVATE_CHANGE, "public": PRIVATE_CHANGE}
POSTS = {"partner": _SEEN_POST, "works": _SEEN_POST, "network": PRIVATE_POST, "public": PRIVATE_POST}


def event(world: World) -> dict[str, Any]:
    return {"pk": records.event(world).pk}


PAGES: Rows = {
    "events:pairs": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:guests": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
}
