"""Alternating events and whose turn is next, on the pages of events and missions."""

from typing import Any

from django import template

from intercluster_web.operations import queries
from intercluster_web.operations.models import State
from intercluster_web.operations.models.kinds import KINDS
from intercluster_web.records.choosing import writable_organisations

register = template.Library()
SHOWN = 8


@register.inclusion_tag("operations/_alternating.html", takes_context=True)
def alternating_events(context: dict[str, Any]) -> dict[str, Any]:
    """The series of events a person may see that go on, each with its next host."""
    user, kind = context["request"].user, KINDS["series"]
    if not user.is_authenticated:
        return {"series": []}
    found = queries.visible(user, kind).exclude(state__in=(State.DONE, State.ABANDONED)).prefetch_related(*kind.lines)
    ours = set(writable_organisations(user).values_list("pk", flat=True))
    return {
        "series": [
            (one, next(iter(queries.turns_of(one)), None), one.cooperation.owner_id in ours) for one in found[:SHOWN]
        ]
    }
