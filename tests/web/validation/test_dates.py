"""Rounds in the shared calendar."""

import datetime as dt

from intercluster_web.calendar import occasions_of
from intercluster_web.validation.models import Round, RoundState
from tests.web.factories import World


def test_the_last_day_of_a_round_is_in_the_calendar_of_its_owner(world: World) -> None:
    day = dt.date(2099, 5, 4)
    Round.objects.create(owner=world.ours, title="A draft", deadline=day)
    asked = Round.objects.create(owner=world.ours, title="Asked", deadline=day, state=RoundState.OPEN)
    [found] = occasions_of(world.manager, dt.date(2099, 1, 1))
    assert (found.uid, found.starts, found.cancelled) == (f"validation-round-{asked.pk}@intercluster", day, False)
    assert occasions_of(world.people["other"], dt.date(2099, 1, 1)) == []
