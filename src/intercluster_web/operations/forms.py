"""Forms of joint operations and their lines, one for each kind, made from the models."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.directory.wording import country_choices
from intercluster_web.operations.models import Bid, Operation, OperationLine, PoolPart
from intercluster_web.operations.models.kinds import KINDS, OperationKind
from intercluster_web.records.forms import TogetherForm, known_organisation

_LAST = ("starts", "ends", "state", "audience")
_KEPT = ("id", "cooperation", "owner", "created_by", "created_at", "updated_at")


def _columns(model: type[models.Model], *left_out: str) -> list[str]:
    return [
        field.name for field in model._meta.concrete_fields if field.editable and field.name not in {*_KEPT, *left_out}
    ]


def _calendar(field: Any, **options: Any) -> Any:
    """Days are chosen in the browser's calendar; long texts get a small box."""
    if isinstance(field, models.DateField):
        options["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 3})
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class _OperationForm(TogetherForm):
    """``until`` is not before ``from``; the kind adds its own columns."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "country" in self.fields:
            country = self.fields["country"]
            self.fields["country"] = forms.ChoiceField(
                label=country.label, required=False, choices=[("", "—"), *country_choices()]
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This is before the first day."))
        submitted = cleaned.get("submitted_on")
        if cleaned.get("result") and not submitted and isinstance(self.instance, Bid):
            self.add_error("submitted_on", _("A bid with a result was submitted: say when."))
        return cleaned


class _LineForm(TogetherForm):
    """An organisation is typed by name: one of the directory is found, another is kept as typed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "name" in self.fields:
            self.fields["name"].widget = forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"})
            self.fields["name"].help_text = gettext_lazy("Pick one of the directory, or write a new name.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if isinstance(self.instance, OperationLine) and cleaned.get("name"):
            self.instance.organisation = known = known_organisation(cleaned["name"])
            cleaned["name"] = known.name if known else cleaned["name"]
        if isinstance(self.instance, PoolPart) and (cleaned.get("confirmed") or 0) > (cleaned.get("promised") or 0):
            self.add_error("confirmed", _("More is confirmed than promised."))
        return cleaned


def operation_form(kind: OperationKind) -> type[TogetherForm]:
    """The form of a kind: its title and text, its own columns, then dates, state and who sees it."""
    own = [name for name in _columns(kind.model, *_LAST) if name not in ("title", "about")]
    return forms.modelform_factory(
        kind.model, form=_OperationForm, fields=["title", "about", *own, *_LAST], formfield_callback=_calendar
    )


def line_form(kind: OperationKind, relation: str) -> type[TogetherForm]:
    """The form of one line; raises KeyError where the kind has no such lines."""
    model = kind.line_model(relation)
    return forms.modelform_factory(
        model, form=_LineForm, fields=_columns(model, "operation", "organisation"), formfield_callback=_calendar
    )


class FilterForm(forms.Form):
    """Filters of the list over all cooperations."""

    kind = forms.ChoiceField(label=gettext_lazy("kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("state"), required=False)
    q = forms.CharField(label=gettext_lazy("title or cooperation"), required=False, max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        every = ("", gettext_lazy("all"))
        self.fields["kind"].choices = [every, *((kind.slug, kind.plural) for kind in KINDS.values())]
        self.fields["state"].choices = [every, *Operation._meta.get_field("state").choices]


class AskForm(forms.Form):
    """Whom to ask for a signature."""

    name = forms.CharField(
        label=gettext_lazy("organisation"),
        max_length=250,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("e-mail address"),
        required=False,
        help_text=gettext_lazy("Of who may sign for it. Without one, you get a draft with the link to send yourself."),
    )
    language = forms.ChoiceField(label=gettext_lazy("language"), choices=[("en", "English"), ("fr", "Français")])
