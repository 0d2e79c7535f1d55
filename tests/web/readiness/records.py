"""Self-assessments for tests."""

from typing import Any

from intercluster_web.readiness.models import SelfAssessment
from tests.web import factories
from tests.web.factories import World

ANSWERS = {"strategy_shared": 3, "team_enough": 1}


def assessment(world: World, **values: Any) -> SelfAssessment:
    made = SelfAssessment.objects.create(owner=world.ours, **({"answers": ANSWERS, "made_on": "2026-01-05"} | values))
    return factories.share(made, world)  # type: ignore[no-any-return]
