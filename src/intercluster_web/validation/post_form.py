"""What a post abroad is asked, and who answers there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.contacts.models import Contact, Role
from intercluster_web.directory.models import Organisation
from intercluster_web.records.forms import OwnedForm
from intercluster_web.validation.forms import not_too_far
from intercluster_web.validation.models import Purpose, Round

LONGEST_POINT = 250
NEW_PERSON = ("name", "email", "language", "source")


class AskPostForm(OwnedForm):
    """A round with one person of a post: somebody of the address book, or somebody new who joins it."""

    purpose = forms.ChoiceField(choices=Purpose.choices, widget=forms.HiddenInput)
    with_lines = forms.BooleanField(
        label=gettext_lazy("the lines of the shortlist are points to answer"), required=False, initial=True
    )
    points = forms.CharField(
        label=gettext_lazy("points to answer, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("To each they say yes, yes on a condition or no, and write what they know."),
    )
    contact = forms.ModelChoiceField(
        label=gettext_lazy("whom you ask"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=gettext_lazy("somebody new, named below"),
    )
    name = forms.CharField(label=gettext_lazy("name"), required=False, max_length=160)
    email = forms.EmailField(label=gettext_lazy("e-mail address"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("language"), choices=[("fr", "Français"), ("en", "English")], required=False
    )
    source = forms.CharField(
        label=gettext_lazy("where the details come from"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Somebody new joins your address book; they may ask where you have their address from."),
    )

    class Meta:
        model = Round
        fields = ["owner", "title", "question", "deadline"]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "deadline": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, people: "QuerySet[Contact]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].queryset = people
        if self.instance.shortlist is None:
            del self.fields["with_lines"]
        first = people.first()
        if first is not None:
            self.fields["contact"].initial = first

    def clean_deadline(self) -> Any:
        day = self.cleaned_data["deadline"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is past."))
        return not_too_far(day)

    def clean_points(self) -> str:
        text = str(self.cleaned_data["points"])
        if any(len(line) > LONGEST_POINT for line in text.splitlines()):
            raise ValidationError(_("A point has at most %(n)s characters.") % {"n": LONGEST_POINT})
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned.setdefault("with_lines", False)
        contact, owner = cleaned.get("contact"), cleaned.get("owner")
        if contact is not None and owner is not None and contact.owner_id != owner.pk:
            self.add_error("contact", _("This person is in the address book of another organisation of yours."))
        if contact is None:
            for name in ("name", "source"):
                if not cleaned.get(name):
                    self.add_error(name, _("Say it for somebody new, or choose somebody of your address book."))
        return cleaned

    def first_fields(self) -> list[forms.BoundField]:
        """What is asked, and of whom."""
        return [field for field in self.visible_fields() if field.name not in NEW_PERSON]

    def new_person_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in NEW_PERSON]

    def asks_somebody_new(self) -> bool:
        """Whether the fields of somebody new stand open: nobody of the address book is there to choose, or they say
        something wrong."""
        return self.fields["contact"].initial is None or any(name in self.errors for name in NEW_PERSON)

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["points"].splitlines() if line.strip()]

    def person(self, post: Organisation) -> Contact:
        """Whom to ask; without a key where they are new."""
        given = self.cleaned_data
        if given["contact"] is not None:
            chosen: Contact = given["contact"]
            return chosen
        return Contact(
            name=given["name"],
            email=given["email"],
            language=given["language"] or "fr",
            source=given["source"],
            role=Role.POST,
            organisation=post,
            organisation_name=post.name,
            country=post.country,
            collected_on=timezone.localdate(),
        )
