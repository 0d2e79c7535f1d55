"""Forms of what the teams write: what happened, tasks, documents, contacts at the mirror organisation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.actions.notes import Noted
from intercluster_web.cooperations.forms.cooperation import date_input
from intercluster_web.cooperations.models import MirrorContact, ProofKind, Task
from intercluster_web.cooperations.presentation.journal import EVENTS, NOTED, kind_choices
from intercluster_web.cooperations.queries.cooperation import contacts_to_choose
from intercluster_web.records.forms import TogetherForm
from intercluster_web.records.uploads import UploadField

PROOFS = [("", gettext_lazy("nothing in particular")), *ProofKind.choices]


class NoteForm(forms.Form):
    """Something that happened."""

    code = forms.ChoiceField(label=gettext_lazy("what happened"))
    happened_on = forms.DateField(label=gettext_lazy("date"), widget=date_input())
    note = forms.CharField(
        label=gettext_lazy("note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Who was there, what was said, what was promised. The journal keeps it as you write it."
        ),
    )
    proof = forms.ChoiceField(label=gettext_lazy("what it proves"), required=False, choices=PROOFS)
    audience = forms.ChoiceField(label=gettext_lazy("visible to"), choices=Audience.choices, initial=Audience.OWN)
    file = UploadField(
        label=gettext_lazy("file"),
        required=False,
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, OpenDocument or text, up to 10 MB."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].choices = [(code, EVENTS[code].sentence) for code in NOTED]
        self.fields["happened_on"].initial = timezone.localdate

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is to come. The journal holds what has happened; add a task for it."))
        return day

    def noted(self) -> Noted:
        return Noted(**self.cleaned_data)


class CorrectionForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("what is right"), widget=forms.Textarea(attrs={"rows": 3}))
    proof = forms.ChoiceField(label=gettext_lazy("what it proves now"), required=False, choices=PROOFS)


class TaskForm(TogetherForm):
    class Meta:
        model = Task
        fields = ["what", "who", "due", "audience"]
        widgets = {"due": date_input()}


class DocumentForm(forms.Form):
    file = UploadField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, OpenDocument or text, up to 10 MB."),
    )
    audience = forms.ChoiceField(label=gettext_lazy("visible to"), choices=Audience.choices, initial=Audience.OWN)


class MirrorForm(forms.ModelForm):
    class Meta:
        model = MirrorContact
        fields = ["function", "contact", "our_side", "audience"]
        widgets = {"function": forms.TextInput(attrs={"list": "functions"})}

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].queryset = contacts_to_choose(user)
        self.fields["contact"].label_from_instance = _contact_label


def _contact_label(contact: Any) -> str:
    where = contact.organisation or contact.organisation_name
    return " · ".join(str(part) for part in (contact.name, contact.function, where) if part)


class JournalFilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), required=False)
    proof = forms.ChoiceField(
        label=gettext_lazy("what it proves"),
        required=False,
        choices=[("", gettext_lazy("all")), *ProofKind.choices],
    )
    year = forms.TypedChoiceField(label=gettext_lazy("year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("all")), *kind_choices()]
        self.fields["year"].choices = [("", _("all")), *((year, year) for year in years)]
