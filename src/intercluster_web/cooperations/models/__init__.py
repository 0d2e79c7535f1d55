"""A cooperation, who takes part, how far it is, and its journal."""

from intercluster_web.cooperations.models.cooperation import (
    Beneficiary,
    Cooperation,
    Ladder,
    Party,
    PartyRole,
    Plane,
    Process,
    PurposeKind,
    Status,
)
from intercluster_web.cooperations.models.items import CooperationItem
from intercluster_web.cooperations.models.journal import Activity, JournalEntry, Passage, ProofKind
from intercluster_web.cooperations.models.portfolio import StagnationRule
from intercluster_web.cooperations.models.work import Document, MirrorContact, Task

__all__ = [
    "Activity",
    "Beneficiary",
    "Cooperation",
    "CooperationItem",
    "Document",
    "JournalEntry",
    "Ladder",
    "MirrorContact",
    "Party",
    "PartyRole",
    "Passage",
    "Plane",
    "Process",
    "ProofKind",
    "PurposeKind",
    "StagnationRule",
    "Status",
    "Task",
]
