"""The form of an encounter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.directory.wording import country_choices
from intercluster_web.records.forms import OwnedForm, known_organisation
from intercluster_web.scouting.models import Encounter, LeadOrigin, Occasion


class EncounterForm(OwnedForm):
    """``name`` is matched with the directory; a name it does not know is kept as typed."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)

    class Meta:
        model = Encounter
        fields = ["owner", "name", "country", "met_on", "occasion", "occasion_name", "place", "origin", "note"]
        widgets = {
            "name": forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
            "met_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"name": gettext_lazy("Whom did you meet?")}
        help_texts = {"name": gettext_lazy("Pick one of the directory, or write a new name.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = [("", "—"), *country_choices()]

    def clean_met_on(self) -> Any:
        met_on = self.cleaned_data["met_on"]
        if met_on > timezone.localdate():
            raise ValidationError(_("An encounter is in the past; this date is to come."))
        return met_on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.organisation = known = known_organisation(cleaned.get("name", ""))
        if known:
            cleaned["name"] = known.name
            cleaned["country"] = cleaned.get("country") or known.country
        return cleaned


class EncounterFilterForm(forms.Form):
    occasion = forms.ChoiceField(
        label=gettext_lazy("occasion"), required=False, choices=[("", gettext_lazy("all")), *Occasion.choices]
    )
    origin = forms.ChoiceField(
        label=gettext_lazy("lead origin"), required=False, choices=[("", gettext_lazy("all")), *LeadOrigin.choices]
    )
    q = forms.CharField(label=gettext_lazy("name or place"), required=False, max_length=100)
