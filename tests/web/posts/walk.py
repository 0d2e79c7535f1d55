"""What each role gets from the addresses of the posts app; see ``tests/web/walk.py``."""

from typing import Any

from tests.web.factories import World
from tests.web.posts import records
from tests.web.walk import EVERYBODY, WRITERS, Row, Rows, Statuses

# Public knowledge: everybody reads it, whoever writes somewhere corrects it.
CORRECTED = Statuses(302, 403, 403, 200, 200, 200, 403)
TAKEN_OUT = Statuses(302, 403, 403, 302, 302, 302, 403)


def _post(_world: World) -> dict[str, Any]:
    return {"key": records.post().organisation.key}


PAGES: Rows = {
    "posts:list": [Row(EVERYBODY), Row(EVERYBODY, query="?file=xlsx")],
    "posts:country": [
        Row(EVERYBODY, kwargs=lambda _world: {"code": "DE"}),
        Row(Statuses(404, 404, 404, 404, 404, 404, 404), kwargs=lambda _world: {"code": "nowhere"}),
    ],
    "posts:post": Row(EVERYBODY, kwargs=_post),
    "posts:new": Row(WRITERS),
    "posts:edit": Row(CORRECTED, kwargs=_post),
    "posts:delete": [Row(CORRECTED, kwargs=_post), Row(TAKEN_OUT, kwargs=_post, method="POST")],
    "posts:import": Row(WRITERS),
    "posts:template": Row(EVERYBODY, kwargs=lambda _world: {"form": "xlsx"}),
}
ADDED = {"name": "Berlin", "country": "DE", "city": "", "source_url": "a leaflet"}
SAID = {"kind": "trade", "represents": "", "countries": [], "services": ["watch"], "languages": ["fr"], "page": ""}
API_WRITERS = Statuses(401, 403, 403, 201, 201, 201, 403)
API_CORRECTED = Statuses(401, 403, 403, 409, 409, 409, 403)

OPERATIONS: Rows = {
    "posts_list": Row(EVERYBODY),
    "posts_one": Row(EVERYBODY, kwargs=_post),
    "posts_add": Row(API_WRITERS, method="POST", data=ADDED | SAID | {"note": "", "stated_on": None}),
    "posts_change": Row(API_CORRECTED, kwargs=_post, method="PATCH", data=SAID | {"mark": "read before"}),
    "posts_take_out": Row(API_WRITERS._replace(editor=204, manager=204, other=204), kwargs=_post, method="DELETE"),
    "posts_file": Row(API_WRITERS._replace(editor=422, manager=422, other=422), method="POST"),  # no file
}
