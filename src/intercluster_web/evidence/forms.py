"""Filters of the evidence pages; they live in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from intercluster.fields.vocabulary import load_vocabulary
from intercluster.scouting.spread import Level
from intercluster.scouting.zones import Order
from intercluster.territory.zones import zones
from intercluster_web.directory.wording import country_label, field_label
from intercluster_web.evidence.wording import LEVELS, ORDERS
from intercluster_web.languages import by_label, language

FIRST_YEAR, LAST_YEAR = 1984, 2100
DEFAULT_FIELD = "field:photonics"


def field_groups() -> "list[tuple[str, list[tuple[str, str]]]]":
    """The fields of the directory under their broad groups, in the reader's language."""
    vocabulary = load_vocabulary()
    groups: dict[str, list[tuple[str, str]]] = {}
    for concept in vocabulary.directory_fields:
        groups.setdefault(field_label(concept.broader or ""), []).append((concept.key, concept.label(language())))
    return [(group, sorted(fields, key=by_label)) for group, fields in sorted(groups.items())]


def _countries(codes: Iterable[str]) -> "list[tuple[str, Any]]":
    return [("", _("the world")), *sorted(((code, country_label(code)) for code in codes), key=by_label)]


class _AddressForm(forms.Form):
    """A form read from the address: an unknown value does not filter, it is dropped."""

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class FieldForm(_AddressForm):
    """A field of the vocabulary: offered are those of the directory; an address may name any other."""

    field = forms.ChoiceField(label=_("Field"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data: Any = None, *, any_field: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        groups: list[tuple[str, Any]] = list(field_groups())
        asked = (data or {}).get("field", "")
        offered = {key for _group, fields in groups for key, _label in fields}
        if asked in load_vocabulary() and asked not in offered:
            groups.insert(0, (asked, load_vocabulary().path_label(asked, language())))
        if any_field:
            groups.insert(0, ("", _("all fields")))
        self.fields["field"].choices = groups
        self.fields["country"].choices = _countries({zone.country for zone in zones().values()})


class ZonesForm(FieldForm):
    """Ranking zones: what, where, when, and in which order."""

    level = forms.ChoiceField(label=_("Zones"), required=False, choices=list(LEVELS.items()))
    order = forms.ChoiceField(label=_("Ranked by"), required=False, choices=list(ORDERS.items()))
    first_year = forms.IntegerField(
        label=_("From year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"placeholder": "2007"}),
    )
    last_year = forms.IntegerField(
        label=_("To year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"placeholder": "2020"}),
    )

    def __init__(self, data: QueryDict | None = None, *, default_field: str = DEFAULT_FIELD, **kwargs: Any) -> None:
        asked = data.copy() if data is not None else QueryDict(mutable=True)
        if asked.get("field", "") not in load_vocabulary():
            asked["field"] = default_field
        for name, value in (("level", Level.REGION), ("order", Order.COUNT)):
            asked.setdefault(name, value)
        super().__init__(asked, **kwargs)


class SpacesForm(FieldForm):
    """Computed spaces, with or without a governed cluster beside them."""

    governed = forms.ChoiceField(
        label=_("Governed cluster there"),
        required=False,
        choices=[("", "–"), ("yes", _("at least one")), ("no", _("none known"))],
    )


class OrganisationsForm(_AddressForm):
    """Organisations of the evidence by name and place."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    country = forms.ChoiceField(label=_("Country"), required=False)
    zone = forms.CharField(label=_("Zone (code)"), required=False, max_length=8)
    field = forms.ChoiceField(label=_("Field"), required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offered = FieldForm(data, any_field=True)
        for name in ("field", "country"):
            self.fields[name].choices = offered.fields[name].choices
