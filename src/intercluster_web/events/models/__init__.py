"""Events at which people meet: who comes, who wants to meet whom, when and where they do."""

from intercluster_web.events.models.event import Audience, Event, EventKind, EventState, Room, RoomDistance, Slot, Table
from intercluster_web.events.models.meetings import (
    Attendance,
    Lead,
    LeadState,
    Meeting,
    MeetingState,
    Placement,
    Request,
    RequestState,
    Seat,
    Timetable,
    TimetableState,
    Wish,
)
from intercluster_web.events.models.people import (
    Participant,
    ParticipantKind,
    ParticipantState,
    ProfileKind,
    ProfileLine,
    Side,
)

__all__ = [
    "Attendance",
    "Audience",
    "Event",
    "EventKind",
    "EventState",
    "Lead",
    "LeadState",
    "Meeting",
    "MeetingState",
    "Participant",
    "ParticipantKind",
    "ParticipantState",
    "Placement",
    "ProfileKind",
    "ProfileLine",
    "Request",
    "RequestState",
    "Room",
    "RoomDistance",
    "Seat",
    "Side",
    "Slot",
    "Table",
    "Timetable",
    "TimetableState",
    "Wish",
]
