"""What each role gets from every address of the pages and every operation of the API.

To add a page, add one row to ``PAGES`` under its URL name (``app:name``); to add an API operation, one row to
``OPERATIONS`` under its operation id. An address without a row fails ``test_walk.py``. A row says the status for each
role of ``factories.ROLES``: anonymous, unseated, observer, editor, manager, other, superuser. "ours" is the
organisation of observer, editor and manager; "other" manages another organisation.

``kwargs`` makes what the address needs (called with the ``World`` inside the test's own transaction)::

    "scouting:objective": Row(PRIVATE, kwargs=lambda world: {"pk": objective(owner=world.ours).pk}),

Several rows under one name (a list) walk the same address with different records or methods.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from intercluster_web.accounts import actions, queries
from intercluster_web.accounts.models import ApiToken
from intercluster_web.directory.models import Label, Programme
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
    """``method`` and ``data`` say what is sent: a form for pages, JSON for the API."""

    expected: Statuses
    kwargs: Callable[[World], dict[str, Any]] = field(default=lambda _world: {})
    method: str = "GET"
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""


CNRS, A_PROJECT = "pic:999997930", "rcn:205566"  # of the bundled evidence

Rows = dict[str, Row | list[Row]]


def _ours(world: World) -> dict[str, Any]:
    return {"key": world.ours.key}


def _invitation(world: World) -> dict[str, Any]:
    return {"token": queries.invitation_token(actions.invite(world.ours, "new@example.org", "editor", None))}


def _open_invitation(world: World) -> dict[str, Any]:
    return {"key": world.ours.key, "pk": actions.invite(world.ours, "new@example.org", "editor", None).pk}


def _observers_seat(world: World) -> dict[str, Any]:
    return {"key": world.ours.key, "seat": world.ours.seats.get(role="observer").pk}


def _managers_token(world: World) -> dict[str, Any]:
    actions.create_token(world.manager, "a spreadsheet")
    return {"pk": ApiToken.objects.get().pk}


_SEATS_POST = Statuses(302, 404, 403, 403, 302, 404, 302)


def _a_programme(_world: World) -> dict[str, Any]:
    return {"key": Programme.objects.create(key="a-programme", name="A programme").key}


def _our_label(world: World) -> dict[str, Any]:
    label = Label.objects.create(organisation=world.ours, name="A label")
    return _ours(world) | {"tie": "label", "pk": label.pk}


_OUR_ENTRY = Statuses(302, 403, 403, 200, 200, 403, 403)
_SAID = {"source_url": "a letter", "stated_on": "2026-01-02"}

PAGES: Rows = {
    # The house
    "home": Row(EVERYBODY),
    "help": Row(EVERYBODY),
    "privacy": Row(EVERYBODY),
    "set_language": Row(Statuses(302, 302, 302, 302, 302, 302, 302), method="POST", data={"language": "fr"}),
    "api:openapi-json": Row(EVERYBODY),
    "api:openapi-view": Row(EVERYBODY),
    # Accounts
    "accounts:sign-in": Row(Statuses(200, 302, 302, 302, 302, 302, 302)),
    "accounts:sign-out": Row(SIGNED_IN_POST, method="POST"),
    "accounts:profile": Row(SIGNED_IN),
    "accounts:change-password": Row(SIGNED_IN),
    "accounts:forgotten-password": Row(EVERYBODY),
    "accounts:password-link-sent": Row(EVERYBODY),
    "accounts:new-password": Row(EVERYBODY, kwargs=lambda _world: {"uidb64": "MQ", "token": "forged"}),
    "accounts:act-for": Row(Statuses(302, 404, 302, 302, 302, 404, 404), kwargs=_ours, method="POST"),
    "accounts:seats": Row(Statuses(302, 404, 200, 200, 200, 404, 200), kwargs=_ours),
    "accounts:invite": Row(_SEATS_POST, kwargs=_ours, method="POST", data={"email": "a@example.org", "role": "editor"}),
    "accounts:change-seat": Row(_SEATS_POST, kwargs=_observers_seat, method="POST", data={"role": "editor"}),
    "accounts:withdraw-invitation": Row(_SEATS_POST, kwargs=_open_invitation, method="POST"),
    "accounts:accept-invitation": [
        Row(EVERYBODY, kwargs=_invitation),
        Row(Statuses(404, 404, 404, 404, 404, 404, 404), kwargs=lambda _world: {"token": "forged"}),
    ],
    "accounts:tokens": Row(SIGNED_IN),
    "accounts:revoke-token": Row(Statuses(302, 404, 404, 404, 302, 404, 404), kwargs=_managers_token, method="POST"),
    "accounts:personal-data": Row(SIGNED_IN),
    "accounts:export-personal-data": Row(SIGNED_IN),
    "accounts:erase": Row(SIGNED_IN, method="POST", data={"password": "not mine"}),
    "accounts:installation": Row(Statuses(302, 403, 403, 403, 403, 403, 200)),
    # Directory: everybody reads, editors and managers write where nobody else sits
    "directory:list": Row(EVERYBODY, query="?q=ours&country=FR&sort=-members"),
    "directory:map": Row(EVERYBODY),
    "directory:export": Row(EVERYBODY, kwargs=lambda _world: {"form": "csv"}),
    "directory:networks": Row(EVERYBODY),
    "directory:programmes": Row(EVERYBODY),
    "directory:programme": Row(EVERYBODY, kwargs=_a_programme),
    "directory:open-data": Row(EVERYBODY),
    "directory:catalogue": Row(EVERYBODY),
    "directory:csv-zip": Row(EVERYBODY),
    "directory:turtle": Row(EVERYBODY),
    "directory:create": Row(WRITERS),
    "directory:organisation": Row(EVERYBODY, kwargs=_ours),
    "directory:edit": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:delete": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:merge": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:attribute": [
        Row(EVERYBODY, kwargs=lambda world: _ours(world) | {"attribute": "city"}),
        Row(
            Statuses(403, 403, 403, 302, 302, 403, 403),
            kwargs=lambda world: _ours(world) | {"attribute": "city"},
            method="POST",
            data={"value": "Lyon", "source_url": "a letter", "stated_on": "2026-01-02", "version": 1},
        ),
    ],
    "directory:members": Row(EVERYBODY, kwargs=_ours),
    "directory:members-import": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:members-matches": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:members-template": Row(EVERYBODY, kwargs=lambda world: _ours(world) | {"form": "csv"}),
    "directory:members-export": Row(EVERYBODY, kwargs=lambda world: _ours(world) | {"form": "csv"}),
    "directory:tie-create": Row(_OUR_ENTRY, kwargs=lambda world: _ours(world) | {"tie": "label"}),
    "directory:tie-edit": Row(_OUR_ENTRY, kwargs=_our_label),
    "directory:tie-delete": [
        Row(_OUR_ENTRY, kwargs=_our_label),
        Row(Statuses(302, 403, 403, 302, 302, 403, 403), kwargs=_our_label, method="POST"),
    ],
    # Evidence
    "evidence:overview": Row(EVERYBODY),
    "evidence:organisations": Row(EVERYBODY),
    "evidence:organisation": Row(EVERYBODY, kwargs=lambda _world: {"org_id": CNRS}),
    "evidence:project": Row(EVERYBODY, kwargs=lambda _world: {"project_id": A_PROJECT}),
    "evidence:zones": Row(EVERYBODY),
    "evidence:zone": Row(EVERYBODY, kwargs=lambda _world: {"code": "FRK2"}),
    "evidence:spaces": Row(EVERYBODY),
    "evidence:countries": Row(EVERYBODY),
}

OPERATIONS: Rows = {
    "directory_organisations": Row(EVERYBODY),
    "directory_organisation": Row(EVERYBODY, kwargs=_ours),
    "directory_networks": Row(EVERYBODY),
    "directory_create": Row(
        Statuses(401, 403, 403, 201, 201, 201, 403),
        method="POST",
        data=_SAID | {"values": {"name": "A new cluster", "kind": "grappe"}},
    ),
    "directory_change": Row(
        Statuses(401, 403, 403, 200, 200, 403, 403),
        kwargs=_ours,
        method="PATCH",
        data=_SAID | {"values": {"city": "Lyon"}, "version": 1},
    ),
    # Evidence
    "evidence_zones": Row(EVERYBODY),
    "evidence_organisations": Row(EVERYBODY),
    "evidence_organisation": Row(EVERYBODY, kwargs=lambda _world: {"org_id": CNRS}),
    "evidence_project": Row(EVERYBODY, kwargs=lambda _world: {"project_id": A_PROJECT}),
}
