"""Forms: meetings, minutes, who came."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.alliances.forms.common import CommonForm, moment_input, rows
from intercluster_web.alliances.models import Attendance, AttendanceState, Meeting


class MeetingForm(CommonForm):
    online_url = forms.URLField(
        label=gettext_lazy("address of the call"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "ends_at", "place", "online_url", "agenda"]
        widgets = {"starts_at": moment_input(), "ends_at": moment_input(), "agenda": rows(5)}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("starts_at") and cleaned.get("ends_at") and cleaned["ends_at"] <= cleaned["starts_at"]:
            raise ValidationError({"ends_at": _("It ends before it begins.")})
        return cleaned


class MinutesForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("minutes"), widget=rows(18), required=False, max_length=200_000)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AttendanceForm(forms.Form):
    """A row for each mandate invited: state, and who speaks for them."""

    def __init__(self, *args: Any, attendances: list[Attendance], **options: Any) -> None:
        super().__init__(*args, **options)
        self.attendances = attendances
        people = [("", "–"), *((each.mandate_id, str(each.mandate.organisation)) for each in attendances)]
        for each in attendances:
            name = str(each.mandate.organisation)
            self.fields[f"state_{each.pk}"] = forms.ChoiceField(
                label=_("Attendance of %(name)s") % {"name": name}, choices=AttendanceState.choices, initial=each.state
            )
            self.fields[f"proxy_{each.pk}"] = forms.TypedChoiceField(
                label=_("Who speaks for %(name)s") % {"name": name},
                choices=[choice for choice in people if choice[0] != each.mandate_id],
                coerce=int,
                empty_value=None,
                required=False,
                initial=each.proxy_id,
            )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"attendance": each, "state": self[f"state_{each.pk}"], "proxy": self[f"proxy_{each.pk}"]}
            for each in self.attendances
        ]

    def said(self) -> dict[int, tuple[str, int | None]]:
        given = self.cleaned_data
        return {each.pk: (given[f"state_{each.pk}"], given[f"proxy_{each.pk}"]) for each in self.attendances}
