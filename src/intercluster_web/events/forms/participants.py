"""A participant, as the organiser writes them and as they write themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.contacts.models import Role
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_choices, country_label
from intercluster_web.events.forms.event_places import SlotsField, half_days
from intercluster_web.events.models import (
    Event,
    Participant,
    ParticipantKind,
    ParticipantState,
    ProfileKind,
    ProfileLine,
    Side,
)
from intercluster_web.records.forms import TogetherForm

_ALL = ("", pgettext_lazy("people", "all"))


class _PersonForm(TogetherForm):
    """``organisation_name`` is matched with the directory; a name it does not know is kept as typed."""

    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event = event
        self.fields["country"].choices = [("", "–"), *country_choices()]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("organisation_name", "")
        self.instance.organisation = Organisation.objects.filter(name__iexact=name).first() if name else None
        if self.instance.organisation and not cleaned.get("country"):
            cleaned["country"] = self.instance.organisation.country
        return cleaned


class ParticipantForm(_PersonForm):
    class Meta:
        model = Participant
        fields = [
            *("name", "function", "organisation_name", "kind", "member_of", "country", "email", "language"),
            *("about", "shown", "state", "most_meetings", "booth"),
        ]
        widgets = {
            "organisation_name": forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
            "about": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "most_meetings": gettext_lazy("Without a number, the limit of the event holds."),
            "booth": gettext_lazy("For exhibitors and buyers: the others come to their table."),
            "shown": gettext_lazy("Else others see the kind of organisation, the country, offers and needs."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["booth"].queryset = self.event.tables.all()
        self.fields["booth"].empty_label = "–"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        same = self.event.participants.filter(email=cleaned.get("email") or "-").exclude(pk=self.instance.pk).first()
        if same:
            self.add_error("email", _("%(name)s has this address and is on the list already.") % {"name": same})
        return cleaned


class OwnProfileForm(_PersonForm):
    """What a participant says of themselves; the address stays, for the link belongs to it."""

    class Meta:
        model = Participant
        fields = [
            "name",
            "function",
            "organisation_name",
            "kind",
            "member_of",
            "country",
            "language",
            "about",
            "shown",
            "most_meetings",
        ]
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "shown": gettext_lazy("Else others see the kind of organisation, the country, offers and needs."),
            "most_meetings": gettext_lazy("Nobody has to take twenty meetings; empty: as many as the event allows."),
        }


class RegistrationForm(_PersonForm):
    agree = forms.BooleanField(
        label=gettext_lazy("The organiser may keep this for the event, and show it to other participants as I choose.")
    )

    class Meta:
        model = Participant
        fields = [
            "name",
            "function",
            "organisation_name",
            "kind",
            "member_of",
            "country",
            "email",
            "language",
            "about",
            "shown",
        ]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"shown": gettext_lazy("Else others see the kind of organisation, the country, offers and needs.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].required = True


class LineForm(forms.ModelForm):
    class Meta:
        model = ProfileLine
        fields = ["side", "kind", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "side": forms.RadioSelect}
        help_texts = {"text": gettext_lazy("Concrete: “fill powders in sterile vials”, not “innovation”.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = Side.choices
        self.fields["kind"].choices = [("", "–"), *ProfileKind.choices]


class AwayForm(forms.Form):
    """Slots one by one, or whole half days of them."""

    halves = forms.MultipleChoiceField(
        label=gettext_lazy("I cannot come at all on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    away = SlotsField(label=gettext_lazy("I cannot come at"))

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["away"].of(event)
        self.halves = half_days(event)
        self.fields["halves"].choices = [(key, half.label) for key, half in self.halves.items()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        whole = [slot for key in cleaned.get("halves", []) for slot in self.halves[key].slots]
        cleaned["away"] = list(dict.fromkeys([*cleaned.get("away", []), *whole]))
        return cleaned


class ParticipantFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("name, organisation, offer or need"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), required=False, choices=[_ALL, *ParticipantKind.choices])
    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("state"), required=False, choices=[_ALL, *ParticipantState.choices])

    def __init__(self, *args: Any, countries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = [_ALL, *((code, country_label(code)) for code in countries)]


class BookFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("name or organisation"), required=False, max_length=100)
    role = forms.ChoiceField(label=gettext_lazy("what they are to us"), required=False, choices=[_ALL, *Role.choices])
    members = forms.BooleanField(label=gettext_lazy("our members only"), required=False)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of participants"),
        help_text=gettext_lazy("xlsx or CSV, 5 MB at most; the first row names the columns."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("language"),
        choices=[("fr", "Français"), ("en", "English")],
        help_text=gettext_lazy("For the rows that do not say it."),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload.name:
            raise ValidationError(_("Choose a file."))
        return upload
