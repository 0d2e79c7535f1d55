"""What each role gets from the addresses and operations of the outcomes app; see ``tests/web/walk.py``."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.web import factories
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.outcomes import records
from tests.web.walk import (
    API_PRIVATE,
    API_SIGNED_IN,
    EVERYBODY,
    PRIVATE,
    PRIVATE_CHANGE,
    PRIVATE_POST,
    READS,
    SEATED,
    SIGNED_IN,
    WRITERS,
    Row,
    Rows,
    Statuses,
)

Make = Callable[[World], dict[str, Any]]

# A need or an offer of ours, published: read by those it is shared with, changed by our writers.
SEEN = Statuses(302, 200, 200, 200, 200, 200, 200)
POSTING_READS = {"partner": READS["partner"], "works": READS["works"], "network": READS["partner"], "public": SEEN}
SEEN_ONLY = Statuses(302, 404, 403, 200, 200, 403, 404)
SEEN_ONLY_POST = Statuses(302, 404, 403, 302, 302, 403, 404)
POSTING_CHANGES = {
    "partner": SEEN_ONLY,
    "works": SEEN_ONLY,
    "network": SEEN_ONLY,
    "public": Statuses(302, 403, 403, 200, 200, 403, 403),
}
POSTING_POSTS = {
    "partner": SEEN_ONLY_POST,
    "works": SEEN_ONLY_POST,
    "network": SEEN_ONLY_POST,
    "public": Statuses(302, 403, 403, 302, 302, 403, 403),
}
# A line of ours that is shared, on a cooperation that is: partners read it, those who work there change it.
WORKS = {
    "partner": SEEN_ONLY,
    "works": Statuses(302, 404, 403, 200, 200, 200, 404),
    "network": PRIVATE_CHANGE,
    "public": PRIVATE_CHANGE,
}
WORKS_POST = {
    "partner": SEEN_ONLY_POST,
    "works": Statuses(302, 404, 403, 302, 302, 302, 404),
    "network": PRIVATE_POST,
    "public": PRIVATE_POST,
}
# What only the people of whoever wrote a line do, and what needs names they alone may read.
OURS = {"partner": SEEN_ONLY, "works": SEEN_ONLY, "network": PRIVATE_CHANGE, "public": PRIVATE_CHANGE}
OURS_POST = {"partner": SEEN_ONLY_POST, "works": SEEN_ONLY_POST, "network": PRIVATE_POST, "public": PRIVATE_POST}
NAMES = {
    "partner": Statuses(302, 404, 200, 200, 200, 403, 404),
    "works": Statuses(302, 404, 200, 200, 200, 403, 404),
    "network": PRIVATE,
    "public": PRIVATE,
}
# Adding a line: readers are refused before the cooperation's openness is looked at by visible_or_404.
ADDS = {
    "partner": SEEN_ONLY,
    "works": Statuses(302, 404, 403, 200, 200, 200, 404),
    "network": SEEN_ONLY,
    "public": Statuses(302, 403, 403, 200, 200, 403, 403),
}
ANSWER = {"answer": "agrees"}


def _posting(world: World) -> dict[str, Any]:
    return {"pk": _shared_posting(world).pk}


def _shared_posting(world: World, **more: Any) -> Any:
    made = records.posting(world.ours, **more)
    if world.sharing in factories.SHARING:
        made.visibility = "partner" if world.sharing == "works" else world.sharing
        made.save()
        if made.visibility == "partner":
            made.partners.add(world.theirs)
    return made


def _interest(world: World) -> dict[str, Any]:
    """Ours asks; the posting is theirs."""
    return {"pk": records.interest(records.posting(world.theirs, visibility="public"), world.ours).pk}


def _our_side(world: World) -> dict[str, Any]:
    return {**_interest(world), "side": "asking"}


def _token(world: World) -> dict[str, Any]:
    made = records.interest(records.posting(world.theirs), world.ours)
    return {"token": made.releases.get(side="posting").token()}


def _cooperation(world: World) -> dict[str, Any]:
    return {"pk": cooperation(world).pk}


def _lines(**more: Any) -> Make:
    return lambda world: {**_cooperation(world), "kind": "contracts", **more}


def _line(kind: str, *, with_kind: bool = True) -> Make:
    def make(world: World) -> dict[str, Any]:
        made = records.shared_line(kind, world)
        return {"pk": made.cooperation_id, "item": made.pk} | ({"kind": kind} if with_kind else {})

    return make


def _contract(**extra: Callable[[Any], Any]) -> Make:
    def make(world: World) -> dict[str, Any]:
        made = records.shared_line("contracts", world)
        return {"pk": made.cooperation_id, "item": made.pk} | {name: of(made).pk for name, of in extra.items()}

    return make


def _later() -> str:
    return str(timezone.localdate() + dt.timedelta(days=30))


PAGES: Rows = {
    "outcomes:postings": Row(SIGNED_IN),
    "outcomes:postings-export": Row(SIGNED_IN, lambda _world: {"form": "xlsx"}),
    "outcomes:posting-new": Row(WRITERS),
    "outcomes:postings-import": Row(WRITERS),
    "outcomes:postings-template": Row(WRITERS),
    "outcomes:targets": Row(SEATED),
    "outcomes:posting": Row(PRIVATE, _posting, shared=POSTING_READS),
    "outcomes:posting-edit": Row(PRIVATE_CHANGE, _posting, shared=POSTING_CHANGES),
    "outcomes:posting-fields": Row(PRIVATE_POST, _posting, method="POST", shared=POSTING_POSTS),
    "outcomes:posting-step": Row(PRIVATE_POST, _posting, method="POST", data={"step": "renew"}, shared=POSTING_POSTS),
    "outcomes:posting-share": Row(PRIVATE_CHANGE, _posting, shared=POSTING_CHANGES),
    "outcomes:posting-delete": Row(PRIVATE_CHANGE, _posting, shared=POSTING_CHANGES),
    "outcomes:interest-new": Row(
        Statuses(302, 403, 403, 403, 403, 404, 403),
        _posting,
        shared={
            "partner": Statuses(302, 403, 403, 403, 403, 200, 403),
            "works": Statuses(302, 403, 403, 403, 403, 200, 403),
            "network": Statuses(302, 403, 403, 403, 403, 200, 403),
            "public": Statuses(302, 403, 403, 403, 403, 200, 403),
        },
    ),
    "outcomes:interests": Row(SEATED),
    "outcomes:interest": Row(Statuses(302, 403, 200, 200, 200, 200, 403), _interest),
    "outcomes:interest-answer": Row(
        PRIVATE_POST, _our_side, method="POST", data=ANSWER, shared=dict.fromkeys(factories.SHARING, PRIVATE_POST)
    ),
    "outcomes:interest-invite": Row(
        PRIVATE_POST,
        _our_side,
        method="POST",
        data={"email": "member@example.org"},
        shared=dict.fromkeys(factories.SHARING, PRIVATE_POST),
    ),
    "outcomes:interest-letter": Row(PRIVATE_CHANGE, _our_side, shared=dict.fromkeys(factories.SHARING, PRIVATE_CHANGE)),
    "outcomes:interest-link": Row(
        PRIVATE_POST, _our_side, method="POST", shared=dict.fromkeys(factories.SHARING, PRIVATE_POST)
    ),
    "outcomes:answer": [
        Row(EVERYBODY, _token),
        Row(Statuses(302, 302, 302, 302, 302, 302, 302), _token, method="POST", data=ANSWER),
        Row(Statuses(410, 410, 410, 410, 410, 410, 410), lambda _world: {"token": "forged"}),
    ],
    "outcomes:cooperation": Row(PRIVATE, _cooperation, shared=READS),
    "outcomes:matches-export": Row(PRIVATE, lambda world: {**_cooperation(world), "form": "xlsx"}, shared=READS),
    "outcomes:gains": Row(PRIVATE, _cooperation, shared=READS),
    "outcomes:note": Row(PRIVATE, _cooperation, shared=READS),
    "outcomes:contracts-calendar": Row(PRIVATE, _cooperation, shared=READS),
    "outcomes:section": [Row(PRIVATE, _lines(kind=kind), shared=READS) for kind in records.KINDS],
    "outcomes:section-export": Row(PRIVATE, _lines(form="xlsx"), shared=READS),
    "outcomes:item-new": Row(PRIVATE_CHANGE, _lines(), shared=ADDS),
    "outcomes:item-edit": [Row(PRIVATE_CHANGE, _line(kind), shared=WORKS) for kind in records.KINDS],
    "outcomes:item-remove": Row(PRIVATE_CHANGE, _line("contracts"), shared=OURS),
    "outcomes:introduction-letter": [
        Row(PRIVATE, lambda world: _line("introductions", with_kind=False)(world) | {"form": "docx"}, shared=NAMES),
        Row(PRIVATE, lambda world: _line("introductions", with_kind=False)(world) | {"form": "eml"}, shared=NAMES),
    ],
    "outcomes:member-sheet": Row(PRIVATE, _line("introductions", with_kind=False), shared=NAMES),
    "outcomes:contract": Row(PRIVATE, _contract(), shared=READS),
    "outcomes:contract-checklist": Row(PRIVATE_CHANGE, _contract(), shared=OURS),
    "outcomes:contract-clauses": Row(PRIVATE_POST, _contract(), method="POST", shared=OURS_POST),
    "outcomes:milestone-new": Row(PRIVATE_CHANGE, _contract(), shared=OURS),
    "outcomes:milestone": Row(PRIVATE_CHANGE, _contract(milestone=records.milestone), shared=OURS),
    "outcomes:milestone-remove": Row(
        PRIVATE_POST, _contract(milestone=records.milestone), method="POST", shared=OURS_POST
    ),
    "outcomes:incident-new": Row(
        PRIVATE_POST,
        _contract(),
        method="POST",
        data={"what": "late", "happened_on": "2026-03-02", "severity": "low", "raised_by": "a"},
        shared=WORKS_POST,
    ),
    "outcomes:incident-step": Row(
        PRIVATE_POST,
        _contract(incident=records.incident),
        method="POST",
        shared=dict.fromkeys(factories.SHARING, PRIVATE_POST),  # an incident stays ours until both members agree
    ),
    "outcomes:incident-sharing": Row(
        PRIVATE_POST,
        _contract(incident=records.incident),
        method="POST",
        shared=dict.fromkeys(factories.SHARING, PRIVATE_POST),
    ),
}


def _api(statuses: Statuses, done: int = 200) -> Statuses:
    """The same in the API: visitors are told to say who they are, writes answer with what was made."""
    return Statuses(401, *(done if status in (200, 302) else status for status in statuses[1:]))


def _api_posting(world: World) -> dict[str, Any]:
    return {"posting_id": _shared_posting(world).pk}


def _api_lines(world: World) -> dict[str, Any]:
    return {"cooperation_id": cooperation(world).pk, "kind": "contracts"}


def _api_line(world: World) -> dict[str, Any]:
    made = records.shared_line("contracts", world)
    return {"cooperation_id": made.cooperation_id, "kind": "contracts", "line_id": made.pk}


def _api_all(rows: dict[str, Statuses], done: int = 200) -> dict[str, Statuses]:
    return {sharing: _api(statuses, done) for sharing, statuses in rows.items()}


_NEW_POSTING = {
    "owner": "ours",
    "side": "need",
    "kind": "licence",
    "member_name": "Somebody",
    "title": "A licence",
    "text": "For a sensor",
    "expires_on": "2099-01-01",
}
_NEW_INTEREST = {
    "owner": "theirs",
    "member_name": "Somebody",
    "about": "a company",
    "why": "sensors",
    "brings": "sales",
    "expects": "a call",
    "expires_on": "2099-01-01",
}
_NEW_CONTRACT = {
    "kind": "licence",
    "a_name": "A",
    "a_kind": "sme",
    "b_name": "B",
    "b_kind": "lab",
    "status": "negotiated",
    "audience": "own",
}
_ASKS = Statuses(401, 404, 404, 404, 404, 201, 404)

OPERATIONS: Rows = {
    "outcomes_postings": Row(API_SIGNED_IN),
    "outcomes_posting": Row(API_PRIVATE, _api_posting, shared=_api_all(POSTING_READS)),
    "outcomes_posting_create": Row(
        Statuses(401, 404, 403, 201, 201, 404, 404),
        method="POST",
        data=_NEW_POSTING,
        shared=dict.fromkeys(factories.SHARING, Statuses(401, 404, 403, 201, 201, 404, 404)),
    ),
    "outcomes_posting_delete": Row(
        _api(PRIVATE_POST, 204), _api_posting, method="DELETE", shared=_api_all(POSTING_POSTS, 204)
    ),
    "outcomes_interest_express": Row(
        Statuses(401, 404, 404, 404, 404, 404, 404),
        _api_posting,
        method="POST",
        data=_NEW_INTEREST,
        shared=dict.fromkeys(factories.SHARING, _ASKS),
    ),
    "outcomes_interests": Row(API_SIGNED_IN),
    "outcomes_matches": Row(
        API_PRIVATE, lambda world: {"cooperation_id": cooperation(world).pk}, shared=_api_all(READS)
    ),
    "outcomes_lines": Row(API_PRIVATE, _api_lines, shared=_api_all(READS)),
    "outcomes_line_add": Row(
        _api(PRIVATE_POST, 201), _api_lines, method="POST", data=_NEW_CONTRACT, shared=_api_all(ADDS, 201)
    ),
    "outcomes_line_remove": Row(_api(PRIVATE_POST, 204), _api_line, method="DELETE", shared=_api_all(OURS_POST, 204)),
}
