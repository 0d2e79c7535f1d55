"""Events at which people meet: who comes, who wants to meet whom, when and where they do."""

from intercluster_web.events.models.announcements import Announcement, AnnouncementKind
from intercluster_web.events.models.event import Audience, Event, EventKind, EventState, Room, RoomDistance, Slot, Table
from intercluster_web.events.models.meetings import (
    Attendance,
    Lead,
    LeadState,
    LeadStep,
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
from intercluster_web.events.models.notices import FollowUp, Notice, NoticeKind, ToldMeeting
from intercluster_web.events.models.people import (
    Participant,
    ParticipantColumns,
    ParticipantKind,
    ParticipantState,
    ProfileKind,
    ProfileLine,
    Side,
)
from intercluster_web.events.models.programme import ItemKind, ProgrammeItem, Strand
from intercluster_web.records.messages import Delivery, Way

__all__ = [
    "Announcement",
    "AnnouncementKind",
    "Attendance",
    "Audience",
    "Delivery",
    "Event",
    "EventKind",
    "EventState",
    "FollowUp",
    "ItemKind",
    "Lead",
    "LeadState",
    "LeadStep",
    "Meeting",
    "MeetingState",
    "Notice",
    "NoticeKind",
    "Participant",
    "ParticipantColumns",
    "ParticipantKind",
    "ParticipantState",
    "Placement",
    "ProfileKind",
    "ProfileLine",
    "ProgrammeItem",
    "Request",
    "RequestState",
    "Room",
    "RoomDistance",
    "Seat",
    "Side",
    "Slot",
    "Strand",
    "Table",
    "Timetable",
    "TimetableState",
    "ToldMeeting",
    "Way",
    "Wish",
]
