"""The tab "Members" of a cooperation: matches, why not, gains and costs, the note."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import inside_or_404, works_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.downloads import DOCX, download, table_file
from intercluster_web.languages import language
from intercluster_web.outcomes.exports.letters import bridge_words, note_docx
from intercluster_web.outcomes.exports.tables import matches_table
from intercluster_web.outcomes.presentation.lines import line_views
from intercluster_web.outcomes.presentation.matches import gain_view, match_views, miss_views
from intercluster_web.outcomes.presentation.sight import Reader
from intercluster_web.outcomes.queries import items as queries
from intercluster_web.outcomes.queries.postings import Matching, matching

PER_PAGE = 25


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation = _inside(request, pk)
    reader = Reader(request.user)
    found, others = _matching(request, cooperation)
    summary = queries.summary(request.user, cooperation)
    context = {
        "cooperation": cooperation,
        "others": others,
        "section": "matches",
        "summary": summary,
        "bridge": bridge_words(summary),
        "works": works_in(request.user, cooperation) is not None,
    }
    if found is not None:
        page = Paginator(match_views(found, reader), PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "with": found.theirs,
            "gain": gain_view(found, reader),
            "page": page,
            "misses": miss_views(found, reader),
        }
    return render(request, "outcomes/cooperation.html", context)


@login_required
@require_GET
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    found, _others = _matching(request, _inside(request, pk))
    return table_file(matches_table(match_views(found, Reader(request.user)) if found else []), form, _("matches"))


@login_required
@require_GET
def gains(request: HttpRequest, pk: int) -> HttpResponse:
    """Gain and cost of each member, and what stands between the two clusters (S112, S138)."""
    cooperation = _inside(request, pk)
    ours, others = queries.other_parties(request.user, cooperation)
    ways = [(other, queries.friction_between(ours[0], other)) for other in others] if ours else []
    context = {
        "cooperation": cooperation,
        "section": "gains",
        "sheets": queries.firm_sheets(request.user, cooperation),
        "ways": ways,
        "ours": ours[0] if ours else None,
        "works": works_in(request.user, cooperation) is not None,
    }
    return render(request, "outcomes/gains.html", context)


@login_required
@require_GET
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """One page on members, for a board or a funder."""
    cooperation = _inside(request, pk)
    reader = Reader(request.user)
    found, _others = _matching(request, cooperation)
    lines = {
        kind: line_views(queries.items(request.user, cooperation, kind), kind, reader)
        for kind in ("contracts", "benefits")
    }
    content = note_docx(
        cooperation.title,
        gain_view(found, reader) if found else None,
        queries.summary(request.user, cooperation),
        contracts=lines["contracts"],
        benefits=lines["benefits"],
        language=language(),
    )
    return download(content, f"{_('members')}.docx", DOCX)


def _inside(request: HttpRequest, pk: int) -> Cooperation:
    found: Cooperation = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    return found


def _matching(request: HttpRequest, cooperation: Cooperation) -> tuple[Matching | None, list[Organisation]]:
    """Our members' postings against those of the party chosen in the address, the first one else."""
    ours, others = queries.other_parties(request.user, cooperation)
    wanted = request.GET.get("with", "")
    chosen = next((other for other in others if str(other.pk) == wanted), others[0] if others else None)
    if not ours or chosen is None:
        return None, others
    return matching(request.user, ours[0], chosen), others
