"""What each role gets from the addresses and operations of the cooperations app; see ``tests/web/walk.py``."""

from collections.abc import Callable
from typing import Any

from intercluster_web.cooperations.actions import work
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.models import Cooperation, Task
from tests.web.cooperations.records import contact, cooperation, document
from tests.web.factories import SHARING, World
from tests.web.walk import (
    API_PRIVATE,
    API_PRIVATE_CHANGE,
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

TABLES = ("xlsx", "csv")
API_SEATED = Statuses(401, 403, 200, 200, 200, 200, 403)
Kwargs = Callable[[World], dict[str, Any]]


def _ours(world: World) -> dict[str, Any]:
    return {"pk": cooperation(world).pk}


def _with(make: Callable[[World, Cooperation], dict[str, int]]) -> Kwargs:
    """A cooperation, and something in it."""

    def made(world: World) -> dict[str, Any]:
        card = cooperation(world)
        return {"pk": card.pk, **make(world, card)}

    return made


def _task(audience: str = "own") -> Kwargs:
    return _with(
        lambda world, card: {
            "task_pk": work.add_task(world.manager, card, Task(what="Call them", audience=audience)).pk
        }
    )


def _party(world: World, card: Cooperation) -> dict[str, int]:
    return {"party_pk": card.parties.get(organisation=world.theirs).pk}


def _entry(world: World, card: Cooperation) -> dict[str, int]:
    return {"entry_pk": record(world.manager, card, world.ours, "noted", note="as it was", audience="shared").pk}


def _document(audience: str) -> Kwargs:
    return _with(lambda world, card: {"document_pk": document(world, card, audience=audience).pk})


def _mirror(world: World, card: Cooperation) -> dict[str, int]:
    return {"mirror_pk": contact(world, card).pk}


def _changed(base: Statuses, status: int) -> dict[str, Statuses]:
    """A page that those who work in the cooperation write: what the ways of sharing change."""
    return {
        "partner": base._replace(other=403),
        "works": base._replace(other=status),
        "network": base._replace(other=403),
        "public": base._replace(unseated=403, other=403, superuser=403),
    }


def _owners(base: Statuses) -> dict[str, Statuses]:
    """A page of the owner alone, whatever is shared."""
    return {**_changed(base, 403)}


def _item(base: Statuses, status: int, reads: int = 403) -> dict[str, Statuses]:
    """Something inside, shared with the named partners: those who work there change it."""
    return {
        "partner": base._replace(other=reads),
        "works": base._replace(other=status),
        "network": base,
        "public": base,
    }


NOBODY_ELSE = dict.fromkeys(("partner", "works", "network", "public"), PRIVATE)
NOBODY_ELSE_POSTS = dict.fromkeys(NOBODY_ELSE, PRIVATE_POST)
UNPROCESSABLE = PRIVATE_POST._replace(editor=422, manager=422)
A_MOVE = {"target": "events", "revision": 1, "override": "on", "because": "They are old friends"}
PUBLIC = Statuses(404, 404, 200, 200, 200, 404, 404)
EVERYBODYS = Statuses(200, 200, 200, 200, 200, 200, 200)

PAGES: Rows = {
    # The portfolio: of the organisation the person acts for
    **{
        f"cooperations:{name}": Row(SEATED)
        for name in ("board", "list", "timeline", "map", "coverage", "wishlist", "statistics", "digest")
    },
    **{
        f"cooperations:{name}-export": [Row(SEATED, kwargs=lambda _world, form=form: {"form": form}) for form in TABLES]
        for name in ("list", "coverage", "wishlist", "statistics")
    },
    "cooperations:limits": [
        Row(WRITERS),
        Row(
            WRITERS._replace(editor=302, manager=302, other=302),
            method="POST",
            data={"quiet_days": 90, "step_days": ""},
        ),
    ],
    "cooperations:published": Row(EVERYBODY),
    "cooperations:cases": [Row(EVERYBODY), Row(EVERYBODY, query="?q=photonics&file=csv")],
    "cooperations:cooperation": Row(PRIVATE, kwargs=_ours, shared=READS),
    "cooperations:new": [Row(WRITERS), Row(Statuses(302, 403, 403, 404, 404, 404, 403), query="?line=999")],
    "cooperations:edit": Row(PRIVATE_CHANGE, kwargs=_ours, shared=_changed(PRIVATE_CHANGE, 200)),
    "cooperations:next-step": Row(
        PRIVATE_POST,
        kwargs=_ours,
        method="POST",
        data={"next_step": "Write to them"},
        shared=_changed(PRIVATE_POST, 302),
    ),
    "cooperations:status": [
        Row(PRIVATE_CHANGE, kwargs=_ours, query="?to=ended", shared=_changed(PRIVATE_CHANGE, 200)),
        Row(
            PRIVATE_POST,
            kwargs=_ours,
            method="POST",
            data={"status": "paused", "because": "They are reorganising", "revision": 1},
            shared=_changed(PRIVATE_POST, 302),
        ),
    ],
    "cooperations:delete": [
        Row(
            PRIVATE_CHANGE,
            kwargs=_ours,
            shared={
                way: expected._replace(editor=302, manager=302) for way, expected in _owners(PRIVATE_CHANGE).items()
            },
        ),
        Row(PRIVATE_POST, kwargs=_ours, method="POST", shared=_owners(PRIVATE_POST)),
    ],
    "cooperations:public": Row(
        PUBLIC,
        kwargs=_ours,
        shared={
            "partner": PUBLIC._replace(other=200),
            "works": PUBLIC._replace(other=200),
            "network": PUBLIC._replace(other=200),
            "public": EVERYBODYS,
        },
    ),
    "cooperations:move": [
        Row(PRIVATE_CHANGE, kwargs=_ours, shared=_changed(PRIVATE_CHANGE, 200)),
        Row(PRIVATE_POST, kwargs=_ours, method="POST", data=A_MOVE, shared=_changed(PRIVATE_POST, 302)),
        Row(
            UNPROCESSABLE,
            kwargs=_ours,
            method="POST",
            data=A_MOVE | {"override": ""},
            shared=_changed(UNPROCESSABLE, 422),
        ),
    ],
    "cooperations:parties": Row(PRIVATE_CHANGE, kwargs=_ours, shared=_owners(PRIVATE_CHANGE)),
    "cooperations:party": Row(
        PRIVATE_POST,
        kwargs=_with(_party),
        method="POST",
        data={"role": "support", "revision": 1},
        shared=_owners(PRIVATE_POST),
    ),
    "cooperations:party-leave": Row(
        PRIVATE_POST, kwargs=_with(_party), method="POST", data={"revision": 1}, shared=_owners(PRIVATE_POST)
    ),
    "cooperations:share": [
        Row(PRIVATE_CHANGE, kwargs=_ours, shared=_owners(PRIVATE_CHANGE)),
        Row(
            PRIVATE_POST,
            kwargs=_ours,
            method="POST",
            data={"visibility": "public", "revision": 1},
            shared=_owners(PRIVATE_POST),
        ),
    ],
    "cooperations:journal": [
        Row(PRIVATE, kwargs=_ours, shared=READS),
        Row(PRIVATE, kwargs=_ours, query="?q=visit&kind=Move&year=2026&proof=visit&page=9", shared=READS),
    ],
    "cooperations:journal-export": [
        Row(PRIVATE, kwargs=lambda world, form=form: {**_ours(world), "form": form}, shared=READS)
        for form in ("xlsx", "json")
    ],
    "cooperations:note": [
        Row(PRIVATE_CHANGE, kwargs=_ours, query="?proof=visit", shared=_changed(PRIVATE_CHANGE, 200)),
        Row(
            PRIVATE_POST,
            kwargs=_ours,
            method="POST",
            data={"code": "visited", "happened_on": "2026-02-03", "note": "Two of us", "audience": "own"},
            shared=_changed(PRIVATE_POST, 302),
        ),
    ],
    "cooperations:correct": Row(PRIVATE_CHANGE, kwargs=_with(_entry), shared=_changed(PRIVATE_CHANGE, 200)),
    "cooperations:task-new": Row(
        PRIVATE_POST,
        kwargs=_ours,
        method="POST",
        data={"what": "Call them", "audience": "own"},
        shared=_changed(PRIVATE_POST, 302),
    ),
    "cooperations:task": [
        Row(PRIVATE_CHANGE, kwargs=_task("shared"), shared=_item(PRIVATE_CHANGE, 200)),
        Row(
            PRIVATE_POST,
            kwargs=_task("shared"),
            method="POST",
            data={"do": "done"},
            shared=_item(PRIVATE_POST, 302),
        ),
        Row(PRIVATE_POST, kwargs=_task(), method="POST", data={"do": "remove"}, shared=NOBODY_ELSE_POSTS),
    ],
    "cooperations:attach": Row(
        UNPROCESSABLE, kwargs=_ours, method="POST", data={}, shared=_changed(UNPROCESSABLE, 422)
    ),
    "cooperations:document": [
        Row(PRIVATE, kwargs=_document("own"), shared=NOBODY_ELSE),
        Row(PRIVATE, kwargs=_document("shared"), shared=READS),
    ],
    "cooperations:detach": Row(
        PRIVATE_POST, kwargs=_document("shared"), method="POST", shared=_item(PRIVATE_POST, 302)
    ),
    "cooperations:mirror-new": Row(PRIVATE_CHANGE, kwargs=_ours, shared=_changed(PRIVATE_CHANGE, 200)),
    "cooperations:mirror-remove": Row(PRIVATE_POST, kwargs=_with(_mirror), method="POST", shared=NOBODY_ELSE_POSTS),
    "cooperations:note-file": Row(PRIVATE, kwargs=_ours, shared=READS),
    "cooperations:message": Row(PRIVATE, kwargs=_ours, shared=READS),
    "cooperations:calendar": Row(PRIVATE, kwargs=_ours, shared=READS),
}

_API_READS = {way: expected._replace(anonymous=401) for way, expected in READS.items()}
_API_POST = API_PRIVATE_CHANGE._replace(editor=201, manager=201)

OPERATIONS: Rows = {
    "cooperations_list": Row(API_SEATED),
    "cooperations_statistics": Row(API_SEATED),
    # One cooperation
    "cooperations_open": Row(
        Statuses(401, 404, 404, 201, 201, 404, 404),
        method="POST",
        data={"owner": "ours", "title": "Lasers", "parties": [{"organisation": "theirs"}]},
        # A new one is shared with nobody yet: only the writers of the owner open it, whatever they share else.
        shared=dict.fromkeys(SHARING, Statuses(401, 404, 404, 201, 201, 404, 404)),
    ),
    "cooperations_cooperation": Row(API_PRIVATE, kwargs=_ours, shared=_API_READS),
    "cooperations_change": Row(
        API_PRIVATE_CHANGE,
        kwargs=_ours,
        method="PATCH",
        data={"revision": 1, "topic": "Lasers"},
        shared=_changed(API_PRIVATE_CHANGE, 200),
    ),
    "cooperations_gate": Row(API_PRIVATE, kwargs=_ours, query="?target=alliance", shared=_API_READS),
    "cooperations_move": Row(
        API_PRIVATE_CHANGE,
        kwargs=_ours,
        method="POST",
        data=A_MOVE | {"override": True},
        shared=_changed(API_PRIVATE_CHANGE, 200),
    ),
    "cooperations_status": Row(
        API_PRIVATE_CHANGE,
        kwargs=_ours,
        method="POST",
        data={"revision": 1, "status": "paused", "because": "They are reorganising"},
        shared=_changed(API_PRIVATE_CHANGE, 200),
    ),
    "cooperations_journal": Row(API_PRIVATE, kwargs=_ours, query="?q=x&year=2026", shared=_API_READS),
    "cooperations_note": Row(
        _API_POST,
        kwargs=_ours,
        method="POST",
        data={"code": "visited", "happened_on": "2026-02-03", "note": "Two of us"},
        shared=_changed(_API_POST, 201),
    ),
    "cooperations_correct": Row(
        _API_POST, kwargs=_with(_entry), method="POST", data={"note": "as it is"}, shared=_changed(_API_POST, 201)
    ),
    "cooperations_tasks": Row(API_PRIVATE, kwargs=_ours, shared=_API_READS),
    "cooperations_task_add": Row(
        _API_POST, kwargs=_ours, method="POST", data={"what": "Call them"}, shared=_changed(_API_POST, 201)
    ),
}
