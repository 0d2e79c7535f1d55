"""The dates of missions, for calendars."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from intercluster.export.calendar import Occasion
from intercluster_web.accounts.permissions import kept_for, organisations_of
from intercluster_web.missions.models import Delegate, Mission, Precision, State, Step, StruckDate
from intercluster_web.missions.queries.brought import steps_of

READ = ("title", "starts", "ends", "precision", "time_zone", "place", "state", "updated_at")


def dates_for(user: Any, since: dt.date, until: dt.date = dt.date.max) -> list[Occasion]:
    """The days and steps of the missions of a person's organisations, and what these no longer have."""
    struck = StruckDate.objects.filter(owner__in=organisations_of(user))
    lasts = Q(starts__lte=until) & (Q(ends__gte=since) | Q(ends=None, starts__gte=since))
    stepping = Step.objects.filter(starts__date__range=(since, until)).values("mission")
    soon = lasts | Q(pk__in=stepping) | Q(pk__in=struck.exclude(mission=None).values("mission"))
    missions = kept_for(user, Mission.objects.filter(soon))
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(mission__in=missions.order_by().values("pk")).select_related("host"):
        steps.setdefault(step.mission_id, []).append(step)
    found = []
    for mission in missions.only(*READ):
        found += _living(mission, steps.get(mission.pk, []), mission.get_absolute_url())
    return [occasion for occasion in found + _struck(struck, found) if _last(occasion) >= since]


def dates_of(mission: Mission, delegate: Delegate | None = None) -> list[Occasion]:
    """What a mission puts into a calendar: its days, each step, and what it no longer has; for one delegate only what
    concerns them."""
    url = "" if delegate else mission.get_absolute_url()
    found = _living(mission, steps_of(mission, delegate), url)
    concerned = Q(everybody=True) | Q(who=delegate) if delegate else Q()
    return found + _struck(mission.struck.filter(concerned).distinct(), found)


def _living(mission: Mission, steps: Iterable[Step], url: str) -> list[Occasion]:
    off = mission.state == State.CANCELLED
    found = []
    if mission.starts and has_days(mission):
        found.append(
            Occasion(
                mission_uid(mission),
                mission.starts,
                mission.title,
                (mission.ends or mission.starts) + dt.timedelta(days=1),
                place=mission.place,
                url=url,
                sequence=mission_sequence(mission),
                cancelled=off,
            )
        )
    zone = ZoneInfo(mission.time_zone)
    return found + [
        Occasion(
            step_uid(step),
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


def has_days(mission: Mission) -> bool:
    """Whether it stands in calendars with its own days."""
    return mission.starts is not None and mission.precision == Precision.DAY


def mission_uid(mission: Mission) -> str:
    return f"mission-{mission.pk}@intercluster"


def mission_sequence(mission: Mission) -> int:
    return int(mission.updated_at.timestamp())


def step_uid(step: Step) -> str:
    return f"{step.uid}@intercluster"


def _struck(rows: Iterable[StruckDate], living: Iterable[Occasion]) -> list[Occasion]:
    """What calendars are told is off, unless it stands again."""
    there = {occasion.uid for occasion in living}
    return [_off(row) for row in rows if row.uid not in there]


def _off(row: StruckDate) -> Occasion:
    zone = ZoneInfo(row.time_zone)
    if row.starts is not None:
        starts, ends = row.starts.astimezone(zone), row.ends.astimezone(zone) if row.ends else None
        return Occasion(row.uid, starts, row.title, ends, row.text, row.place, sequence=row.sequence, cancelled=True)
    first = row.first_day
    assert first is not None  # noqa: S101  what has no hour has days
    last = (row.last_day or first) + dt.timedelta(days=1)
    return Occasion(row.uid, first, row.title, last, row.text, row.place, sequence=row.sequence, cancelled=True)


def _last(occasion: Occasion) -> dt.date:
    last = occasion.ends or occasion.starts
    return last.date() if isinstance(last, dt.datetime) else last
