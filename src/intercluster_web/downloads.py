"""Files people take away, as answers of the server."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from intercluster.export import Table, to_csv, to_xlsx
from intercluster_web.languages import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EML = "message/rfc822"
CSV = "text/csv; charset=utf-8"


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to save under a name in any alphabet."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def table_file(table: Table, form: str, name: str) -> HttpResponse:
    """A table as ``xlsx`` or ``csv`` in the language of the page; its name bears the day."""
    content = to_xlsx([table], language()) if form == "xlsx" else to_csv(table, language())
    return download(content, f"{name}-{timezone.localdate()}.{form}", XLSX if form == "xlsx" else CSV)
