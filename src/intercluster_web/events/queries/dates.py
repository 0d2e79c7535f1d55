"""The dates of events for the shared calendar (contract: ``intercluster_web.calendar``)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion
from intercluster_web.events.models import Event, EventState
from intercluster_web.events.queries.access import entered_by


def dates_for(user: Any, since: date) -> list[Occasion]:
    """Events a person enters, and the last day of their registration; nothing that ended before ``since``."""
    found = entered_by(user).filter(ends_on__gte=since)
    return [occasion for event in found for occasion in _dates_of(event) if _last(occasion) >= since]


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


def _last(occasion: Occasion) -> Any:
    return occasion.ends - timedelta(days=1) if occasion.ends else occasion.starts
