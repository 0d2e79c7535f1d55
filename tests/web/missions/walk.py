"""What each role gets from the addresses and operations of the missions app; see ``tests/web/walk.py``."""

from typing import Any

from intercluster_web.missions.models.kinds import LINES
from tests.web.factories import SHARING, World
from tests.web.missions import records
from tests.web.walk import (
    API_PRIVATE,
    API_PRIVATE_CHANGE,
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
    "missions:letter": Row(PRIVATE_CHANGE, kwargs=_delegate, method="POST", shared=CHANGES),
    "missions:messages": Row(PRIVATE_CHANGE, kwargs=_mission, shared=CHANGES),
    "missions:messages-retry": Row(PRIVATE_POST, kwargs=_mission, method="POST", shared=POSTS),
    "missions:send": Row(PRIVATE_POST, kwargs=_delegate, method="POST", shared=POSTS),
    "missions:letters": Row(PRIVATE_CHANGE, kwargs=_mission, method="POST", shared=CHANGES),
    "missions:step": Row(PRIVATE_POST, kwargs=_mission, method="POST", shared=POSTS),
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

NEW = {
    **{"owner": "ours", "title": "To Wuhan", "direction": "out", "purpose": "", "country": "CN", "place": "Wuhan"},
    **{"occasion": "", "starts": "2031-05-05", "ends": None, "precision": "day", "time_zone": "Asia/Shanghai"},
    **{"invited_by": "", "programme": None, "convention": "", "cooperation": None, "group_size": 3, "state": "idea"},
}
CARD = {name: value for name, value in NEW.items() if name != "owner"}
SHEET = {
    **{"mark": "", "filled_name": "Test Person", "research_rating": 4, "research_met": "optics"},
    **{"research_potential": "", "research_next": "", "training_rating": None, "training_met": ""},
    **{"training_potential": "", "training_next": ""},
}


def _api_ours(kwargs: Any) -> Row:
    """Read by its owner's people alone, whoever else sees the mission."""
    return Row(API_PRIVATE, kwargs, shared=dict.fromkeys(SHARING, API_PRIVATE))


def _api_writes(method: str, kwargs: Any, data: dict[str, Any] | None = None, status: int = 200) -> Row:
    mine = API_PRIVATE_CHANGE._replace(editor=status, manager=status)
    seen = dict.fromkeys(SHARING, mine._replace(other=403))
    public = {"public": mine._replace(unseated=403, other=403, superuser=403)}
    return Row(mine, kwargs, method=method, data=data or {}, shared=seen | public)


def _in_list(relation: str) -> Any:
    return lambda world: _mission(world) | {"relation": relation}


def _done(world: World) -> dict[str, Any]:
    return {"pk": records.mission(world, state="done").pk}


def _no_list(world: World) -> dict[str, Any]:
    return _mission(world) | {"relation": "nothing"}


def _api_delegate(world: World) -> dict[str, Any]:
    made = records.delegate(world)
    return {"pk": made.mission_id, "delegate_pk": made.pk}


def _api_host(world: World) -> dict[str, Any]:
    made = records.host(world)
    return {"pk": made.mission_id, "host_pk": made.pk}


def _grant_pk(world: World) -> dict[str, Any]:
    return {"pk": records.grant(world).pk}


GRANT = {"name": "AIMA", "programme": None, "task": "", "days": 10, "starts": None, "ends": None}

_API_INSIDE = dict.fromkeys(("partner", "works"), API_SEEN) | dict.fromkeys(("network", "public"), API_PRIVATE)

CREATES = Statuses(401, 404, 404, 201, 201, 404, 404)  # for an organisation one writes for
_CREATES = dict.fromkeys(SHARING, CREATES)

OPERATIONS: Rows = {
    "missions_list": Row(API_SIGNED_IN),
    "missions_history": [
        Row(Statuses(401, 404, 200, 200, 200, 200, 404)),
        Row(API_PRIVATE, _done, query="?of=ours", shared=API_SEES),
    ],
    "missions_one": Row(API_PRIVATE, kwargs=_mission, shared=API_SEES),
    "missions_create": Row(CREATES, method="POST", data=NEW, shared=_CREATES),
    "missions_delete": _api_writes("DELETE", _mission, status=204),
    "missions_sharing": _api_writes("GET", _mission),
    "missions_share": _api_writes("PUT", _mission, {"visibility": "own", "partners": ["theirs"]}),
    "missions_compare": Row(API_SIGNED_IN),
    "missions_delegate_link": _api_writes("POST", _api_delegate),
    "missions_host_encounter": _api_writes("POST", _api_host),
    "missions_host_contact": _api_writes("POST", _api_host, status=422),  # it names nobody
    # Expert days
    "missions_experts": Row(API_SIGNED_IN),
    "missions_expert_add": Row(CREATES, method="POST", data=GRANT | {"owner": "ours"}, shared=_CREATES),
    "missions_expert_change": Row(
        API_PRIVATE_CHANGE._replace(editor=409, manager=409),
        _grant_pk,
        method="PATCH",
        data=GRANT | {"mark": "read before"},
        shared=dict.fromkeys(SHARING, API_PRIVATE_CHANGE._replace(editor=409, manager=409)),
    ),
    "missions_expert_delete": Row(
        API_PRIVATE_CHANGE._replace(editor=204, manager=204),
        _grant_pk,
        method="DELETE",
        shared=dict.fromkeys(SHARING, API_PRIVATE_CHANGE._replace(editor=204, manager=204)),
    ),
    "missions_change": _api_writes("PATCH", _mission, CARD | {"mark": "read before"}, 409),
    # Rooms
    "missions_programme": Row(API_PRIVATE, kwargs=_mission, shared=_API_INSIDE),
    "missions_delegates": _api_ours(_mission),
    "missions_budget": _api_ours(_mission),
    "missions_sheets": _api_ours(_mission),
    "missions_figures": _api_ours(_mission),
    "missions_results": _api_ours(_mission),
    # Lists
    "missions_lines": [
        *(_api_ours(_in_list(relation)) for relation in LINES),
        Row(Statuses(401, 404, 404, 404, 404, 404, 404), _no_list),
    ],
    "missions_line_add": _api_writes("POST", _in_list("hosts"), {"values": {"name": "A park"}}, 201),
    "missions_line_change": _api_writes("PATCH", _line, {"values": {"about": "Optics"}, "mark": "read before"}, 409),
    "missions_line_delete": _api_writes("DELETE", _line, status=204),
    "missions_sheet_put": _api_writes("PUT", _sheet, SHEET, 409),
}
