"""Forms of a round and of an answer."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster.validation.box import Mark, Vote
from intercluster_web.contacts.models import Role
from intercluster_web.records.forms import OwnedForm
from intercluster_web.scouting.models import LineStatus
from intercluster_web.validation.models import Option, Round, VoteKind

LONGEST_REMARK = 1000
EVERYBODY = ("", pgettext_lazy("people or rounds", "all"))
_PARTS = ("vote", "comment", "gains", "part")


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoundForm(OwnedForm):
    anonymous = forms.TypedChoiceField(
        label=gettext_lazy("how they answer"),
        coerce=lambda value: value == "True",
        choices=[
            (True, gettext_lazy("anonymous: nobody, not even you, can tell who said what")),
            (False, gettext_lazy("by name: you see who said what; they can change it until the last day")),
        ],
        widget=forms.RadioSelect,
        initial=True,
        help_text=gettext_lazy("Settled once the round is open, for good."),
    )

    class Meta:
        model = Round
        fields = ["owner", "title", "audience", "question", "plan", "anonymous", "deadline", "quorum"]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "plan": forms.Textarea(attrs={"rows": 5}),
            "deadline": _day(),
        }
        help_texts = {
            "question": gettext_lazy("One or two sentences they read first, on their telephone."),
            "quorum": gettext_lazy("With fewer answers nothing is concluded."),
            "deadline": gettext_lazy("The last day on which answers count."),
        }

    def clean_deadline(self) -> Any:
        day = self.cleaned_data["deadline"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is past."))
        return not_too_far(day)


class OptionForm(forms.ModelForm):
    class Meta:
        model = Option
        fields = ["label", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}


class AskForm(forms.Form):
    """Whom to look for in the address book, and how those ticked count."""

    q = forms.CharField(label=gettext_lazy("name, organisation, function"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=gettext_lazy("what they are to us"), required=False, choices=[EVERYBODY, *Role.choices]
    )


class ExtendForm(forms.Form):
    deadline = forms.DateField(label=gettext_lazy("answers until"), widget=_day())

    def clean_deadline(self) -> Any:
        return not_too_far(self.cleaned_data["deadline"])


def not_too_far(day: date) -> date:
    """Within ten years: a slip of the finger gives the year 9999."""
    if day.year > timezone.localdate().year + 10:
        raise ValidationError(_("This day is too far away."))
    return day


class ApplyForm(forms.Form):
    """What becomes of each line of the shortlist; one pair of fields an option."""

    def __init__(self, *args: Any, rows: list[tuple[Option, str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for option, status, reason in rows:
            self.fields[f"status_{option.pk}"] = forms.ChoiceField(
                label=option.label,
                required=False,
                initial=status,
                choices=[
                    ("", gettext_lazy("as it is")),
                    (LineStatus.TO_CONTACT, LineStatus.TO_CONTACT.label),
                    (LineStatus.SET_ASIDE, LineStatus.SET_ASIDE.label),
                ],
            )
            self.fields[f"reason_{option.pk}"] = forms.CharField(
                label=gettext_lazy("reason"), initial=reason, max_length=300, required=False
            )

    def choices(self) -> dict[int, tuple[str, str]]:
        """Option -> status and reason, of those that change."""
        given = self.cleaned_data
        keys = [int(name.removeprefix("status_")) for name in self.fields if name.startswith("status_")]
        return {key: (given[f"status_{key}"], given[f"reason_{key}"]) for key in keys if given[f"status_{key}"]}


class AnswerForm(forms.Form):
    """One vote, remark, gain and readiness for each option; ``revision`` is what the page was made of."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, options: list[Option], said: dict[int, Mark], **more: Any) -> None:
        super().__init__(*args, **more)
        self.options = options
        for option in options:
            before = said.get(option.pk)
            self.fields[f"vote_{option.pk}"] = forms.ChoiceField(
                label=option.label,
                choices=VoteKind.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=before.vote.value if before else None,
            )
            for name, label in (("comment", _("Your comment or condition")), ("gains", _("Gains you expect from it"))):
                self.fields[f"{name}_{option.pk}"] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=LONGEST_REMARK,
                    initial=getattr(before, name, ""),
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
            self.fields[f"part_{option.pk}"] = forms.BooleanField(
                label=_("We would take part"), required=False, initial=bool(before and before.takes_part)
            )

    def blocks(self) -> list[dict[str, Any]]:
        """The fields option by option, for the page."""
        return [{"option": option, **{name: self[f"{name}_{option.pk}"] for name in _PARTS}} for option in self.options]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for option in self.options:
            if cleaned.get(f"vote_{option.pk}") == Vote.YES_IF and not cleaned.get(f"comment_{option.pk}"):
                self.add_error(f"comment_{option.pk}", _("Yes, if what? Write your condition."))
        if not self.errors and not self.marks():
            raise ValidationError(_("Choose an answer for at least one option."))
        return cleaned

    def marks(self) -> dict[int, Mark]:
        """What was said of each option; one that was passed over without a word is left out."""
        found = {}
        for option in self.options:
            given = {
                name: self.cleaned_data.get(f"{name}_{option.pk}") for name in ("vote", "comment", "gains", "part")
            }
            if any(given.values()):
                vote = Vote(given["vote"] or Vote.NONE)
                found[option.pk] = Mark(vote, given["comment"] or "", given["gains"] or "", bool(given["part"]))
        return found
