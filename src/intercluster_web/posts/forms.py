"""Forms: filters, a post, a file of posts."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.directory.models import Organisation
from intercluster_web.directory.provenance import Provenance
from intercluster_web.directory.wording import country_choices, country_label, language_label
from intercluster_web.languages import by_label
from intercluster_web.posts.models import Post, PostKind, Service
from intercluster_web.records.forms import TogetherForm

LANGUAGES = ("ar", "de", "en", "es", "fi", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "zh")
ANY = ("", pgettext_lazy("posts", "all"))


class FilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("name, city, on behalf of"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), required=False, choices=[ANY, *PostKind.choices])
    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)
    service = forms.ChoiceField(label=gettext_lazy("service"), required=False, choices=[ANY, *Service.choices])

    def __init__(self, *args: Any, countries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offered = sorted(((code, country_label(code)) for code in countries), key=by_label)
        self.fields["country"].choices = [ANY, *offered]

    def chosen(self) -> dict[str, Any]:
        """The valid filters that are set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PostForm(TogetherForm):
    """A post and its source. A new one also gives name and place, with which its entry of the directory is made."""

    countries = forms.MultipleChoiceField(required=False, choices=country_choices, widget=forms.SelectMultiple)
    services = forms.MultipleChoiceField(
        label=gettext_lazy("services"),
        required=False,
        choices=Service.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    page = forms.URLField(
        label=gettext_lazy("address of its page"), max_length=300, required=False, assume_scheme="https"
    )
    source_url = forms.CharField(
        label=gettext_lazy("source"),
        max_length=500,
        help_text=gettext_lazy("Where you have this from: an address, a document, a conversation with its date."),
    )
    stated_on = forms.DateField(
        label=gettext_lazy("date of the source"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Post
        fields = ["kind", "represents", "countries", "services", "languages", "page", "note", "source_url", "stated_on"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["countries"].label = Post._meta.get_field("countries").verbose_name
        self.fields["countries"].widget.attrs["size"] = 6
        codes = dict.fromkeys([*LANGUAGES, *(self.instance.languages or [])])
        self.fields["languages"].choices = sorted(((code, language_label(code)) for code in codes), key=by_label)

    def clean_stated_on(self) -> date | None:
        return not_to_come(self.cleaned_data["stated_on"])

    def provenance(self, user: Any) -> Provenance:
        given = self.cleaned_data
        return Provenance(
            source_url=given["source_url"],
            stated_on=given["stated_on"],
            checked_on=timezone.localdate(),
            user=user,
        )


def _countries() -> list[tuple[str, str]]:
    return [("", "–"), *country_choices()]


class EntryForm(forms.ModelForm):
    """Name and place of a new post, for the directory."""

    country = forms.ChoiceField(label=gettext_lazy("country"), choices=_countries)

    class Meta:
        model = Organisation
        fields = ["name", "country", "city"]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of posts"),
        help_text=gettext_lazy("xlsx or CSV, 5 MB at most; the first row names the columns."),
    )


def not_to_come(day: date | None) -> date | None:
    """A source is not of tomorrow."""
    if day and day > timezone.localdate():
        raise ValidationError(_("This day is to come."))
    return day
