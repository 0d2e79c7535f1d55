"""Taking a sheet of differences and synergies, and remarks on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.accounts.permissions import visible_to
from intercluster_web.accounts.visibility import Audience
from intercluster_web.agreements.models import Remark, Sheet
from intercluster_web.directory.models import Organisation
from intercluster_web.scouting.models import SavedComparison


class SheetForm(forms.ModelForm):
    """Which saved comparison is frozen."""

    class Meta:
        model = Sheet
        fields = ["title", "comparison", "audience"]

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["comparison"].queryset = visible_to(user, SavedComparison.objects.order_by("-updated_at"))
        self.fields["comparison"].required = True
        self.fields["audience"].initial = Audience.SHARED

    def clean_comparison(self) -> SavedComparison:
        found: SavedComparison = self.cleaned_data["comparison"]
        if len(found.keys) != 2:
            raise ValidationError(_("The sheet is for two organisations: choose a comparison of exactly two."))
        known = {each.key: each for each in Organisation.objects.filter(key__in=found.keys)}
        if len(known) != 2:
            raise ValidationError(_("One of the organisations compared is no longer in the directory."))
        self.instance.first, self.instance.second = (known[key] for key in found.keys)
        return found


class RemarkForm(forms.ModelForm):
    """What one side sees as a difference, a synergy, or wants to add."""

    class Meta:
        model = Remark
        fields = ["organisation", "kind", "about", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    about = forms.ChoiceField(label=gettext_lazy("about"), required=False)

    def __init__(
        self, *args: Any, sheet: Sheet, sides: list[Organisation], rows: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[side.pk for side in sides])
        self.fields["organisation"].label = _("side")
        self.fields["organisation"].empty_label = None
        self.fields["about"].choices = [("", _("the whole")), *rows]
        self.instance.sheet = sheet
