"""Leads that come of meetings with buyers."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.outcomes.contracts import ContractKind
from intercluster_web.accounts.permissions import works_in
from intercluster_web.directory.models import MemberKind, Organisation
from intercluster_web.events.models import (
    Event,
    Lead,
    LeadState,
    LeadStep,
    Participant,
    ParticipantKind,
)
from intercluster_web.outcomes.actions import items as outcomes
from intercluster_web.outcomes.models import Contract, ContractStatus
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import refuse_if_changed, twin_of


@transaction.atomic
def save_lead(user: Any, event: Event, lead: Lead, names: Iterable[str] = (), seen: str = "") -> Lead:
    """Add or change a lead; one that is there word for word is not added twice. Raises ``ChangedMeanwhileError``."""
    require_change(user, event)
    if lead.pk is not None:
        refuse_if_changed(lead, names, seen)
        lead.sequence = F("sequence") + 1  # type: ignore[assignment]
    elif twin := twin_of(lead, Lead.objects.filter(meeting=lead.meeting)):
        return twin  # type: ignore[no-any-return]
    lead.save()
    lead.refresh_from_db(fields=["sequence"])
    _note_step(user, lead)
    return lead


def _note_step(user: Any, lead: Lead) -> None:
    """Keep when the lead came to its state."""
    last = lead.steps.last()
    if last is None or last.state != lead.state:
        on = lead.ordered_on if lead.state == LeadState.ORDER and lead.ordered_on else timezone.localdate()
        on = lead.since if last is None and lead.state == LeadState.LEAD else on
        LeadStep.objects.create(lead=lead, state=lead.state, on=on, by=user)


@transaction.atomic
def count_order(user: Any, lead: Lead) -> Contract:
    """Enter an order among the contracts of the event's cooperation, where outcomes are counted; once. Its amount and
    day then are those of the contract.

    Raises
    ------
    PermissionDenied
        The person does not work in the cooperation.
    ValidationError
        It is no order, or the event belongs to no cooperation.
    """
    lead = Lead.objects.select_for_update().select_related("meeting__event__owner", "buyer", "supplier").get(pk=lead.pk)
    event = lead.meeting.event
    require_change(user, event)
    if lead.contract is not None:
        return lead.contract
    if lead.state != LeadState.ORDER or event.cooperation is None:
        raise ValidationError(_("Only an order of an event that belongs to a cooperation is counted there."))
    owner = works_in(user, event.cooperation)
    if owner is None:
        raise PermissionDenied
    ours, theirs = _sides(lead, owner)
    contract = Contract(
        cooperation=event.cooperation,
        owner=owner,
        kind=ContractKind.COMMERCIAL.value,
        status=ContractStatus.SIGNED,
        subject=lead.what,
        signed_on=lead.ordered_on,
        amount=lead.amount,
        a=ours.organisation,
        a_name=ours.organisation_name,
        a_kind=_KINDS.get(ParticipantKind(ours.kind), MemberKind.OTHER),
        b=theirs.organisation,
        b_name=theirs.organisation_name,
        b_kind=_KINDS.get(ParticipantKind(theirs.kind), MemberKind.OTHER),
    )
    lead.contract = outcomes.add(user, contract)
    lead.save(update_fields=["contract"])
    return lead.contract


_KINDS = {
    ParticipantKind.SME: MemberKind.SME,
    ParticipantKind.LARGE_FIRM: MemberKind.LARGE_FIRM,
    ParticipantKind.BUYER: MemberKind.LARGE_FIRM,
    ParticipantKind.LABORATORY: MemberKind.LAB,
    ParticipantKind.AUTHORITY: MemberKind.PUBLIC,
    ParticipantKind.CLUSTER: MemberKind.CLUSTER,
}


def _sides(lead: Lead, owner: Organisation) -> tuple[Participant, Participant]:
    """Our member first: the supplier, unless only the buyer came as ours."""
    names = {name.casefold() for name in (owner.name, owner.short_name) if name}
    ours = [one for one in (lead.supplier, lead.buyer) if one.member_of.strip().casefold() in names]
    return (lead.buyer, lead.supplier) if ours == [lead.buyer] else (lead.supplier, lead.buyer)


@transaction.atomic
def delete_lead(user: Any, event: Event, lead: Lead) -> None:
    require_change(user, event)
    lead.delete()
