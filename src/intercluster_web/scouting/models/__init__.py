"""What people write when they scout: strategy, objectives, encounters, shortlists, comparisons."""

from intercluster_web.scouting.models.comparison import SavedComparison
from intercluster_web.scouting.models.encounters import Encounter, LeadOrigin, Occasion
from intercluster_web.scouting.models.objectives import Kind, Objective
from intercluster_web.scouting.models.shortlists import LineStatus, Shortlist, ShortlistLine, Track
from intercluster_web.scouting.models.strategy import (
    ChainLink,
    DocumentKind,
    LinkStatus,
    Lock,
    LockStatus,
    Strategy,
    StrategyDocument,
    TargetMarket,
    Urgency,
)

__all__ = [
    "ChainLink",
    "DocumentKind",
    "Encounter",
    "Kind",
    "LeadOrigin",
    "LineStatus",
    "LinkStatus",
    "Lock",
    "LockStatus",
    "Objective",
    "Occasion",
    "SavedComparison",
    "Shortlist",
    "ShortlistLine",
    "Strategy",
    "StrategyDocument",
    "TargetMarket",
    "Track",
    "Urgency",
]
