"""Forms of the card: opening a cooperation, changing it, its next step, its status."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.cooperations.gates import FIRST_STEPS
from intercluster.cooperations.ladder import Stage
from intercluster_web.accounts.permissions import may_see_seats, visible_to
from intercluster_web.cooperations.actions.cooperation import Opening
from intercluster_web.cooperations.models import Cooperation, Ladder, PartyRole, Status
from intercluster_web.cooperations.presentation.ladder import SMALL_STEPS, first_step_choices
from intercluster_web.cooperations.queries.cooperation import colleagues
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import field_choices, field_label
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.forms import CountriesField, OrganisationField, OwnedForm, TogetherForm
from intercluster_web.scouting.models import Objective

CARD = [
    "owner",
    "title",
    "topic",
    "purpose",
    "beneficiary",
    "plane",
    "process",
    "lead_origin",
    "lead_from",
    "mediated_by",
    "market",
    "countries",
    "concepts",
    "objective",
    "started_on",
    "responsible",
    "summary",
]


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CooperationForm(OwnedForm):
    """The card. Fields come in groups (``groups``), the rarer ones folded."""

    mediated_by = OrganisationField(
        label=gettext_lazy("through the network"),
        required=False,
        help_text=gettext_lazy(
            "If you reach the partner as a member of a network: its members share rights and benefits."
        ),
    )
    countries = CountriesField(label=gettext_lazy("countries aimed at"))
    concepts = forms.MultipleChoiceField(
        label=gettext_lazy("fields"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Cooperation
        fields = CARD
        widgets = {
            "topic": forms.Textarea(attrs={"rows": 3}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "purpose": forms.RadioSelect,
            "beneficiary": forms.RadioSelect,
            "plane": forms.RadioSelect,
            "process": forms.RadioSelect,
            "started_on": date_input(),
        }
        help_texts = {
            "topic": gettext_lazy("What you want to do together, in a few sentences."),
            "summary": gettext_lazy("What the press or a minister may read. Shown on the public page only."),
        }

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        card = self.instance
        offered = dict(field_choices())
        chosen = card.concepts or self.initial.get("concepts") or []
        self.fields["concepts"].choices = [
            *((key, field_label(key)) for key in chosen if key not in offered),
            *offered.items(),
        ]
        owners = [card.owner] if card.pk else writable_organisations(user)
        self.fields["objective"].queryset = visible_to(user, Objective.objects.filter(owner__in=owners))
        # somebody who may not see the objective keeps it by leaving it alone
        if (
            card.pk
            and card.objective_id
            and not self.fields["objective"].queryset.filter(pk=card.objective_id).exists()
        ):
            del self.fields["objective"]
        _offer_people(self, user, list(owners))
        self.initial["mediated_by"] = card.mediated_by if card.pk else self.initial.get("mediated_by")
        for name in ("purpose", "beneficiary", "plane", "process"):
            self.fields[name].choices = [each for each in self.fields[name].choices if each[0]]

    def written(self) -> list[str]:
        return [name for name in super().written() if name in self.fields]

    def groups(self) -> list[tuple[Any, list[Any], bool]]:
        """Title, fields, and whether the group begins folded."""
        return [
            (title, [self[name] for name in names if name in self.fields and not self[name].is_hidden], folded)
            for title, names, folded in self.group_names()
        ]

    def group_names(self) -> list[tuple[Any, list[str], bool]]:
        return [
            (_("What it is"), ["owner", "title", "topic", "objective", "responsible"], False),
            (_("What kind"), ["purpose", "beneficiary", "plane", "process"], False),
            (_("Where it comes from"), ["lead_origin", "lead_from", "mediated_by", "started_on"], True),
            (_("Fields, market and countries"), ["concepts", "market", "countries"], True),
            (_("Public summary"), ["summary"], True),
        ]

    def clean_started_on(self) -> Any:
        day = self.cleaned_data["started_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("The first contact is in the past; this day is to come."))
        return day


class OpenForm(CooperationForm):
    """The card of a new cooperation, where it stands already, and its first small steps."""

    our_role = forms.ChoiceField(label=gettext_lazy("our role"), choices=PartyRole.choices, initial=PartyRole.LEAD)
    stage = forms.ChoiceField(
        label=gettext_lazy("step it is on"),
        choices=Ladder.choices,
        initial=Ladder.EXCHANGE,
        required=False,
        help_text=gettext_lazy("Leave the first one, unless the cooperation exists already."),
    )
    stage_since = forms.DateField(label=gettext_lazy("on this step since"), required=False, widget=date_input())
    because = forms.CharField(
        label=gettext_lazy("how you know that it is on this step"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Needed for any step but the first: a signed text, a report, an article…"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("status"),
        choices=[(Status.ACTIVE.value, Status.ACTIVE.label), (Status.PLANNED.value, Status.PLANNED.label)],
        initial=Status.ACTIVE,
        required=False,
    )
    first_steps = forms.MultipleChoiceField(
        label=gettext_lazy("small first steps"), required=False, widget=forms.CheckboxSelectMultiple
    )
    keep_tracks = forms.BooleanField(label=gettext_lazy("take over the open tracks as tasks"), required=False)

    class Meta(CooperationForm.Meta):
        fields = [*CARD, "source_url", "seen_text"]
        widgets = {
            **CooperationForm.Meta.widgets,
            "source_url": forms.HiddenInput,
            "seen_text": forms.HiddenInput,
        }

    def __init__(self, *args: Any, tracks: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["first_steps"].choices = first_step_choices(FIRST_STEPS)
        if tracks:
            self.fields["keep_tracks"].initial = True
        else:
            del self.fields["keep_tracks"]

    def group_names(self) -> list[tuple[Any, list[str], bool]]:
        what, kind, *rest = super().group_names()
        started = (_("If it exists already"), ["stage", "stage_since", "because", "status"], True)
        modest = (_("Begin small"), ["first_steps", "keep_tracks"], False)
        return [(what[0], [*what[1], "our_role"], False), kind, modest, *rest[:2], started, *rest[2:]]

    def clean_stage_since(self) -> Any:
        day = self.cleaned_data["stage_since"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        later = cleaned.get("stage") not in (None, "", Stage.EXCHANGE.value)
        if later and not (cleaned.get("because") or "").strip():
            self.add_error("because", _("Say how you know that it is already on this step."))
        return cleaned

    def card(self) -> Cooperation:
        """The new cooperation, not saved yet."""
        card: Cooperation = self.save(commit=False)
        card.stage = self.cleaned_data["stage"] or Ladder.EXCHANGE
        card.status = self.cleaned_data["status"] or Status.ACTIVE
        card.stage_since = self.cleaned_data["stage_since"] or timezone.localdate()
        return card

    def opening(self, parties: Any, **origin: Any) -> Opening:
        """What goes with the card; ``parties``: a valid ``PartyFormSet``."""
        given = self.cleaned_data
        return Opening(
            parties=[(row["organisation"], row["role"]) for row in parties.cleaned_data if row.get("organisation")],
            our_role=given["our_role"],
            tasks=[str(SMALL_STEPS[code]) for code in FIRST_STEPS if code in given["first_steps"]],
            because=given["because"],
            **origin,
        )


class PartyForm(forms.Form):
    """One organisation that takes part."""

    organisation = OrganisationField(label=gettext_lazy("organisation"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("role"), choices=PartyRole.choices, initial=PartyRole.PARTNER)


PartyFormSet = formset_factory(PartyForm, extra=2, max_num=12)


class NextStepForm(TogetherForm):
    """What comes next, until when, who follows it."""

    class Meta:
        model = Cooperation
        fields = ["next_step", "next_step_due", "responsible"]
        widgets = {"next_step_due": date_input()}

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_people(self, user, [self.instance.owner])

    def written(self) -> list[str]:
        return [name for name in super().written() if name in self.fields]


def _offer_people(form: forms.ModelForm, user: Any, owners: list[Organisation]) -> None:
    """Only those who see who sits at an organisation choose one of its people."""
    if all(may_see_seats(user, owner) for owner in owners):
        form.fields["responsible"].queryset = colleagues(owners)
    else:
        del form.fields["responsible"]


class RevisionForm(forms.Form):
    """``revision``: of the card as the person saw it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class StatusForm(RevisionForm):
    status = forms.ChoiceField(label=gettext_lazy("status"), choices=Status.choices)
    because = forms.CharField(
        label=gettext_lazy("why"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The organisations you share this cooperation with read it too."),
    )

    def __init__(self, *args: Any, cooperation: Cooperation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["status"].choices = [
            choice for choice in Status.choices if choice[0] not in {cooperation.status, Status.PLANNED.value}
        ]
