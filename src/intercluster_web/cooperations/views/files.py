"""One cooperation as files people take away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from intercluster.export.calendar import to_ics
from intercluster_web.accounts.permissions import inside_or_404
from intercluster_web.cooperations.exports.cooperation import journal_xlsx, message_eml, note_docx, sheet_of
from intercluster_web.cooperations.exports.streams import MEDIA_TYPE, journal_json
from intercluster_web.cooperations.forms.work import JournalFilterForm
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.cooperations.queries import cooperation as queries
from intercluster_web.cooperations.queries.dates import dates_of
from intercluster_web.downloads import DOCX, EML, XLSX, download
from intercluster_web.languages import language

ICS = "text/calendar; charset=utf-8"


def _found(request: HttpRequest, pk: int) -> Cooperation:
    cooperation: Cooperation = inside_or_404(request.user, queries.CARDS, pk=pk)
    return cooperation


def _name(cooperation: Cooperation) -> str:
    return slugify(cooperation.title)[:60] or f"cooperation-{cooperation.pk}"


@login_required
@require_GET
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for a minister or a region."""
    cooperation = _found(request, pk)
    content = note_docx(sheet_of(request.user, cooperation), language())
    return download(content, f"{_name(cooperation)}.docx", DOCX)


@login_required
@require_GET
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft to the partners, to those of the contacts whose address the person may read."""
    cooperation = _found(request, pk)
    mirrors = queries.mirrors(request.user, cooperation)
    to = [mirror.contact.email for mirror in mirrors if queries.may_be_written_to(mirror)]
    content = message_eml(sheet_of(request.user, cooperation), language(), list(dict.fromkeys(to)))
    return download(content, f"{_name(cooperation)}.eml", EML)


@login_required
@require_GET
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Next step and tasks."""
    cooperation = _found(request, pk)
    content = to_ics(dates_of(request.user, cooperation), cooperation.title)
    return download(content, f"{_name(cooperation)}.ics", ICS)


@login_required
@require_GET
def journal(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The entries that the filters of the page leave, as a workbook or as ActivityStreams."""
    cooperation = _found(request, pk)
    filters = JournalFilterForm(request.GET, years=queries.years(request.user, cooperation))
    found = queries.entries(request.user, cooperation, filters.cleaned_data if filters.is_valid() else {})
    if form == "xlsx":
        return download(journal_xlsx(cooperation, found, language()), f"{_name(cooperation)}.xlsx", XLSX)
    root = request.build_absolute_uri("/").rstrip("/")
    return download(journal_json(cooperation, found, root, language()), f"{_name(cooperation)}.json", MEDIA_TYPE)
