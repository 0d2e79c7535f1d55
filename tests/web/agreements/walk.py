"""What each role gets from the addresses and operations of the agreements app; see ``tests/web/walk.py``."""

from typing import Any

from django.core.files.base import ContentFile

from intercluster_web.cooperations.signing.actions import attach
from tests.web.agreements import records
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.walk import (
    API_PRIVATE,
    API_PRIVATE_CHANGE,
    API_SIGNED_IN,
    EVERYBODY,
    PRIVATE,
    PRIVATE_CHANGE,
    PRIVATE_POST,
    READS,
    SIGNED_IN,
    SIGNED_IN_POST,
    Row,
    Rows,
    Statuses,
)

# Changing what is inside a cooperation: named partners read it, those who work there write.
CHANGES = {
    "partner": Statuses(302, 404, 403, 200, 200, 403, 404),
    "works": Statuses(302, 404, 403, 200, 200, 200, 404),
    "network": PRIVATE_CHANGE,
    "public": PRIVATE_CHANGE,
}
POSTS = {
    "partner": Statuses(302, 404, 403, 302, 302, 403, 404),
    "works": Statuses(302, 404, 403, 302, 302, 302, 404),
    "network": PRIVATE_POST,
    "public": PRIVATE_POST,
}
# A new thing inside a cooperation: whoever sees its public page is told that they may not.
BEGINS = {**CHANGES, **dict.fromkeys(("network", "public"), Statuses(302, 404, 403, 200, 200, 403, 404))}
BEGINS["public"] = Statuses(302, 403, 403, 200, 200, 403, 403)
# Signing for "theirs" with a seat: only who writes for them, and only where the agreement was shared with them.
SEAT = {
    "partner": Statuses(302, 404, 403, 403, 403, 200, 404),
    "works": Statuses(302, 404, 403, 403, 403, 200, 404),
    "network": Statuses(302, 404, 403, 403, 403, 404, 404),
    "public": Statuses(302, 404, 403, 403, 403, 404, 404),
}
API_READS = {name: Statuses(401, *row[1:]) for name, row in READS.items()}
API_CHANGES = {name: Statuses(401, *row[1:]) for name, row in CHANGES.items()}
# Behind a link: the word in the address decides, not who is signed in.
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)
SPENDS = Statuses(302, 302, 302, 302, 302, 302, 302)


def _cooperation(world: World) -> dict[str, Any]:
    return {"pk": cooperation(world).pk}


def _agreement(world: World) -> dict[str, Any]:
    return {"pk": records.agreement(world).pk}


def _proposed(world: World) -> dict[str, Any]:
    return {"pk": records.proposed(world).pk}


def _in_force(world: World) -> dict[str, Any]:
    found = records.in_force(world)
    records.term(found)
    return {"pk": found.pk}


def _clause(world: World) -> dict[str, Any]:
    found = records.clause(world)
    return {"pk": found.agreement_id, "clause_pk": found.pk}


def _line(world: World) -> dict[str, Any]:
    found = records.line(world)
    return {"pk": found.agreement_id, "line_pk": found.pk}


def _signed_line(world: World) -> dict[str, Any]:
    found = records.line(world)
    records.sign(found)
    return {"pk": found.agreement_id, "line_pk": found.pk}


def _scanned(world: World) -> dict[str, Any]:
    found = records.line(world)
    records.sign(found)
    attach(found, ContentFile(b"%PDF-1.7 signed", "signed.pdf"))
    return {"pk": found.agreement_id, "line_pk": found.pk}


def _version(world: World) -> dict[str, Any]:
    found = records.version(world)
    return {"pk": found.agreement_id, "number": found.number}


def _pair(world: World) -> dict[str, Any]:
    first = records.agreement(world)
    second = records.agreement(world, first.cooperation, title="Another charter")
    return {"pk": first.pk, "other_pk": second.pk, "form": "xlsx"}


def _sheet(world: World) -> dict[str, Any]:
    return {"pk": records.sheet(world).pk}


def _remark(world: World) -> dict[str, Any]:
    found = records.remark(world)
    return {"pk": found.sheet_id, "remark_pk": found.pk}


def _asked(world: World) -> dict[str, Any]:
    return {"what": "agreement", **_line(world)}


def _asked_sheet(world: World) -> dict[str, Any]:
    found = records.sheet_line(world)
    return {"what": "sheet", "pk": found.sheet_id, "line_pk": found.pk}


def _token(world: World) -> dict[str, Any]:
    return {"what": "agreement", "token": records.line(world).token()}


def _sheet_token(world: World) -> dict[str, Any]:
    return {"what": "sheet", "token": records.sheet_line(world).token()}


def _forged(_world: World) -> dict[str, Any]:
    return {"what": "agreement", "token": "WzEsIngiXQ:forged"}


PAGES: Rows = {
    # Over all cooperations
    "agreements:agreements": Row(SIGNED_IN, query="?q=optics&kind=charter&standing=draft"),
    "agreements:export": Row(SIGNED_IN),
    "agreements:due": Row(SIGNED_IN),
    "agreements:due-calendar": Row(SIGNED_IN),
    "agreements:due-draft": Row(SIGNED_IN),
    "agreements:due-send": Row(SIGNED_IN_POST, method="POST"),
    "agreements:templates": Row(EVERYBODY),
    "agreements:template": Row(EVERYBODY, kwargs=lambda _world: {"key": "charter"}, query="?version=1"),
    "agreements:template-file": Row(EVERYBODY, kwargs=lambda _world: {"key": "nda", "version": 1}),
    # In one cooperation
    "agreements:cooperation": Row(PRIVATE, kwargs=_cooperation, shared=READS),
    "agreements:new": Row(PRIVATE_CHANGE, kwargs=_cooperation, shared=BEGINS),
    "agreements:sheet-new": Row(PRIVATE_CHANGE, kwargs=_cooperation, shared=BEGINS),
    # One agreement
    "agreements:agreement": [
        Row(PRIVATE, kwargs=_agreement, shared=READS),
        Row(PRIVATE, kwargs=_in_force, shared=READS),
        Row(
            PRIVATE,
            kwargs=lambda world: {"pk": records.agreement(world, audience="own").pk},
            shared=dict.fromkeys(READS, PRIVATE),
        ),
    ],
    "agreements:edit": Row(PRIVATE_CHANGE, kwargs=_agreement, shared=CHANGES),
    "agreements:blanks": Row(PRIVATE_CHANGE, kwargs=_agreement, shared=CHANGES),
    "agreements:parties": Row(PRIVATE_CHANGE, kwargs=_agreement, shared=CHANGES),
    "agreements:draft-file": Row(PRIVATE, kwargs=_agreement, shared=READS),
    "agreements:delete": Row(PRIVATE_CHANGE, kwargs=_agreement, shared=CHANGES),
    "agreements:amend": Row(PRIVATE_POST, kwargs=_in_force, method="POST", shared=POSTS),
    "agreements:clause-new": Row(PRIVATE_CHANGE, kwargs=_agreement, shared=CHANGES),
    "agreements:clause": Row(PRIVATE_CHANGE, kwargs=_clause, shared=CHANGES),
    "agreements:clause-do": Row(PRIVATE_POST, kwargs=_clause, method="POST", data={"do": "out"}, shared=POSTS),
    "agreements:keep": Row(PRIVATE_POST, kwargs=_agreement, method="POST", shared=POSTS),
    "agreements:version": Row(PRIVATE, kwargs=_version, shared=READS),
    "agreements:version-file": Row(PRIVATE, kwargs=_version, shared=READS),
    "agreements:compare": Row(PRIVATE, kwargs=_agreement, shared=READS),
    "agreements:compare-file": Row(PRIVATE, kwargs=_pair, shared=READS),
    # Signing it, ending it
    "agreements:propose": Row(PRIVATE_CHANGE, kwargs=_agreement, shared=CHANGES),
    "agreements:reopen": Row(PRIVATE_CHANGE, kwargs=_proposed, shared=CHANGES),
    "agreements:end": Row(PRIVATE_CHANGE, kwargs=_in_force, shared=CHANGES),
    "agreements:signature-note": Row(PRIVATE_CHANGE, kwargs=_line, shared=CHANGES),
    "agreements:signature-scan": Row(PRIVATE_CHANGE, kwargs=_signed_line, shared=CHANGES),
    "agreements:signature-file": Row(PRIVATE, kwargs=_scanned, shared=READS),
    # Terms
    "agreements:term": Row(PRIVATE_CHANGE, kwargs=_agreement, shared=CHANGES),
    "agreements:renew": Row(PRIVATE_CHANGE, kwargs=_in_force, shared=CHANGES),
    "agreements:term-calendar": Row(PRIVATE, kwargs=_in_force, shared=READS),
    # Sheets of differences and synergies
    "agreements:sheet": Row(PRIVATE, kwargs=_sheet, shared=READS),
    "agreements:sheet-file": Row(PRIVATE, kwargs=_sheet, shared=READS),
    "agreements:remark-remove": Row(PRIVATE_POST, kwargs=_remark, method="POST", shared=POSTS),
    "agreements:sheet-do": Row(PRIVATE_POST, kwargs=_sheet, method="POST", data={"do": "propose"}, shared=POSTS),
    # Asking for a signature and giving it
    "agreements:ask": [
        Row(PRIVATE_CHANGE, kwargs=_asked, shared=CHANGES),
        Row(PRIVATE_CHANGE, kwargs=_asked_sheet, shared=CHANGES),
    ],
    "agreements:ask-draft": Row(PRIVATE_CHANGE, kwargs=_asked, shared=CHANGES),
    "agreements:sign-here": [
        Row(Statuses(302, 404, 403, 403, 403, 404, 404), kwargs=_asked, shared=SEAT),
        Row(Statuses(302, 404, 403, 403, 403, 404, 404), kwargs=_asked_sheet, shared=SEAT),
    ],
    "agreements:sign": [
        Row(EVERYBODY, kwargs=_token),
        Row(EVERYBODY, kwargs=_sheet_token),
        Row(GONE, kwargs=_forged),
    ],
    "agreements:sign-refuse": [Row(SPENDS, kwargs=_token, method="POST"), Row(GONE, kwargs=_forged, method="POST")],
    "agreements:sign-document": [Row(EVERYBODY, kwargs=_token), Row(GONE, kwargs=_forged)],
}

OPERATIONS: Rows = {
    "agreements_templates": Row(API_SIGNED_IN),
    "agreements_due": Row(API_SIGNED_IN),
    "agreements_list": Row(API_SIGNED_IN, query="?q=optics&standing=draft"),
    "agreements_start": Row(
        Statuses(401, 404, 404, 404, 404, 404, 404),
        method="POST",
        data={"cooperation": 999_999, "template": "charter", "title": "x", "parties": ["a", "b"]},
    ),
    "agreements_agreement": Row(API_PRIVATE, kwargs=_agreement, shared=API_READS),
    "agreements_clause_change": Row(
        API_PRIVATE_CHANGE, kwargs=_clause, method="PATCH", data={"included": False}, shared=API_CHANGES
    ),
}
