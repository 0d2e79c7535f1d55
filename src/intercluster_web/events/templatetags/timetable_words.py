"""Words of timetables in templates."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone

from intercluster_web.events.models import (
    Announcement,
    Event,
    EventState,
    Participant,
    ParticipantKind,
    ProgrammeItem,
    Slot,
)
from intercluster_web.events.presentation.own_changes import OwnChange, own_changes
from intercluster_web.events.presentation.plan import slot_name
from intercluster_web.events.queries.announcements import latest
from intercluster_web.events.queries.calendars import Timed, of_participant
from intercluster_web.events.queries.programme import of_participant as of_programme
from intercluster_web.events.queries.timetable import Line, lines_of

register = template.Library()


@register.filter
def when(slot: Slot, event: Event) -> str:
    """The day and the time a slot begins, in the time zone of the event."""
    return slot_name(slot, ZoneInfo(event.time_zone), with_day=True)


@register.filter
def local(moment: Any, event: Event) -> Any:
    """A moment in the time zone of the event."""
    return timezone.localtime(moment, ZoneInfo(event.time_zone))


@dataclass(frozen=True)
class Beside:
    """An item of the programme among the lines of somebody's timetable; ``slot`` has its times."""

    item: ProgrammeItem

    @property
    def slot(self) -> ProgrammeItem:
        return self.item


@register.simple_tag
def has_buyers(event: Event) -> bool:
    """Whether a buyer comes, so that their page is worth a tab."""
    return event.participants.filter(kind=ParticipantKind.BUYER).exists()


@register.simple_tag
def changes_of(participant: Participant, event: Event) -> list[OwnChange]:
    """What changed in somebody's timetable."""
    return own_changes(participant, event)


@register.simple_tag
def timetable_of(participant: Participant, event: Event) -> list[Line | Beside]:
    """What somebody has at an event, as it is in force, with the programme beside it, in the order of time."""
    beside = [Beside(one) for one in of_programme(participant, cancelled=False)]
    return sorted([*lines_of([participant], event)[participant.pk], *beside], key=lambda line: line.slot.starts)


@register.simple_tag
def announced_of(event: Event) -> Announcement | None:
    """What the organiser announced last to everybody."""
    return latest(event)


@register.simple_tag
def called_off_for(participant: Participant, event: Event) -> list[Timed]:
    """The meetings somebody would have had at an event that is called off."""
    if event.state != EventState.CANCELLED:
        return []
    return [timed for timed in of_participant(participant) if timed.cancelled]


@register.filter
def others_for(timed: Timed, participant: Participant) -> str:
    """Those a person meets, in a line."""
    return ", ".join(map(str, timed.others(participant)))
