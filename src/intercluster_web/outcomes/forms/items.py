"""Forms of the lines on members inside a cooperation."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.outcomes.forms.postings import DayInput, MemberInput
from intercluster_web.outcomes.models import (
    Benefit,
    Contract,
    ContractStatus,
    Cost,
    Exchange,
    Incident,
    Introduction,
    IntroductionStatus,
    MediationStep,
    Milestone,
    OutcomeTag,
)
from intercluster_web.outcomes.models.gains import Unit
from intercluster_web.records.forms import TogetherForm, known_organisation
from intercluster_web.records.together import fingerprint

AUDIENCE_HELP = gettext_lazy("Shared lines are read by the partners named on this cooperation.")


class ItemForm(TogetherForm):
    """``private``: columns that partners who work on a shared line neither read nor change."""

    private: ClassVar[tuple[str, ...]] = ()
    members: ClassVar[dict[str, str]] = {}  # column of a typed name -> column of the organisation it may mean

    def __init__(self, *args: Any, owners: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not owners:
            for name in (*self.private, "audience"):
                self.fields.pop(name, None)
            if self.instance.pk:
                self.initial["seen"] = fingerprint(self.instance, self.written())

    def written(self) -> list[str]:
        """Only what this person has in front of them."""
        return [name for name in super().written() if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for typed, organisation in self.members.items():
            if typed in cleaned:
                setattr(self.instance, organisation, known_organisation(cleaned[typed]))
        return cleaned

    def past(self, name: str) -> None:
        """Refuse a day to come where only what happened can be noted."""
        day = self.cleaned_data.get(name)
        if day and day > timezone.localdate():
            self.add_error(name, _("This date is to come; note it once it has happened."))

    def order(self, first: str, last: str) -> None:
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if start and end and end < start:
            self.add_error(last, _("Ends before it begins."))


_PAIR = ["a_name", "a_kind", "b_name", "b_kind"]
_PAIR_WIDGETS = {"a_name": MemberInput, "b_name": MemberInput}
_PAIR_MEMBERS = {"a_name": "a", "b_name": "b"}


class IntroductionForm(ItemForm):
    private = (*_PAIR, "subject", "presentation", "named", "outcome")
    members = _PAIR_MEMBERS

    class Meta:
        model = Introduction
        fields = [
            *_PAIR,
            "subject",
            "presentation",
            "status",
            "sent_on",
            "met_on",
            "outcome",
            "named",
            "audience",
        ]
        widgets = _PAIR_WIDGETS | {
            "presentation": forms.Textarea(attrs={"rows": 3}),
            "outcome": forms.Textarea(attrs={"rows": 2}),
            "sent_on": DayInput,
            "met_on": DayInput,
        }
        help_texts = {"audience": AUDIENCE_HELP}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("sent_on", "met_on"):
            self.past(name)
        if cleaned.get("status") == IntroductionStatus.MET and not cleaned.get("met_on"):
            self.add_error("met_on", _("Say when they met."))
        if cleaned.get("status") == IntroductionStatus.SENT and not cleaned.get("sent_on"):
            self.add_error("sent_on", _("Say when the letter was sent."))
        return cleaned


class ContractForm(ItemForm):
    private = (*_PAIR, "subject", "amount", "amount_shared", "named", "note", "introduction")
    members = _PAIR_MEMBERS

    class Meta:
        model = Contract
        fields = [
            "kind",
            *_PAIR,
            "subject",
            "status",
            "signed_on",
            "starts_on",
            "ends_on",
            "amount",
            "amount_shared",
            "introduction",
            "note",
            "named",
            "audience",
        ]
        widgets = _PAIR_WIDGETS | {
            "signed_on": DayInput,
            "starts_on": DayInput,
            "ends_on": DayInput,
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"audience": AUDIENCE_HELP}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "introduction" in self.fields:
            ours = Introduction.objects.filter(cooperation=self.instance.cooperation, owner=self.instance.owner)
            self.fields["introduction"].queryset = ours
            self.fields["introduction"].label_from_instance = _introduced

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.past("signed_on")
        self.order("starts_on", "ends_on")
        signed = (ContractStatus.SIGNED, ContractStatus.COMPLETED, ContractStatus.ENDED)
        if cleaned.get("status") in signed and not cleaned.get("signed_on"):
            self.add_error("signed_on", _("Say when it was signed."))
        if cleaned.get("signed_on") and cleaned.get("status") == ContractStatus.NEGOTIATED:
            self.add_error("status", _("It has a day of signature: it is no longer being negotiated."))
        return cleaned


def _introduced(introduction: Introduction) -> str:
    return f"{introduction.a_name} – {introduction.b_name}: {introduction.subject}"


class BenefitForm(ItemForm):
    private = (
        "member_name",
        "named",
        "expected_said_by",
        "expected_source",
        "obtained_said_by",
        "obtained_source",
    )
    members = {"member_name": "member"}
    tags = forms.MultipleChoiceField(
        label=gettext_lazy("Aims of the policy it serves"),
        choices=OutcomeTag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Benefit
        fields = [
            "level",
            "member_name",
            "measure",
            "unit",
            "unit_name",
            "period_from",
            "period_to",
            "expected",
            "expected_said_by",
            "expected_source",
            "obtained",
            "obtained_said_by",
            "obtained_source",
            "tags",
            "named",
            "audience",
        ]
        widgets = {"member_name": MemberInput, "period_from": DayInput, "period_to": DayInput}
        help_texts = {
            "audience": AUDIENCE_HELP,
            "measure": gettext_lazy(
                "For example: sales abroad, jobs kept, a shared platform used, researchers hosted."
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.order("period_from", "period_to")
        if cleaned.get("unit") == Unit.OTHER and not cleaned.get("unit_name"):
            self.add_error("unit_name", _("Say which unit."))
        if cleaned.get("expected") is None and cleaned.get("obtained") is None:
            self.add_error("expected", _("Give what is expected, what was obtained, or both."))
        for amount in ("expected", "obtained"):
            said = f"{amount}_said_by"
            if cleaned.get(amount) is not None and said in self.fields and not cleaned.get(said):
                self.add_error(said, _("Say who says so."))
        if cleaned.get("level") == "sme" and "member_name" in self.fields and not cleaned.get("member_name"):
            self.add_error(
                "member_name", _("Say which member benefits; partners do not see the name unless you say so.")
            )
        return cleaned


class CostForm(ItemForm):
    private = ("member_name", "named", "said_by")
    members = {"member_name": "member"}

    class Meta:
        model = Cost
        fields = ["member_name", "what", "spent_on", "hours", "travel", "other", "said_by", "named", "audience"]
        widgets = {"member_name": MemberInput, "spent_on": DayInput}
        help_texts = {"audience": AUDIENCE_HELP}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("hours", "travel", "other")):
            self.add_error("hours", _("Give hours, travel or other costs."))
        return cleaned


class ExchangeForm(ItemForm):
    private = ("contract",)

    class Meta:
        model = Exchange
        fields = [
            "direction",
            "who",
            "persons",
            "home",
            "host",
            "starts_on",
            "ends_on",
            "subject",
            "contract",
            "audience",
        ]
        widgets = {"starts_on": DayInput, "ends_on": DayInput, "home": MemberInput, "host": MemberInput}
        help_texts = {"audience": AUDIENCE_HELP}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "contract" in self.fields:
            ours = Contract.objects.filter(
                cooperation=self.instance.cooperation, owner=self.instance.owner, kind__in=("students", "researchers")
            )
            self.fields["contract"].queryset = ours
            self.fields["contract"].label_from_instance = lambda one: (
                f"{one.get_kind_display()}: {one.a_name} – {one.b_name}"
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.order("starts_on", "ends_on")
        return cleaned


class MilestoneForm(TogetherForm):
    class Meta:
        model = Milestone
        fields = ["title", "due", "done_on"]
        widgets = {"due": DayInput, "done_on": DayInput}


class IncidentForm(forms.ModelForm):
    class Meta:
        model = Incident
        fields = ["what", "happened_on", "severity", "raised_by"]
        widgets = {"what": forms.Textarea(attrs={"rows": 3}), "happened_on": DayInput}

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This date is to come; note it once it has happened."))
        return day


class StepForm(forms.ModelForm):
    class Meta:
        model = MediationStep
        fields = ["happened_on", "kind", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "happened_on": DayInput}

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This date is to come; note it once it has happened."))
        return day


class SharingForm(forms.ModelForm):
    class Meta:
        model = Incident
        fields = ["a_shares_on", "b_shares_on"]
        widgets = {"a_shares_on": DayInput, "b_shares_on": DayInput}


FORMS: dict[str, type[ItemForm]] = {
    "introductions": IntroductionForm,
    "contracts": ContractForm,
    "benefits": BenefitForm,
    "costs": CostForm,
    "exchanges": ExchangeForm,
}
