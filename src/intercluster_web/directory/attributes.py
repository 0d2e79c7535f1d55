"""The attributes of an organisation that facts speak of: how each is read, shown and how long it stays fresh."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_label, kind_label, standing_label, zone_label

YES, NO = "true", "false"


@dataclass(frozen=True)
class Attribute:
    """One column of ``Organisation``. ``review_months``: after how long a statement should be looked at again."""

    name: str
    review_months: int
    show: Callable[[str], str] = str

    @property
    def label(self) -> str:
        return str(Organisation._meta.get_field(self.name).verbose_name)

    def parse(self, text: str) -> Any:
        """The column's value for the text of a fact; raises ``ValidationError`` for a text that does not fit."""
        field = Organisation._meta.get_field(self.name)
        if text == "":
            return None if field.null else ""
        if field.get_internal_type() == "BooleanField":
            if text not in {YES, NO}:
                raise ValidationError(_("Say true or false."))
            return text == YES
        value = field.clean(text, None)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValidationError(_("Write a number."))
        return value


def as_text(value: Any) -> str:
    """The text of a fact for a column's value; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def _yes_or_no(text: str) -> str:
    return _now("yes") if text == YES else _now("no")


IDENTITY = 240  # name, kind and place: they change with a merger or a move, which succession and standing tell
NEVER = 1200  # a year of foundation does not change

ATTRIBUTES: dict[str, Attribute] = {
    attribute.name: attribute
    for attribute in (
        Attribute("name", IDENTITY),
        Attribute("short_name", IDENTITY),
        Attribute("kind", IDENTITY, kind_label),
        Attribute("standing", 24, standing_label),
        Attribute("governed", 60, _yes_or_no),
        Attribute("animation_team", 36, _yes_or_no),
        Attribute("country", IDENTITY, country_label),
        Attribute("city", IDENTITY),
        Attribute("zone", IDENTITY, zone_label),
        Attribute("latitude", IDENTITY),
        Attribute("longitude", IDENTITY),
        Attribute("founded_year", NEVER),
        Attribute("members_count", 24),
        Attribute("website", 24),
        Attribute("missions", 36),
        Attribute("orientations", 36),
        Attribute("structure", 36),
    )
}
TIE_REVIEW_MONTHS = 60  # labels, memberships, cooperations, territory


def show_value(attribute: str, value: str) -> str:
    """The value of a fact in the reader's words."""
    if value == "":
        return "–"
    known = ATTRIBUTES.get(attribute)
    return known.show(value) if known else value


def attribute_label(attribute: str) -> str:
    known = ATTRIBUTES.get(attribute)
    return known.label if known else attribute
