"""The dates of missions, for calendars."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from intercluster.export.calendar import Occasion
from intercluster_web.accounts.permissions import kept_for
from intercluster_web.missions.models import Delegate, Mission, Precision, State, Step
from intercluster_web.missions.queries.brought import steps_of


def dates_for(user: Any, since: dt.date) -> list[Occasion]:
    """The days and steps of the missions of a person's organisations."""
    current = Q(ends__gte=since) | Q(ends=None, starts__gte=since) | Q(steps__starts__date__gte=since)
    found = kept_for(user, Mission.objects.filter(current)).distinct()
    found = found.prefetch_related("steps__host", "steps__who")
    return [
        occasion
        for mission in found
        for occasion in dates_of(mission, list(mission.steps.all()))
        if _last(occasion) >= since
    ]


def dates_of(mission: Mission, steps: list[Step] | None = None, delegate: Delegate | None = None) -> list[Occasion]:
    """What a mission puts into a calendar: its days, and each step; for one delegate only their steps."""
    off = mission.state == State.CANCELLED
    url = "" if delegate else mission.get_absolute_url()
    found = []
    if mission.starts and mission.precision == Precision.DAY:
        found.append(
            Occasion(
                f"mission-{mission.pk}@intercluster",
                mission.starts,
                mission.title,
                (mission.ends or mission.starts) + dt.timedelta(days=1),
                place=mission.place,
                url=url,
                sequence=int(mission.updated_at.timestamp()),
                cancelled=off,
            )
        )
    zone = ZoneInfo(mission.time_zone)
    steps = steps_of(mission, delegate) if steps is None else steps
    return found + [
        Occasion(
            f"{step.uid}@intercluster",
            step.starts.astimezone(zone),
            step.title,
            step.ends.astimezone(zone) if step.ends else None,
            text="\n".join(part for part in (mission.title, str(step.host or ""), step.note) if part),
            place=step.place,
            url=url,
            sequence=step.sequence,
            cancelled=off or step.cancelled,
        )
        for step in steps
    ]


def _last(occasion: Occasion) -> dt.date:
    last = occasion.ends or occasion.starts
    return last.date() if isinstance(last, dt.datetime) else last
