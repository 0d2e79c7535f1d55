"""Cooperations for tests: plain functions, every argument optional."""

import datetime as dt
from typing import Any

from intercluster_web.cooperations.models import Cooperation, Party, PartyRole, Passage
from tests.web import factories

OPENED_ON = dt.date(2026, 1, 5)


def cooperation(world: factories.World, **values: Any) -> Cooperation:
    """A cooperation of ours with "theirs", on its first step, shared the way the world says."""
    defaults = {"title": "Optics across the Channel", "stage_since": OPENED_ON, "last_activity_on": OPENED_ON}
    made = Cooperation.objects.create(owner=world.ours, created_by=world.manager, **(defaults | values))
    Party.objects.create(cooperation=made, organisation=world.ours, role=PartyRole.LEAD)
    Party.objects.create(cooperation=made, organisation=world.theirs)
    Passage.objects.create(cooperation=made, stage=made.stage, entered_on=made.stage_since)
    return factories.share(made, world)
