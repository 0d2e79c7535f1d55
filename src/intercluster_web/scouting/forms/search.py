"""The filters of a search, as they stand in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.scouting.types import Mode, UnitKind
from intercluster_web.records.forms import CountriesField
from intercluster_web.scouting.forms.fields import RegionField, YearField
from intercluster_web.scouting.queries.filters import LIMITS, Filters
from intercluster_web.scouting.queries.zones import region_names

MODES = [
    (Mode.QUICK_WIN.value, gettext_lazy("Quick win")),
    (Mode.NEW_FIELD.value, gettext_lazy("Open a new field")),
    (Mode.KNOWN_PARTNERS.value, gettext_lazy("Known partners")),
    (Mode.LESS_OBVIOUS.value, gettext_lazy("Less obvious")),
]
UNITS = [
    (UnitKind.CLUSTER.value, gettext_lazy("Clusters")),
    (UnitKind.ORGANISATION.value, gettext_lazy("Organisations")),
    (UnitKind.ZONE.value, gettext_lazy("Zones")),
]


class SearchForm(forms.Form):
    unit = forms.ChoiceField(label=gettext_lazy("Look for"), choices=UNITS, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Order"), choices=MODES, required=False)
    country = CountriesField(label=gettext_lazy("Countries"))
    abroad = forms.BooleanField(label=gettext_lazy("Abroad only"), required=False)
    zone = RegionField(label=gettext_lazy("Region"))
    since = YearField(label=gettext_lazy("From year"))
    until = YearField(label=gettext_lazy("To year"))
    limit = forms.TypedChoiceField(choices=[(n, n) for n in LIMITS], coerce=int, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last year comes before the first."))
        return cleaned

    def regions(self) -> list[str]:
        """Names to suggest for the region."""
        return list(region_names().values())

    def filters(self) -> Filters:
        """The filters in force; call after ``is_valid``."""
        good = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        return Filters(
            units=UnitKind(good.get("unit") or UnitKind.CLUSTER),
            mode=Mode(good.get("mode") or Mode.QUICK_WIN),
            countries=tuple(good.get("country") or ()),
            abroad=bool(good.get("abroad")),
            zone=good.get("zone") or None,
            first_year=good.get("since"),
            last_year=good.get("until"),
            limit=good.get("limit") or LIMITS[0],
        )
