"""Computing a timetable in a process of its own, beside the pages: started, watched, stopped, buried."""

import os
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.meetings.masks import MOST_SLOTS
from intercluster.meetings.plan import Plan, Step, plan
from intercluster.meetings.problem import NOWHERE, ProblemError, Schedule
from intercluster_web.beside import alive, launch
from intercluster_web.events.actions.event import require_going_on
from intercluster_web.events.models import Event, Placement, Timetable, TimetableState
from intercluster_web.events.queries.plan import Case, Place, case_of, places_in_force, places_of, readiness
from intercluster_web.records.ownership import require_change

SECONDS = (10, 30, 60, 180)
_GRACE = 30.0  # seconds a run may take to get its process
_TOLD_EVERY = 0.4
_IDLE_SECONDS = 10.0  # of those asked for, for fewer idle slots once the gaps are proved
_KEPT = 200  # faults and reasons kept with a report


class BusyError(Exception):
    """A timetable of the event is being computed already."""


def start(user: Any, event: Event, seconds: int, base: Timetable | None = None) -> Timetable:
    """Begin a timetable beside the page. Locked meetings stay where ``base`` has them, else where they are in force.

    Raises
    ------
    BusyError
        One is being computed.
    ValidationError
        Nothing to place, or no slots or tables to place it in.
    """
    with transaction.atomic():  # looking and writing in one: two people may press at the same moment
        require_change(user, event)
        require_going_on(event)
        event.refresh_from_db()
        there = readiness(event)
        if there.missing:
            raise ValidationError(_("There is nothing to plan yet: meetings, slots and tables are needed."))
        if there.slots > MOST_SLOTS:
            raise ValidationError(
                _("The planner takes up to %(most)s slots and there are %(n)s.")
                % {"most": MOST_SLOTS, "n": there.slots}
            )
        if any(bury_if_dead(one).state == TimetableState.RUNNING for one in _running(event)):
            raise BusyError
        begun = new_timetable(event, user, state=TimetableState.RUNNING)
        begun.progress = {"of": seconds, "base": base.pk if base else None}
        begun.save()
    launch("plan_timetable", begun.pk)
    return begun


def new_timetable(event: Event, user: Any, **values: Any) -> Timetable:
    """The next timetable of an event, not saved."""
    highest = event.timetables.aggregate(highest=Max("number"))["highest"] or 0
    return Timetable(event=event, number=highest + 1, made_by=user, based_on=event.revision, **values)


def stop(user: Any, timetable: Timetable) -> None:
    """Give a run up. Its process sees that and ends itself."""
    require_change(user, timetable.event)
    _end(timetable, "stopped")


def bury_if_dead(timetable: Timetable) -> Timetable:
    """Say so where the process of a run is gone."""
    if timetable.state != TimetableState.RUNNING:
        return timetable
    age = (timezone.now() - timetable.made_at).total_seconds()
    if not alive(timetable.process) if timetable.process else age > _GRACE:
        _end(timetable, "broken")
    return timetable


def beat(timetable: Timetable) -> bool:
    """A sign of life; False where the run was given up meanwhile."""
    alive = Timetable.objects.filter(pk=timetable.pk, state=TimetableState.RUNNING)
    return bool(alive.update(process=os.getpid(), alive_at=timezone.now()))


def run(timetable: Timetable) -> None:
    """Compute a timetable; called in its own process."""
    beat(timetable)
    try:
        _compute(timetable)
    except ProblemError as error:
        _end(timetable, "problem", text=str(error))
    except BaseException:
        _end(timetable, "broken")
        raise


def _compute(timetable: Timetable) -> None:
    event = timetable.event
    base = Timetable.objects.filter(pk=timetable.progress.get("base"), event=event).first()
    with transaction.atomic():  # one moment of the event, with its revision
        event.refresh_from_db()
        case = case_of(event, places_of(base) if base else places_in_force(event))
        revision = event.revision
    seconds = float(timetable.progress["of"])
    found = plan(case.problem, seconds=seconds, on_progress=_note(timetable), idle_seconds=_IDLE_SECONDS)
    with transaction.atomic():
        alive = Timetable.objects.filter(pk=timetable.pk, state=TimetableState.RUNNING)
        if not alive.update(state=TimetableState.DRAFT, report=report_of(found, case), based_on=revision):
            return  # given up meanwhile
        known = set(event.meetings.values_list("pk", flat=True))
        lost = "no_place" if found.reasons else "no_time"
        placements = [
            Placement(
                timetable=timetable,
                meeting_id=key,
                slot_id=place.slot,
                table_id=place.table,
                sits=place.sits,
                because="" if place.slot else lost,
            )
            for key, place in places_from(case, found.schedule).items()
            if key in known
        ]
        Placement.objects.bulk_create(placements, batch_size=500)
    timetable.refresh_from_db()


def places_from(case: Case, schedule: Schedule) -> dict[int, Place]:
    """A schedule in the keys of the records."""
    found = {}
    for number, meeting in enumerate(case.meetings):
        slot, table = schedule.slot_of[number], schedule.table_of[number]
        sits = {
            str(seat.pk): case.people[person].pk
            for seat, person in zip(case.seats[number], schedule.attendees[number], strict=True)
            if case.people[person].pk != seat.participant_id
        }
        placed = slot != NOWHERE
        found[meeting.pk] = Place(
            case.slots[slot].pk if placed else None,
            case.tables[table].pk if placed and table != NOWHERE else None,
            sits if placed else {},
        )
    return found


def report_of(found: Plan, case: Case) -> dict[str, Any]:
    """What the planner said, with marks instead of names."""
    problem = case.problem
    return {
        "status": str(found.status),
        "gaps": found.gaps,
        "bound": found.bound,
        "idle": found.idle,
        "idle_bound": found.idle_bound,
        "table_changes": found.table_changes,
        "table_changes_bound": found.table_changes_bound,
        "metres": found.verdict.metres,
        "seconds": round(found.seconds, 1),
        "placed": found.verdict.placed,
        "meetings": len(found.schedule.slot_of),
        "sound": found.verdict.sound,
        "faults": [{"code": one.code, "params": one.params} for one in found.verdict.faults[:_KEPT]],
        "reasons": [
            {
                "code": one.code,
                "params": one.params,
                "text": one.text,
                "rules": [
                    {
                        "code": rule.code,
                        "person": problem.person_name(rule.person) if rule.person != NOWHERE else "",
                        "meetings": [problem.meeting_name(number) for number in rule.meetings],
                    }
                    for rule in one.rules
                ],
            }
            for one in found.reasons[:_KEPT]
        ],
    }


def _note(timetable: Timetable) -> Callable[[Step], None]:
    last = 0.0

    def note(step: Step) -> None:
        nonlocal last
        if time.monotonic() - last > _TOLD_EVERY:
            last = time.monotonic()
            said = {"seconds": step.seconds, "by": step.by, "bound": step.bound, "gaps": step.gaps}
            alive = Timetable.objects.filter(pk=timetable.pk, state=TimetableState.RUNNING)
            alive.update(progress=timetable.progress | said, alive_at=timezone.now())

    return note


def _end(timetable: Timetable, why: str, **more: Any) -> None:
    """A run that gave nothing; what ended before is left as it is."""
    alive = Timetable.objects.filter(pk=timetable.pk, state=TimetableState.RUNNING)
    alive.update(state=TimetableState.FAILED, report={"why": why, **more})
    timetable.refresh_from_db()


def _running(event: Event) -> list[Timetable]:
    return list(event.timetables.filter(state=TimetableState.RUNNING))


def seconds_of(timetable: Timetable) -> int:
    """Seconds since a run began."""
    return int((timezone.now() - timetable.made_at).total_seconds())
