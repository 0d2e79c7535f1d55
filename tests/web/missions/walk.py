"""What each role gets from the addresses and operations of the missions app; see ``tests/web/walk.py``."""

from typing import Any

from tests.web.factories import SHARING, World
from tests.web.missions import records
from tests.web.walk import (
    API_PRIVATE,
    API_SIGNED_IN,
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

# The page of a mission is open to whoever it is visible to; what is behind it to named partners, or to ours alone.
SEEN = Statuses(302, 404, 200, 200, 200, 200, 404)
SEES = {
    "partner": SEEN,
    "works": SEEN,
    "network": SEEN,
    "public": Statuses(302, 200, 200, 200, 200, 200, 200),
}
OURS_ALONE = dict.fromkeys(SHARING, PRIVATE)
OURS_TO_CHANGE = dict.fromkeys(SHARING, PRIVATE_CHANGE)
_REFUSED = Statuses(302, 404, 403, 200, 200, 403, 404)
CHANGES = dict.fromkeys(SHARING, _REFUSED) | {"public": Statuses(302, 403, 403, 200, 200, 403, 403)}
_NOT_SENT = Statuses(302, 404, 403, 302, 302, 403, 404)
POSTS = dict.fromkeys(SHARING, _NOT_SENT) | {"public": Statuses(302, 403, 403, 302, 302, 403, 403)}
API_SEEN = Statuses(401, 404, 200, 200, 200, 200, 404)
API_SEES = dict.fromkeys(SHARING, API_SEEN) | {"public": Statuses(401, 200, 200, 200, 200, 200, 200)}
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)


def _mission(world: World) -> dict[str, Any]:
    return {"pk": records.mission(world).pk}


def _line(world: World) -> dict[str, Any]:
    host = records.host(world)
    return {"pk": host.mission_id, "relation": "hosts", "line_pk": host.pk}


def _delegate(world: World) -> dict[str, Any]:
    delegate = records.delegate(world)
    return {"pk": delegate.mission_id, "delegate_pk": delegate.pk}


def _sheet(world: World) -> dict[str, Any]:
    sheet = records.sheet(world)
    return {"pk": sheet.mission_id, "delegate_pk": sheet.delegate_id, "host_pk": sheet.host_id}


def _kept(what: str) -> Any:
    def made(world: World) -> dict[str, Any]:
        host = records.host(world, person="Test Person")
        return {"pk": host.mission_id, "host_pk": host.pk, "what": what}

    return made


def _token(world: World) -> dict[str, Any]:
    return {"token": records.delegate(world).token()}


def _token_of_sheet(world: World) -> dict[str, Any]:
    sheet = records.sheet(world)
    return {"token": sheet.delegate.token(), "host_pk": sheet.host_id}


def _forged(_world: World) -> dict[str, Any]:
    return {"token": "forged"}


def _grant(world: World) -> dict[str, Any]:
    return {"pk": records.grant(world).pk}


FILES = (
    ("group", "xlsx"),
    ("evaluation", "xlsx"),
    ("evaluation", "docx"),
    ("budget", "xlsx"),
    ("follow-up", "xlsx"),
)

PAGES: Rows = {
    "missions:all": Row(SEATED),
    "missions:new": Row(WRITERS),
    "missions:history": Row(SEATED),
    "missions:compare": Row(SEATED),
    "missions:experts": Row(SEATED),
    "missions:expert-new": Row(WRITERS),
    "missions:expert": Row(PRIVATE_CHANGE, kwargs=_grant, shared=OURS_TO_CHANGE),
    "missions:expert-delete": Row(
        PRIVATE_POST, kwargs=_grant, method="POST", shared=dict.fromkeys(SHARING, PRIVATE_POST)
    ),
    "missions:mission": Row(PRIVATE, kwargs=_mission, shared=SEES),
    "missions:edit": Row(PRIVATE_CHANGE, kwargs=_mission, shared=CHANGES),
    "missions:share": Row(PRIVATE_CHANGE, kwargs=_mission, shared=CHANGES),
    "missions:delete": Row(PRIVATE_POST, kwargs=_mission, method="POST", shared=POSTS),
    "missions:room": [
        Row(PRIVATE, kwargs=lambda world: {**_mission(world), "room": "programme"}, shared=READS),
        *(
            Row(PRIVATE, kwargs=lambda world, room=room: {**_mission(world), "room": room}, shared=OURS_ALONE)
            for room in ("group", "evaluation", "budget", "follow-up")
        ),
    ],
    "missions:file": [
        *(
            Row(
                PRIVATE,
                kwargs=lambda world, form=form: {**_mission(world), "room": "programme", "form": form},
                shared=READS,
            )
            for form in ("docx", "xlsx", "ics")
        ),
        *(
            Row(
                PRIVATE,
                kwargs=lambda world, file=file: {**_mission(world), "room": file[0], "form": file[1]},
                shared=OURS_ALONE,
            )
            for file in FILES
        ),
    ],
    "missions:line-new": Row(
        PRIVATE_CHANGE, kwargs=lambda world: {**_mission(world), "relation": "steps"}, shared=CHANGES
    ),
    "missions:line": Row(PRIVATE_CHANGE, kwargs=_line, shared=CHANGES),
    "missions:line-delete": Row(PRIVATE_POST, kwargs=_line, method="POST", shared=POSTS),
    "missions:sheet": Row(PRIVATE_CHANGE, kwargs=_sheet, shared=CHANGES),
    "missions:letter": Row(PRIVATE_CHANGE, kwargs=_delegate, shared=CHANGES),
    "missions:send": Row(PRIVATE_POST, kwargs=_delegate, method="POST", shared=POSTS),
    "missions:renew": Row(PRIVATE_POST, kwargs=_delegate, method="POST", shared=POSTS),
    "missions:keep": [
        Row(PRIVATE_POST, kwargs=_kept(what), method="POST", shared=POSTS) for what in ("encounter", "contact")
    ],
    "missions:road": [Row(EVERYBODY, kwargs=_token), Row(GONE, kwargs=_forged)],
    "missions:road-file": [
        Row(EVERYBODY, kwargs=lambda world: {**_token(world), "form": "ics"}),
        Row(EVERYBODY, kwargs=lambda world: {**_token(world), "form": "docx"}),
        Row(GONE, kwargs=lambda world: {**_forged(world), "form": "ics"}),
    ],
    "missions:road-sheet": [
        Row(EVERYBODY, kwargs=_token_of_sheet),
        Row(GONE, kwargs=lambda world: {**_forged(world), "host_pk": 1}),
    ],
}

OPERATIONS: Rows = {
    "missions_list": Row(API_SIGNED_IN),
    "missions_one": Row(API_PRIVATE, kwargs=_mission, shared=API_SEES),
}
