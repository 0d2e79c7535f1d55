"""Forms: a proposal, a vote."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.alliances.votes import AGAINST, FOR
from intercluster_web.alliances.forms.common import CommonForm, day_input, moment_input, rows
from intercluster_web.alliances.models import BallotKind, Body, Decision

MOST_OPTIONS, LONGEST_OPTION = 12, 200
ABSTAIN = "_abstain"  # not empty, so that nothing is chosen beforehand


class DecisionForm(CommonForm):
    choices = forms.CharField(
        label=gettext_lazy("options"),
        required=False,
        widget=rows(3),
        help_text=gettext_lazy("One a line, to choose among. Leave empty for a vote for or against."),
    )

    class Meta:
        model = Decision
        fields = ["title", "proposal", "meeting", "ballot", "deadline", "effect_on"]
        widgets = {
            "proposal": rows(5),
            "ballot": forms.RadioSelect,
            "deadline": moment_input(),
            "effect_on": day_input(),
        }

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["meeting"].queryset = body.meetings.all()
        self.initial["choices"] = "\n".join(self.instance.options)

    def clean_choices(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) == 1:
            raise ValidationError(_("One option is no choice: write two or more, or none."))
        if len(found) > MOST_OPTIONS or any(len(option) > LONGEST_OPTION for option in found):
            raise ValidationError(_("At most 12 options of 200 characters each."))
        if {FOR, AGAINST} & set(found):
            raise ValidationError(_("For and against need no options: leave this empty."))
        return found

    def said(self) -> Any:
        decision: Any = super().said()
        decision.options = self.cleaned_data["choices"]
        return decision


class VoteForm(forms.Form):
    choice = forms.ChoiceField(label=gettext_lazy("your vote"), widget=forms.RadioSelect)
    comment = forms.CharField(
        label=gettext_lazy("comment, seen with your vote"), required=False, max_length=500, widget=rows(2)
    )

    def __init__(self, *args: Any, decision: Decision, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["choice"].choices = choices_of(decision)
        self.use_required_attribute = False
        if decision.ballot == BallotKind.SECRET:
            del self.fields["comment"]

    def clean_choice(self) -> str:
        chosen: str = self.cleaned_data["choice"]
        return "" if chosen == ABSTAIN else chosen


def choices_of(decision: Decision) -> list[tuple[str, Any]]:
    """What can be voted, in the order it is shown."""
    options = [(option, option) for option in decision.options] or [
        (FOR, gettext_lazy("for")),
        (AGAINST, gettext_lazy("against")),
    ]
    return [*options, (ABSTAIN, gettext_lazy("I abstain"))]
