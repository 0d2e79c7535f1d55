"""Forms to pick what is compared and to keep a comparison."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.directory.models import Organisation
from intercluster_web.records.forms import OrganisationField, OwnedForm
from intercluster_web.scouting.models import SavedComparison


class PickForm(forms.Form):
    """Two organisations, or up to four."""

    a = OrganisationField(label=gettext_lazy("first"), required=False)
    b = OrganisationField(label=gettext_lazy("second"), required=False)
    c = OrganisationField(label=gettext_lazy("third"), required=False)
    d = OrganisationField(label=gettext_lazy("fourth"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [organisation.key for organisation in self._chosen(cleaned)]
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("An organisation cannot be compared with itself: choose another."))
        return cleaned

    def keys(self) -> list[str]:
        """Keys of the organisations chosen, in order."""
        return [organisation.key for organisation in self._chosen(self.cleaned_data)]

    @staticmethod
    def _chosen(cleaned: dict[str, Any]) -> list[Organisation]:
        return [cleaned[letter] for letter in "abcd" if cleaned.get(letter)]


class SaveComparisonForm(OwnedForm):
    class Meta:
        model = SavedComparison
        fields = ["owner", "name", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, user: Any, keys: list[str], **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.instance.keys = keys
