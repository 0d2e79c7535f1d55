"""What belongs to one contract: clauses, milestones, incidents and their mediation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.outcomes.contracts import ContractKind, clauses
from intercluster_web.accounts.permissions import may_change_item, may_write
from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.outcomes.actions.items import require_change
from intercluster_web.outcomes.models import (
    ClauseState,
    Contract,
    Incident,
    IncidentStatus,
    MediationKind,
    MediationStep,
    Milestone,
)
from intercluster_web.records.together import just_now, refuse_if_changed, twin_of

_AFTER = {MediationKind.SETTLED: IncidentStatus.SETTLED, MediationKind.ENDED: IncidentStatus.ENDED}


@transaction.atomic
def set_clauses(user: Any, contract: Contract, states: Mapping[str, str]) -> None:
    """Say which clauses are settled; clauses left out stay as they are."""
    contract = Contract.objects.select_for_update().get(pk=contract.pk)
    if not may_write(user, contract.owner):
        raise PermissionDenied
    known = clauses(ContractKind(contract.kind))
    said = {code: state for code, state in states.items() if code in known and state in ClauseState.values}
    contract.clause_states = {code: state for code, state in (contract.clause_states | said).items() if state}
    contract.save(update_fields=["clause_states", "updated_at"])


@transaction.atomic
def save_milestone(user: Any, milestone: Milestone, names: Iterable[str], seen: str) -> Milestone:
    """Add or change a milestone; a change raises its number, so that calendars replace what they have.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved it first; nothing is written.
    """
    require_change(user, milestone.contract)
    if milestone.pk is None:
        if twin := twin_of(milestone, milestone.contract.milestones.filter(removed=False)):
            return twin
        milestone.save()
        return milestone
    refuse_if_changed(milestone, names, seen)
    before = Milestone.objects.get(pk=milestone.pk)
    milestone.sequence = before.sequence + 1
    milestone.save()
    if milestone.done_on and not before.done_on:
        _tell(user, milestone.contract, "milestone_reached", milestone.done_on)
    return milestone


@transaction.atomic
def remove_milestone(user: Any, milestone: Milestone) -> None:
    """Take it off the contract; calendars that have it are told that it is off."""
    require_change(user, milestone.contract)
    Milestone.objects.filter(pk=milestone.pk).update(removed=True, sequence=F("sequence") + 1)


@transaction.atomic
def raise_incident(user: Any, incident: Incident) -> Incident:
    """Note an incident on a contract; it is seen by the owner's people alone."""
    require_change(user, incident.contract)
    if not may_write(user, incident.owner):
        raise PermissionDenied
    incident.audience, incident.created_by = Audience.OWN, user
    mine = Incident.objects.filter(contract=incident.contract, created_by=user, created_at__gte=just_now())
    if twin := twin_of(incident, mine):
        return twin
    incident.save()
    _tell(user, incident, "incident_raised", incident.happened_on)
    return incident


@transaction.atomic
def add_step(user: Any, incident: Incident, step: MediationStep) -> MediationStep:
    """Note a step of the mediation; the last one closes the incident. A second click finds the first one's step.

    Raises
    ------
    ValidationError
        The incident is closed.
    """
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    if not may_change_item(user, incident):
        raise PermissionDenied
    step.incident, step.created_by = incident, user
    if twin := twin_of(step, incident.steps.filter(created_by=user, created_at__gte=just_now())):
        return twin
    if incident.is_closed:
        raise ValidationError(_("This incident was closed on %(day)s.") % {"day": incident.closed_on})
    step.save()
    incident.status = _AFTER.get(MediationKind(step.kind), IncidentStatus.MEDIATION)
    if incident.is_closed:
        incident.closed_on = step.happened_on
        incident.settlement = step.text if incident.status == IncidentStatus.SETTLED else ""
    incident.save()
    code = f"incident_{incident.status}" if incident.is_closed else "mediation_step"
    _tell(user, incident, code, step.happened_on)
    return step


@transaction.atomic
def agree_to_share(user: Any, incident: Incident, a_on: Any, b_on: Any) -> Incident:
    """Record on which day each member agreed; the record is shared when both have, and not before.

    Only the people of whoever wrote the incident record it. Taking one agreement back closes the record again.
    """
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    if not may_write(user, incident.owner):
        raise PermissionDenied
    today = timezone.localdate()
    if any(day and day > today for day in (a_on, b_on)):
        raise ValidationError(_("An agreement is in the past; this date is to come."))
    both = bool(a_on and b_on)
    opened = both and incident.audience == Audience.OWN
    if both and incident.contract.audience == Audience.OWN:
        raise ValidationError(_("Share the contract with the partners first: its incident hangs under it."))
    incident.a_shares_on, incident.b_shares_on = a_on, b_on
    incident.audience = Audience.SHARED if both else Audience.OWN
    incident.save()
    if opened:
        _tell(user, incident, "incident_shared")
    return incident


def _tell(user: Any, thing: Contract | Incident, code: str, day: Any = None) -> None:
    """Told to those who see the thing itself: a shared contract says nothing of an incident that is not shared."""
    contract = thing.contract if isinstance(thing, Incident) else thing
    record(
        user,
        contract.cooperation,
        thing.owner,
        code,
        happened_on=min(day, timezone.localdate()) if day else None,
        audience=thing.audience,
        url=contract.get_absolute_url(),
    )
