"""Forms of the day: one more meeting, and what went wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.events.models import Event, Slot
from intercluster_web.events.presentation.plan import Names
from intercluster_web.events.queries.day import who_comes


class _OfEvent(forms.Form):
    """Choices from one event; ``names`` says when a slot is."""

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = Names(event)
        people = who_comes(event)
        choices = {"slot": event.slots.all(), "table": event.tables.all(), "slots": event.slots.all()}
        choices |= dict.fromkeys(("first", "second", "participant"), people)
        for name, rows in choices.items():
            if name in self.fields:
                self.fields[name].queryset = rows
        for name in ("slot", "slots"):
            if name in self.fields:
                self.fields[name].label_from_instance = self._when

    def _when(self, slot: Slot) -> str:
        return self.names.slot(slot.pk)


class AddForm(_OfEvent):
    """Two people who agreed to meet at the event."""

    first = forms.ModelChoiceField(label=gettext_lazy("who"), queryset=None)
    second = forms.ModelChoiceField(label=gettext_lazy("meets whom"), queryset=None)
    slot = forms.ModelChoiceField(label=gettext_lazy("when"), queryset=None)
    table = forms.ModelChoiceField(
        label=gettext_lazy("table"), queryset=None, required=False, empty_label=gettext_lazy("any that is free")
    )
    agreed = forms.BooleanField(label=gettext_lazy("both agree, although one of them declined before"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Choose somebody else."))
        return cleaned


class TroubleForm(_OfEvent):
    """Something that went wrong, and when."""

    KINDS = (
        ("no_show", gettext_lazy("somebody does not come at all")),
        ("away", gettext_lazy("somebody comes late, leaves early or cannot come at certain times")),
        ("table", gettext_lazy("a table cannot be used")),
    )
    kind = forms.ChoiceField(label=gettext_lazy("what happened"), choices=KINDS, widget=forms.RadioSelect)
    participant = forms.ModelChoiceField(label=gettext_lazy("who"), queryset=None, required=False, empty_label="–")
    table = forms.ModelChoiceField(label=gettext_lazy("table"), queryset=None, required=False, empty_label="–")
    slots = forms.ModelMultipleChoiceField(
        label=gettext_lazy("at these times"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Not needed for somebody who does not come at all."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind in ("no_show", "away") and not cleaned.get("participant"):
            self.add_error("participant", _("Say who."))
        if kind == "table" and not cleaned.get("table"):
            self.add_error("table", _("Say which table."))
        if kind in ("away", "table") and not cleaned.get("slots"):
            self.add_error("slots", _("Say when."))
        return cleaned
