"""Whom the organiser wants to bring together, and whom to invite."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

BETWEEN = [
    ("", gettext_lazy("anybody")),
    ("home", gettext_lazy("organisations of the country of the event with others")),
    ("countries", gettext_lazy("organisations of different countries")),
    ("research", gettext_lazy("companies with laboratories")),
    ("buyers", gettext_lazy("buyers with others")),
]


class PairsFilter(forms.Form):
    between = forms.ChoiceField(label=gettext_lazy("who meets whom"), choices=BETWEEN, required=False)
    why = forms.ChoiceField(label=gettext_lazy("because of"), required=False)
    who = forms.ChoiceField(label=gettext_lazy("organisation"), required=False)

    def __init__(
        self, *args: Any, reasons: Iterable[tuple[str, str]], organisations: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["why"].choices = [("", pgettext_lazy("reasons", "any reason")), *reasons]
        self.fields["who"].choices = [("", pgettext_lazy("organisations", "all")), *organisations]


class MessageForm(forms.Form):
    message = forms.CharField(label=gettext_lazy("message to both"), required=False, max_length=500)
