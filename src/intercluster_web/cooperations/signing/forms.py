"""Signing on the page behind a link, and noting a signature that was given elsewhere."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.cooperations.signing.models import SignatureLevel

LARGEST_SCAN = 20 * 1024 * 1024  # bytes
SCANS = (".pdf", ".docx", ".odt", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".p7m", ".p7s", ".asice", ".asics", ".xml")


class ConsentForm(forms.Form):
    """A simple electronic signature: name, function, a tick. ``seen`` carries the hash of the file shown."""

    name = forms.CharField(
        label=gettext_lazy("your name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    function = forms.CharField(
        label=gettext_lazy("your function"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I have read the document, I am entitled to sign for my organisation, and I sign it.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RefusalForm(forms.Form):
    because = forms.CharField(label=gettext_lazy("why you do not sign"), max_length=300, required=False)


class RecordedSignatureForm(forms.Form):
    """A signature given on paper or with the signer's own tool; the file that shows it is kept with its hash."""

    name = forms.CharField(label=gettext_lazy("name of who signed"), max_length=160)
    function = forms.CharField(label=gettext_lazy("function"), max_length=160, required=False)
    signed_on = forms.DateField(
        label=gettext_lazy("signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    level = forms.ChoiceField(label=gettext_lazy("level"), choices=SignatureLevel.choices, initial=SignatureLevel.PAPER)
    tool = forms.CharField(
        label=gettext_lazy("tool or provider used"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Named by the signer; intercluster does not check it."),
    )
    file = forms.FileField(label=gettext_lazy("scanned or signed file"), required=False)

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean_file(self) -> UploadedFile | None:
        return checked_scan(self.cleaned_data.get("file"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        claimed = cleaned.get("level") in {SignatureLevel.ADVANCED, SignatureLevel.QUALIFIED}
        if claimed and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", _("Bring the signed file: without it, nothing shows this level."))
        if claimed and not cleaned.get("tool"):
            self.add_error("tool", _("Name the tool or provider the signer used."))
        return cleaned


def checked_scan(file: UploadedFile | None) -> UploadedFile | None:
    """The file, if it is of a kind and size that is kept.

    Raises
    ------
    ValidationError
        It is not; the message says what is taken.
    """
    if file is None:
        return None
    if PurePath(file.name or "").suffix.lower() not in SCANS:
        raise ValidationError(_("Bring one of these kinds of file: %(kinds)s.") % {"kinds": ", ".join(SCANS)})
    if (file.size or 0) > LARGEST_SCAN:
        raise ValidationError(_("The file is larger than 20 MB."))
    return file
