"""Joint operations for tests: plain functions, every argument optional."""

import datetime as dt
from typing import Any

from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.operations.actions import positions
from intercluster_web.operations.models import CoSignature, Host, Operation, Pool, Position, SealedPosition, Series
from intercluster_web.operations.models.kinds import KINDS
from tests.web.cooperations.records import cooperation
from tests.web.factories import World

REQUIRED: dict[str, dict[str, Any]] = {
    "stand": {"fair": "LinuxTag"},
    "bid": {"call": "A call"},
    "call": {"opened_by": "Ours", "opened_to": "Theirs"},
    "asset": {"held_by": "Ours"},
    "pool": {"resource": "patients", "unit": "patients", "target": 300},
}
STARTS = dt.date(2026, 5, 4)


def operation(world: World, kind: str = "stand", within: Cooperation | None = None, **values: Any) -> Operation:
    """Of ours, shared with the named partners unless the values say otherwise."""
    defaults = {"title": f"A {kind}", "audience": Audience.SHARED, "starts": STARTS}
    made = within or cooperation(world)
    return KINDS[kind].model._default_manager.create(
        cooperation=made, owner=world.ours, **(defaults | REQUIRED.get(kind, {}) | values)
    )


def series(world: World, *hosts: str, **values: Any) -> Series:
    made = operation(world, "series", **values)
    for position, name in enumerate(hosts or ("Ours", "Theirs"), start=1):
        Host.objects.create(operation=made, name=name, position=position)
    return made  # type: ignore[return-value]


def pool(world: World, **values: Any) -> Pool:
    return operation(world, "pool", **values)  # type: ignore[return-value]


def sealed(world: World) -> SealedPosition:
    position: Position = operation(world, "position", title="A pact for clusters")  # type: ignore[assignment]
    return positions.seal(
        world.manager, position, name="pact.docx", content=b"the text", media_type="text/plain", because="new"
    )


def signature(world: World, name: str = "Theirs") -> CoSignature:
    return positions.ask(world.manager, sealed(world), organisation=None, name=name, email="", language="en")
