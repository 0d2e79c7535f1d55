"""The dates of cooperations: next steps and tasks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion
from intercluster_web.accounts.permissions import items_visible_to, named_in
from intercluster_web.cooperations.models import Cooperation, Status, Task


def dates_for(user: Any, since: date, until: date = date.max) -> list[Occasion]:
    """Next steps and tasks due between two days, in all the cooperations a person reads from within."""
    cards = Cooperation.objects.filter(named_in(user), next_step_due__range=(since, until)).distinct()
    todo = Task.objects.filter(due__range=(since, until)).select_related("cooperation")
    return occasions(cards, items_visible_to(user, todo))


def dates_of(user: Any, cooperation: Cooperation) -> list[Occasion]:
    """The same for one cooperation, whatever the day."""
    todo = Task.objects.filter(cooperation=cooperation).exclude(due=None).select_related("cooperation")
    return occasions([cooperation] if cooperation.next_step_due else [], items_visible_to(user, todo))


def occasions(cards: Iterable[Cooperation], tasks: Iterable[Task]) -> list[Occasion]:
    """Whole days. What is done or over stays, as cancelled: a calendar forgets nothing it is not told about."""
    return [*(_next_step(card) for card in cards if card.next_step_due), *(_task(task) for task in tasks if task.due)]


def _next_step(card: Any) -> Occasion:
    return Occasion(
        uid=f"cooperation-{card.pk}-next@intercluster",
        starts=card.next_step_due,
        title=card.next_step or _("Next step"),
        text=card.title,
        url=card.get_absolute_url(),
        sequence=card.revision,
        cancelled=card.status == Status.ENDED,
    )


def _task(task: Any) -> Occasion:
    return Occasion(
        uid=f"cooperation-task-{task.pk}@intercluster",
        starts=task.due,
        title=task.what,
        text=f"{task.cooperation.title}\n{task.who}".strip(),
        url=task.cooperation.get_absolute_url(),
        sequence=int(task.updated_at.timestamp()) // 60,
        cancelled=task.done_on is not None,
    )
