"""Writing objectives and the fields confirmed for them."""

from collections.abc import Iterable, Sequence
from typing import Any

from intercluster_web.directory.models import Organisation
from intercluster_web.records.ownership import create_owned, require_change
from intercluster_web.scouting.models import Objective


def start_draft(user: Any, owner: Organisation, text: str, kind: str, countries: Sequence[str]) -> Objective:
    """A draft from the quick start: no statement yet, fields not confirmed."""
    objective = Objective(owner=owner, text=text, kind=kind, countries=list(countries))
    create_owned(user, objective)
    return objective


def set_concepts(user: Any, objective: Objective, concepts: Iterable[str]) -> None:
    """Replace the confirmed fields, keeping the order given and each field once."""
    require_change(user, objective)
    objective.concepts = list(dict.fromkeys(concepts))
    objective.save(update_fields=["concepts", "updated_at"])
