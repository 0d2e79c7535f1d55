"""What each role gets from the addresses and operations of the contacts app; see ``tests/web/walk.py``."""

from collections.abc import Callable
from typing import Any

from intercluster_web.contacts.actions import rights
from tests.web import factories
from tests.web.contacts.records import contact
from tests.web.factories import World
from tests.web.walk import (
    API_PRIVATE,
    API_PRIVATE_CHANGE,
    API_SIGNED_IN,
    EVERYBODY,
    PRIVATE,
    PRIVATE_CHANGE,
    PRIVATE_POST,
    SEATED,
    WRITERS,
    Row,
    Rows,
    Statuses,
)

# An address book is not shared, whatever the visibility of an entry says.
NEVER = dict.fromkeys(factories.SHARING, PRIVATE)
NEVER_CHANGED = dict.fromkeys(factories.SHARING, PRIVATE_CHANGE)
NEVER_POSTED = dict.fromkeys(factories.SHARING, PRIVATE_POST)
NOWHERE = Statuses(404, 404, 404, 404, 404, 404, 404)


def _contact(world: World) -> dict[str, Any]:
    entry = contact(world.ours)
    if world.sharing != "works":  # a contact has no parties: nobody works on it
        factories.share(entry, world)
    return {"pk": entry.pk}


def _with(**more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_contact(world), **more}


def _stop(world: World) -> dict[str, Any]:
    return {"token": contact(world.ours).stop_token()}


def _mine(world: World) -> dict[str, Any]:
    request = rights.ask(contact(world.ours).email, "en")
    assert request is not None
    return {"token": request.token()}


PAGES: Rows = {
    "contacts:list": Row(SEATED, query="?q=test&role=member&country=FR&state=review"),
    "contacts:new": Row(WRITERS),
    "contacts:export": [Row(WRITERS, kwargs=lambda _world, form=form: {"form": form}) for form in ("xlsx", "vcf")],
    "contacts:import": Row(WRITERS),
    "contacts:template": Row(WRITERS, kwargs=lambda _world: {"form": "xlsx"}),
    "contacts:review": Row(SEATED),
    "contacts:log": Row(SEATED),
    "contacts:contact": Row(PRIVATE, kwargs=_contact, shared=NEVER),
    "contacts:edit": Row(PRIVATE_CHANGE, kwargs=_contact, shared=NEVER_CHANGED),
    "contacts:erase": [
        Row(PRIVATE_CHANGE, kwargs=_contact, shared=NEVER_CHANGED),
        Row(PRIVATE_POST, kwargs=_contact, method="POST", shared=NEVER_POSTED),
    ],
    "contacts:opt-out": Row(PRIVATE_POST, kwargs=_contact, method="POST", data={"do": "stop"}, shared=NEVER_POSTED),
    "contacts:everything": [
        Row(PRIVATE_CHANGE, kwargs=_with(form=form), shared=NEVER_CHANGED) for form in ("json", "docx")
    ],
    "contacts:stop": [
        Row(EVERYBODY, kwargs=_stop),
        Row(EVERYBODY, kwargs=_stop, method="POST"),
        Row(NOWHERE, kwargs=lambda _world: {"token": "forged"}),
    ],
    "contacts:my-data": [Row(EVERYBODY), Row(EVERYBODY, method="POST", data={"email": "nobody@example.org"})],
    "contacts:my-data-link": [Row(EVERYBODY, kwargs=_mine), Row(NOWHERE, kwargs=lambda _world: {"token": "forged"})],
    "contacts:my-data-file": [
        Row(EVERYBODY, kwargs=lambda world: {**_mine(world), "form": "docx"}),
        Row(NOWHERE, kwargs=lambda _world: {"token": "forged", "form": "json"}),
    ],
    "contacts:my-data-change": [
        Row(EVERYBODY, kwargs=_mine, method="POST", data={"do": "erase"}),
        Row(NOWHERE, kwargs=lambda _world: {"token": "forged"}, method="POST"),
    ],
}

OPERATIONS: Rows = {
    "contacts_list": Row(API_SIGNED_IN, query="?q=a"),
    "contacts_get": Row(API_PRIVATE, kwargs=_contact, shared=dict.fromkeys(factories.SHARING, API_PRIVATE)),
    "contacts_add": Row(
        Statuses(401, 403, 403, 201, 201, 403, 403),
        method="POST",
        data={"owner": "ours", "name": "New Person", "source": "a fair", "email": "new@example.org"},
    ),
    "contacts_opt_out": Row(
        API_PRIVATE_CHANGE,
        kwargs=_contact,
        method="POST",
        shared=dict.fromkeys(factories.SHARING, API_PRIVATE_CHANGE),
    ),
}
