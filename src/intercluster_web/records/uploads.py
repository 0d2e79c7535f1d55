"""Files people attach: accepted kinds, a reasonable size, and a content that is what the name says."""

import zipfile
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024
OFFICE = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}
PLAIN = {".txt", ".csv", ".md"}
ACCEPTED = sorted({".pdf", *OFFICE, *PLAIN})


class UploadField(forms.FileField):
    """A document: PDF, office or text, up to ``LARGEST`` bytes."""

    def __init__(self, **options: Any) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)})
        super().__init__(**{"widget": widget, **options})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, if its size is reasonable and its content is what its name says."""
        upload: UploadedFile | None = super().clean(data, initial)
        if not upload:
            return upload
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
