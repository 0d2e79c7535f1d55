"""Forms of timetables: computing, publishing, reading a workbook, moving a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intercluster_web.events.actions.plan import SECONDS
from intercluster_web.events.models import Event, Timetable, TimetableState
from intercluster_web.events.queries.grid import countries_of


class StartForm(forms.Form):
    """How long to compute, and where locked meetings stay."""

    seconds = forms.TypedChoiceField(label=gettext_lazy("compute for at most"), coerce=int, initial=30)
    base = forms.ModelChoiceField(
        label=gettext_lazy("meetings that stay where they are, as in"),
        queryset=Timetable.objects.none(),
        required=False,
        to_field_name="number",
        empty_label=gettext_lazy("the timetable in force"),
    )

    def __init__(self, *args: Any, event: Event, locked: int = 1, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seconds"].choices = [(n, ngettext("%(n)s second", "%(n)s seconds", n) % {"n": n}) for n in SECONDS]
        drafts = event.timetables.filter(state=TimetableState.DRAFT)
        self.fields["base"].queryset = drafts
        self.fields["base"].label_from_instance = _named
        if not self.is_bound and not (locked and drafts):
            self.fields["base"].widget = forms.HiddenInput()


def _named(timetable: Timetable) -> str:
    return _("draft %(number)s") % {"number": timetable.number}


class PublishForm(forms.Form):
    """How a timetable goes out. ``seen`` is the mark of the changes that were looked through."""

    final = forms.TypedChoiceField(
        label=gettext_lazy("publish it as"),
        coerce=lambda value: value == "final",
        choices=[
            ("preliminary", gettext_lazy("preliminary: people may still say what does not suit them")),
            ("final", gettext_lazy("final")),
        ],
        widget=forms.RadioSelect,
        initial="preliminary",
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("publish it although the event has changed since it was made"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, outdated: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not outdated:
            del self.fields["anyway"]


class WorkbookForm(forms.Form):
    """A timetable somebody changed in a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("workbook (.xlsx)"),
        help_text=gettext_lazy("The file “For a spreadsheet” of a timetable, with its sheet “timetable” changed."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not str(file.name).casefold().endswith(".xlsx"):
            raise forms.ValidationError(_("%(name)s is no .xlsx workbook.") % {"name": file.name})
        return file


class GridFilterForm(forms.Form):
    """Whose rows are shown."""

    q = forms.CharField(label=gettext_lazy("name or organisation"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("country"), required=False)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        codes = countries_of(event)
        self.fields["country"].choices = [("", _("every country")), *((code, code) for code in codes)]
        self.fields["q"].widget.input_type = "search"


class MoveForm(forms.Form):
    """Where a meeting of a draft goes; no slot takes it out of the timetable."""

    slot = forms.ModelChoiceField(queryset=None, required=False)
    table = forms.ModelChoiceField(queryset=None, required=False)
    seen = forms.IntegerField()
    anyway = forms.BooleanField(required=False)
    out = forms.BooleanField(required=False)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["slot"].queryset = event.slots.all()
        self.fields["table"].queryset = event.tables.all()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("slot") and not cleaned.get("out") and not self.errors:
            raise forms.ValidationError(_("Choose a time."))
        if cleaned.get("out"):
            cleaned["slot"] = None
        return cleaned
