"""Missions: who goes, whom they meet, on what programme, at whose cost, and what followed."""

from intercluster_web.missions.models.budget import Cost, CostKind, CostShare, ExpertGrant, ExpertUse, Funder, Rest
from intercluster_web.missions.models.group import FIRMS, Delegate, DelegateKind, Host, Rating, Sheet
from intercluster_web.missions.models.messages import MissionMessage
from intercluster_web.missions.models.mission import (
    TOOK_PLACE,
    Companion,
    Direction,
    Mission,
    MissionLine,
    Precision,
    Result,
    ResultKind,
    State,
)
from intercluster_web.missions.models.programme import Step, StepKind
from intercluster_web.missions.models.struck import StruckDate

__all__ = [
    "FIRMS",
    "TOOK_PLACE",
    "Companion",
    "Cost",
    "CostKind",
    "CostShare",
    "Delegate",
    "DelegateKind",
    "Direction",
    "ExpertGrant",
    "ExpertUse",
    "Funder",
    "Host",
    "Mission",
    "MissionLine",
    "MissionMessage",
    "Precision",
    "Rating",
    "Rest",
    "Result",
    "ResultKind",
    "Sheet",
    "State",
    "Step",
    "StepKind",
    "StruckDate",
]
