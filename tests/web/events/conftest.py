"""What tests of the API of events share."""

import pytest

from intercluster_web.events.actions import plan as runs
from intercluster_web.events.models import Timetable
from tests.web.events.program import Program
from tests.web.factories import World


@pytest.fixture
def ask(world: World) -> Program:
    return Program(world.manager)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are carried out at once instead of in a process of their own."""
    plan = runs.plan
    monkeypatch.setattr(runs, "launch", lambda _command, pk: runs.run(Timetable.objects.get(pk=pk)))
    monkeypatch.setattr(runs, "plan", lambda problem, **more: plan(problem, **(more | {"seconds": 2.0, "workers": 1})))
