"""What a new watch can come from: an objective, a technological lock or a link of the value chain."""

from typing import Any

from django.shortcuts import get_object_or_404

from intercluster_web.accounts.permissions import changeable_or_404
from intercluster_web.scouting.models import Objective, Strategy
from intercluster_web.watch.models import Source, Watch


def of_objective(user: Any, pk: int) -> tuple[Watch, str]:
    """A watch that is not saved yet, with the words of the need; 404 or 403 where the person may not change it."""
    objective: Objective = changeable_or_404(user, Objective.objects.select_related("owner", "strategy"), pk=pk)
    made = Watch(owner=objective.owner, title=str(objective)[:200], comes_from=Source.OBJECTIVE)
    made.objective, made.strategy = objective, objective.strategy
    made.concepts, made.zones = objective.concepts, objective.countries
    return made, objective.text


def of_row(user: Any, strategy_pk: int, name: str, pk: int) -> tuple[Watch, str]:
    """The same of a ``lock`` or ``link`` of a strategy."""
    strategy: Strategy = changeable_or_404(user, Strategy.objects.select_related("owner"), pk=strategy_pk)
    row = get_object_or_404(getattr(strategy, f"{name}s"), pk=pk)
    made = Watch(owner=strategy.owner, title=row.name, comes_from=Source(name), strategy=strategy, **{name: row})
    return made, f"{row.name} {row.note}"
