"""Proposing, asking for signatures, ending; terms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.agreements.terms import last_day
from intercluster_web.accounts.visibility import Audience
from intercluster_web.agreements.models import Term
from intercluster_web.cooperations.signing.forms import checked_scan
from intercluster_web.records.forms import TogetherForm

_DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class ProposeForm(forms.Form):
    share = forms.BooleanField(
        label=gettext_lazy("let the organisations we share this cooperation with see the agreement"),
        required=False,
        initial=True,
    )
    file = forms.FileField(
        label=gettext_lazy("a final file of your own"),
        required=False,
        help_text=gettext_lazy(
            "Leave it empty to sign the Word document made here. Signed elsewhere already? Bring the signed file."
        ),
    )

    def clean_file(self) -> UploadedFile | None:
        return checked_scan(self.cleaned_data.get("file"))

    @property
    def audience(self) -> str:
        """Sharing is offered, never taken back here."""
        return Audience.SHARED if self.cleaned_data["share"] else ""


class AskForm(forms.Form):
    """To whom the link of a party goes."""

    email = forms.EmailField(label=gettext_lazy("e-mail address of who signs"))
    language = forms.ChoiceField(label=gettext_lazy("language"), choices=[("fr", "Français"), ("en", "English")])


class EndForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("ended on"), **_DAY)
    because = forms.CharField(label=gettext_lazy("why it ended"), max_length=300)

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["day"]


class ScanForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("scanned or signed file"))

    def clean_file(self) -> UploadedFile | None:
        return checked_scan(self.cleaned_data.get("file"))


class TermForm(TogetherForm):
    """A term by its last day or by its length in months."""

    months = forms.IntegerField(label=gettext_lazy("or length in months"), min_value=1, max_value=1200, required=False)

    class Meta:
        model = Term
        fields = ["starts_on", "ends_on", "renewal", "notice_months", "note"]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    field_order = ["starts_on", "ends_on", "months", "renewal", "notice_months", "note"]

    def clean_notice_months(self) -> int:
        months: int = self.cleaned_data["notice_months"]
        if months > 120:
            raise ValidationError(_("Ten years of notice at most."))
        return months

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends, months = (cleaned.get(name) for name in ("starts_on", "ends_on", "months"))
        if starts and months and not ends:
            try:
                cleaned["ends_on"] = ends = last_day(starts, months)
            except OverflowError:
                self.add_error("months", _("This date lies outside the calendar."))
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day lies before the first."))
        if cleaned.get("renewal") != "none" and not ends and not self.errors:
            self.add_error("ends_on", _("A term that is renewed has a last day."))
        return cleaned


class RenewForm(TermForm):
    """The term that follows; ``after`` is the number of the term it follows."""

    after = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(TermForm.Meta):
        fields = ["starts_on", "ends_on", "renewal", "notice_months", "decided_on", "note"]
        widgets = {
            **TermForm.Meta.widgets,
            "decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
