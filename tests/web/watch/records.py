"""Watches for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intercluster_web.scouting.models import Objective
from intercluster_web.watch.models import Finding, Keeper, Watch
from tests.web.contacts.records import contact
from tests.web.factories import World, share
from tests.web.scouting import records as scouting


def objective(world: World) -> Objective:
    """An objective of ours, shared the way the world says."""
    return share(scouting.objective(world.ours), world)  # type: ignore[no-any-return]


def watch(world: World, **values: Any) -> Watch:
    """A watch of ours from an objective; nothing is known to it yet."""
    of = values.pop("objective", None) or objective(world)
    defaults = {"title": "Lasers", "concepts": [scouting.PHOTONICS], "zones": ["DE"], "evidence": "before"}
    source = {"comes_from": "objective", "objective": of}
    return Watch.objects.create(owner=world.ours, created_by=world.manager, **(defaults | source | values))


def finding(world: World, of: Watch | None = None, **values: Any) -> Finding:
    defaults = {"kind": "report", "label": "A new laboratory", "found_at": timezone.now()}
    return Finding.objects.create(watch=of or watch(world), **(defaults | values))


def keeper(world: World, of: Watch | None = None, **values: Any) -> Keeper:
    """Somebody at a post; their link works for a day."""
    of = of or watch(world)
    person = contact(world.ours, f"Keeper {of.pk}", role="post")
    return Keeper.objects.create(watch=of, contact=person, expires_at=timezone.now() + dt.timedelta(days=1), **values)
