"""Writing merger studies."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from intercluster_web.alliances.actions.items import add, change, require_item, tell
from intercluster_web.alliances.models import MergerStudy, SupportLine
from intercluster_web.records.together import refuse_if_changed, twin_of


@transaction.atomic
def save_study(user: Any, study: MergerStudy, names: Iterable[str], seen: str) -> None:
    if study.pk is not None:
        change(user, study, names, seen)
    elif add(user, study, names):
        tell(user, study, "merger_studied", title=study.title)


@transaction.atomic
def save_line(user: Any, line: SupportLine, names: Iterable[str], seen: str) -> None:
    """Add or change a line of support; one that is there word for word is not added twice."""
    require_item(user, line.study)
    if line.pk is not None:
        refuse_if_changed(line, names, seen)
    elif twin_of(line, line.study.lines.all()):
        return
    line.save()


@transaction.atomic
def remove_line(user: Any, line: SupportLine) -> None:
    require_item(user, line.study)
    line.delete()
