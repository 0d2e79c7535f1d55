"""Forms of what organisations write: an organisation typed by name, countries, whose record it is, who sees it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.accounts.visibility import Visibility
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_choices
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.together import fingerprint


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
        if isinstance(value, Organisation):  # as the record has it, not typed
            return value
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


def known_organisation(name: str) -> Organisation | None:
    """The organisation of the directory called so; None for a name it does not know, which is kept as typed."""
    try:
        return find_organisation(name) if name else None
    except ValidationError:
        return None


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


class TogetherForm(forms.ModelForm):
    """A form that several people may have open at once: it carries the mark of what it was opened on (``seen``).
    Organisations are shown by name."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, OrganisationField) and isinstance(self.initial.get(name), int):
                self.initial[name] = Organisation.objects.filter(pk=self.initial[name]).first()
        if self.instance.pk:
            self.initial["seen"] = fingerprint(self.instance, self.written())

    def written(self) -> list[str]:
        """The columns this form changes; a record never changes its owner."""
        return [name for name in self._meta.fields or () if name != "owner"]

    def tell(self, theirs: Model) -> None:
        """Say what somebody else saved meanwhile; sent again, the form takes its place."""
        different = [name for name in self.written() if getattr(theirs, name) != getattr(self.instance, name)]
        said = "; ".join(f"{self._label(name)}: {_shown(theirs, name)}" for name in different)
        self.data = self.data.copy()
        self.data["seen"] = fingerprint(theirs, self.written())
        self.add_error(
            None,
            _("Somebody saved this while you were writing. It now says: %(said)s. Save again to replace it.")
            % {"said": said},
        )

    def _label(self, name: str) -> Any:
        """The label of a column, also of one that the form writes through fields of its own."""
        return self.fields[name].label if name in self.fields else self._meta.model._meta.get_field(name).verbose_name


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


class ShareForm(forms.Form):
    """Who sees a record: its visibility, and the partners named one at a time."""

    visibility = forms.ChoiceField(label=gettext_lazy("visible to"), choices=Visibility.choices)
    partners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("named partners"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    add_partner = OrganisationField(label=gettext_lazy("add a partner"), required=False)

    def __init__(self, *args: Any, record: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partners"].queryset = record.partners.all()
        self.fields["partners"].initial = list(record.partners.all())
        self.fields["visibility"].initial = record.visibility

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = list(cleaned.get("partners", []))
        if cleaned.get("add_partner"):
            named.append(cleaned["add_partner"])
        if cleaned.get("visibility") == Visibility.PARTNER and not named and not self.errors:
            self.add_error("add_partner", _("Name at least one partner, or choose another visibility."))
        cleaned["named"] = named
        return cleaned
