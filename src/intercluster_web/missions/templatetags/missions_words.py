"""Words of missions in templates."""

from django import template

from intercluster.export import Cell, Column
from intercluster_web.missions.models import Mission, MissionMessage
from intercluster_web.missions.presentation import tables, words

register = template.Library()
register.filter("when", words.when)
register.filter("where", words.where)
register.filter("euros", words.euros)
register.filter("mission_zone", words.zone_label)
register.filter("use_words", tables.use_words)


@register.filter
def state_tone(mission: Mission) -> str:
    return words.STATE_TONES.get(mission.state, "")  # type: ignore[call-overload,no-any-return]


@register.filter
def cells(row: dict[str, Cell], columns: list[Column]) -> list[tuple[str, bool]]:
    """The cells of a row in the order of the columns, and whether each is a number; money as the reader writes it."""
    return [(_text(row.get(column.key), column), column.kind != "text") for column in columns]


def _text(value: Cell, column: Column) -> str:
    if value is None:
        return ""
    return words.euros(value) if column.kind == "money" else str(value)  # type: ignore[arg-type]


@register.filter
def of(found: dict[int, MissionMessage], key: int) -> MissionMessage | None:
    """The message of a delegate, by key."""
    return found.get(key)
