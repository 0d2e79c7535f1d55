"""Setting up bodies and giving mandates."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster_web.alliances.actions.items import add, change, require_item, tell
from intercluster_web.alliances.models import Body, Mandate
from intercluster_web.alliances.models.bodies import VOTING_ROLES
from intercluster_web.records.together import refuse_if_changed


@transaction.atomic
def save_body(user: Any, body: Body, names: Iterable[str], seen: str) -> None:
    """Set up a body, or change it; raises ``ChangedMeanwhileError`` when somebody else changed it first."""
    if body.pk is None:
        if add(user, body, names):
            tell(user, body, "body_set_up", body=body.name)
        return
    change(user, body, names, seen)
    for within in (body.meetings, body.decisions):  # what a body does is seen by those who see the body
        within.exclude(audience=body.audience).update(audience=body.audience)
    tell(user, body, "body_changed", body=body.name)


@transaction.atomic
def save_mandate(user: Any, mandate: Mandate, names: Iterable[str], seen: str) -> None:
    """Give a mandate, or change it.

    Raises
    ------
    ValidationError
        A vote for an organisation that has no governance of its own.
    ChangedMeanwhileError
        Somebody else changed it first; nothing is written.
    """
    names = list(names)
    require_item(user, mandate.body)
    if mandate.role in VOTING_ROLES and not mandate.organisation.governed:
        raise ValidationError(
            {"organisation": _("It has no governance of its own, so it cannot vote here. Make it an observer.")}
        )
    said = {"party": str(mandate.organisation), "body": mandate.body.name}
    if mandate.pk is None:
        same = {name: getattr(mandate, name) for name in names}
        if not mandate.body.mandates.filter(**same).exists():
            mandate.save()
            tell(user, mandate.body, "mandate_given", **said)
        return
    refuse_if_changed(mandate, names, seen)
    mandate.sequence += 1
    mandate.save()
    tell(user, mandate.body, "mandate_changed", **said)
