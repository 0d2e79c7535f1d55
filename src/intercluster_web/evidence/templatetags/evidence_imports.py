"""Codes of imports and of double entries in words, for their templates."""

from typing import Any

from django import template

from intercluster_web.evidence.imports.wording import LAYOUTS, STAGES, TABLES, link_reason

register = template.Library()


@register.filter
def stage(code: str) -> str:
    return str(STAGES.get(code, ""))


@register.filter
def table_name(code: str) -> str:
    return str(TABLES.get(code, code))


@register.filter
def layout_name(code: str) -> str:
    return str(LAYOUTS.get(code, code))


@register.filter
def told(reason: dict[str, Any]) -> str:
    """A reason for or against two identifiers being one organisation."""
    return link_reason(reason["aspect"], reason["outcome"])


@register.filter
def bits(value: float) -> str:
    """A part of a match weight, always with its sign."""
    return f"{value:+.1f}".replace("-", "−")
