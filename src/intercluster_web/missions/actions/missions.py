"""The only writers of missions and their lines, called by pages, links and loading alike."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from intercluster.cooperations.ladder import Proof
from intercluster_web.accounts.permissions import works_in
from intercluster_web.accounts.visibility import Audience, Visibility
from intercluster_web.cooperations.actions import journal
from intercluster_web.cooperations.models import Cooperation, JournalEntry
from intercluster_web.missions.actions import struck
from intercluster_web.missions.models import FIRMS, TOOK_PLACE, Delegate, Mission, MissionLine, Result, Step
from intercluster_web.missions.queries.dates import has_days
from intercluster_web.records.ownership import change_owned, create_owned, delete_owned, require_change
from intercluster_web.records.together import DOUBLE_CLICK, refuse_if_changed

LINK_DAYS = 30  # after the mission; sheets come in when people are back
LINK_DAYS_UNDATED = 180


def link_end(mission: Mission) -> dt.datetime:
    """Until when the delegates' links work: thirty days after the last day, or from now on where that is over; half a
    year while there is no day."""
    last = mission.ends or mission.starts
    if last is None:
        return timezone.now() + dt.timedelta(days=LINK_DAYS_UNDATED)
    midnight = dt.datetime.combine(last + dt.timedelta(days=LINK_DAYS + 1), dt.time(), timezone.get_current_timezone())
    over = mission.state in TOOK_PLACE or midnight < timezone.now()  # who is written to now still has time to answer
    return max(midnight, timezone.now() + dt.timedelta(days=LINK_DAYS)) if over else midnight


@transaction.atomic
def create(user: Any, mission: Mission) -> Mission:
    """Save a new mission; a second click finds the first one's."""
    create_owned(user, mission)
    _tell(user, mission)
    return mission


@transaction.atomic
def change(user: Any, mission: Mission, names: Iterable[str], seen: str) -> None:
    """Save changes; links live as long as the new dates say, and calendars hear of it: what is called off is
    cancelled there, and days that are no longer known too.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved first; nothing is written.
    """
    before = Mission.objects.get(pk=mission.pk)
    change_owned(user, mission, names, seen)
    if (before.starts, before.ends, before.state) != (mission.starts, mission.ends, mission.state):
        mission.delegates.update(expires_at=link_end(mission))
    if not has_days(mission):
        struck.strike_days(before)
    if (before.title, before.state, before.time_zone) != (mission.title, mission.state, mission.time_zone):
        mission.steps.update(sequence=F("sequence") + 1)
    _tell(user, mission)


@transaction.atomic
def delete(user: Any, mission: Mission) -> None:
    """Delete it with its lines; calendars are told that its dates are off."""
    require_change(user, mission)
    struck.strike_mission(mission)
    delete_owned(user, mission)


@transaction.atomic
def save_line(
    user: Any,
    mission: Mission,
    line: Any,
    names: Iterable[str],
    seen: str,
    *,
    chosen: Mapping[str, tuple[set[int], set[int]]] | None = None,
) -> None:
    """Add or change a line; one that is there word for word is not added twice. ``chosen``: for each list of delegates
    on the line, who was ticked when the form opened and who is now: only the difference is written, so that what
    somebody else ticked meanwhile stays.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved the line first; nothing is written.
    """
    require_change(user, mission)
    line.mission = mission
    if isinstance(line, Delegate) and line.pk is None:
        line.expires_at = link_end(mission)
    if line.pk is not None:
        refuse_if_changed(line, names, seen)
    elif _there_already(line, mission, list(names)):
        return
    went = None
    if isinstance(line, Step) and line.pk is not None:
        line.sequence = Step.objects.get(pk=line.pk).sequence + 1
        went = struck.goes(line)
    new = line.pk is None
    line.save()
    for name, (before, now) in (chosen or {}).items():
        getattr(line, name).remove(*(before - now))
        getattr(line, name).add(*(now - before))
    if went is not None:
        struck.strike_for(line, went)
    mission.save(update_fields=["updated_at"])
    if isinstance(line, Result) and new:
        _record(user, mission, "mission_result", what=line.title, day=line.on)


def _there_already(line: MissionLine, mission: Mission, names: list[str]) -> bool:
    """Whether a second click sends the same line again; secrets and times of each line differ, so only what a person
    wrote is compared."""
    same = {name: line._meta.get_field(name).value_from_object(line) for name in names}
    model: Any = type(line)
    just_now = timezone.now() - DOUBLE_CLICK
    return bool(model.objects.filter(mission=mission, created_at__gte=just_now, **same).exists())


@transaction.atomic
def delete_line(user: Any, mission: Mission, line: Model) -> None:
    require_change(user, mission)
    if isinstance(line, Step):
        struck.strike(line)
    elif isinstance(line, Delegate):
        struck.call_off_without(line)
    line.delete()
    mission.save(update_fields=["updated_at"])


@transaction.atomic
def renew_link(user: Any, delegate: Delegate) -> None:
    """A new link for a delegate; the ones sent so far are dead."""
    require_change(user, delegate.mission)
    delegate.withdraw()
    delegate.expires_at = max(link_end(delegate.mission), timezone.now() + dt.timedelta(days=LINK_DAYS))
    delegate.save()


def _tell(user: Any, mission: Mission) -> None:
    """What a mission that took place proves for its cooperation, once."""
    if mission.cooperation is None or mission.state not in TOOK_PLACE:
        return
    day = mission.ends or mission.starts
    _record(user, mission, "mission_done", proof=Proof.VISIT, day=day)
    if mission.hosts.exists() and mission.delegates.filter(kind__in=FIRMS).exists():
        _record(user, mission, "mission_companies_met", proof=Proof.COMPANY_MEETING, day=day)


def _record(user: Any, mission: Mission, code: str, *, proof: str = "", day: Any = None, what: str = "") -> None:
    cooperation = mission.cooperation
    writer = works_in(user, cooperation) if cooperation else None
    if cooperation is None or writer is None:
        return
    params = {"title": mission.title, **({"what": what} if what else {})}
    address = mission.get_absolute_url()
    if JournalEntry.objects.filter(cooperation=cooperation, code=code, url=address, params=params).exists():
        return
    journal.record(
        user,
        cooperation,
        writer,
        code,
        params=params,
        proof=proof,
        happened_on=day,
        audience=_audience(mission, cooperation),
        url=address,
    )


def _audience(mission: Mission, cooperation: Cooperation) -> str:
    """Shared where all who share the cooperation see the mission too."""
    if mission.visibility == Visibility.PUBLIC:
        return Audience.SHARED
    readers = set(cooperation.partners.values_list("pk", flat=True))
    named = set(mission.partners.values_list("pk", flat=True)) if mission.visibility == Visibility.PARTNER else set()
    return Audience.SHARED if readers and readers <= named else Audience.OWN
