"""Leads that come of meetings with buyers."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from intercluster_web.events.models import Event, Lead
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import refuse_if_changed, twin_of


@transaction.atomic
def save_lead(user: Any, event: Event, lead: Lead, names: Iterable[str] = (), seen: str = "") -> Lead:
    """Add or change a lead; one that is there word for word is not added twice. Raises ``ChangedMeanwhileError``."""
    require_change(user, event)
    if lead.pk is not None:
        refuse_if_changed(lead, names, seen)
    elif twin := twin_of(lead, Lead.objects.filter(meeting=lead.meeting)):
        return twin  # type: ignore[no-any-return]
    lead.save()
    return lead


@transaction.atomic
def delete_lead(user: Any, event: Event, lead: Lead) -> None:
    require_change(user, event)
    lead.delete()
