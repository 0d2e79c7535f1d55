"""What each role gets from the addresses and operations of the events app; see ``tests/web/walk.py``."""

from typing import Any

from tests.web.events import records
from tests.web.factories import World
from tests.web.walk import (
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
POSTS = {"partner": _SEEN_POST, "works": _SEEN_POST, "network": PRIVATE_POST, "public": PRIVATE_POST}
# The event itself is announced to whom it is shared with.
ANNOUNCED = READS | {
    "network": Statuses(302, 404, 200, 200, 200, 200, 404),
    "public": Statuses(302, 200, 200, 200, 200, 200, 200),
}


def event(world: World) -> dict[str, Any]:
    return {"pk": records.event(world).pk}


def _table(world: World) -> dict[str, Any]:
    made = records.event(world)
    return {"pk": made.pk, "table_pk": records.tables(made, 1)[0].pk}


PAGES: Rows = {
    "events:list": Row(SEATED),
    "events:new": Row(WRITERS),
    "events:event": Row(PRIVATE, kwargs=event, shared=ANNOUNCED),
    "events:edit": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:step": Row(PRIVATE_POST, kwargs=event, method="POST", data={"step": "close"}, shared=POSTS),
    "events:share": Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
    "events:delete": [
        Row(PRIVATE_CHANGE, kwargs=event, shared=CHANGES),
        Row(PRIVATE_POST, kwargs=event, method="POST", shared=POSTS),
    ],
    "events:slots": Row(PRIVATE, kwargs=event, shared=READS),
    "events:tables": Row(PRIVATE, kwargs=event, shared=READS),
    "events:table": Row(PRIVATE_CHANGE, kwargs=_table, shared=CHANGES),
    "events:table-remove": Row(PRIVATE_POST, kwargs=_table, method="POST", shared=POSTS),
    "events:ways": Row(PRIVATE_POST, kwargs=event, method="POST", shared=POSTS),
}

OPERATIONS: Rows = {}
