"""How others did it: the cases of the sources, and the cooperations the directory knows. Open to everybody."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intercluster.export import Cell, Column, Table
from intercluster_web.accounts.permissions import organisations_of
from intercluster_web.cooperations.queries import cooperation as queries
from intercluster_web.directory.wording import cooperation_label
from intercluster_web.downloads import table_file

PER_PAGE = 50


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Every case with its dates; every known cooperation with its source, also as a file (``?file=xlsx``)."""
    q = request.GET.get("q", "").strip()[:100]
    known = queries.known_cooperations(q)
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(_table(known), request.GET["file"], "known-cooperations")
    return render(
        request,
        "cooperations/cases.html",
        {
            "cases": queries.cases(),
            "q": q,
            "page": Paginator(known, PER_PAGE).get_page(request.GET.get("page")),
            "ours": set(organisations_of(request.user)),
        },
    )


def _table(known: object) -> Table:
    columns = [
        Column("a", _("Organisation")),
        Column("b", _("Partner")),
        Column("kind", _("Kind")),
        Column("started", _("Since")),
        Column("topic", _("Topic")),
        Column("programme", _("Support programme")),
        Column("source", _("Source")),
        Column("words", _("Words seen")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "a": each.a.name,
            "b": each.b.name,
            "kind": cooperation_label(each.kind),
            "started": str(each.started or ""),
            "topic": each.topic,
            "programme": each.programme,
            "source": each.source_url,
            "words": each.seen_text,
        }
        for each in known  # type: ignore[attr-defined]
    ]
    return Table(_("Known cooperations"), columns, rows)
