"""Forms for a strategy and its inputs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.territory.countries import known_countries
from intercluster_web.records.forms import OwnedForm, TogetherForm
from intercluster_web.records.uploads import UploadField
from intercluster_web.scouting.models import ChainLink, DocumentKind, Lock, Strategy, TargetMarket


class StrategyForm(OwnedForm):
    class Meta:
        model = Strategy
        fields = ["owner", "title", "statement", "horizon"]
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 5}),
            "horizon": forms.NumberInput(attrs={"min": 2000, "max": 2100}),
        }

    def clean_horizon(self) -> int | None:
        horizon: int | None = self.cleaned_data["horizon"]
        if horizon is not None and not 2000 <= horizon <= 2100:
            raise ValidationError(_("A year between 2000 and 2100."))
        return horizon


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=DocumentKind.choices)
    file = UploadField(label=gettext_lazy("file"))


class MarketForm(TogetherForm):
    class Meta:
        model = TargetMarket
        fields = ["name", "countries", "urgency", "note"]

    def clean_countries(self) -> str:
        codes = self.cleaned_data["countries"].upper().replace(",", " ").split()
        unknown = [code for code in codes if code not in known_countries()]
        if unknown:
            raise ValidationError(
                _("Not a country code: %(codes)s. Two letters each, for example DE GB CA.")
                % {"codes": ", ".join(unknown)}
            )
        return " ".join(dict.fromkeys(codes))


class LockForm(TogetherForm):
    class Meta:
        model = Lock
        fields = ["name", "status", "note"]


class LinkForm(TogetherForm):
    class Meta:
        model = ChainLink
        fields = ["name", "position", "strategic", "status", "note"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["position"].min_value = 1


ENTRY_FORMS: dict[str, type[TogetherForm]] = {"markets": MarketForm, "locks": LockForm, "links": LinkForm}
