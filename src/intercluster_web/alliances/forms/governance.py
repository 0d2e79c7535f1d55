"""Forms: form of governance, bodies, mandates, merger studies."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.accounts.permissions import kept_for
from intercluster_web.alliances.forms.common import CommonForm, day_input, rows
from intercluster_web.alliances.models import Body, FormOfGovernance, Governance, Mandate, MergerStudy, SupportLine
from intercluster_web.contacts.models import Contact
from intercluster_web.records.forms import OrganisationField


class GovernanceForm(CommonForm):
    third_party = OrganisationField(
        label=gettext_lazy("neutral third party"),
        required=False,
        help_text=gettext_lazy("For a third party only: a federation, an association of clusters …"),
    )

    class Meta:
        model = Governance
        fields = ["form", "reason", "third_party", "mandate", "since", "until"]
        widgets = {
            "form": forms.RadioSelect,
            "reason": rows(2),
            "mandate": rows(2),
            "since": day_input(),
            "until": day_input(),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["form"].choices = FormOfGovernance.choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _refuse_backwards(cleaned, "since", "until")
        return cleaned


def _refuse_backwards(cleaned: dict[str, Any], first: str, last: str) -> None:
    if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
        raise ValidationError({last: _("This is before the beginning.")})


class BodyForm(CommonForm):
    class Meta:
        model = Body
        fields = ["kind", "name", "purpose", "audience", "voting", "quorum", "majority", "base", "tie", "ended_on"]
        widgets = {"purpose": rows(2), "ended_on": day_input()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.pk:
            del self.fields["ended_on"]

    def written(self) -> list[str]:
        return [name for name in super().written() if name in self.fields]

    def clean_quorum(self) -> int:
        quorum: int = self.cleaned_data["quorum"]
        if quorum > 100:
            raise ValidationError(_("A quorum is 0 to 100 %."))
        return quorum


class MandateForm(CommonForm):
    organisation = OrganisationField(label=gettext_lazy("organisation"))

    class Meta:
        model = Mandate
        fields = ["organisation", "contact", "function", "role", "weight", "starts_on", "ends_on"]
        widgets = {"starts_on": day_input(), "ends_on": day_input()}
        help_texts = {
            "contact": gettext_lazy(
                "From your address book. Those who see this body see the name; the address stays with you."
            ),
            "function": gettext_lazy("Where the seat goes with a post: director, head of international affairs …"),
            "weight": gettext_lazy("Counts where the body votes by weight."),
        }

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = kept_for(user, Contact.objects.all())
        self.fields["contact"].queryset = (mine | Contact.objects.filter(pk=self.instance.contact_id)).distinct()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _refuse_backwards(cleaned, "starts_on", "ends_on")
        if not cleaned.get("contact") and not cleaned.get("function"):
            raise ValidationError({"function": _("Name a person or a function.")})
        return cleaned


class StudyForm(CommonForm):
    class Meta:
        model = MergerStudy
        fields = ["title", "note", "audience"]
        widgets = {"note": rows(3)}


class SupportLineForm(CommonForm):
    organisation = OrganisationField(label=gettext_lazy("party"))

    class Meta:
        model = SupportLine
        fields = ["organisation", "funder", "scheme", "year", "now", "merged", "allied", "source"]
        help_texts = {
            "merged": gettext_lazy("This party’s share of what the merged cluster would get. Empty: not known."),
            "allied": gettext_lazy("Empty: not known."),
            "source": gettext_lazy("Agreement, letter, budget line, with its date."),
        }
