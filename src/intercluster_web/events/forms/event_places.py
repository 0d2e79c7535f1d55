"""When and where people meet: slots, tables, ways between rooms."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.events.models import Event, Slot, Table
from intercluster_web.events.queries.event_places import MOST_SLOTS, Span, days_of, spans

_CLOCK = re.compile(r"^(\d{1,2})(?:[:h.](\d{2})?)?$")
_NUMBERED = re.compile(r"^(.*?)(\d+)\s*(?:-|–|à|to)\s*(\d+)$")


def _clock(text: str) -> time:
    found = _CLOCK.match(text.strip())
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else time.fromisoformat(text.strip())
    except ValueError:
        raise ValidationError(_("“%(text)s” is not a time; write 12:30.") % {"text": text.strip()}) from None


class BreaksField(forms.CharField):
    """Breaks as people write them: 12:30-14:00, 16h-16h20."""

    def clean(self, value: Any) -> list[tuple[time, time]]:
        breaks = []
        for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", super().clean(value)))):
            begin, dash, end = re.sub("[–—]", "-", part).partition("-")
            if not dash or _clock(begin) >= _clock(end):
                raise ValidationError(_("Write breaks as 12:30-14:00, 16:00-16:20."))
            breaks.append((_clock(begin), _clock(end)))
        return sorted(breaks)


class SlotsForm(forms.Form):
    days = forms.MultipleChoiceField(label=gettext_lazy("days"), widget=forms.CheckboxSelectMultiple)
    opens = forms.TimeField(
        label=pgettext_lazy("time of day", "from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=pgettext_lazy("time of day", "until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("minutes of a meeting"),
        min_value=5,
        max_value=240,
        help_text=gettext_lazy("20 is usual, 15 is tiring, 30 leaves time to draw something."),
    )
    pause = forms.IntegerField(label=gettext_lazy("minutes between two"), min_value=0, max_value=60, required=False)
    breaks = BreaksField(
        label=gettext_lazy("breaks"), required=False, help_text=gettext_lazy("Such as 12:30-14:00, 16:00-16:20.")
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event = event
        self.fields["days"].choices = [(day.isoformat(), formats.date_format(day, "l j F")) for day in days_of(event)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["closes"] <= cleaned["opens"]:
            self.add_error("closes", _("This is not after the beginning."))
            return cleaned
        made = self.spans()
        if not made:
            self.add_error("minutes", _("No meeting of this length fits between these hours."))
        if len(made) > MOST_SLOTS:
            self.add_error("minutes", _("More than %(n)s slots; make them longer or fewer.") % {"n": MOST_SLOTS})
        return cleaned

    def spans(self) -> list[Span]:
        given = self.cleaned_data
        return spans(
            self.event.time_zone,
            [date.fromisoformat(day) for day in given["days"]],
            (given["opens"], given["closes"]),
            minutes=given["minutes"],
            pause=given["pause"] or 0,
            breaks=given["breaks"],
        )


class TablesForm(forms.Form):
    """Tables to add: a number of them, or names."""

    names = forms.CharField(
        label=gettext_lazy("tables"),
        max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": "1-20"}),
        help_text=gettext_lazy(
            "Numbers such as “Table 1-20”, or names with commas between. "
            "Some 10 to 20 % more tables than needed let the timetable be better."
        ),
    )
    room = forms.CharField(label=gettext_lazy("room"), max_length=80, required=False)

    def clean_names(self) -> list[str]:
        found: list[str] = []
        for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", self.cleaned_data["names"]))):
            numbered = _NUMBERED.match(part)
            if numbered and 0 < int(numbered[3]) - int(numbered[2]) < 1000:
                found += [f"{numbered[1]}{n}" for n in range(int(numbered[2]), int(numbered[3]) + 1)]
            else:
                found.append(part)
        if any(len(name) > 40 for name in found):
            raise ValidationError(_("A name has at most 40 characters."))
        return found


class SlotsField(forms.ModelMultipleChoiceField):
    """Slots to tick, in the time of the event."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(queryset=Slot.objects.none(), label=label, required=False, widget=forms.CheckboxSelectMultiple)
        self.zone = ZoneInfo("UTC")

    def of(self, event: Event) -> None:
        self.zone = ZoneInfo(event.time_zone)
        self.queryset = event.slots.all()

    def label_from_instance(self, slot: Slot) -> str:
        starts, ends = slot.starts.astimezone(self.zone), slot.ends.astimezone(self.zone)
        return f"{formats.date_format(starts, 'D j N')} {starts:%H:%M}–{ends:%H:%M}"


@dataclass
class HalfDay:
    """A morning or an afternoon of an event with its slots."""

    label: str
    slots: list[Slot] = field(default_factory=list)


def half_days(event: Event) -> dict[str, HalfDay]:
    """The half days in which an event has slots, in their order."""
    found: dict[str, HalfDay] = {}
    for slot in event.slots.all():
        day = slot.starts.astimezone(ZoneInfo(event.time_zone))
        label = f"{formats.date_format(day, 'l j F')}, {slot.get_session_display()}"
        found.setdefault(f"{day:%Y-%m-%d}-{slot.session}", HalfDay(label)).slots.append(slot)
    return found


class TableForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("table"), max_length=40)
    room = forms.CharField(label=gettext_lazy("room"), max_length=80, required=False)
    closed = SlotsField(label=gettext_lazy("cannot be used at"))

    def __init__(self, *args: Any, event: Event, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closed"].of(event)
        self.initial |= {
            "name": table.name,
            "room": table.room.name if table.room else "",
            "closed": table.closed.all(),
        }
