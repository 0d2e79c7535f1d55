"""What each role gets from the addresses of the funding app; see ``tests/web/walk.py``."""

from typing import Any

from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.funding import records
from tests.web.walk import API_PRIVATE, EVERYBODY, PRIVATE, READS, WRITERS, Row, Rows, Statuses

TAKEN_OUT = Statuses(302, 403, 403, 302, 302, 302, 403)


def _card(_world: World) -> dict[str, Any]:
    return {"key": records.card().programme.key}


def _requirement(_world: World) -> dict[str, Any]:
    made = records.requirement()
    return {"key": made.card.programme.key, "pk": made.pk}


PAGES: Rows = {
    "funding:list": [Row(EVERYBODY), Row(EVERYBODY, query="?file=xlsx")],
    "funding:card": Row(EVERYBODY, kwargs=_card),
    "funding:new": Row(WRITERS),
    "funding:edit": Row(WRITERS, kwargs=_card),
    "funding:condition-new": Row(WRITERS, kwargs=_card),
    "funding:condition": Row(WRITERS, kwargs=_requirement),
    "funding:condition-delete": [
        Row(WRITERS, kwargs=_requirement),
        Row(TAKEN_OUT, kwargs=_requirement, method="POST"),
    ],
    "funding:cooperation": [
        Row(PRIVATE, kwargs=lambda world: {"pk": cooperation(world).pk}, shared=READS),
        Row(PRIVATE, kwargs=lambda world: {"pk": cooperation(world).pk}, query="?file=xlsx", shared=READS),
    ],
}
CARD = {"level": "research", "status": "current", "about": "", "pays": ["travel"], "pays_not": [], "deadlines": ""}
SOURCE = {"source_url": "its page", "seen_text": "", "stated_on": None}
ASKED = {"kind": "partners", "countries": [], "others": [], "kinds": [], "number": 2, "zone": "", "closed": True}
API_WRITERS = Statuses(401, 403, 403, 201, 201, 201, 403)
API_CORRECTED = Statuses(401, 403, 403, 409, 409, 409, 403)
API_TAKEN_OUT = Statuses(401, 403, 403, 204, 204, 204, 403)

OPERATIONS: Rows = {
    "funding_cards": Row(EVERYBODY),
    "funding_card": Row(EVERYBODY, kwargs=_card),
    "funding_card_add": Row(API_WRITERS, method="POST", data=CARD | SOURCE | {"name": "A programme"}),
    "funding_card_change": Row(API_CORRECTED, kwargs=_card, method="PATCH", data=CARD | {"mark": "read before"}),
    "funding_condition_add": Row(API_WRITERS, kwargs=_card, method="POST", data=ASKED | SOURCE),
    "funding_condition_change": Row(
        API_CORRECTED, kwargs=_requirement, method="PATCH", data=ASKED | {"mark": "read before"}
    ),
    "funding_condition_remove": Row(API_TAKEN_OUT, kwargs=_requirement, method="DELETE"),
    "funding_fit": Row(
        API_PRIVATE,
        kwargs=lambda world: {"pk": cooperation(world).pk},
        shared={sharing: statuses._replace(anonymous=401) for sharing, statuses in READS.items()},
    ),
}
