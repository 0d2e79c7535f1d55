"""What each role gets from the addresses and operations of the cooperations app; see ``tests/web/walk.py``."""

from typing import Any

from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.walk import PRIVATE, READS, Row, Rows


def _ours(world: World) -> dict[str, Any]:
    return {"pk": cooperation(world).pk}


PAGES: Rows = {
    "cooperations:cooperation": Row(PRIVATE, kwargs=_ours, shared=READS),
}

OPERATIONS: Rows = {}
