"""Words of joint operations in templates."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import template
from django.utils.formats import date_format, number_format

from intercluster.export import Cell, Table
from intercluster.operations.pooling import Pooled
from intercluster_web.operations import presentation

register = template.Library()
register.filter("reading", presentation.reading)
register.filter("plain", presentation.plain)


class Shown(NamedTuple):
    text: str
    number: bool


@register.filter
def because(code: str) -> str:
    return presentation.BECAUSE[code]()


@register.filter
def state_tone(state: str) -> str:
    return presentation.STATE_TONES.get(state, "")


@register.filter
def reached_share(pooled: Pooled) -> int:
    """What is confirmed, in per cent of the threshold, at most 100."""
    return min(100, int(100 * pooled.confirmed / pooled.target)) if pooled.target else 100


@register.filter
def cells(row: Mapping[str, Any], table: Table) -> list[Shown]:
    """The cells of a row in the order of the columns, dates and numbers as the reader writes them."""
    return [Shown(_text(row.get(column.key)), column.kind not in ("text", "date")) for column in table.columns]


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return number_format(int(value) if value == int(value) else value, use_l10n=True)
    return date_format(value, "SHORT_DATE_FORMAT")
