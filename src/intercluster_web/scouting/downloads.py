"""Files people take away, as answers of the server."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from intercluster.export import Language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EML = "message/rfc822"


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to save under a name in any alphabet."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def language() -> Language:
    """The language of the page, for the file."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"
