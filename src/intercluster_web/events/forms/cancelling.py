"""Why a meeting is cancelled."""

from django import forms
from django.utils.translation import gettext_lazy


class CancelForm(forms.Form):
    """``seen``: the revision of the meeting that was looked at."""

    because = forms.CharField(
        label=gettext_lazy("why, as both read it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("It stands in their message and in their calendars."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
