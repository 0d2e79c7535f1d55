"""What a row of the walk is: an address or an operation, and the status for each role of ``factories.ROLES``.

The rows themselves are in ``walk_expectations`` and in the ``walk.py`` beside the tests of each app.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.web.factories import World


class Statuses(NamedTuple):
    """The status each role gets."""

    anonymous: int
    unseated: int
    observer: int
    editor: int
    manager: int
    other: int
    superuser: int


EVERYBODY = Statuses(200, 200, 200, 200, 200, 200, 200)
SIGNED_IN = Statuses(302, 200, 200, 200, 200, 200, 200)
SIGNED_IN_POST = Statuses(302, 302, 302, 302, 302, 302, 302)
SEATED = Statuses(302, 403, 200, 200, 200, 200, 403)
# Who keeps the evidence of the installation: managers and who administers it.
KEEPERS = Statuses(302, 403, 403, 403, 200, 200, 200)
KEEPERS_POST_ONLY = Statuses(302, 403, 403, 403, 405, 405, 405)  # asked for with GET, so that nothing is set off
WRITERS = Statuses(302, 403, 403, 200, 200, 200, 403)
# A private record of ours: it does not exist for anybody else.
PRIVATE = Statuses(302, 404, 200, 200, 200, 404, 404)
PRIVATE_CHANGE = Statuses(302, 404, 403, 200, 200, 404, 404)
PRIVATE_POST = Statuses(302, 404, 403, 302, 302, 404, 404)
# The same in the API, where a visitor is told to say who they are.
API_SIGNED_IN = Statuses(401, 200, 200, 200, 200, 200, 200)
API_PRIVATE = Statuses(401, 404, 200, 200, 200, 404, 404)
API_PRIVATE_CHANGE = Statuses(401, 404, 403, 200, 200, 404, 404)


@dataclass(frozen=True)
class Row:
    """``method`` and ``data`` say what is sent: a form for pages, JSON for the API.

    ``shared`` says what changes when the record is shared: for each way of ``factories.SHARING`` (partner, works,
    network, public) what each role gets then. ``kwargs`` makes the record with ``factories.share(record, world)``.
    """

    expected: Statuses
    kwargs: Callable[[World], dict[str, Any]] = field(default=lambda _world: {})
    method: str = "GET"
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    shared: dict[str, Statuses] = field(default_factory=dict)


Rows = dict[str, Row | list[Row]]

# A page of a cooperation, as it is shared: who reads it, who works on it, who sees no more than the public page.
READS = {
    "partner": Statuses(302, 404, 200, 200, 200, 200, 404),
    "works": Statuses(302, 404, 200, 200, 200, 200, 404),
    "network": PRIVATE,
    "public": PRIVATE,
}
