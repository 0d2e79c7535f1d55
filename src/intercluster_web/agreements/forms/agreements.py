"""Starting an agreement, its card, its parties, its clauses, its blanks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.agreements.clauses import ClauseText
from intercluster.agreements.filling import BlankValueError, value_of
from intercluster.agreements.reading import UnreadableDocumentError, read_docx
from intercluster.agreements.templates import latest, offered
from intercluster_web.agreements.models import Agreement, Clause
from intercluster_web.agreements.presentation.texts import Blank, languages_of
from intercluster_web.agreements.presentation.words import blank_error, unreadable
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.languages import language
from intercluster_web.records.forms import TogetherForm

OWN = "own"


def template_choices() -> list[tuple[str, str]]:
    """The templates as they are offered, and a text of one's own."""
    return [
        *((each.id, f"{each.title.said(language())} – {each.use.said(language())}") for each in offered()),
        (OWN, _("A text of our own – written here, or read from a Word file")),
    ]


class StartForm(forms.ModelForm):
    """What a new agreement begins from, and who makes it."""

    template = forms.ChoiceField(
        label=gettext_lazy("begin from"), choices=template_choices, widget=forms.RadioSelect, initial="charter"
    )
    parties = forms.ModelMultipleChoiceField(
        label=gettext_lazy("parties"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label=gettext_lazy("other parties"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line. Companies and laboratories need no entry in the directory."),
    )
    text = forms.FileField(
        label=gettext_lazy("Word file to read the text from"),
        required=False,
        help_text=gettext_lazy("Only for a text of your own (.docx)."),
    )

    class Meta:
        model = Agreement
        fields = ["title", "language", "audience"]

    field_order = ["template", "title", "language", "parties", "others", "text", "audience"]

    def __init__(self, *args: Any, cooperation: Cooperation, **options: Any) -> None:
        super().__init__(*args, **options)
        inside = Organisation.objects.filter(takes_part_in__cooperation=cooperation, takes_part_in__left_on=None)
        self.fields["parties"].queryset = inside.order_by("name")
        self.fields["parties"].initial = list(inside)
        self.fields["title"].initial = cooperation.title

    def clean_text(self) -> tuple[ClauseText, ...]:
        file = self.cleaned_data.get("text")
        return read_text(file) if file else ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named: list[tuple[Organisation | None, str]] = [(each, each.name) for each in cleaned.get("parties", [])]
        for line in cleaned.get("others", "").splitlines():
            if name := " ".join(line.split())[:250]:
                found = Organisation.objects.filter(name__iexact=name).first()
                named.append((found, found.name if found else name))
        cleaned["named"] = list({name: (each, name) for each, name in named}.values())
        if len(cleaned["named"]) < 2 and "parties" not in self.errors:
            self.add_error("parties", _("An agreement has two parties at least."))
        return cleaned

    def template_taken(self) -> Any:
        """The newest version of the template chosen, None for a text of one's own."""
        return None if self.cleaned_data["template"] == OWN else latest(self.cleaned_data["template"])


def read_text(file: UploadedFile) -> tuple[ClauseText, ...]:
    """The clauses of a Word file; raises ``ValidationError`` in words."""
    try:
        return read_docx(file.read())
    except UnreadableDocumentError as wrong:
        raise ValidationError(unreadable(wrong)) from wrong


class CardForm(TogetherForm):
    """Title, who sees it, note; kind and between for a text of one's own; the language while it is a draft."""

    class Meta:
        model = Agreement
        fields = ["title", "kind", "between", "language", "audience", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.template:
            for name in ("kind", "between"):
                del self.fields[name]
        if self.instance.status != "draft":
            for name in ("language", "title", "kind"):
                self.fields.pop(name, None)

    def written(self) -> list[str]:
        return [name for name in super().written() if name in self.fields]


class ClauseForm(TogetherForm):
    """The words of a clause, in the languages of the agreement."""

    class Meta:
        model = Clause
        fields = ["heading_fr", "text_fr", "heading_en", "text_en"]
        widgets = {name: forms.Textarea(attrs={"rows": 9}) for name in ("text_fr", "text_en")}

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.spoken = languages_of(agreement)
        for code in ("fr", "en"):
            if code not in self.spoken:
                del self.fields[f"heading_{code}"], self.fields[f"text_{code}"]
            else:
                self.fields[f"text_{code}"].required = True

    def written(self) -> list[str]:
        return [name for name in super().written() if name in self.fields]


class PartyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("organisation"),
        max_length=250,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )


class BlanksForm(forms.Form):
    """A field for each blank of the text; ``seen_…`` carries what it said when the form was opened."""

    def __init__(self, *args: Any, blanks: list[Blank], **options: Any) -> None:
        super().__init__(*args, **options)
        self.blanks = blanks
        for blank in blanks:
            self.fields[blank.field.name] = _field(blank)
            self.fields[f"seen_{blank.field.name}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=blank.value
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for blank in self.blanks:
            try:
                cleaned[blank.field.name] = value_of(blank.field, cleaned.get(blank.field.name, ""))
            except BlankValueError as wrong:
                self.add_error(blank.field.name, blank_error(wrong))
        return cleaned

    def values(self) -> dict[str, str]:
        return {blank.field.name: self.cleaned_data[blank.field.name] for blank in self.blanks}

    def seen(self) -> dict[str, str]:
        return {blank.field.name: self.cleaned_data[f"seen_{blank.field.name}"] for blank in self.blanks}

    def tell(self, theirs: dict[str, str]) -> None:
        """Say what somebody else filled in meanwhile; sent again, the form takes its place."""
        self.data = self.data.copy()
        for name, value in theirs.items():
            self.data[f"seen_{name}"] = value
            self.add_error(
                name,
                _("Somebody filled this in while you were writing: %(value)s. Save again to replace it.")
                % {"value": value or "–"},
            )


def _field(blank: Blank) -> forms.CharField:
    widgets: dict[str, forms.Widget] = {
        "paragraph": forms.Textarea(attrs={"rows": 4}),
        "date": forms.DateInput(attrs={"type": "date"}),
    }
    numeric = blank.field.type in {"months", "days", "integer", "money"}
    widget = widgets.get(blank.field.type, forms.TextInput(attrs={"inputmode": "numeric"} if numeric else {}))
    return forms.CharField(label=blank.label, required=False, max_length=4000, widget=widget, initial=blank.value)


class KeepForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("what is new in this version"), max_length=300, required=False)


class FilterForm(forms.Form):
    """Filters of the overview."""

    q = forms.CharField(required=False, label=gettext_lazy("Search"), max_length=100)
    kind = forms.ChoiceField(required=False, label=gettext_lazy("kind"))
    standing = forms.ChoiceField(required=False, label=gettext_lazy("status"))
    between = forms.ChoiceField(required=False, label=gettext_lazy("between"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, model_field in (("kind", "kind"), ("standing", "status"), ("between", "between")):
            choices = Agreement._meta.get_field(model_field).choices
            self.fields[name].choices = [("", _("all")), *(choices or [])]


class CompareForm(forms.Form):
    """With which agreement, or with which Word file, this one is compared."""

    other = forms.ModelChoiceField(
        label=gettext_lazy("another agreement"), queryset=Agreement.objects.none(), required=False
    )
    file = forms.FileField(label=gettext_lazy("or a Word file of theirs (.docx)"), required=False)

    def __init__(self, *args: Any, others: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].queryset = others

    def clean_file(self) -> tuple[ClauseText, ...]:
        file = self.cleaned_data.get("file")
        return read_text(file) if file else ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("other") and not cleaned.get("file"):
            raise ValidationError(_("Choose an agreement or bring a Word file."))
        return cleaned
