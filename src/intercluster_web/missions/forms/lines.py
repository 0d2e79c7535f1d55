"""Forms of the lists of a mission, made from the models, and the sheet of two strands."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.accounts.permissions import kept_for
from intercluster_web.contacts.models import Contact
from intercluster_web.directory.wording import country_choices
from intercluster_web.missions.forms.missions import day_widget
from intercluster_web.missions.models import CostShare, Delegate, ExpertGrant, Mission, Sheet, Step
from intercluster_web.missions.models.kinds import LineKind
from intercluster_web.records.forms import TogetherForm, known_organisation

_KEPT = {"id", "mission", "created_at", "updated_at", "nonce", "expires_at"}
_MOMENT = "%Y-%m-%dT%H:%M"
_SUGGESTED = gettext_lazy("Pick one of the directory, or write a new name.")
_STRAND = ("rating", "met", "potential", "next")


def _field(field: Any, **options: Any) -> Any:
    if isinstance(field, models.DateTimeField):
        options["widget"] = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
    elif isinstance(field, models.DateField):
        options["widget"] = day_widget()
    elif isinstance(field, models.ManyToManyField):
        options["widget"] = forms.CheckboxSelectMultiple
    elif isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 3})
    return field.formfield(**options)


class LineForm(TogetherForm):
    """A line of one mission: it offers the hosts, delegates, costs … of this mission alone. Lists of delegates carry
    who was ticked when the form opened (``before_…``)."""

    def __init__(self, *args: Any, mission: Mission, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lists = [field.name for field in self._meta.model._meta.many_to_many if field.name in self.fields]
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = _offered(field.queryset, mission, user)
            if name in ("name", "partner_name"):
                field.widget = forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"})
                field.help_text = field.help_text or _SUGGESTED
        if "country" in self.fields:
            label = self.fields["country"].label
            choices = [("", "—"), *country_choices()]
            self.fields["country"] = forms.ChoiceField(label=label, required=False, choices=choices)
        for name in self.lists:
            opened = [str(one.pk) for one in self.initial.get(name) or []]
            self.fields[f"before_{name}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=",".join(opened)
            )

    def written(self) -> list[str]:
        return [name for name in super().written() if name not in getattr(self, "lists", _lists(self._meta.model))]

    def chosen(self) -> dict[str, tuple[set[int], set[int]]]:
        """For each list of delegates: who was ticked when the form opened, and who is now."""
        return {
            name: (
                {int(pk) for pk in self.cleaned_data[f"before_{name}"].split(",") if pk.isdecimal()},
                {one.pk for one in self.cleaned_data[name]},
            )
            for name in self.lists
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, column in (("name", "organisation"), ("partner_name", "partner_organisation")):
            if name in cleaned and hasattr(self.instance, f"{column}_id"):
                cleaned[name] = self._named(cleaned[name], column)
        if isinstance(self.instance, Step):
            starts, ends = cleaned.get("starts"), cleaned.get("ends")
            if starts and ends and ends <= starts:
                self.add_error("ends", _("This is not after the beginning."))
        if isinstance(self.instance, Delegate) and cleaned.get("contact") and cleaned.get("person"):
            self.add_error("person", _("Choose the person of the address book, or write a name; not both."))
        if isinstance(self.instance, CostShare) and cleaned.get("cost") and cleaned.get("funder"):
            there = CostShare.objects.filter(cost=cleaned["cost"], funder=cleaned["funder"])
            if there.exclude(pk=self.instance.pk).exists():
                self.add_error("funder", _("This funder has a share of this cost already; change that one."))
        return cleaned

    def _named(self, name: str, column: str) -> str:
        """The name as the directory writes it where it has the organisation; else as typed."""
        found = known_organisation(name)
        setattr(self.instance, column, found)
        return found.name if found else name


def _lists(model: Any) -> list[str]:
    return [field.name for field in model._meta.many_to_many]


def _offered(records: Any, mission: Mission, user: Any) -> Any:
    """Of what a line can point to: the mission's own, or its owner's; the directory's programmes as they are."""
    if issubclass(records.model, Contact):
        return kept_for(user, Contact.objects.living().filter(owner=mission.owner_id))
    if issubclass(records.model, ExpertGrant):
        return records.filter(owner=mission.owner_id)
    if any(field.name == "mission" for field in records.model._meta.concrete_fields):
        return records.filter(mission=mission)
    return records


def line_form(kind: LineKind) -> type[LineForm]:
    """The form of a line of one kind."""
    meta = kind.model._meta
    fields = [field.name for field in meta.concrete_fields if field.editable and field.name not in _KEPT]
    fields += [field.name for field in meta.many_to_many]
    return forms.modelform_factory(kind.model, form=LineForm, fields=fields, formfield_callback=_field)


class SheetForm(TogetherForm):
    """A sheet: the same four questions on research and on training."""

    class Meta:
        model = Sheet
        fields = ["filled_name", *(f"{strand}_{name}" for strand in ("research", "training") for name in _STRAND)]
        widgets = {f"{strand}_potential": forms.Textarea(attrs={"rows": 3}) for strand in ("research", "training")}

    def strands(self) -> list[tuple[str, list[Any]]]:
        """The questions of each strand under its heading."""
        headings = (("research", _("Research and development")), ("training", _("Training")))
        return [(str(title), [self[f"{strand}_{name}"] for name in _STRAND]) for strand, title in headings]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(value for name, value in cleaned.items() if name not in ("filled_name", "seen")):
            raise ValidationError(_("Nothing is filled in yet."))
        return cleaned
