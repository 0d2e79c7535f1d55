"""Tasks that come out of meetings and decisions; they live with the tasks of the cooperation."""

from datetime import date
from typing import Any

from django.db import transaction

from intercluster_web.alliances.actions.items import require_item
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.models import Task


@transaction.atomic
def add_task(user: Any, about: Any, what: str, who: str, due: date | None) -> None:
    """A task seen by those who see the meeting or decision; one that is open word for word is not added twice."""
    require_item(user, about)
    url = about.get_absolute_url()
    said = {"cooperation": about.cooperation, "what": what, "who": who, "due": due, "about": url, "done_on": None}
    if Task.objects.filter(**said).exists():
        return
    Task.objects.create(**said, owner=about.owner, audience=about.audience, created_by=user)
    record(user, about.cooperation, about.owner, "task_added", params={"what": what}, audience=about.audience, url=url)
