"""Choosing the form of governance."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster.alliances.advice import Advice, Form
from intercluster.cooperations.ladder import Proof
from intercluster_web.accounts.permissions import works_in
from intercluster_web.alliances.actions.items import tell
from intercluster_web.alliances.models import Governance
from intercluster_web.alliances.queries.parties import ungoverned
from intercluster_web.records.together import refuse_if_changed


@transaction.atomic
def choose(user: Any, governance: Governance, names: Iterable[str], seen: str, advice: Advice) -> None:
    """Write the form the parties chose and, in the journal, that they did.

    Raises
    ------
    PermissionDenied
        The person does not work in the cooperation.
    ValidationError
        A party has no governance of its own, a reason or the third party is missing.
    ChangedMeanwhileError
        Somebody else chose first; nothing is written.
    """
    organisation = works_in(user, governance.cooperation)
    if organisation is None:
        raise PermissionDenied
    governance.advised = advice.form.value
    _refuse_incomplete(governance)
    standing = Governance.objects.filter(cooperation=governance.cooperation).first()
    if standing is None:
        governance.owner, governance.created_by = organisation, user
    else:
        governance.pk, governance.owner = standing.pk, standing.owner
        governance.created_by, governance.created_at = standing.created_by, standing.created_at
        refuse_if_changed(governance, names, seen or "new")
        if all(getattr(standing, name) == getattr(governance, name) for name in names):
            return
    governance.save()
    against = governance.form != governance.advised
    tell(
        user,
        governance,
        "governance_chosen_otherwise" if against else "governance_chosen",
        note=governance.reason,
        proof="" if governance.form == Form.LIGHT else Proof.GOVERNANCE_CHOSEN,
        form=governance.form,
        advised=governance.advised,
    )


def _refuse_incomplete(governance: Governance) -> None:
    if governance.form == Form.LIGHT:
        return
    if without := ungoverned(governance.cooperation):
        names = ", ".join(str(one) for one in without)
        raise ValidationError(
            _(
                "Without a governance of their own they cannot be parties of an alliance: %(names)s. Correct this in "
                "the directory, or let the organisation that animates them take part instead."
            )
            % {"names": names}
        )
    if governance.form == Form.NEUTRAL and governance.third_party is None:
        raise ValidationError({"third_party": _("Name the third party.")})
    if governance.form != governance.advised and not governance.reason.strip():
        raise ValidationError({"reason": _("Say why you choose otherwise than the rule of thumb.")})
