"""An event, and the filters of the list."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.accounts.permissions import named_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.wording import country_choices
from intercluster_web.events.models import Event, EventKind, EventState, MeetingState
from intercluster_web.records.forms import OwnedForm

_DAY = {"type": "date"}
_ALL = ("", pgettext_lazy("events", "all"))


class EventForm(OwnedForm):
    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)

    class Meta:
        model = Event
        fields = [
            *("owner", "title", "kind", "audience", "about", "starts_on", "ends_on", "place", "country", "time_zone"),
            *("beside", "invited_by", "cooperation", "register_until", "answer_days"),
            *("least_meetings", "most_meetings", "fairness"),
        ]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "starts_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "register_until": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "time_zone": forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
        }
        help_texts = {
            "beside": gettext_lazy("For a stand or a side seminar: the fair it is attached to."),
            "invited_by": gettext_lazy("For a region, a ministry or an agency that invites with you."),
            "register_until": gettext_lazy("Without a day, registration stays open until you close it."),
            "answer_days": gettext_lazy("A request never keeps a slot; unanswered, it expires after these days."),
            "fairness": gettext_lazy("Nobody waits between meetings much more often than others; empty: no limit."),
            "time_zone": gettext_lazy("Slots are written in this time; calendars convert it."),
        }

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.fields["country"].choices = [("", "–"), *country_choices()]
        self.fields["cooperation"].queryset = Cooperation.objects.filter(named_in(user))
        self.fields["cooperation"].empty_label = "–"

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"])
        if name not in available_timezones():
            raise ValidationError(_("Write it as Europe/Paris or America/Sao_Paulo."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("This is before the first day."))
        if starts and ends and (ends - starts).days > 30:
            self.add_error("ends_on", _("An event lasts a month at most; make one for each part of it."))
        if self.instance.pk and starts and ends and "time_zone" in cleaned:
            self._keep_what_people_know(starts, ends, cleaned["time_zone"])
        least, most = cleaned.get("least_meetings"), cleaned.get("most_meetings")
        if least is not None and most is not None and least > most:
            self.add_error("least_meetings", _("More than the most meetings for one person."))
        return cleaned

    def _keep_what_people_know(self, starts: date, ends: date, zone: str) -> None:
        """Meetings of the timetable neither lie outside the event nor change their hour by the way."""
        placed = self.instance.meetings.filter(state=MeetingState.PLACED)
        known = placed.aggregate(first=Min("slot__starts"), last=Max("slot__starts"))
        if known["first"] is None:
            return
        if zone != self.instance.time_zone:
            self.add_error("time_zone", _("Meetings are in the timetable; in another zone their hours would change."))
            return
        days = [known[name].astimezone(ZoneInfo(zone)).date() for name in ("first", "last")]
        if days[0] < starts or days[1] > ends:
            self.add_error("starts_on", _("Meetings lie on other days: postpone the event, so that they move with it."))


class EventFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("title, place or fair"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), required=False, choices=[_ALL, *EventKind.choices])
    state = forms.ChoiceField(label=gettext_lazy("state"), required=False, choices=[_ALL, *EventState.choices])
    when = forms.ChoiceField(
        label=gettext_lazy("when"),
        required=False,
        choices=[_ALL, ("coming", gettext_lazy("to come")), ("past", gettext_lazy("past"))],
    )
