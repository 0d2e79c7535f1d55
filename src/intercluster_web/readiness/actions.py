"""The only writers of readiness, called by pages and API alike."""

from typing import Any

from intercluster_web.readiness.models import SelfAssessment
from intercluster_web.records.ownership import change_owned, create_owned, delete_owned


def keep(user: Any, assessment: SelfAssessment) -> None:
    """Save a new self-assessment; a second click finds the first one's."""
    create_owned(user, assessment)


def change(user: Any, assessment: SelfAssessment, names: list[str], seen: str) -> None:
    """Save changes; raises ChangedMeanwhileError where somebody else saved first."""
    change_owned(user, assessment, names, seen)


def delete(user: Any, assessment: SelfAssessment) -> None:
    delete_owned(user, assessment)
