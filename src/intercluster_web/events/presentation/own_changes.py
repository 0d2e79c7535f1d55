"""What changed in somebody's timetable, in the words of their own page: what moved last, what is cancelled and why."""

from dataclasses import dataclass
from typing import Any

from intercluster_web.events.models import Event, EventState, Meeting, MeetingState, Participant
from intercluster_web.events.presentation.plan import CHANGES, Names, change_words
from intercluster_web.events.queries.calendars import of_participant
from intercluster_web.events.queries.plan import Place, in_force
from intercluster_web.events.queries.timetable import Change

SHOWN = {"moved", "table", "out"}


@dataclass(frozen=True)
class OwnChange:
    """One of them: with whom, what happened, from where to where, the reason that was given."""

    who: str
    what: Any
    details: str
    because: str = ""


def own_changes(participant: Participant, event: Event) -> list[OwnChange]:
    """What the timetable in force changed for this person, and their meetings that are cancelled; nothing where the
    whole event is."""
    if event.state == EventState.CANCELLED:
        return []
    names = Names(event)
    theirs = {timed.meeting.pk: timed.meeting for timed in of_participant(participant)}
    cancelled = [
        OwnChange(_with(one, participant), CHANGES["cancelled"], names.slot(one.slot_id), one.cancelled_because)
        for one in theirs.values()
        if one.state == MeetingState.CANCELLED and one.slot_id
    ]
    moved = [
        OwnChange(_with(change.meeting, participant), CHANGES[change.code], change_words(change, names))
        for change in _published(participant, event, theirs)
    ]
    return cancelled + moved


def _published(participant: Participant, event: Event, meetings: dict[int, Meeting]) -> list[Change]:
    """What was kept when the timetable in force was published, as far as it still holds."""
    known = in_force(event)
    told = (known.report if known else {}).get("told", ())
    lines = [line for one in told if one["participant"] == participant.pk for line in one["lines"]]
    found = []
    for line in lines:
        meeting = meetings.get(line["meeting"])
        if meeting is None or line["code"] not in SHOWN or meeting.state == MeetingState.CANCELLED:
            continue
        if [meeting.slot_id, meeting.table_id] == line["new"]:
            found.append(Change(meeting, line["code"], Place(*line["old"]), Place(*line["new"])))
    return found


def _with(meeting: Meeting, participant: Participant) -> str:
    others = [seat.participant for seat in meeting.seats.all() if seat.participant_id != participant.pk]
    return meeting.title or ", ".join(one.organisation_name for one in others)
