"""Forms for a strategy and its inputs."""

import zipfile
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.territory.countries import known_countries
from intercluster_web.records.forms import OwnedForm, TogetherForm
from intercluster_web.scouting.models import ChainLink, DocumentKind, Lock, Strategy, TargetMarket

LARGEST = 10 * 1024 * 1024
OFFICE = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}
PLAIN = {".txt", ".csv", ".md"}
ACCEPTED = sorted({".pdf", *OFFICE, *PLAIN})


class StrategyForm(OwnedForm):
    class Meta:
        model = Strategy
        fields = ["owner", "title", "statement", "horizon"]
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 5}),
            "horizon": forms.NumberInput(attrs={"min": 2000, "max": 2100}),
        }

    def clean_horizon(self) -> int | None:
        horizon: int | None = self.cleaned_data["horizon"]
        if horizon is not None and not 2000 <= horizon <= 2100:
            raise ValidationError(_("A year between 2000 and 2100."))
        return horizon


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=DocumentKind.choices)
    file = forms.FileField(
        label=gettext_lazy("file"), widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)})
    )

    def clean_file(self) -> UploadedFile:
        """The file, if its size is reasonable and its content is what its name says."""
        upload: UploadedFile = self.cleaned_data["file"]
        suffix = PurePath(upload.name or "").suffix.lower()
        if suffix not in ACCEPTED:
            raise ValidationError(
                _("“%(name)s” is not accepted. Accepted: %(accepted)s.")
                % {"name": upload.name, "accepted": ", ".join(ACCEPTED)}
            )
        if (upload.size or 0) > LARGEST:
            raise ValidationError(
                _("“%(name)s” is %(size)s; the limit is %(limit)s.")
                % {"name": upload.name, "size": filesizeformat(upload.size), "limit": filesizeformat(LARGEST)}
            )
        if not _content_fits(upload, suffix):
            raise ValidationError(
                _("“%(name)s” does not contain what its name says. Save it again from its program and retry.")
                % {"name": upload.name}
            )
        return upload


def _content_fits(upload: UploadedFile, suffix: str) -> bool:
    if suffix in OFFICE:
        fits = zipfile.is_zipfile(upload)
    else:
        start = upload.read(4096)
        fits = start.startswith(b"%PDF-") if suffix == ".pdf" else b"\x00" not in start
    upload.seek(0)
    return fits


class MarketForm(TogetherForm):
    class Meta:
        model = TargetMarket
        fields = ["name", "countries", "urgency", "note"]

    def clean_countries(self) -> str:
        codes = self.cleaned_data["countries"].upper().replace(",", " ").split()
        unknown = [code for code in codes if code not in known_countries()]
        if unknown:
            raise ValidationError(
                _("Not a country code: %(codes)s. Two letters each, for example DE GB CA.")
                % {"codes": ", ".join(unknown)}
            )
        return " ".join(dict.fromkeys(codes))


class LockForm(TogetherForm):
    class Meta:
        model = Lock
        fields = ["name", "status", "note"]


class LinkForm(TogetherForm):
    class Meta:
        model = ChainLink
        fields = ["name", "position", "strategic", "status", "note"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["position"].min_value = 1


ENTRY_FORMS: dict[str, type[TogetherForm]] = {"markets": MarketForm, "locks": LockForm, "links": LinkForm}
