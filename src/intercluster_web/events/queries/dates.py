"""The dates of events for the shared calendar (contract: ``intercluster_web.calendar``)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion
from intercluster_web.events.models import Event, EventState, Lead
from intercluster_web.events.queries.access import entered_by
from intercluster_web.events.queries.leads import due_steps

READ = ("title", "cooperation__title", "revision", "state", "starts_on", "ends_on", "place", "register_until")


def dates_for(user: Any, since: date, until: date = date.max) -> list[Occasion]:
    """Events a person enters, the last day of their registration, and the next steps of leads; nothing that ended
    before ``since``."""
    soon = Q(starts_on__lte=until) | Q(register_until__lte=until)
    found = entered_by(user).filter(soon, ends_on__gte=since).select_related(None).select_related("cooperation")
    dates = [occasion for event in found.only(*READ) for occasion in _dates_of(event) if _last(occasion) >= since]
    return [*dates, *(_next_step(lead) for lead in due_steps(user, since, until))]


def _dates_of(event: Event) -> Iterator[Occasion]:
    off = event.state == EventState.CANCELLED
    cooperation = f"\n{event.cooperation}" if event.cooperation else ""
    common = {
        "text": f"{event.title}{cooperation}",
        "url": event.get_absolute_url(),
        "sequence": event.revision,
        "cancelled": off,
    }
    yield Occasion(
        uid=f"event-{event.pk}@intercluster",
        starts=event.starts_on,
        ends=event.ends_on + timedelta(days=1),
        title=event.title,
        place=event.place,
        **common,  # type: ignore[arg-type]
    )
    if event.register_until:
        yield Occasion(
            uid=f"event-{event.pk}-registration@intercluster",
            starts=event.register_until,
            title=_("Registration closes: %(title)s") % {"title": event.title},
            **common,  # type: ignore[arg-type]
        )


def _next_step(lead: Lead) -> Occasion:
    return Occasion(
        uid=f"lead-{lead.pk}@intercluster",
        starts=lead.next_on,  # type: ignore[arg-type]
        title=_("%(step)s: %(supplier)s – %(buyer)s")
        % {
            "step": lead.next_step,
            "supplier": lead.supplier.organisation_name,
            "buyer": lead.buyer.organisation_name,
        },
        text=f"{lead.meeting.event.title}\n{lead.what}",
        url=lead.get_absolute_url(),
        sequence=lead.sequence,
    )


def _last(occasion: Occasion) -> Any:
    return occasion.ends - timedelta(days=1) if occasion.ends else occasion.starts
