"""Programme cards for tests."""

from typing import Any

from intercluster_web.directory.models import Programme
from intercluster_web.funding.models import Card, Requirement

SOURCE = {"source_url": "its page"}


def card(key: str = "a-programme", **values: Any) -> Card:
    programme = Programme.objects.create(key=key, name=key.replace("-", " ").title(), **SOURCE)
    return Card.objects.create(programme=programme, **(SOURCE | values))


def requirement(of: Card | None = None, **values: Any) -> Requirement:
    """A partner in France and one in Great Britain."""
    defaults = {"kind": "both_sides", "countries": ["FR"], "others": ["GB"]}
    return Requirement.objects.create(card=of or card(), **(SOURCE | defaults | values))
