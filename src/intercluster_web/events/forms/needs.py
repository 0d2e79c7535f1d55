"""A need of a buyer: what, how much, until when, under their name or not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from intercluster_web.events.models import Event, Participant, ParticipantKind, ProfileLine
from intercluster_web.events.queries.profile_fields import recognised
from intercluster_web.records.forms import TogetherForm


class NeedForm(TogetherForm):
    class Meta:
        model = ProfileLine
        fields = ["kind", "text", "details", "wanted_by", "anonymous"]
        labels = {"text": gettext_lazy("what the buyer looks for, in a sentence")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "details": forms.Textarea(attrs={"rows": 3}),
            "wanted_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "anonymous": gettext_lazy("Others then see neither name nor country; write the text accordingly."),
        }

    def line(self) -> ProfileLine:
        """The need as the form says it, with the clear fields of a text that has none yet."""
        line: ProfileLine = self.save(commit=False)
        if not line.concepts or "text" in self.changed_data:
            line.concepts = recognised(line.text)
        return line


class _Buyers(forms.ModelChoiceField):
    def label_from_instance(self, one: Participant) -> str:
        return f"{one.organisation_name} – {one.name}"


class NeedForForm(NeedForm):
    """The organiser writes it for a buyer."""

    buyer = _Buyers(label=gettext_lazy("buyer"), queryset=Participant.objects.none())

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["buyer"].queryset = event.participants.filter(kind=ParticipantKind.BUYER)
        self.order_fields(["buyer"])
        if self.instance.pk:
            del self.fields["buyer"]


class ProposeForm(forms.Form):
    message = forms.CharField(label=gettext_lazy("what you propose"), required=False, max_length=500)
