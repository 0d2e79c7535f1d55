"""Form fields of a search: a region, a year of the evidence."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intercluster.territory.zones import zones
from intercluster_web.scouting.queries.zones import project_years, region_names

_REGION_EXAMPLE = "Stuttgart…"


class RegionField(forms.CharField):
    """A region by name or by code, with suggestions; its value is the code."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "regions", "autocomplete": "off", "placeholder": _REGION_EXAMPLE})
        super().__init__(**{"required": False, "max_length": 200, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        """A code in an address is shown with its name."""
        return region_names().get(str(value or "").strip().upper(), value)

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text or text.upper() in zones():
            return str(text.upper())
        wanted = text.casefold()
        for code, shown in region_names().items():
            if wanted in {shown.casefold(), shown.rpartition(" (")[0].casefold()}:
                return code
        raise ValidationError(_("No region is called “%(text)s”. Choose one of the list.") % {"text": text})


class YearField(forms.IntegerField):
    """A year in which projects of the evidence started, chosen from a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "min_value": 1984, "max_value": 2100, "widget": forms.Select, **options})
        self.widget.choices = _years  # asked for when the list is drawn


def _years() -> list[tuple[Any, Any]]:
    return [("", _("all years")), *((year, year) for year in project_years())]
