"""Files people take away, as answers of the server."""

import io
import zipfile
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from intercluster.export import Table, to_csv, to_xlsx
from intercluster_web.languages import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EML = "message/rfc822"
CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to save under a name in any alphabet."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files in one archive, each with its number first, so that two of one name both stay."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archived:
        for number, (name, content) in enumerate(files, start=1):
            archived.writestr(f"{number:04d}-{name.replace('/', '-')}", content)
    return written.getvalue()


def table_file(table: Table, form: str, name: str) -> HttpResponse:
    """A table as ``xlsx`` or ``csv`` in the language of the page; its name bears the day."""
    content = to_xlsx([table], language()) if form == "xlsx" else to_csv(table, language())
    return download(content, f"{name}-{timezone.localdate()}.{form}", XLSX if form == "xlsx" else CSV)
