"""Forms of the directory: filters, organisations, and everything tied to them, each with its source and day."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from intercluster.territory.zones import zones
from intercluster_web.directory import queries
from intercluster_web.directory.attributes import ATTRIBUTES, as_text
from intercluster_web.directory.models import Kind, Organisation, Standing
from intercluster_web.directory.provenance import Provenance
from intercluster_web.directory.wording import (
    PROGRAMME_LEVELS,
    country_choices,
    country_label,
    field_label,
    level_label,
    zone_label,
)
from intercluster_web.languages import by_label

ANY = ("", "–")
EDITED = [name for name in ATTRIBUTES if name not in {"latitude", "longitude"}] + ["latitude", "longitude"]


class FilterForm(forms.Form):
    """The filters of the list, the map and the exports; they live in the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    zone = forms.ChoiceField(label=_("Region"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    label = forms.ChoiceField(label=_("Label"), required=False)
    level = forms.ChoiceField(label=_("Class"), required=False)
    network = forms.ChoiceField(label=_("Network"), required=False)
    governed = forms.ChoiceField(
        label=_("Governance"),
        required=False,
        choices=[ANY, ("yes", _("governed")), ("no", _("a mere space, no governance"))],
    )
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[ANY, *Standing.choices])
    freshness = forms.ChoiceField(
        label=_("Newest dated fact"),
        required=False,
        choices=[
            ANY,
            ("fresh", _("within 2 years")),
            ("stale", _("older than 2 years")),
            ("undated", _("no dated source")),
        ],
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offered = queries.filter_choices((data or {}).get("country", ""))
        self._offer("kind", [("clusters", _("clusters and networks")), *Kind.choices])
        self._offer("country", sorted([(code, country_label(code)) for code in offered.countries], key=by_label))
        self._offer("zone", sorted([(code, zone_label(code)) for code in offered.zones], key=by_label))
        self._offer("field", sorted([(key, field_label(key)) for key in offered.concepts], key=by_label))
        self._offer("label", [(name, name) for name in offered.labels])
        self._offer("level", [(code, level_label(code)) for code in offered.levels])
        self._offer("network", offered.networks)

    def _offer(self, name: str, choices: "list[tuple[str, Any]]") -> None:
        self.fields[name].choices = [ANY, *choices]

    def more(self) -> list[forms.BoundField]:
        """The filters that are folded away until somebody wants them."""
        return [self[name] for name in ("zone", "label", "level", "network", "governed", "standing", "freshness")]

    def chosen(self) -> dict[str, Any]:
        """The valid filters; an address with an unknown value simply does not filter by it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ProgrammeFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[ANY, *PROGRAMME_LEVELS.items()])

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DateInput(forms.DateInput):
    """The browser's own date field; it speaks ISO whatever the language of the page."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SourceForm(forms.Form):
    """Where and when something was seen. Asked for with every change."""

    source_url = forms.CharField(
        label=_("Source"), max_length=500, help_text=_("Address of the page, or name of the document or person.")
    )
    seen_text = forms.CharField(label=_("Words seen"), max_length=300, required=False)
    stated_on = forms.DateField(
        label=_("Date of the source"),
        widget=DateInput(),
        help_text=_("The day the source says it, or the day it was said."),
    )

    def clean_stated_on(self) -> date:
        day: date = self.cleaned_data["stated_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def provenance(self, user: Any) -> Provenance:
        return Provenance(
            source_url=self.cleaned_data["source_url"],
            seen_text=self.cleaned_data.get("seen_text", ""),
            stated_on=self.cleaned_data["stated_on"],
            checked_on=timezone.localdate(),
            user=user,
        )


class OrganisationForm(SourceForm):
    """Attributes of an organisation and the source of what changed.

    One source serves all changes of one sending; a change with another source is sent by itself.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = [*EDITED, "source_url", "seen_text", "stated_on", "version"]

    def __init__(self, data: Any = None, organisation: Organisation | None = None, **kwargs: Any) -> None:
        self.organisation = organisation
        initial = kwargs.pop("initial", {})
        if organisation:
            initial = (
                {name: getattr(organisation, name) for name in EDITED} | {"version": organisation.version} | initial
            )
        else:
            initial = {"kind": Kind.REGIONAL_CLUSTER, "standing": Standing.ACTIVE, "governed": True} | initial
        super().__init__(data, initial=initial, **kwargs)
        for name in EDITED:
            self.fields[name] = self._field(name)
        self.order_fields(self.field_order)

    def _field(self, name: str) -> forms.Field:
        column = Organisation._meta.get_field(name)
        if name == "country":
            return forms.ChoiceField(
                label=capfirst(column.verbose_name),
                required=False,
                choices=[ANY, *country_choices()],
            )
        if name == "zone":
            regions = [(code, zone_label(code)) for code, zone in zones().items() if zone.level == 2]
            label = capfirst(column.verbose_name)
            return forms.ChoiceField(label=label, required=False, choices=[ANY, *sorted(regions, key=by_label)])
        field = column.formfield(**({"assume_scheme": "https"} if name == "website" else {}))
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
        return field

    def changes(self) -> list[str]:
        """Attributes that differ from what is in force, or for a new organisation those that say something."""
        return [
            name
            for name in EDITED
            if as_text(self.cleaned_data.get(name))
            != (as_text(getattr(self.organisation, name)) if self.organisation else "")
        ]

    def clean_zone(self) -> str:
        """A region lies in the organisation's country."""
        code: str = self.cleaned_data["zone"]
        country = self.cleaned_data.get("country")
        if code and country and zones()[code].country != country:
            raise forms.ValidationError(_("This region is not in the country chosen."))
        return code

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in EDITED if self.cleaned_data.get(name) not in (None, "")}


class AttributeForm(SourceForm):
    """One attribute: the same value seen again (“check it”), or a new one, with a source and a day."""

    value = forms.CharField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["value", "source_url", "seen_text", "stated_on", "version"]

    def __init__(self, data: Any = None, *, organisation: Organisation, attribute: str, **kwargs: Any) -> None:
        initial = {"value": getattr(organisation, attribute), "version": organisation.version}
        super().__init__(data, initial=initial, **kwargs)
        whole = OrganisationForm(organisation=organisation)
        self.fields["value"] = whole.fields[attribute]
        self.order_fields(self.field_order)
