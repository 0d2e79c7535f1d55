"""Needs and offers of members, interest in them, introductions, contracts, benefits."""

from intercluster_web.outcomes.models.contracts import (
    ClauseState,
    Contract,
    ContractStatus,
    Incident,
    IncidentStatus,
    MediationKind,
    MediationStep,
    Milestone,
    Severity,
)
from intercluster_web.outcomes.models.gains import Benefit, Cost, Exchange, OutcomeTag
from intercluster_web.outcomes.models.interests import Answer, Interest, InterestSide, Release
from intercluster_web.outcomes.models.introductions import Introduction, IntroductionStatus
from intercluster_web.outcomes.models.postings import Posting, PostingStatus

__all__ = [
    "Answer",
    "Benefit",
    "ClauseState",
    "Contract",
    "ContractStatus",
    "Cost",
    "Exchange",
    "Incident",
    "IncidentStatus",
    "Interest",
    "InterestSide",
    "Introduction",
    "IntroductionStatus",
    "MediationKind",
    "MediationStep",
    "Milestone",
    "OutcomeTag",
    "Posting",
    "PostingStatus",
    "Release",
    "Severity",
]
