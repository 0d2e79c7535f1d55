"""Form fields of our own: an organisation typed by name, countries, and who a record belongs to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.territory.zones import zones
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_choices
from intercluster_web.scouting.actions.together import fingerprint
from intercluster_web.scouting.queries.ownership import writable_organisations
from intercluster_web.scouting.queries.zones import project_years, region_names

_REGION_EXAMPLE = "Stuttgart…"


class OrganisationField(forms.CharField):
    """An organisation of the directory, typed by name with suggestions (a datalist, no script needed)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "widget": forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
                "max_length": 250,
                **options,
            }
        )

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        return find_organisation(text) if text else None


def find_organisation(text: str) -> Organisation:
    """The organisation of this name, short name or key.

    Raises
    ------
    ValidationError
        None, or several without one exact name; the message names the nearest.
    """
    exact = list(Organisation.objects.filter(Q(name__iexact=text) | Q(short_name__iexact=text) | Q(key=text))[:2])
    if len(exact) == 1:
        return exact[0]
    near = Organisation.objects.filter(Q(name__icontains=text) | Q(short_name__icontains=text))[:5]
    names = ", ".join(organisation.name for organisation in near)
    if names:
        raise ValidationError(_("No organisation is called exactly that. Near it: %(names)s.") % {"names": names})
    raise ValidationError(_("No organisation of the directory is called that."))


class CountriesField(forms.MultipleChoiceField):
    """Countries, ticked in a list in the reader's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=country_choices,
            **{
                "required": False,
                "label": gettext_lazy("Countries wanted"),
                "widget": forms.CheckboxSelectMultiple,
                **options,
            },
        )


class RegionField(forms.CharField):
    """A region by name or by code, with suggestions; its value is the code."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "regions", "autocomplete": "off", "placeholder": _REGION_EXAMPLE})
        super().__init__(**{"required": False, "max_length": 200, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        """A code in an address is shown with its name."""
        return region_names().get(str(value or "").strip().upper(), value)

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text or text.upper() in zones():
            return str(text.upper())
        wanted = text.casefold()
        for code, shown in region_names().items():
            if wanted in {shown.casefold(), shown.rpartition(" (")[0].casefold()}:
                return code
        raise ValidationError(_("No region is called “%(text)s”. Choose one of the list.") % {"text": text})


class YearField(forms.IntegerField):
    """A year in which projects of the evidence started, chosen from a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "min_value": 1984, "max_value": 2100, "widget": forms.Select, **options})
        self.widget.choices = _years  # asked for when the list is drawn


def _years() -> list[tuple[Any, Any]]:
    return [("", _("all years")), *((year, year) for year in project_years())]


class TogetherForm(forms.ModelForm):
    """A form that several people may have open at once: it carries the mark of what it was opened on (``seen``)."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["seen"] = fingerprint(self.instance, self.written())

    def written(self) -> list[str]:
        """The columns this form changes; a record never changes its owner."""
        return [name for name in self._meta.fields or () if name != "owner"]

    def tell(self, theirs: Model) -> None:
        """Say what somebody else saved meanwhile; sent again, the form takes its place."""
        different = [name for name in self.written() if getattr(theirs, name) != getattr(self.instance, name)]
        said = "; ".join(f"{self.fields[name].label}: {_shown(theirs, name)}" for name in different)
        self.data = self.data.copy()
        self.data["seen"] = fingerprint(theirs, self.written())
        self.add_error(
            None,
            _("Somebody saved this while you were writing. It now says: %(said)s. Save again to replace it.")
            % {"said": said},
        )


def _shown(record: Any, name: str) -> str:
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    return ", ".join(map(str, value)) if isinstance(value, list) else "–" if value in (None, "") else str(value)


class OwnedForm(TogetherForm):
    """A form for a record of an organisation: offers only organisations the person writes for."""

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "owner" not in self.fields:
            return
        owners = writable_organisations(user)
        self.fields["owner"].queryset = owners
        self.fields["owner"].empty_label = None
        if self.instance.pk:
            del self.fields["owner"]
        elif len(owners) == 1:
            self.fields["owner"].initial = owners[0]
            self.fields["owner"].widget = forms.HiddenInput()
