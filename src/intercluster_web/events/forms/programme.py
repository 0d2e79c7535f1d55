"""An item of the programme: what, when, where, for whom, who speaks."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.events.models import Event, ProgrammeItem
from intercluster_web.events.queries.event_places import days_of
from intercluster_web.records.forms import OrganisationField, TogetherForm

_CLOCK = {"type": "time"}


class ItemForm(TogetherForm):
    """Times are those of the place."""

    day = forms.ChoiceField(label=gettext_lazy("day"))
    begins = forms.TimeField(
        label=pgettext_lazy("time of day", "from"), widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M")
    )
    closes = forms.TimeField(
        label=pgettext_lazy("time of day", "until"), widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M")
    )
    organisation = OrganisationField(label=gettext_lazy("organisation in charge"), required=False)

    class Meta:
        model = ProgrammeItem
        fields = ["title", "kind", "strand", "room", "speakers", "organisation", "about", "blocks"]
        widgets = {"speakers": forms.Textarea(attrs={"rows": 3}), "about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "speakers": gettext_lazy("One a line, such as “Name, function, organisation”."),
            "blocks": gettext_lazy("The timetable places no meeting then; else people choose between the two."),
        }

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event, self.zone = event, ZoneInfo(event.time_zone)
        self.fields["day"].choices = [(day.isoformat(), formats.date_format(day, "l j F")) for day in days_of(event)]
        self.order_fields(["title", "kind", "day", "begins", "closes", "strand", "blocks", "room"])
        if self.instance.pk:
            starts, ends = self.instance.starts.astimezone(self.zone), self.instance.ends.astimezone(self.zone)
            self.initial |= {"day": starts.date().isoformat(), "begins": starts.time(), "closes": ends.time()}

    def written(self) -> list[str]:
        return [*super().written(), "starts", "ends"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"day", "begins", "closes"} - set(cleaned):
            return cleaned
        if cleaned["closes"] <= cleaned["begins"]:
            self.add_error("closes", _("This is not after the beginning."))
            return cleaned
        day = date.fromisoformat(cleaned["day"])
        self.instance.starts = datetime.combine(day, cleaned["begins"], tzinfo=self.zone)
        self.instance.ends = datetime.combine(day, cleaned["closes"], tzinfo=self.zone)
        return cleaned
