"""Forms: filters, a card, one of its conditions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster.territory.zones import zones
from intercluster_web.directory.models import Programme
from intercluster_web.directory.provenance import Provenance
from intercluster_web.directory.wording import PROGRAMME_LEVELS, country_choices, country_label
from intercluster_web.funding.models import Card, ConditionKind, Cost, Level, PartnerKind, Requirement, Status
from intercluster_web.languages import by_label
from intercluster_web.records.forms import OrganisationField, TogetherForm

ANY = ("", pgettext_lazy("programmes", "all"))
_DAY = {"type": "date"}


class FilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("name, who runs it"), required=False, max_length=100)
    level = forms.ChoiceField(label=gettext_lazy("level"), required=False, choices=[ANY, *Level.choices])
    status = forms.ChoiceField(label=gettext_lazy("status"), required=False, choices=[ANY, *Status.choices])
    country = forms.ChoiceField(label=gettext_lazy("open to partners of"), required=False)
    cost = forms.ChoiceField(label=gettext_lazy("pays"), required=False, choices=[ANY, *Cost.choices])

    def __init__(self, *args: Any, countries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        asked = self.data.get("country", "")
        known = dict(country_choices())
        codes = dict.fromkeys([*countries, *([asked] if asked in known else [])])
        offered = sorted(((code, country_label(code)) for code in codes), key=by_label)
        self.fields["country"].choices = [ANY, *offered]

    def chosen(self) -> dict[str, Any]:
        """The valid filters that are set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SourcedForm(TogetherForm):
    """What is written bears its source and its day."""

    source_url = forms.CharField(
        label=gettext_lazy("source"),
        max_length=500,
        help_text=gettext_lazy("Where you have this from: an address, a document, a conversation with its date."),
    )
    seen_text = forms.CharField(
        label=gettext_lazy("words seen"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    stated_on = forms.DateField(
        label=gettext_lazy("date of the source"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )

    def clean_stated_on(self) -> Any:
        day = self.cleaned_data["stated_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is to come."))
        return day

    def provenance(self, user: Any) -> Provenance:
        given = self.cleaned_data
        return Provenance(
            source_url=given["source_url"],
            seen_text=given["seen_text"],
            stated_on=given["stated_on"],
            checked_on=timezone.localdate(),
            user=user,
        )


class CardForm(SourcedForm):
    pays = forms.MultipleChoiceField(
        label=gettext_lazy("what it pays"),
        required=False,
        choices=Cost.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    pays_not = forms.MultipleChoiceField(
        label=gettext_lazy("what it does not pay"),
        required=False,
        choices=Cost.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    page = forms.URLField(
        label=gettext_lazy("address of its page"), max_length=300, required=False, assume_scheme="https"
    )
    contact = OrganisationField(label=gettext_lazy("whom to ask"), required=False)

    class Meta:
        model = Card
        fields = [
            *("level", "status", "about", "about_fr", "pays", "pays_not", "deadlines", "deadlines_fr"),
            *("next_deadline", "page", "contact", "source_url", "seen_text", "stated_on"),
        ]
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("about", "about_fr")},
            **{name: forms.Textarea(attrs={"rows": 2}) for name in ("deadlines", "deadlines_fr")},
            "next_deadline": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        twice = set(cleaned.get("pays", [])) & set(cleaned.get("pays_not", []))
        if twice:
            labels = ", ".join(str(Cost(code).label) for code in sorted(twice))
            self.add_error("pays_not", _("Said to be paid and not to be paid: %(costs)s.") % {"costs": labels})
        return cleaned


class ProgrammeForm(forms.ModelForm):
    """The programme a new card is about, as the directory has it or is to have it."""

    level = forms.ChoiceField(
        label=gettext_lazy("run at the level"), choices=[("", "–"), *PROGRAMME_LEVELS.items()], required=False
    )

    class Meta:
        model = Programme
        fields = ["name", "owner", "level"]
        labels = {"owner": gettext_lazy("run by")}


_NEEDS = {
    ConditionKind.BOTH_SIDES: ("countries",),
    ConditionKind.ONLY_COUNTRIES: ("countries",),
    ConditionKind.IN_ZONE: ("zone",),
    ConditionKind.PARTNERS: ("number",),
    ConditionKind.COUNTRY_COUNT: ("number",),
    ConditionKind.INCLUDES: ("kinds",),
    ConditionKind.INCLUDES_EACH: ("kinds",),
    ConditionKind.EACH_SIDE: ("kinds",),
}


class RequirementForm(SourcedForm):
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("countries"),
        required=False,
        choices=country_choices,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    others = forms.MultipleChoiceField(
        label=gettext_lazy("countries of the other side"),
        required=False,
        choices=country_choices,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("Nothing chosen: any other country."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds of partners"),
        required=False,
        choices=PartnerKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    number = forms.IntegerField(label=gettext_lazy("number"), required=False, min_value=0, max_value=200)

    class Meta:
        model = Requirement
        fields = [
            *("kind", "countries", "others", "kinds", "number", "zone", "closed"),
            *("source_url", "seen_text", "stated_on"),
        ]

    def clean_number(self) -> int:
        return self.cleaned_data["number"] or 0

    def clean_zone(self) -> str:
        code = str(self.cleaned_data["zone"]).strip().upper()
        if code and code not in zones():
            raise ValidationError(_("Write the code of a region, such as FR10, or of a country."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in _NEEDS.get(cleaned.get("kind", ""), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This condition needs it."))
        return cleaned
