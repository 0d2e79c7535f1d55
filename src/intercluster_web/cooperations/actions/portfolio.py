"""Writing what an organisation set for its portfolio."""

from typing import Any

from django.db import transaction

from intercluster_web.cooperations.models import StagnationRule
from intercluster_web.records.ownership import require_writer
from intercluster_web.records.together import refuse_if_changed


@transaction.atomic
def set_limits(user: Any, rule: StagnationRule, seen: str) -> None:
    """Save the limits of stagnation of an organisation the person writes for.

    Raises
    ------
    PermissionDenied
        The person does not write for the organisation.
    ChangedMeanwhileError
        Somebody else saved them first; nothing is written.
    """
    require_writer(user, rule.organisation)
    standing = StagnationRule.objects.filter(organisation=rule.organisation).first()
    if standing:
        rule.pk = standing.pk
        refuse_if_changed(rule, ["quiet_days", "step_days"], seen)
    rule.save()
