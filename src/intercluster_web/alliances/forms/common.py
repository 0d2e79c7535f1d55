"""What the forms of alliances have in common."""

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.records.forms import TogetherForm


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def rows(number: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": number})


class CommonForm(TogetherForm):
    """A form whose record an action saves."""

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
