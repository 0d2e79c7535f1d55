"""Records of governance for tests: plain functions, every argument optional."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intercluster_web.alliances.actions import decisions, meetings, turns
from intercluster_web.alliances.models import (
    Body,
    Decision,
    Governance,
    Mandate,
    Meeting,
    MergerStudy,
    Rotation,
    RotationMember,
    SupportLine,
)
from intercluster_web.cooperations.models import Cooperation
from tests.web.cooperations.records import cooperation as cooperation_of
from tests.web.factories import World

LONG_AGO = dt.date(2020, 1, 1)


def governance(world: World, **values: Any) -> Governance:
    found = values.pop("cooperation", None) or cooperation_of(world)
    said = {"form": "shared", "advised": "light", "since": LONG_AGO}
    return Governance.objects.create(cooperation=found, owner=world.ours, **(said | values))


def body(world: World, cooperation: Cooperation | None = None, **values: Any) -> Body:
    """A steering committee of ours, with a chair of ours and a member of theirs."""
    found = Body.objects.create(
        cooperation=cooperation or cooperation_of(world), owner=world.ours, **({"name": "Steering committee"} | values)
    )
    mandate(found, world.ours, role="chair")
    mandate(found, world.theirs)
    return found


def mandate(of: Body, organisation: Any, **values: Any) -> Mandate:
    said = {"starts_on": LONG_AGO, "function": "director"}
    return Mandate.objects.create(body=of, organisation=organisation, **(said | values))


def meeting(world: World, of: Body | None = None, **values: Any) -> Meeting:
    of = of or body(world)
    starts = timezone.now() + dt.timedelta(days=10)
    said = {
        "title": "First meeting",
        "starts_at": starts,
        "ends_at": starts + dt.timedelta(hours=2),
        "agenda": "Budget",
    }
    found = Meeting(body=of, cooperation=of.cooperation, **(said | values))
    meetings.save_meeting(world.manager, found, list(said), "")
    return found


def proposal(world: World, of: Body | None = None, **values: Any) -> Decision:
    of = of or body(world)
    said = {
        "title": "Join the fair",
        "proposal": "We join the fair.",
        "deadline": timezone.now() + dt.timedelta(days=5),
    }
    found = Decision(body=of, cooperation=of.cooperation, **(said | values))
    decisions.save_decision(world.manager, found, list(said), "")
    return found


def vote(world: World, of: Body | None = None, **values: Any) -> Decision:
    found = proposal(world, of, **values)
    decisions.open_vote(world.manager, found)
    return found


def rotation(world: World, cooperation: Cooperation | None = None, **values: Any) -> Rotation:
    """Four turns of a year between us and them."""
    said = {"subject": "Chair", "starts_on": dt.date(2027, 1, 1), "months": 12, "turns_count": 4}
    found = Rotation(cooperation=cooperation or cooperation_of(world), **(said | values))
    members = [RotationMember(organisation=one, position=n) for n, one in enumerate((world.ours, world.theirs), 1)]
    turns.save_rotation(world.manager, found, members, list(said), "")
    return found


def study(world: World, **values: Any) -> MergerStudy:
    found = MergerStudy.objects.create(
        cooperation=cooperation_of(world), owner=world.ours, **({"title": "One cluster?"} | values)
    )
    for party in (world.ours, world.theirs):
        SupportLine.objects.create(
            study=found, organisation=party, funder="Region", year=2026, now=100_000, merged=50_000, source="letter"
        )
    return found
