"""Forms of missions: the card, filters, the choice of two to compare, expert days."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.territory.time_zones import time_zone_at, time_zones_of
from intercluster_web.directory.wording import country_choices, country_label
from intercluster_web.missions.models import Direction, ExpertGrant, Mission, State
from intercluster_web.missions.queries.missions import cooperations_to_choose, works_there
from intercluster_web.records.forms import OwnedForm

DAY = {"type": "date"}


def time_zones() -> list[tuple[str, str]]:
    """Time zones named after a place, by continent."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name[3:]]


def day_widget() -> forms.DateInput:
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


class _DatedForm(OwnedForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This is before the first day."))
        return cleaned


class MissionForm(_DatedForm):
    """The card of a mission."""

    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("time zone of the programme"), required=False, initial="")

    class Meta:
        model = Mission
        fields = [
            "owner",
            "title",
            "direction",
            "purpose",
            "country",
            "place",
            "occasion",
            "starts",
            "ends",
            "precision",
            "time_zone",
            "invited_by",
            "programme",
            "convention",
            "cooperation",
            "group_size",
            "state",
        ]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3}), "starts": day_widget(), "ends": day_widget()}

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.user = user
        self.fields["country"].choices = [("", "—"), *country_choices()]
        self.fields["time_zone"].choices = [("", _("that of the country")), *time_zones()]
        self.fields["cooperation"].queryset = cooperations_to_choose(user)

    def clean_cooperation(self) -> Any:
        chosen = self.cleaned_data["cooperation"]
        if chosen and chosen.pk != self.initial.get("cooperation") and not works_there(self.user, chosen):
            raise forms.ValidationError(_("You only read this cooperation; choose one that you work in."))
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") in (State.DONE, State.FOLLOWED_UP) and not cleaned.get("starts"):
            self.add_error("starts", _("A mission that took place has a date; the year alone is enough."))
        if not cleaned.get("time_zone") and "time_zone" not in self.errors:
            self._find_time_zone(cleaned)
        return cleaned

    def _find_time_zone(self, cleaned: dict[str, Any]) -> None:
        """The times of the place: those of the country we go to, or ours where a delegation comes to us."""
        owner = cleaned.get("owner") or getattr(self.instance, "owner", None)
        comes = cleaned.get("direction") == Direction.IN or not cleaned.get("country")
        code = (owner.country if owner else "") if comes else cleaned["country"]
        place = cleaned.get("place") or ""
        cleaned["time_zone"] = time_zone_at(code, place, cleaned.get("starts") or timezone.localdate())
        if cleaned["time_zone"]:
            return
        if names := time_zones_of(code):
            words = _("%(country)s has several time zones: choose that of the place.")
            self.fields["time_zone"].choices = [
                (country_label(code), [(name, name.replace("_", " ")) for name in names]),
                *self.fields["time_zone"].choices,
            ]
            self.add_error("time_zone", words % {"country": country_label(code)})
        else:
            self.add_error("time_zone", _("Choose the time zone of the programme."))


class FilterForm(forms.Form):
    """Filters of the list."""

    q = forms.CharField(label=gettext_lazy("title, place or organisation"), required=False, max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("state"), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("direction"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)

    def __init__(self, *args: Any, countries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        every = ("", gettext_lazy("all"))
        self.fields["state"].choices = [every, *State.choices]
        self.fields["direction"].choices = [every, *Direction.choices]
        self.fields["country"].choices = [every, *((code, country_label(code)) for code in countries)]


class GrantForm(_DatedForm):
    """Expert days a scheme lends."""

    class Meta:
        model = ExpertGrant
        fields = ["owner", "name", "programme", "task", "days", "starts", "ends"]
        widgets = {"starts": day_widget(), "ends": day_widget()}
