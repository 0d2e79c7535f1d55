"""Forms: a rotation with its members and their constraints, the handover list."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.alliances.forms.common import CommonForm, day_input
from intercluster_web.alliances.models import HandoverItem, Rotation, RotationMember
from intercluster_web.directory.models import Organisation


class MemberRow(NamedTuple):
    organisation: Organisation
    place: BoundField
    not_before: BoundField
    not_in: BoundField
    had: BoundField


class RotationForm(CommonForm):
    """``organisations``: who may take part; a row each. An empty place leaves it out."""

    class Meta:
        model = Rotation
        fields = ["subject", "body", "starts_on", "months", "turns_count", "twice_running", "audience"]
        widgets = {"starts_on": day_input()}
        help_texts = {"subject": gettext_lazy("Chair, secretariat, host of the yearly congress …")}

    def __init__(self, *args: Any, bodies: Any, organisations: Sequence[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies
        self.organisations = organisations
        standing = {each.organisation_id: each for each in self.instance.members.all()} if self.instance.pk else {}
        for number, organisation in enumerate(organisations, start=1):
            member = standing.get(organisation.pk)
            self._add_row(organisation, member, number if not standing else None)

    def _add_row(self, organisation: Organisation, member: RotationMember | None, number: int | None) -> None:
        key, name = organisation.pk, str(organisation)
        self.fields[f"place_{key}"] = forms.IntegerField(
            label=_("Place of %(name)s") % {"name": name},
            required=False,
            min_value=1,
            max_value=99,
            initial=member.position if member else number,
        )
        self.fields[f"before_{key}"] = forms.DateField(
            label=_("%(name)s not before") % {"name": name},
            required=False,
            widget=day_input(),
            initial=member and member.not_before,
        )
        self.fields[f"years_{key}"] = forms.CharField(
            label=_("%(name)s not in the years") % {"name": name},
            required=False,
            max_length=80,
            initial=", ".join(map(str, member.not_in)) if member else "",
        )
        self.fields[f"had_{key}"] = forms.IntegerField(
            label=_("Turns %(name)s had before") % {"name": name},
            required=False,
            min_value=0,
            max_value=99,
            initial=member.had if member else 0,
        )

    def rows(self) -> Iterator[MemberRow]:
        for organisation in self.organisations:
            yield MemberRow(organisation, *(self[f"{name}_{organisation.pk}"] for name in _COLUMNS))

    def own_fields(self) -> list[BoundField]:
        return [self[name] for name in self.written()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for organisation in self.organisations:
            years = cleaned.get(f"years_{organisation.pk}") or ""
            try:
                cleaned[f"years_{organisation.pk}"] = sorted({int(word) for word in years.replace(",", " ").split()})
            except ValueError:
                self.add_error(f"years_{organisation.pk}", _("Write years, such as 2028, 2031."))
        if not self.errors and sum(1 for one in self.organisations if cleaned.get(f"place_{one.pk}")) < 2:
            raise ValidationError(_("Give at least two of them a place."))
        return cleaned

    def members(self) -> list[RotationMember]:
        """Who takes turns, in their order."""
        said = self.cleaned_data
        found = [
            RotationMember(
                organisation=one,
                position=said[f"place_{one.pk}"],
                not_before=said[f"before_{one.pk}"],
                not_in=said[f"years_{one.pk}"],
                had=said[f"had_{one.pk}"] or 0,
            )
            for one in self.organisations
            if said[f"place_{one.pk}"]
        ]
        return sorted(found, key=lambda member: member.position)


_COLUMNS = ("place", "before", "years", "had")


class HandoverForm(forms.ModelForm):
    class Meta:
        model = HandoverItem
        fields = ["kind", "text", "day"]
        widgets = {"day": day_input()}
