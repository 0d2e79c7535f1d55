"""Files people take away, as answers of the server."""

from django.http import HttpResponse
from django.utils.translation import get_language

from intercluster.export import Language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EML = "message/rfc822"


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to save; Django quotes its name."""
    response = HttpResponse(content, content_type=content_type)
    ascii_name = name.encode("ascii", "ignore").decode().replace('"', "") or "intercluster"
    response["Content-Disposition"] = f'attachment; filename="{ascii_name}"'
    return response


def language() -> Language:
    """The language of the page, for the file."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"
