"""Entries, filters, review, erasure."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.contacts.models import Contact, LawfulBasis, Role
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_choices, country_label
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.forms import OwnedForm

_DAY = {"type": "date"}
EVERYBODY = ("", pgettext_lazy("people", "all"))
STATES = [
    EVERYBODY,
    ("review", gettext_lazy("to review: three years are over")),
    ("stopped", gettext_lazy("not to be written to")),
    ("unreachable", gettext_lazy("without an e-mail address")),
]


class ContactForm(OwnedForm):
    """``organisation_name`` is matched with the directory; a name it does not know is kept as typed."""

    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)

    class Meta:
        model = Contact
        fields = [
            *("owner", "name", "function", "organisation_name", "role", "email", "phone", "country", "language"),
            *("source", "lawful_basis", "collected_on", "last_contact_on", "note"),
        ]
        widgets = {
            "organisation_name": forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
            "collected_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "last_contact_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "source": gettext_lazy("Their business card at a fair, their website, a colleague… They may ask."),
            "note": gettext_lazy("They may read it: everything kept about them is theirs to see."),
            "language": gettext_lazy("Messages and answer pages are in this language."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = [("", "–"), *country_choices()]
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if not self.instance.pk:
            self.initial.setdefault("collected_on", timezone.localdate())
        elif self.instance.organisation:
            self.initial["organisation_name"] = self.instance.organisation.name

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_collected_on(self) -> Any:
        day = self.cleaned_data["collected_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("organisation_name", "")
        self.instance.organisation = Organisation.objects.filter(name__iexact=name).first() if name else None
        if self.instance.organisation:
            cleaned["country"] = cleaned.get("country") or self.instance.organisation.country
        owner = cleaned.get("owner") or (self.instance.owner if self.instance.pk else None)
        twin = (
            Contact.objects.filter(owner=owner, email=cleaned.get("email") or "-").exclude(pk=self.instance.pk).first()
        )
        if owner and twin:
            self.add_error("email", _("%(name)s has this address in your book already.") % {"name": twin})
        return cleaned


class ContactFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("name, organisation, function"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=gettext_lazy("what they are to us"),
        required=False,
        choices=[EVERYBODY, *Role.choices],
    )
    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("state"), required=False, choices=STATES)

    def __init__(self, *args: Any, countries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = [
            EVERYBODY,
            *((code, country_label(code)) for code in countries),
        ]


class UploadForm(forms.Form):
    """The file, and what every new entry must have where its row does not say it."""

    owner = forms.ModelChoiceField(label=gettext_lazy("address book of"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File of contacts"),
        help_text=gettext_lazy("xlsx, CSV or vCard (.vcf), 5 MB at most; in a table the first row names the columns."),
    )
    source = forms.CharField(
        label=gettext_lazy("where the details come from"),
        max_length=200,
        help_text=gettext_lazy("For the rows that do not say it: a fair, a list of members, a former tool…"),
    )
    lawful_basis = forms.ChoiceField(label=gettext_lazy("lawful basis"), choices=LawfulBasis.choices)
    role = forms.ChoiceField(
        label=gettext_lazy("what they are to us"), choices=Role.choices, initial=Role.OTHER, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("language"), choices=[("fr", "Français"), ("en", "English")])

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        owners = writable_organisations(user)
        self.fields["owner"].queryset = owners
        if len(owners) == 1:
            self.fields["owner"].initial = owners[0]
            self.fields["owner"].widget = forms.HiddenInput()


class EraseForm(forms.Form):
    never_again = forms.BooleanField(
        label=gettext_lazy("They asked for it: never write to this address again"),
        required=False,
        help_text=gettext_lazy("Only a fingerprint of the address stays, so that a later import leaves them alone."),
    )


class ReviewForm(forms.Form):
    because = forms.CharField(label=gettext_lazy("kept because"), max_length=200, required=False)


class AskForm(forms.Form):
    """Whose data is asked for."""

    email = forms.EmailField(label=gettext_lazy("your e-mail address"), max_length=254)
