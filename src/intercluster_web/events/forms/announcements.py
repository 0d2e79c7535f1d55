"""Calling an event off, postponing it, taking it up again: the reason people read."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.events.models import Event
from intercluster_web.events.queries.mails import today_of


class ReasonForm(forms.Form):
    """``seen``: the mark of what was looked through."""

    because = forms.CharField(
        label=gettext_lazy("reason, as people read it"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the message and on everybody’s page, in your words."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class DayForm(forms.Form):
    """The new first day of an event."""

    starts_on = forms.DateField(
        label=gettext_lazy("new first day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event = event

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        today = today_of(self.event)
        if day < today:
            raise ValidationError(_("This day is past."))
        if (day - today).days > 3650:
            raise ValidationError(_("This day is more than ten years away."))
        if day == self.event.starts_on:
            raise ValidationError(_("This is the day it begins already."))
        return day
