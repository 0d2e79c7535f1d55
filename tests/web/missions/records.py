"""Missions for tests: plain functions, every argument optional."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intercluster_web.missions.models import Cost, CostShare, Delegate, ExpertGrant, Funder, Host, Mission, Sheet, Step
from tests.web.factories import World, share

STARTS = dt.date(2026, 5, 4)
NINE = dt.datetime(2026, 5, 4, 7, tzinfo=dt.UTC)  # nine o'clock in Paris


def mission(world: World, **values: Any) -> Mission:
    """A mission of ours to Southampton, shared the way the world says."""
    defaults = {"title": "To Southampton", "country": "GB", "place": "Southampton", "starts": STARTS}
    made = Mission.objects.create(owner=world.ours, created_by=world.manager, **(defaults | values))
    return share(made, world)  # type: ignore[no-any-return]


def delegate(world: World, of: Mission | None = None, **values: Any) -> Delegate:
    """A company with its academic partner; its link works for a day."""
    defaults = {"name": "A company", "partner_name": "A laboratory", "person": "Test Person", "language": "en"}
    end = timezone.now() + dt.timedelta(days=1)
    return Delegate.objects.create(mission=of or mission(world), expires_at=end, **(defaults | values))


def host(world: World, of: Mission | None = None, **values: Any) -> Host:
    return Host.objects.create(mission=of or mission(world), **({"name": "A park"} | values))


def step(world: World, of: Mission | None = None, **values: Any) -> Step:
    defaults = {"title": "Visit of the park", "starts": NINE, "ends": NINE + dt.timedelta(hours=2)}
    return Step.objects.create(mission=of or mission(world), **(defaults | values))


def sheet(world: World, **values: Any) -> Sheet:
    of = mission(world)
    defaults = {"research_rating": 4, "research_met": "the team of optics", "filled_name": "Test Person"}
    return Sheet.objects.create(mission=of, delegate=delegate(world, of), host=host(world, of), **(defaults | values))


def funded(world: World, of: Mission | None = None) -> CostShare:
    """INNET pays 75 % of a travel of 4 000 €; the delegates share the rest."""
    of = of or mission(world)
    funder = Funder.objects.create(mission=of, name="INNET")
    cost = Cost.objects.create(mission=of, title="Train", planned=4000, rest="delegate")
    return CostShare.objects.create(mission=of, cost=cost, funder=funder, percent=75)


def grant(world: World, **values: Any) -> ExpertGrant:
    return ExpertGrant.objects.create(owner=world.ours, **({"name": "AIMA", "days": 10} | values))
