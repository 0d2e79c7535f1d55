"""The form that takes files in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

_ENDINGS = (".zip", ".csv", ".tsv", ".csv.gz", ".tsv.gz")


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files]
        for file in cleaned:
            if not file.name.casefold().endswith(_ENDINGS):
                raise ValidationError(_("%(name)s is neither a zip nor a CSV or TSV file."), params={"name": file.name})
        names = [get_valid_filename(file.name).casefold() for file in cleaned]
        if twice := next((name for name in names if names.count(name) > 1), ""):
            raise ValidationError(
                _("Two files are called %(name)s: one would replace the other."), params={"name": twice}
            )
        return cleaned


class UploadForm(forms.Form):
    files = FilesField(
        label=_("Files"),
        allow_empty_file=True,  # the import itself says what is wrong with an empty file
        help_text=_("The zip as downloaded from CORDIS, or its CSV files; or employment by region from Eurostat."),
    )
    framework = forms.ChoiceField(
        label=_("Programme"),
        required=False,
        choices=[("", _("as the files say")), ("FP7", "FP7"), ("H2020", "Horizon 2020"), ("HE", "Horizon Europe")],
        help_text=_("Needed only where project.csv does not name it."),
    )
