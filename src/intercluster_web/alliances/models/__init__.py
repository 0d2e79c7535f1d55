"""How a cooperation is governed: its form, bodies, turns, meetings, decisions, and what a merger would change."""

from intercluster_web.alliances.models.bodies import (
    Body,
    BodyKind,
    MajorityKind,
    MajorityOf,
    Mandate,
    MandateRole,
    TieKind,
    Voting,
    VotingRules,
)
from intercluster_web.alliances.models.calendar import CalendarLink
from intercluster_web.alliances.models.decisions import (
    Ballot,
    BallotKind,
    Decision,
    DecisionState,
    OutcomeKind,
    Tally,
    Voter,
)
from intercluster_web.alliances.models.governance import FormOfGovernance, Governance
from intercluster_web.alliances.models.meetings import (
    Attendance,
    AttendanceState,
    Meeting,
    MeetingState,
    MinutesVersion,
)
from intercluster_web.alliances.models.merger import MergerStudy, SupportLine
from intercluster_web.alliances.models.turns import HandoverItem, HandoverKind, Rotation, RotationMember, Turn

__all__ = [
    "Attendance",
    "AttendanceState",
    "Ballot",
    "BallotKind",
    "Body",
    "BodyKind",
    "CalendarLink",
    "Decision",
    "DecisionState",
    "FormOfGovernance",
    "Governance",
    "HandoverItem",
    "HandoverKind",
    "MajorityKind",
    "MajorityOf",
    "Mandate",
    "MandateRole",
    "Meeting",
    "MeetingState",
    "MergerStudy",
    "MinutesVersion",
    "OutcomeKind",
    "Rotation",
    "RotationMember",
    "SupportLine",
    "Tally",
    "TieKind",
    "Turn",
    "Voter",
    "Voting",
    "VotingRules",
]
