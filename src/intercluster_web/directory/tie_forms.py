"""Forms for what is tied to an organisation: labels, members, networks, successions, numbers, fields, cooperations."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster.territory.zones import zones
from intercluster_web.directory import models, queries
from intercluster_web.directory.forms import ANY, SourceForm
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import COOPERATION_KINDS, LEVELS, field_choices, zone_label
from intercluster_web.languages import by_label

IDENTIFIER_SCHEMES = {
    "PIC": (_("PIC (European Commission)"), r"\d{9}"),
    "ROR": (_("ROR (research organisations)"), r"0[a-z0-9]{6}\d{2}"),
    "SIRET": (_("SIRET (France)"), r"\d{14}"),
    "SIREN": (_("SIREN (France)"), r"\d{9}"),
    "VAT": (_("VAT number"), r"[A-Z]{2}[A-Z0-9]{2,13}"),
    "WIKIDATA": (_("Wikidata"), r"Q\d+"),
    "ECCP": (_("European Cluster Collaboration Platform"), r"[a-z0-9-]{2,60}"),
}


class OrganisationPicker(forms.CharField):
    """An organisation of the directory, written as its name, short name or key; the browser suggests."""

    default_error_messages = {
        "unknown": _("The directory has no organisation of this name. Add it first, or choose one that is suggested."),
        "several": _("Several organisations have this name. Write the key instead: %(keys)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"list": "known-organisations", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Organisation.objects.filter(pk=value).first() or ""
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = queries.organisations_named(text)
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            keys = ", ".join(organisation.key for organisation in found)
            raise forms.ValidationError(self.error_messages["several"], code="several", params={"keys": keys})
        return found[0]


class TieForm(forms.ModelForm, SourceForm):
    """A row tied to ``organisation``, with its source."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.attach()

    def attach(self) -> None:
        """Put the organisation in its place in the row, before the row is checked."""
        self.instance.organisation = self.organisation


class LabelForm(TieForm):
    level = forms.ChoiceField(label=_("Class"), required=False, choices=[ANY, *LEVELS.items()])

    class Meta:
        model = models.Label
        fields = ["name", "level", "awarded", "expires"]


class FieldForm(TieForm):
    concept = forms.ChoiceField(label=_("Field"))

    class Meta:
        model = models.OrganisationField
        fields = ["concept"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concept"].choices = field_choices()


class TerritoryForm(TieForm):
    zone = forms.ChoiceField(label=_("Region"))

    class Meta:
        model = models.TerritoryPart
        fields = ["zone", "coverage"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.organisation.country
        offered = [(z.code, zone_label(z.code)) for z in zones().values() if z.level <= 2 and len(z.code) <= 6]
        offered.sort(key=lambda pair: (not pair[0].startswith(country or "?"), by_label(pair)))
        self.fields["zone"].choices = offered


class IdentifierForm(TieForm):
    scheme = forms.ChoiceField(
        label=pgettext_lazy("a list kept", "Register"),
        choices=[(code, label) for code, (label, _pattern) in IDENTIFIER_SCHEMES.items()],
    )

    class Meta:
        model = models.Identifier
        fields = ["scheme", "value"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        scheme, value = cleaned.get("scheme"), re.sub(r"[\s.]", "", cleaned.get("value") or "")
        if scheme and value and not re.fullmatch(IDENTIFIER_SCHEMES[scheme][1], value):
            self.add_error("value", _("This is not a number of this register."))
        cleaned["value"] = value
        return cleaned


class OtherSideForm(TieForm):
    """A row between this organisation and another one."""

    other_name: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault(self.other_name, getattr(self.instance, f"{self.other_name}_id", None) or "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get(self.other_name) == self.organisation:
            self.add_error(self.other_name, _("This is the same organisation."))
        return cleaned


class MemberForm(OtherSideForm):
    other_name = "member"
    member = OrganisationPicker(label=_("Member"))

    class Meta:
        model = models.Membership
        fields = ["member", "member_type", "since", "until"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The membership ends before it begins."))
        return cleaned


class NetworkForm(MemberForm):
    other_name = "organisation"
    member = None
    organisation = OrganisationPicker(label=_("Network or organisation it belongs to"))

    class Meta:
        model = models.Membership
        fields = ["organisation", "member_type", "since", "until"]

    def attach(self) -> None:
        self.instance.member = self.organisation


class SuccessorForm(OtherSideForm):
    other_name = "successor"
    successor = OrganisationPicker(label=_("Followed by"))

    class Meta:
        model = models.Succession
        fields = ["successor", "year"]

    def attach(self) -> None:
        self.instance.predecessor = self.organisation


class PredecessorForm(OtherSideForm):
    other_name = "predecessor"
    predecessor = OrganisationPicker(label=_("Follows"))

    class Meta:
        model = models.Succession
        fields = ["predecessor", "year"]

    def attach(self) -> None:
        self.instance.successor = self.organisation


class CooperationForm(OtherSideForm):
    other_name = "b"
    b = OrganisationPicker(label=_("Partner"))
    kind = forms.ChoiceField(label=_("Kind"), choices=COOPERATION_KINDS.items())

    class Meta:
        model = models.KnownCooperation
        fields = ["b", "kind", "started", "topic", "programme_record"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.a_id != self.organisation.pk:
            self.initial["b"] = self.instance.a_id

    def attach(self) -> None:
        """The organisation stays on the side it stood on."""

    def _post_clean(self) -> None:
        other = self.cleaned_data.get("b")
        super()._post_clean()
        self.instance.a = self.organisation
        if other:
            self.instance.b = other
        if self.instance.programme_record:
            self.instance.programme = self.instance.programme_record.name[:120]


class MergeForm(SourceForm):
    other = OrganisationPicker(label=_("The other entry, which will disappear into this one"))
    field_order = ["other", "source_url", "seen_text", "stated_on"]


@dataclass(frozen=True)
class TieKind:
    """One sort of row: its address, its form, and the column that holds the organisation it is edited from."""

    form: type[TieForm]
    own: tuple[str, ...]
    heading: Any

    @property
    def model(self) -> Any:
        return self.form._meta.model


TIE_KINDS = {
    "label": TieKind(LabelForm, ("organisation",), _("Label")),
    "field": TieKind(FieldForm, ("organisation",), _("Field")),
    "territory": TieKind(TerritoryForm, ("organisation",), _("Region of the territory")),
    "identifier": TieKind(IdentifierForm, ("organisation",), _("Number in a register")),
    "member": TieKind(MemberForm, ("organisation",), _("Member")),
    "network": TieKind(NetworkForm, ("member",), _("Membership")),
    "successor": TieKind(SuccessorForm, ("predecessor",), _("Successor")),
    "predecessor": TieKind(PredecessorForm, ("successor",), _("Predecessor")),
    "cooperation": TieKind(CooperationForm, ("a", "b"), _("Cooperation")),
}
