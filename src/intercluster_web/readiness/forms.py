"""The form of a self-assessment: twelve statements, each with its answer and what shows it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.readiness.keys import STATEMENTS
from intercluster_web.readiness.models import SelfAssessment
from intercluster_web.readiness.presentation import ANSWERS, STATEMENT_WORDS
from intercluster_web.records.forms import OwnedForm


class SelfAssessmentForm(OwnedForm):
    """Answers and evidence are kept as two maps by statement; what is left blank is left out."""

    class Meta:
        model = SelfAssessment
        fields = ["owner", "made_on", "made_by", "note"]
        widgets = {
            "made_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for statement in STATEMENTS:
            self.fields[statement] = forms.TypedChoiceField(
                label=STATEMENT_WORDS[statement],
                choices=[("", _("not answered")), *ANSWERS],
                coerce=int,
                empty_value=None,
                required=False,
                initial=self.instance.answers.get(statement),
            )
            self.fields[f"{statement}_evidence"] = forms.CharField(
                label=_("what shows it"),
                max_length=300,
                required=False,
                initial=self.instance.evidence.get(statement, ""),
            )

    def written(self) -> list[str]:
        return [*super().written(), "answers", "evidence"]

    def pairs(self) -> list[tuple[Any, Any]]:
        """Each statement's field with that of its evidence, for the page."""
        return [(self[statement], self[f"{statement}_evidence"]) for statement in STATEMENTS]

    def heads(self) -> list[Any]:
        """The fields that are not statements."""
        return [self[name] for name in ("owner", "made_on", "made_by", "note", "seen") if name in self.fields]

    def clean_made_on(self) -> Any:
        if self.cleaned_data["made_on"] > timezone.localdate():
            raise ValidationError(_("An assessment is not made in the future."))
        return self.cleaned_data["made_on"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.answers = {name: cleaned[name] for name in STATEMENTS if cleaned.get(name) is not None}
        self.instance.evidence = {
            name: text for name in STATEMENTS if (text := cleaned.get(f"{name}_evidence", "").strip())
        }
        if not self.instance.answers:
            raise ValidationError(_("Answer at least one statement."))
        return cleaned
