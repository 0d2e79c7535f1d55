"""The tabs of a cooperation, and what its journal says, in templates."""

from typing import Any

from django import template

from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.cooperations.presentation import journal, tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def cooperation_tabs(context: dict[str, Any], pk: int) -> list[tabs.Tab]:
    return tabs.tabs(pk, context["request"].path)


@register.filter
def sentence(entry: JournalEntry) -> str:
    return journal.sentence(entry)
