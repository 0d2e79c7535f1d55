"""A lead: of which meeting, about what, how far."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.events.models import Event, Lead, LeadState, Meeting, ParticipantKind, ProfileLine
from intercluster_web.events.queries.buyers import meetings_with_buyers
from intercluster_web.events.queries.needs import needs
from intercluster_web.records.forms import TogetherForm

_DAY = {"type": "date"}


class LeadForm(TogetherForm):
    """Buyer and supplier are those of the meeting chosen."""

    chosen = forms.ChoiceField(label=gettext_lazy("meeting"))

    class Meta:
        model = Lead
        fields = ["what", "need", "state", "amount", "since", "ordered_on", "next_step", "next_on", "note"]
        widgets = {
            "since": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "ordered_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "next_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["need"].queryset = needs(event)
        self.fields["need"].empty_label = "–"
        self.fields["need"].label_from_instance = _with_buyer
        self.pairs: dict[str, tuple[Meeting, Any, Any]] = {}
        for meeting in meetings_with_buyers(event):
            people = [seat.participant for seat in meeting.seats.all()]
            for buyer in people:
                for supplier in people:
                    if buyer.kind == ParticipantKind.BUYER and supplier.kind != ParticipantKind.BUYER:
                        self.pairs[f"{meeting.pk}-{buyer.pk}-{supplier.pk}"] = (meeting, buyer, supplier)
        self.fields["chosen"].choices = [
            (key, f"{buyer.organisation_name} – {supplier.organisation_name}")
            for key, (_meeting, buyer, supplier) in self.pairs.items()
        ]
        self.order_fields(["chosen"])
        if self.instance.pk:
            lead = self.instance
            self.initial["chosen"] = f"{lead.meeting_id}-{lead.buyer_id}-{lead.supplier_id}"
            self._leave_to_contract(lead)
        else:
            self.initial.setdefault("since", timezone.localdate())

    def _leave_to_contract(self, lead: Lead) -> None:
        """An order that outcomes count has the amount and the day of its contract."""
        if lead.contract is not None:
            for name in ("state", "amount", "ordered_on"):
                self.fields[name].disabled = True
            self.fields["amount"].help_text = gettext_lazy("Kept with the contract of the cooperation.")

    def clean_need(self) -> Any:
        need = self.cleaned_data["need"]
        given = self.data.get(self.add_prefix("chosen"), "")
        if need is not None and given in self.pairs and need.participant_id != self.pairs[given][1].pk:
            raise ValidationError(_("This need is of another buyer."))
        return need

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount < 0:
            raise ValidationError(_("An amount is not negative."))
        return amount

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("chosen") in self.pairs:
            meeting, buyer, supplier = self.pairs[cleaned["chosen"]]
            self.instance.meeting, self.instance.buyer, self.instance.supplier = meeting, buyer, supplier
        ordered, since = cleaned.get("ordered_on"), cleaned.get("since")
        if cleaned.get("state") == LeadState.ORDER and not ordered:
            self.add_error("ordered_on", _("Say when it was ordered."))
        if cleaned.get("next_on") and not cleaned.get("next_step"):
            self.add_error("next_step", _("Say what is to be done by then."))
        if ordered and since and ordered < since:
            self.add_error("ordered_on", _("This is before the lead began."))
        return cleaned


def _with_buyer(need: ProfileLine) -> str:
    return f"{need.participant.organisation_name}: {need.text}"


class LeadFilter(forms.Form):
    """Over all events."""

    q = forms.CharField(label=gettext_lazy("buyer, supplier, subject"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=gettext_lazy("state"),
        required=False,
        choices=[("", pgettext_lazy("leads", "all")), ("open", gettext_lazy("still open")), *LeadState.choices],
    )
    event = forms.ChoiceField(label=gettext_lazy("event"), required=False)
    due = forms.BooleanField(label=gettext_lazy("next step due within two weeks"), required=False)

    def __init__(self, *args: Any, events: Iterable[Event], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["event"].choices = [
            ("", pgettext_lazy("events", "all")),
            *((str(one.pk), str(one)) for one in events),
        ]
