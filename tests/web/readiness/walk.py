"""What each role gets from the addresses and operations of the readiness app; see ``tests/web/walk.py``."""

from typing import Any

from tests.web.factories import World
from tests.web.readiness import records
from tests.web.walk import EVERYBODY, PRIVATE, PRIVATE_CHANGE, SEATED, WRITERS, Row, Rows, Statuses


def _assessment(world: World) -> dict[str, Any]:
    return {"pk": records.assessment(world).pk}


_NAMED = Statuses(302, 404, 200, 200, 200, 200, 404)
_EVERYBODY_SIGNED_IN = Statuses(302, 200, 200, 200, 200, 200, 200)
READS = {"partner": _NAMED, "works": _NAMED, "network": _NAMED, "public": _EVERYBODY_SIGNED_IN}
_SEEN = Statuses(302, 404, 403, 200, 200, 403, 404)
CHANGES = {
    "partner": _SEEN,
    "works": _SEEN,
    "network": _SEEN,
    "public": Statuses(302, 403, 403, 200, 200, 403, 403),
}

PAGES: Rows = {
    "readiness:overview": Row(SEATED),
    "readiness:neighbours": [Row(EVERYBODY), Row(EVERYBODY, query="?zone=FRK&known=1&file=csv")],
    "readiness:new": Row(WRITERS),
    "readiness:assessment": Row(PRIVATE, kwargs=_assessment, shared=READS),
    "readiness:edit": Row(PRIVATE_CHANGE, kwargs=_assessment, shared=CHANGES),
    "readiness:share": Row(PRIVATE_CHANGE, kwargs=_assessment, shared=CHANGES),
    "readiness:delete": Row(PRIVATE_CHANGE, kwargs=_assessment, shared=CHANGES),
}

OPERATIONS: Rows = {}
