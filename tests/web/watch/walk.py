"""What each role gets from the addresses of the watch app; see ``tests/web/walk.py``."""

from typing import Any

from intercluster_web.watch.actions.watches import new_feed
from tests.web.factories import SHARING, World
from tests.web.walk import (
    API_PRIVATE,
    API_SIGNED_IN,
    EVERYBODY,
    PRIVATE,
    PRIVATE_CHANGE,
    PRIVATE_POST,
    SEATED,
    SIGNED_IN_POST,
    WRITERS,
    Row,
    Rows,
    Statuses,
)
from tests.web.watch import records

# A watch is seen by whoever sees the objective it comes from; its owner's writers alone change it.
SEES = {
    **dict.fromkeys(("partner", "works", "network"), Statuses(302, 404, 200, 200, 200, 200, 404)),
    "public": Statuses(302, 200, 200, 200, 200, 200, 200),
}
CHANGES = {
    **dict.fromkeys(("partner", "works", "network"), Statuses(302, 404, 403, 200, 200, 403, 404)),
    "public": Statuses(302, 403, 403, 200, 200, 403, 403),
}
POSTS = {
    **dict.fromkeys(("partner", "works", "network"), Statuses(302, 404, 403, 302, 302, 403, 404)),
    "public": Statuses(302, 403, 403, 302, 302, 403, 403),
}
FOLLOWS = {
    **dict.fromkeys(("partner", "works", "network"), Statuses(302, 404, 302, 302, 302, 302, 404)),
    "public": SIGNED_IN_POST,
}
NOWHERE = Statuses(404, 404, 404, 404, 404, 404, 404)
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)


def _watch(world: World) -> dict[str, Any]:
    return {"pk": records.watch(world).pk}


def _free(world: World) -> dict[str, Any]:
    """A watch without a source is its owner's alone, whatever is shared."""
    return {"pk": records.watch(world, comes_from="free").pk}


def _of_a_private_strategy(world: World) -> dict[str, Any]:
    """The objective may be shared: the strategy behind it is not."""
    of = records.objective(world)
    of.strategy = records.scouting.strategy(world.ours)
    of.save()
    return {"pk": records.watch(world, objective=of).pk}


def _finding(world: World) -> dict[str, Any]:
    made = records.finding(world)
    return {"pk": made.watch_id, "finding_pk": made.pk}


def _keeper(world: World) -> dict[str, Any]:
    made = records.keeper(world)
    return {"pk": made.watch_id, "keeper_pk": made.pk}


def _keeper_of(world: World) -> dict[str, Any]:
    return {"pk": _keeper(world)["pk"]}


def _do(what: str, expected: Statuses, shared: dict[str, Statuses]) -> Row:
    return Row(expected, kwargs=_watch, method="POST", data={"do": what}, shared=shared)


OURS_ALONE = dict.fromkeys(SHARING, PRIVATE)
PAGES: Rows = {
    "watch:all": Row(SEATED),
    "watch:new": Row(WRITERS),
    "watch:feed-link": Row(SIGNED_IN_POST, method="POST"),
    "watch:feed": [
        Row(EVERYBODY, kwargs=lambda world: {"token": new_feed(world.manager).token()}),
        Row(NOWHERE, kwargs=lambda _world: {"token": "forged"}),
    ],
    "watch:keep": [
        Row(EVERYBODY, kwargs=lambda world: {"token": records.keeper(world).token()}),
        Row(GONE, kwargs=lambda _world: {"token": "forged"}),
    ],
    "watch:watch": [
        Row(PRIVATE, kwargs=_watch, shared=SEES),
        Row(PRIVATE, kwargs=_free, shared=OURS_ALONE),
        Row(PRIVATE, kwargs=_of_a_private_strategy, shared=OURS_ALONE),
    ],
    "watch:digest": Row(PRIVATE, kwargs=_watch, shared=SEES),
    "watch:edit": Row(PRIVATE_CHANGE, kwargs=_watch, shared=CHANGES),
    "watch:delete": Row(PRIVATE_POST, kwargs=_watch, method="POST", shared=POSTS),
    "watch:do": [
        _do("read", PRIVATE_POST, POSTS),
        _do("follow", Statuses(302, 404, 302, 302, 302, 404, 404), FOLLOWS),
    ],
    "watch:finding-delete": Row(PRIVATE_POST, kwargs=_finding, method="POST", shared=POSTS),
    "watch:keeper-new": Row(PRIVATE_POST, kwargs=_watch, method="POST", shared=POSTS),
    "watch:letter": Row(PRIVATE_CHANGE, kwargs=_keeper, shared=CHANGES),
    "watch:release": Row(PRIVATE_POST, kwargs=_keeper, method="POST", shared=POSTS),
}


def _told(statuses: Statuses, **roles: int) -> Statuses:
    """The same in the API, where a visitor is told to say who they are."""
    return statuses._replace(anonymous=401, **roles)


def _changes(method: str, kwargs: Any, data: dict[str, Any] | None = None, status: int = 200) -> Row:
    """``status``: what the owner's writers get."""
    shared = {sharing: _told(statuses, editor=status, manager=status) for sharing, statuses in CHANGES.items()}
    own = _told(PRIVATE_CHANGE, editor=status, manager=status)
    return Row(own, kwargs=kwargs, method=method, data=data or {}, shared=shared)


_SEES = {sharing: _told(statuses) for sharing, statuses in SEES.items()}
_ALONE = dict.fromkeys(SHARING, API_PRIVATE)
OWN = {"owner": "ours", "title": "Lasers", "concepts": ["nothing"], "zones": [], "partners": True}
BEGINS = Statuses(401, 403, 403, 422, 422, 404, 403)  # nothing is called so; of an organisation one writes for

OPERATIONS: Rows = {
    "watch_list": Row(API_SIGNED_IN),
    "watch_one": [
        Row(API_PRIVATE, kwargs=_watch, shared=_SEES),
        Row(API_PRIVATE, kwargs=_of_a_private_strategy, shared=_ALONE),
    ],
    "watch_findings": [
        Row(API_PRIVATE, kwargs=_watch, shared=_SEES),
        Row(API_PRIVATE, kwargs=_free, shared=_ALONE),
    ],
    "watch_begin": Row(BEGINS, method="POST", data=OWN, shared=dict.fromkeys(SHARING, BEGINS)),
    "watch_change": _changes("PATCH", _watch, {"mark": "read before", "title": "Another"}, 409),
    "watch_end": _changes("DELETE", _watch, status=204),
    "watch_look": _changes("POST", _watch),
    "watch_read": _changes("POST", _watch),
    "watch_follow": Row(API_PRIVATE, kwargs=_watch, method="PUT", data={"follow": True}, shared=_SEES),
    "watch_finding_remove": _changes("DELETE", _finding, status=204),
    "watch_keepers": _changes("GET", _keeper_of),
    "watch_keeper_name": _changes("POST", _watch, {"contact": 1}, 422),
    "watch_keeper_release": _changes("DELETE", _keeper, status=204),
}
