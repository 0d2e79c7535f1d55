"""The filters of the portfolio, as they stand in the address, and the limits of stagnation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.models import User
from intercluster_web.cooperations.models import (
    Beneficiary,
    Ladder,
    Plane,
    Process,
    PurposeKind,
    StagnationRule,
    Status,
)
from intercluster_web.cooperations.queries.portfolio import SORTS, Portfolio, markets_in_use
from intercluster_web.directory.wording import country_choices
from intercluster_web.records.forms import TogetherForm
from intercluster_web.scouting.forms.fields import RegionField


def _any(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("any")), *choices]


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=lambda: _any(choices() if callable(choices) else choices), required=False
    )


class FilterForm(forms.Form):
    """Every filter of the portfolio; a value that does not exist is left out rather than refused."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    stage = _choice(_("Step"), Ladder.choices)
    status = _choice(_("Status"), Status.choices)
    purpose = _choice(_("Purpose"), PurposeKind.choices)
    country = _choice(_("Country"), country_choices)
    beneficiary = _choice(_("Who benefits first"), Beneficiary.choices)
    plane = _choice(_("Plane"), Plane.choices)
    process = _choice(_("Initiative"), Process.choices)
    region = RegionField(label=_("Region"))
    market = forms.CharField(
        label=_("Market"), required=False, max_length=200, widget=forms.TextInput(attrs={"list": "markets"})
    )
    responsible = forms.ModelChoiceField(
        label=_("Who follows it"), queryset=User.objects.none(), required=False, empty_label=_("any")
    )
    mediated = forms.BooleanField(label=_("Through a network"), required=False)
    stagnating = forms.BooleanField(label=_("Standing still"), required=False)
    due = forms.BooleanField(label=_("Late or due within 30 days"), required=False)
    partner = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((f"{dash}{name}", name) for name in SORTS for dash in ("", "-"))],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, here: Portfolio, without: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.here = here
        self.fields["responsible"].queryset = (
            User.objects.filter(seats__organisation=here.organisation).distinct().order_by("last_name", "first_name")
        )
        for name in without:
            del self.fields[name]

    def chosen(self) -> dict[str, Any]:
        """The filters in force."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def markets(self) -> list[str]:
        """Markets to suggest."""
        return markets_in_use(self.here)

    def first(self) -> list[Any]:
        """The filters that are always shown."""
        return [self[name] for name in ("stage", "status", "purpose", "country") if name in self.fields]

    def more(self) -> list[Any]:
        """Those behind "more filters"."""
        names = ("beneficiary", "plane", "process", "region", "market", "responsible")
        return [self[name] for name in names if name in self.fields]

    def ticks(self) -> list[Any]:
        return [self[name] for name in ("stagnating", "due", "mediated") if name in self.fields]


class PublishedForm(forms.Form):
    """Filters of what anybody sees."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    purpose = _choice(_("Purpose"), PurposeKind.choices)
    country = _choice(_("Country"), country_choices)

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StagnationForm(TogetherForm):
    class Meta:
        model = StagnationRule
        fields = ["quiet_days", "step_days"]
