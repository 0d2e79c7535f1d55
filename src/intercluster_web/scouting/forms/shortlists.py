"""Forms for shortlists: keeping, annotating, tracks, sharing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import Visibility
from intercluster_web.directory.models import Organisation
from intercluster_web.scouting.forms.fields import OrganisationField, TogetherForm
from intercluster_web.scouting.models import Shortlist, ShortlistLine, Track


class ShortlistForm(TogetherForm):
    class Meta:
        model = Shortlist
        fields = ["name", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class LineForm(forms.ModelForm):
    """``revision`` is what the person saw when they began to write."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ShortlistLine
        fields = ["status", "set_aside_because", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class TrackForm(forms.ModelForm):
    class Meta:
        model = Track
        fields = ["what", "who", "due"]
        widgets = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class ShareForm(forms.Form):
    """Who sees a record: its visibility, and the partners named one at a time."""

    visibility = forms.ChoiceField(label=_("visible to"), choices=Visibility.choices)
    partners = forms.ModelMultipleChoiceField(
        label=_("named partners"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    add_partner = OrganisationField(label=_("add a partner"), required=False)

    def __init__(self, *args: Any, record: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partners"].queryset = record.partners.all()
        self.fields["partners"].initial = list(record.partners.all())
        self.fields["visibility"].initial = record.visibility

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = list(cleaned.get("partners", []))
        if cleaned.get("add_partner"):
            named.append(cleaned["add_partner"])
        if cleaned.get("visibility") == Visibility.PARTNER and not named and not self.errors:
            self.add_error("add_partner", _("Name at least one partner, or choose another visibility."))
        cleaned["named"] = named
        return cleaned
