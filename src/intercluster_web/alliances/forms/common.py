"""What the forms of alliances have in common."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.directory.models import Organisation
from intercluster_web.records.forms import OrganisationField, TogetherForm


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def rows(number: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": number})


class CommonForm(TogetherForm):
    """Organisations are shown by name, whatever the form was opened on."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, OrganisationField) and isinstance(self.initial.get(name), int):
                self.initial[name] = Organisation.objects.filter(pk=self.initial[name]).first()

    def said(self) -> Model:
        """The record as the form says it, not saved."""
        record: Model = self.save(commit=False)
        return record


class AdviceForm(forms.Form):
    """What nobody but the parties can tell the advice."""

    strained = forms.BooleanField(label=_("trust is strained"), required=False)
    disputes = forms.IntegerField(label=_("open disputes"), required=False, min_value=0, max_value=99)


class TaskForm(forms.Form):
    what = forms.CharField(label=_("task"), max_length=300)
    who = forms.CharField(label=_("who does it"), max_length=160, required=False)
    due = forms.DateField(label=pgettext_lazy("deadline", "by"), required=False, widget=day_input())
